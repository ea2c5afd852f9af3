/// A grey JPEG as a phone's camera writes it: large, on its side, with the place it was taken.
enum CameraPhoto {
    /// A word of the EXIF data that no copy may keep.
    static let place = "HUAQIAO-17-GATE"

    /// A whole file, held upright: `height` is its longer side on a screen.
    ///
    /// One component and one-bit codes: every block is `00`, no difference and no detail.
    ///
    /// - Note: Source: ITU-T T.81 annex B (segments) and F.1.2 (codes).
    static func bytes(width: Int, height: Int) -> [UInt8] {
        let blocks = ((width + 7) / 8) * ((height + 7) / 8)
        let bits = blocks * 2
        var scan = [UInt8](repeating: 0, count: bits / 8)
        if bits % 8 > 0 { scan.append(0xFF >> UInt8(bits % 8)) }
        let oneCode: [UInt8] = [1] + [UInt8](repeating: 0, count: 15) + [0]
        // On its side: stored lying, shown standing.
        let size = big(UInt16(width)) + big(UInt16(height))
        return [0xFF, 0xD8]
            + segment(0xE1, Array("Exif\0\0".utf8) + exif)
            + segment(0xDB, [0] + [UInt8](repeating: 16, count: 64))
            + segment(0xC0, [8] + Array(size[2...]) + Array(size[..<2]) + [1, 1, 0x11, 0])
            + segment(0xC4, [0x00] + oneCode)
            + segment(0xC4, [0x10] + oneCode)
            + segment(0xDA, [1, 1, 0x00, 0, 63, 0])
            + scan + [0xFF, 0xD9]
    }

    /// Orientation 6 (turned right to be upright), and GPS data with a named place.
    ///
    /// - Note: Source: TIFF 6.0 section 2; Exif 2.3 tables 4 and 15.
    private static var exif: [UInt8] {
        let name = Array("ASCII\0\0\0".utf8) + Array(place.utf8)
        let head = Array("II".utf8) + [42, 0] + little(UInt32(8))
        let first =
            [2, 0] + entry(0x0112, type: 3, count: 1, value: 6)
            + entry(0x8825, type: 4, count: 1, value: 38) + [0, 0, 0, 0]
        // At 38: after the head's 8 bytes and the first list's 30.
        let gps =
            [2, 0] + entry(0x0001, type: 2, count: 2, value: UInt32(UInt8(ascii: "N")))
            + entry(0x001B, type: 7, count: UInt32(name.count), value: 68) + [0, 0, 0, 0]
        return head + first + gps + name
    }

    private static func entry(
        _ tag: UInt16,
        type: UInt16,
        count: UInt32,
        value: UInt32
    ) -> [UInt8] {
        little(tag) + little(type) + little(count) + little(value)
    }

    private static func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] {
        [0xFF, marker] + big(UInt16(body.count + 2)) + body
    }

    private static func big(_ number: UInt16) -> [UInt8] {
        [UInt8(number >> 8), UInt8(number & 255)]
    }

    private static func little(_ number: some FixedWidthInteger) -> [UInt8] {
        (0..<(number.bitWidth / 8)).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
