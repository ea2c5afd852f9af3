import Foundation
import Store
import Testing

@Suite struct AttachmentTests {
    private static let exif = "GPS 30.1N 120.2E"

    private func segment(_ marker: UInt8, _ text: String) -> [UInt8] {
        let size = text.utf8.count + 2
        return [0xFF, marker, UInt8(size >> 8), UInt8(size & 255)] + Array(text.utf8)
    }

    private func chunk(_ name: String, _ text: String) -> [UInt8] {
        let size = text.utf8.count
        return [0, 0, 0, UInt8(size)] + Array(name.utf8) + Array(text.utf8) + [1, 2, 3, 4]
    }

    private let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    @Test func `a photo loses what the camera wrote and keeps its picture`() {
        let scan: [UInt8] =
            segment(0xDA, "scan") + [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56, 0xFF, 0xD9]
        let picture = segment(0xDB, "tables") + segment(0xC0, "frame")
        let photo: [UInt8] =
            [0xFF, 0xD8] + segment(0xE0, "JFIF") + segment(0xE1, AttachmentTests.exif)
            + segment(0xED, "IPTC") + segment(0xEE, "Adobe") + segment(0xFE, "comment")
            + picture + scan + Array("trailing".utf8)
        #expect(
            PlainPicture.strip(photo)
                == [0xFF, 0xD8] + segment(0xE0, "JFIF") + segment(0xEE, "Adobe") + picture + scan
        )
    }

    @Test func `a progressive photo keeps all of its scans`() {
        let scans: [UInt8] =
            segment(0xDA, "one") + [1, 2, 0xFF, 0x00] + segment(0xC4, "huffman")
            + segment(0xDA, "two") + [3, 4, 0xFF, 0xD9]
        let photo: [UInt8] = [0xFF, 0xD8] + segment(0xE1, AttachmentTests.exif) + scans
        #expect(PlainPicture.strip(photo) == [0xFF, 0xD8] + scans)
    }

    @Test func `a PNG loses its texts, times and EXIF`() {
        let kept = (chunk("IHDR", "header"), chunk("IDAT", "data"), chunk("IEND", ""))
        let picture =
            png + kept.0 + chunk("tEXt", "Author") + chunk("iTXt", "作者")
            + chunk("zTXt", "z") + chunk("eXIf", AttachmentTests.exif) + chunk("tIME", "now")
            + kept.1 + kept.2 + Array("trailing".utf8)
        #expect(PlainPicture.strip(picture) == png + kept.0 + kept.1 + kept.2)
    }

    @Test(arguments: [
        [], [0xFF, 0xD8], [0xFF, 0xD8, 0xFF], [0xFF, 0xD8, 0xFF, 0xE1, 0x00],
        [0xFF, 0xD8, 0xFF, 0xE1, 0x00, 0x01], [0xFF, 0xD8, 0xFF, 0xE1, 0xFF, 0xFF, 0x00],
        [0xFF, 0xD8, 0xFF, 0xDA, 0x00, 0x02, 0x01], [0xFF, 0xD8, 0xFF, 0xD8],
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A],
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4]
            + [UInt8](repeating: 0, count: 8),
        Array("OggS voice".utf8),
    ])
    func `what is no whole picture has no safe copy`(bytes: [UInt8]) {
        #expect(PlainPicture.strip(bytes) == nil)
    }

    @Test func `a cut at any byte never traps`() {
        let photo: [UInt8] =
            [0xFF, 0xD8] + segment(0xE1, "EXIF") + segment(0xDA, "s") + [1, 0xFF, 0xD9]
        let picture = png + chunk("IHDR", "header") + chunk("IEND", "")
        for whole in [photo, picture] {
            for count in 0..<whole.count {
                #expect(PlainPicture.strip(Array(whole.prefix(count))) == nil)
            }
            #expect(PlainPicture.strip(whole) != nil)
        }
    }

    @Test func `a file is kept beside its safe copy, listed and removed`() throws {
        let station = try TemporaryStation()
        let shelf = AttachmentShelf(folder: station.folder)
        #expect(try shelf.list() == [])
        let picture = png + chunk("IHDR", "h") + chunk("tEXt", "Author") + chunk("IEND", "")
        #expect(try shelf.keep(picture, as: 12))
        #expect(try !shelf.keep(Array("OggS".utf8), as: 3))
        #expect(try shelf.list() == [3, 12])
        #expect(try shelf.original(12) == picture)
        #expect(try shelf.safeCopy(12) == png + chunk("IHDR", "h") + chunk("IEND", ""))
        #expect(try shelf.safeCopy(3) == nil)
        #expect(try shelf.original(4) == nil)
        #expect(try station.files(containing: "Author") == ["attachments/12"])
        try shelf.remove(12)
        try shelf.remove(12)
        #expect(try shelf.list() == [3])
        #expect(try station.files(containing: "IHDR") == [])
    }

    @Test func `a file that is kept again replaces the first`() throws {
        let station = try TemporaryStation()
        let shelf = AttachmentShelf(folder: station.folder)
        try shelf.keep(Array("first and longer".utf8), as: 1)
        try shelf.keep(Array("second".utf8), as: 1)
        #expect(try shelf.original(1) == Array("second".utf8))
    }
}
