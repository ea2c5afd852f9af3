/// Takes out of a picture what its camera wrote beside it: place, time, device, thumbnails.
///
/// The picture itself is not decoded or changed: whole segments are left out.
package enum PlainPicture {
    /// The picture without its metadata; nil for anything that is not a whole JPEG or PNG.
    ///
    ///     PlainPicture.strip(jpeg)   // no APP1 (EXIF, XMP), no comments
    package static func strip(_ bytes: [UInt8]) -> [UInt8]? {
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return jpeg(bytes) }
        if bytes.starts(with: signature) { return png(bytes) }
        return nil
    }

    /// Keeps APP0 (JFIF) and APP14 (Adobe, which says how colours are stored), and drops every
    /// other APP segment, comments, and whatever follows the end of the picture.
    ///
    /// - Note: Source: ITU-T T.81 annex B.
    private static func jpeg(_ bytes: [UInt8]) -> [UInt8]? {
        var plain: [UInt8] = [0xFF, 0xD8]
        plain.reserveCapacity(bytes.count)
        var at = 2
        while at + 1 < bytes.count {
            guard bytes[at] == 0xFF else { return nil }
            let marker = bytes[at + 1]
            switch marker {
            case 0xFF:
                // Fill bytes before a marker.
                at += 1
            case 0xD9:
                plain += [0xFF, 0xD9]
                return plain
            case 0x01, 0xD0...0xD7:
                plain += bytes[at..<(at + 2)]
                at += 2
            case 0x00, 0xD8:
                return nil
            default:
                guard at + 3 < bytes.count else { return nil }
                let end = at + 2 + Int(bytes[at + 2]) << 8 + Int(bytes[at + 3])
                guard end >= at + 4, end <= bytes.count else { return nil }
                let isMetadata =
                    marker == 0xFE || (0xE1...0xED).contains(marker) || marker == 0xEF
                if !isMetadata { plain += bytes[at..<end] }
                at = end
                if marker == 0xDA {
                    let stop = endOfScan(bytes, from: at)
                    plain += bytes[at..<stop]
                    at = stop
                }
            }
        }
        return nil
    }

    /// Where the marker stands that ends a scan's data: the first that is no stuffed byte and no
    /// restart.
    private static func endOfScan(_ bytes: [UInt8], from start: Int) -> Int {
        var at = start
        while at + 1 < bytes.count {
            let next = bytes[at + 1]
            if bytes[at] == 0xFF, next != 0x00, !(0xD0...0xD7).contains(next) { return at }
            at += 1
        }
        return bytes.count
    }

    /// Drops the chunks that hold EXIF, texts and times, and whatever follows the last chunk.
    ///
    /// - Note: Source: W3C PNG (third edition), clause 11.
    private static func png(_ bytes: [UInt8]) -> [UInt8]? {
        var plain = signature
        plain.reserveCapacity(bytes.count)
        var at = signature.count
        while at + 12 <= bytes.count {
            let length = bytes[at..<(at + 4)].reduce(0) { $0 << 8 + Int($1) }
            let name = String(decoding: bytes[(at + 4)..<(at + 8)], as: UTF8.self)
            let end = at + 12 + length
            guard end <= bytes.count else { return nil }
            if !["eXIf", "tEXt", "iTXt", "zTXt", "tIME"].contains(name) {
                plain += bytes[at..<end]
            }
            if name == "IEND" { return plain }
            at = end
        }
        return nil
    }

    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
}
