/// A web address, taken apart only as far as is needed to tell whether it may be used.
struct WebAddress {
    /// True for `https`.
    var isEncrypted: Bool
    /// Without the port; of an IPv6 address without the brackets; small letters.
    var host: String

    /// Reads an `http` or `https` address that is percent-encoded and names neither user nor
    /// password; nil for anything else.
    init?(_ text: String) {
        let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard isPlain, text.utf8.count <= 2_048, let colon = text.firstIndex(of: ":") else {
            return nil
        }
        switch text[..<colon].lowercased() {
        case "https": isEncrypted = true
        case "http": isEncrypted = false
        default: return nil
        }
        let rest = text[text.index(after: colon)...]
        guard rest.hasPrefix("//"), !rest.contains("\\") else { return nil }
        let authority = rest.dropFirst(2).prefix { !"/?#".contains($0) }
        guard !authority.contains("@") else { return nil }
        var port = Substring()
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[..<end].dropFirst().lowercased()
            port = authority[authority.index(after: end)...]
        } else {
            let end = authority.firstIndex(of: ":") ?? authority.endIndex
            host = authority[..<end].lowercased()
            port = authority[end...]
        }
        guard !host.isEmpty, Self.isPort(port) else { return nil }
    }

    /// True when nothing that is sent there leaves this machine.
    var isLoopback: Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    /// Nothing, or a colon and a number.
    private static func isPort(_ text: Substring) -> Bool {
        guard let first = text.first else { return true }
        guard first == ":", let number = UInt16(text.dropFirst()) else { return false }
        return number > 0
    }
}
