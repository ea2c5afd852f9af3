/// What a picture's first bytes tell of it: its kind and size, without decoding it.
///
///     let picture = try Picture(bytes)
///     picture.kind.mediaType   // "image/jpeg"
///
/// Refuses bombs: a small file that would unfold into gigabytes in whatever shows it.
package struct Picture: Hashable, Sendable {
    package var kind: Kind
    /// In pixels, 1 to ``longestSide``.
    package var width: Int
    /// In pixels, 1 to ``longestSide``.
    package var height: Int

    package static let longestSide = 20_000
    /// Sixty million: more than any phone takes.
    package static let mostPixels = 60_000_000

    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case jpeg
        case png
        case webp
        case gif

        package var mediaType: String { "image/" + rawValue }
    }

    /// Reads a picture's header.
    ///
    /// - Parameter bytes: A whole file; any bytes.
    /// - Throws: ``PictureFault``; any bytes give a picture or a fault.
    package init(_ bytes: [UInt8]) throws(PictureFault) {
        let header = Header(bytes: bytes)
        if header.has([0xFF, 0xD8, 0xFF]) {
            kind = .jpeg
            (width, height) = try Self.jpeg(header)
        } else if header.has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            kind = .png
            (width, height) = try Self.png(header)
        } else if header.has(Array("GIF87a".utf8)) || header.has(Array("GIF89a".utf8)) {
            kind = .gif
            (width, height) = try Self.gif(header)
        } else if header.has(Array("RIFF".utf8)), header.has(Array("WEBP".utf8), at: 8) {
            kind = .webp
            (width, height) = try Self.webp(header)
        } else {
            throw .notAPicture
        }
        guard width > 0, height > 0 else { throw .empty }
        guard width <= Self.longestSide, height <= Self.longestSide,
            width * height <= Self.mostPixels
        else { throw .tooLarge }
    }

    /// Finds the frame header behind whatever segments stand before it.
    ///
    /// - Note: Source: ITU-T T.81 annex B. A height of 0, to be told by a later DNL segment, is
    ///   refused as empty: no camera writes it.
    private static func jpeg(_ header: Header) throws(PictureFault) -> (Int, Int) {
        var at = 2
        while true {
            guard try header.byte(at) == 0xFF else { throw .broken }
            let marker = try header.byte(at + 1)
            switch marker {
            case 0xFF:
                // Fill bytes before a marker.
                at += 1
            case 0x01, 0xD0...0xD7:
                at += 2
            case 0x00, 0xD8, 0xD9, 0xDA:
                throw .broken
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
                let length = try header.big(at + 2, count: 2)
                let components = try header.byte(at + 9)
                guard components > 0, length == 8 + 3 * components else { throw .broken }
                _ = try header.byte(at + 1 + length)
                return (try header.big(at + 7, count: 2), try header.big(at + 5, count: 2))
            default:
                let length = try header.big(at + 2, count: 2)
                guard length >= 2 else { throw .broken }
                at += 2 + length
            }
        }
    }

    /// - Note: Source: W3C PNG (third edition), clauses 5.2 and 11.2.1.
    private static func png(_ header: Header) throws(PictureFault) -> (Int, Int) {
        // Through the chunk's check sum, which is not checked.
        _ = try header.byte(32)
        guard try header.big(8, count: 4) == 13, header.has(Array("IHDR".utf8), at: 12) else {
            throw .broken
        }
        return (try header.big(16, count: 4), try header.big(20, count: 4))
    }

    /// - Note: Source: GIF89a specification, clause 18.
    private static func gif(_ header: Header) throws(PictureFault) -> (Int, Int) {
        _ = try header.byte(12)
        return (try header.little(6, count: 2), try header.little(8, count: 2))
    }

    /// - Note: Source: RFC 9649 §2.5 to §2.7, RFC 6386 §9.1.
    private static func webp(_ header: Header) throws(PictureFault) -> (Int, Int) {
        _ = try header.byte(19)
        if header.has(Array("VP8 ".utf8), at: 12) {
            _ = try header.byte(29)
            // The first frame must be whole in itself.
            guard try header.byte(20) & 1 == 0, header.has([0x9D, 0x01, 0x2A], at: 23) else {
                throw .broken
            }
            let width = try header.little(26, count: 2) & 0x3FFF
            return (width, try header.little(28, count: 2) & 0x3FFF)
        }
        if header.has(Array("VP8L".utf8), at: 12) {
            let sizes = try header.little(21, count: 4)
            guard try header.byte(20) == 0x2F, sizes >> 29 == 0 else { throw .broken }
            return (sizes & 0x3FFF + 1, sizes >> 14 & 0x3FFF + 1)
        }
        if header.has(Array("VP8X".utf8), at: 12) {
            return (try header.little(24, count: 3) + 1, try header.little(27, count: 3) + 1)
        }
        throw .broken
    }

    /// Bytes, of which those past the end are a fault and not a trap.
    private struct Header {
        var bytes: [UInt8]

        func byte(_ at: Int) throws(PictureFault) -> Int {
            guard bytes.indices.contains(at) else { throw .cut }
            return Int(bytes[at])
        }

        /// A number whose first byte weighs most.
        func big(_ at: Int, count: Int) throws(PictureFault) -> Int {
            var value = 0
            for place in at..<(at + count) { value = value << 8 | (try byte(place)) }
            return value
        }

        /// A number whose first byte weighs least.
        func little(_ at: Int, count: Int) throws(PictureFault) -> Int {
            var value = 0
            for place in (at..<(at + count)).reversed() { value = value << 8 | (try byte(place)) }
            return value
        }

        func has(_ wanted: [UInt8], at start: Int = 0) -> Bool {
            bytes.dropFirst(start).starts(with: wanted)
        }
    }
}

/// Why bytes are not taken as a picture.
package enum PictureFault: String, Error, Hashable, Sendable, CaseIterable {
    /// None of the kinds that are taken.
    case notAPicture = "no-picture"
    /// The file ends within its header.
    case cut = "picture-cut"
    /// The header is not what its kind demands.
    case broken = "picture-broken"
    /// A side of no pixels.
    case empty = "picture-empty"
    /// A side over 20,000 pixels, or over sixty million pixels in all.
    case tooLarge = "picture-too-large"
}
