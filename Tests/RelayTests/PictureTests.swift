import Relay
import Testing

/// The first bytes of pictures, as encoders write them.
enum PictureBytes {
    static func jpeg(_ width: Int, _ height: Int, frame: UInt8 = 0xC0) -> [UInt8] {
        let app0: [UInt8] =
            [0xFF, 0xE0, 0, 16] + Array("JFIF".utf8) + [0, 1, 1, 0, 0, 1, 0, 1, 0, 0]
        // An EXIF segment with a thumbnail in it, whose own frame header is not the picture's.
        let thumbnail: [UInt8] = [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 9, 0, 9, 1, 1, 0x11, 0]
        let app1: [UInt8] = [0xFF, 0xE1, 0, UInt8(thumbnail.count + 2)] + thumbnail
        let table: [UInt8] = [0xFF, 0xFF, 0xC4, 0, 3, 0]
        let sizes = big(height, 2) + big(width, 2)
        let components: [UInt8] = [3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]
        return [0xFF, 0xD8] + app0 + app1 + table + [0xFF, frame, 0, 17, 8] + sizes + components
    }

    static func png(_ width: Int, _ height: Int) -> [UInt8] {
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let sizes = big(width, 4) + big(height, 4)
        return signature + [0, 0, 0, 13] + Array("IHDR".utf8) + sizes + [8, 6, 0, 0, 0, 1, 2, 3, 4]
    }

    static func gif(_ width: Int, _ height: Int, version: String = "GIF89a") -> [UInt8] {
        Array(version.utf8) + little(width, 2) + little(height, 2) + [0xF0, 0, 0]
    }

    private static func webp(_ name: String, _ payload: [UInt8]) -> [UInt8] {
        Array("RIFF".utf8) + little(payload.count + 12, 4) + Array("WEBP\(name)".utf8)
            + little(payload.count, 4) + payload
    }

    static func lossy(_ width: Int, _ height: Int) -> [UInt8] {
        // Both sizes carry a scale in their two high bits.
        webp(
            "VP8 ",
            [0x30, 0x01, 0x00, 0x9D, 0x01, 0x2A] + little(width | 0x4000, 2)
                + little(height | 0xC000, 2)
        )
    }

    static func lossless(_ width: Int, _ height: Int) -> [UInt8] {
        webp("VP8L", [0x2F] + little((width - 1) | (height - 1) << 14 | 1 << 28, 4))
    }

    static func extended(_ width: Int, _ height: Int) -> [UInt8] {
        webp("VP8X", [0x10, 0, 0, 0] + little(width - 1, 3) + little(height - 1, 3))
    }

    static func big(_ value: Int, _ count: Int) -> [UInt8] { little(value, count).reversed() }

    static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    /// One of each.
    static let all: [(name: String, kind: Picture.Kind, bytes: [UInt8])] = [
        ("JPEG", .jpeg, jpeg(640, 480)), ("progressive JPEG", .jpeg, jpeg(640, 480, frame: 0xC2)),
        ("PNG", .png, png(640, 480)), ("GIF", .gif, gif(640, 480)),
        ("old GIF", .gif, gif(640, 480, version: "GIF87a")), ("lossy WebP", .webp, lossy(640, 480)),
        ("lossless WebP", .webp, lossless(640, 480)), ("extended WebP", .webp, extended(640, 480)),
    ]
}

struct PictureTests {
    @Test(arguments: PictureBytes.all.map { $0 })
    func `a picture's kind and size are read`(
        _ example: (name: String, kind: Picture.Kind, bytes: [UInt8])
    ) throws {
        let picture = try Picture(example.bytes + [0, 1, 2])
        #expect(picture.kind == example.kind)
        #expect(picture.width == 640)
        #expect(picture.height == 480)
    }

