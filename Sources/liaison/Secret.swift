import Glibc

/// What stands outside config because nobody may read it.
enum Secret {
    /// The first line of a file, without its end.
    ///
    /// - Throws: ``OperatorError`` that names the file and never what stands in it.
    static func line(of path: String, called setting: String) throws -> String {
        guard let file = fopen(path, "r") else {
            throw OperatorError(
                message: "cannot read \(setting) '\(path)': \(String(cString: strerror(errno)))",
                hint: "make the file with one line, for this user alone, or correct its name"
            )
        }
        defer { fclose(file) }
        var buffer = [CChar](repeating: 0, count: 4096)
        guard fgets(&buffer, Int32(buffer.count), file) != nil else { return "" }
        let bytes = buffer.prefix { $0 != 0 && $0 != 10 && $0 != 13 }.map { UInt8(bitPattern: $0) }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// What the shell or the service manager passes.
enum Environment {
    /// A variable's value; nil when it is not set or empty.
    static func value(_ name: String) -> String? {
        guard let value = getenv(name) else { return nil }
        let text = String(cString: value)
        return text.isEmpty ? nil : text
    }
}
