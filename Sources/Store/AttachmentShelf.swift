internal import Glibc

/// The files that people sent: `attachments/12` as it came, for staff, and `attachments/12.safe`
/// without what a camera adds (place, time, device), for all others.
package struct AttachmentShelf: Sendable {
    private let folder: String

    /// - Parameter folder: The data folder; `attachments` is made in it when first needed.
    package init(folder: String) {
        self.folder = folder + "/attachments"
    }

    /// Keeps a file; it is on the disk, name and all, when this returns.
    ///
    /// A picture that cannot be cleaned has no safe copy, and is shown to staff alone.
    ///
    /// - Returns: Whether there is a safe copy.
    @discardableResult
    package func keep(_ bytes: [UInt8], as id: Int64) throws(StoreError) -> Bool {
        try makeFolder()
        try write(bytes, to: path(id))
        let safe = PlainPicture.strip(bytes)
        if let safe { try write(safe, to: safePath(id)) }
        try synchronizeFolder()
        return safe != nil
    }

    package func original(_ id: Int64) throws(StoreError) -> [UInt8]? { try load(path(id)) }

    /// The copy for all but staff; nil when there is none.
    package func safeCopy(_ id: Int64) throws(StoreError) -> [UInt8]? { try load(safePath(id)) }

    /// Removes a file and its copy; a file that is not there is no error.
    package func remove(_ id: Int64) throws(StoreError) {
        var isChanged = false
        for path in [path(id), safePath(id), temporaryPath(path(id)), temporaryPath(safePath(id))] {
            if unlink(path) == 0 {
                isChanged = true
            } else if errno != ENOENT, errno != ENOTDIR {
                throw .file(errno, doing: "cannot remove", at: path)
            }
        }
        if isChanged { try synchronizeFolder() }
    }

    /// The ids of all files that are kept, in order.
    package func list() throws(StoreError) -> [Int64] {
        guard let directory = opendir(folder) else {
            if errno == ENOENT { return [] }
            throw .file(errno, doing: "cannot list", at: folder)
        }
        defer { closedir(directory) }
        var ids: [Int64] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if let id = Int64(name) { ids.append(id) }
        }
        return ids.sorted()
    }

    // MARK: -

    private func path(_ id: Int64) -> String { folder + "/" + String(id) }

    private func safePath(_ id: Int64) -> String { path(id) + ".safe" }

    private func temporaryPath(_ path: String) -> String { path + ".new" }

    private func load(_ path: String) throws(StoreError) -> [UInt8]? {
        let file: OpenFile
        do throws(StoreError) {
            file = try OpenFile(reading: path)
        } catch {
            if error.code == .missing { return nil }
            throw error
        }
        var bytes: [UInt8] = []
        while true {
            let more = try file.read(1 << 16)
            if more.isEmpty { return bytes }
            bytes += more
        }
    }

    private func write(_ bytes: [UInt8], to path: String) throws(StoreError) {
        let temporary = temporaryPath(path)
        do throws(StoreError) {
            let file = try OpenFile(creating: temporary)
            try file.write(bytes)
            try file.synchronize()
        } catch {
            unlink(temporary)
            throw error
        }
        // Erased while it was being written, it is gone, as it was to be.
        guard rename(temporary, path) == 0 || errno == ENOENT else {
            throw .file(errno, doing: "cannot write", at: path)
        }
    }

    private func makeFolder() throws(StoreError) {
        guard mkdir(folder, 0o700) != 0, errno != EEXIST else { return }
        throw .file(errno, doing: "cannot make", at: folder)
    }

    private func synchronizeFolder() throws(StoreError) {
        try OpenFile(reading: folder).synchronize()
    }
}
