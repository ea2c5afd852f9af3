import Casework
import CommandLanguage
import Foundation
import Testing

@Suite struct NormalTextTests {
    @Test(arguments: [
        ("ＳＴＡＴＵＳ　２０２６－００４２", "status2026-0042"),
        ("查詢進度", "查询进度"),
        ("2026—0042", "2026-0042"),
        ("2026−0042", "2026-0042"),
        ("查\u{200B}询\u{FEFF}42", "查询42"),
        ("：，；！？（）", ":,;!?()"),
        ("What’s up", "what'sup"),
        ("二〇二六", "二零二六"),
    ])
    func `many spellings become one`(written: String, normal: String) {
        #expect(Phrasebook.spelling(written) == normal)
    }

    @Test func `the table of simplified characters is the platform's own`() throws {
        var differing: [String] = []
        for value in 0x4E00...0x9FFF {
            guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
            let word = String(Character(scalar))
            let platform = word.applyingTransform(StringTransform("Hant-Hans"), reverse: false)
            guard let target = platform?.unicodeScalars.first,
                (0x4E00...0x9FFF).contains(target.value)
            else { continue }
            if Phrasebook.spelling(word) != platform { differing.append(word) }
        }
        #expect(differing.isEmpty)
    }

    @Test(arguments: [
        "補充42  燈杆也歪了，Ａ字梯", "补充42 灯杆也歪了\u{200B}啊", "補充42 路燈👨‍👩‍👧壞了❤️",
    ])
    func `a person's own words come back unchanged`(text: String) throws {
        guard case .steps(let steps, _) = Desk.read(text) else {
            Issue.record("not understood")
            return
        }
        let words = try #require(steps.first?.arguments.text(.content))
        #expect(text.hasSuffix(words))
        #expect(steps.first?.arguments.text(.ref) == "42")
    }
}
