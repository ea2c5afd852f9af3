internal import FoundationEssentials

/// Base64 as people paste it: padding may be missing.
///
/// - Note: Source: RFC 4648 §4.
enum Base64 {
    /// The bytes a text stands for; nil when it holds anything but the alphabet, with up to two
    /// signs of padding at its end.
    static func bytes(_ text: some BidirectionalCollection<UInt8>) -> [UInt8]? {
        var digits = Array(text)
        for _ in 0..<2 where digits.last == UInt8(ascii: "=") { digits.removeLast() }
        guard digits.count % 4 != 1, !digits.contains(UInt8(ascii: "=")) else { return nil }
        while digits.count % 4 != 0 { digits.append(UInt8(ascii: "=")) }
        return Data(base64Encoded: Data(digits)).map { Array($0) }
    }

    /// The text of bytes, padded.
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString()
    }
}
