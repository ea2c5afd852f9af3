import Casework
import Foundation
import Testing

@testable import CommandLanguage

/// Names and words by ear: one character that is read alike, pinyin of any words.
@Suite struct HeardNamesTests {
    @Test(arguments: [
        "96CXDYFTSR", "CXJ30GPKCB", "NCX3M04TM2", "CX91RWP7M0", "14GF2CXSMA", "7QCX7A8JYV",
    ])
    func `letters within a code are no short spelling`(code: String) {
        #expect(Desk.line(Desk.read("绑定 " + code)) == "bind code=" + code)
        #expect(Desk.line(Desk.read("bind " + code)) == "bind code=" + code)
    }

    @Test(arguments: ["cx42", "cx 42", "CX 2026-0042"])
    func `letters before a number are one`(text: String) {
        #expect(Desk.actions(text) == ["query_status"])
        #expect(Desk.given(text, .ref)?.hasSuffix("42") == true)
    }

    static let names: [Said] = [
        Said("反映：桥蒲的垃圾没人收", "file_matter content=桥蒲的垃圾没人收 place=桥浦"),
        Said("36转水力所", "assign_matter ref=36 unit=水利所", as: .staff),
        Said("有些路段没灯，在横湖", "file_matter content=有些路段没灯，在横湖 place=横湖"),
    ]

    static let pinyin: [Said] = [
        Said("wo na jian shi ban de zen me yang le", "query_status"),
        Said(
            "heng hu cun de lu deng huai le",
            "file_matter content=heng hu cun de lu deng huai le place=横湖"
        ),
    ]

    static let english: [Said] = [
        Said("hang on", "unknown"),
        Said(
            "the road is broken at Henghu",
            "file_matter content=the road is broken at Henghu place=横湖"
        ),
    ]

    @Test(arguments: names + pinyin + english)
    func `what is heard is understood`(said: Said) {
        #expect(Desk.line(Desk.read(said.text, as: said.role)) == said.means)
    }

    @Test func `pinyin is answered in Chinese, English in English, a number in neither`() {
        let language = Desk.book.spokenLanguage
        #expect(language("wo na jian shi zen me yang le") == .zh)
        #expect(language("the lamp is out") == .en)
        #expect(language("路灯不亮") == .zh)
        #expect(language("42") == nil)
    }

    @Test func `a name of two characters gives way to the word before it`() {
        let words = Set(Gazetteer.misheard(["斜路", "水利所"]).map(\.word))
        #expect(words.contains("斜露"))
        #expect(words.contains("水力所"))
        #expect(!words.contains("些路"))
    }

    @Test func `another name of the list is never taken for a misheard one`() {
        let words = Gazetteer.misheard(["桥浦", "桥铺"]).map(\.word)
        #expect(!words.contains("桥铺"))
        #expect(!words.contains("桥浦"))
    }

    @Test(arguments: ["woxiangwenyixia": 5, "xian": 1, "luduan": 2])
    func `letters are cut into syllables`(run: (key: String, value: Int)) {
        let letters = run.key.unicodeScalars.map(\.value)
        #expect(Pinyin.syllables(letters[...])?.count == run.value)
    }

    @Test func `the table of readings is the platform's own`() {
        let transform = StringTransform("Han-Latin; Latin-ASCII")
        var differing: [String] = []
        for line in Readings.table.split(separator: "\n") {
            let syllable = String(line.prefix { $0.isASCII })
            for character in line.drop(while: \.isASCII) {
                let word = String(character)
                if word.applyingTransform(transform, reverse: false) != syllable {
                    differing.append(word)
                }
            }
        }
        #expect(differing.isEmpty)
    }

    @Test func `letters that are no syllables are no pinyin`() {
        for word in ["street", "", "broken"] {
            let letters = word.unicodeScalars.map(\.value)
            #expect(Pinyin.syllables(letters[...])?.isEmpty ?? true)
        }
    }
}
