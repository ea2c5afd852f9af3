import Glibc

/// The terminal, without buffering surprises.
enum Console {
    static func print(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

    static func error(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

    /// Shows a prompt, only to a person.
    static func prompt(_ text: String) {
        if isInteractive { write(text, to: STDOUT_FILENO) }
    }

    /// True when a person types, and not a script.
    static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 }

    /// True when what is printed is shown on a screen, and not written to a file.
    static var showsColour: Bool { isatty(STDOUT_FILENO) == 1 }

    private static func write(_ text: String, to descriptor: Int32) {
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 else { return }
            written += count
        }
    }
}