    @Test func `a kind has its media type`() {
        #expect(
            Picture.Kind.allCases.map(\.mediaType)
                == ["image/jpeg", "image/png", "image/webp", "image/gif"]
        )
    }

    @Test(arguments: PictureBytes.all.map { $0 })
    func `a header that is cut anywhere is refused`(
        _ example: (name: String, kind: Picture.Kind, bytes: [UInt8])
    ) throws {
        for length in example.bytes.indices {
            let fault = #expect(throws: PictureFault.self) {
                try Picture(Array(example.bytes[..<length]))
            }
            #expect(fault == .cut || (length < 12 && fault == .notAPicture))
        }
        _ = try Picture(example.bytes)
    }

    @Test(
        arguments: [
            [], [0], [0xFF, 0xD8], Array("GIF88a\u{1}\u{0}\u{1}\u{0}".utf8),
            Array("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8), Array("%PDF-1.7".utf8),
            Array("RIFF\u{4}\u{0}\u{0}\u{0}WAVEfmt ".utf8), Array("BM".utf8),
            Array("\u{0}\u{0}\u{0}\u{18}ftypheic".utf8), Array("<html>".utf8),
        ] as [[UInt8]]
    )
    func `what is no picture is refused`(_ bytes: [UInt8]) {
        #expect(throws: PictureFault.notAPicture) { try Picture(bytes) }
    }

    @Test(arguments: [
        ("a frame before its key frame", change(PictureBytes.lossy(640, 480), 20, 0x31)),
        ("no start code", change(PictureBytes.lossy(640, 480), 23, 0)),
        ("no signature", change(PictureBytes.lossless(640, 480), 20, 0)),
        ("a later version", change(PictureBytes.lossless(640, 480), 24, 0xFF)),
        ("an unknown chunk", change(PictureBytes.extended(640, 480), 15, 0x59)),
        ("another first chunk", change(PictureBytes.png(640, 480), 12, 0x43)),
        ("a longer first chunk", change(PictureBytes.png(640, 480), 11, 14)),
        ("a stray byte between segments", [0xFF, 0xD8, 0xFF, 0xE0, 0, 2, 0, 0, 0]),
        ("a segment of no length", [0xFF, 0xD8, 0xFF, 0xE0, 0, 1, 0, 0, 0]),
        ("a scan before any frame", [0xFF, 0xD8, 0xFF, 0xDA, 0, 8, 0, 0, 0]),
        ("an end before any frame", [0xFF, 0xD8, 0xFF, 0xD9, 0, 8, 0, 0, 0]),
        (
            "a frame of no components",
            [0xFF, 0xD8, 0xFF, 0xC0, 0, 8, 8, 0, 9, 0, 9, 0, 0xFF, 0xDA, 0, 0]
        ),
        (
            "a frame of the wrong length",
            [0xFF, 0xD8, 0xFF, 0xC0, 0, 12, 8, 0, 9, 0, 9, 1, 1, 0x11, 0, 0, 0, 0]
        ),
    ])
    func `a header that its kind forbids is refused`(_ name: String, _ bytes: [UInt8]) {
        #expect(throws: PictureFault.broken) { try Picture(bytes) }
    }

    @Test func `a side of no pixels is refused`() {
        for (width, height) in [(0, 480), (640, 0), (0, 0)] {
            for bytes in [
                PictureBytes.jpeg(width, height), PictureBytes.png(width, height),
                PictureBytes.gif(width, height), PictureBytes.lossy(width, height),
            ] {
                #expect(throws: PictureFault.empty) { try Picture(bytes) }
            }
        }
    }

    @Test func `a bomb is refused`() throws {
        #expect(Picture.longestSide == 20_000)
        #expect(Picture.mostPixels == 60_000_000)
        for (width, height, isGood) in [
            (20_000, 3_000, true), (3_000, 20_000, true), (20_001, 1, false), (1, 20_001, false),
            (20_000, 3_001, false), (7_746, 7_746, false), (65_535, 65_535, false),
        ] {
            for bytes in [
                PictureBytes.jpeg(width, height), PictureBytes.png(width, height),
                PictureBytes.gif(width, height), PictureBytes.extended(width, height),
            ] {
                let picture = try? Picture(bytes)
                #expect((picture != nil) == isGood, "\(width) by \(height)")
            }
        }
        #expect(throws: PictureFault.tooLarge) {
            try Picture(PictureBytes.png(0xFFFF_FFFF, 0xFFFF_FFFF))
        }
        #expect(throws: PictureFault.tooLarge) {
            try Picture(PictureBytes.extended(1 << 24, 1 << 24))
        }
        #expect(throws: PictureFault.tooLarge) {
            try Picture(PictureBytes.lossless(16_384, 16_384))
        }
    }

    @Test func `a long chain of segments is walked to its end`() throws {
        let filler: [UInt8] = [0xFF, 0xEE, 0, 2, 0xFF, 0xD0, 0xFF, 0xFF, 0xFF, 0x01]
        let fillers = Array(repeatElement(filler, count: 100_000).joined())
        let whole = PictureBytes.jpeg(640, 480)
        #expect(try Picture(whole[..<2] + fillers + whole[2...]).width == 640)
        #expect(throws: PictureFault.cut) { try Picture(whole[..<2] + fillers) }
    }

    /// Deterministic: the seed is fixed, so that what fails once fails again.
    @Test func `any bytes give a picture or a fault and no trap`() {
        var dice = Dice(seed: 20_270_116)
        var good = 0
        for turn in 0..<100_000 {
            var bytes = PictureBytes.all[turn % PictureBytes.all.count].bytes
            switch dice.roll(4) {
            case 0:
                // Nothing but the signature is left.
                for place in min(12, bytes.count)..<bytes.count { bytes[place] = dice.byte() }
            case 1:
                bytes = Array(bytes.prefix(dice.roll(bytes.count + 1)))
                for _ in 0..<dice.roll(40) { bytes.append(dice.byte()) }
            default:
                for _ in 0...dice.roll(4) { bytes[dice.roll(bytes.count)] = dice.byte() }
            }
            guard let picture = try? Picture(bytes) else { continue }
            good += 1
            if picture.width < 1 || picture.height < 1
                || max(picture.width, picture.height) > 20_000
                || picture.width * picture.height > 60_000_000
            {
                Issue.record("turn \(turn) gave \(picture)")
            }
        }
        #expect(good > 10_000)
    }

    private static func change(_ bytes: [UInt8], _ place: Int, _ byte: UInt8) -> [UInt8] {
        var bytes = bytes
        bytes[place] = byte
        return bytes
    }
}

/// Rolls that are the same for the same seed (SplitMix64).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// From 0 to one less than the limit.
    mutating func roll(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: next() >> 56) }
}
