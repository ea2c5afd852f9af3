import Casework
import CommandLanguage
import Testing

/// Spellings of the town (`domain.md` §7.4): by ear, by an old script, by a hurried thumb.
@Suite struct LocalWordsTests {
    static let numbers: [Said] = [
        Said("0042", "query_status ref=42"),
        Said("２０２６－００４２", "query_status ref=2026-0042"),
        Said("四十二号怎么样了", "query_status ref=42"),
        Said("二零二六零零四二怎么样了", "query_status ref=2026-0042"),
        Said("我打过12345，42号怎么样了", "query_status about=打过12345 ref=42"),
    ]

    static let pinyin: [Said] = [
        Said("cha 42 hao", "query_status ref=42"),
        Said("jie dai ri shi na tian", "query_reception which=next"),
        Said("wo de shi ban hao le mei you", "query_status"),
        Said(
            "lu deng huai le zai heng hu",
            "file_matter content=lu deng huai le zai heng hu place=横湖"
        ),
    ]

    static let heard: [Said] = [
        Said("我想问一下那个四十二号现在怎么样了谢谢", "query_status ref=42"),
        Said("翠办四十二号", "urge_matter ref=42"),
        Said("催半四十二号", "urge_matter ref=42"),
        Said("路登坏了，在横湖", "file_matter content=路登坏了，在横湖 place=横湖"),
    ]

    static let traditional: [Said] = [
        Said("麻煩查一下編號2026-0033", "query_status ref=2026-0033"),
        Said("退訂", "unsubscribe"),
        Said("撤囘四十二號", "withdraw_matter ref=42"),
    ]

    static let dialect: [Said] = [
        Said("我许村里箇条路烂了，在花桥", "file_matter content=我许村里箇条路烂了，在花桥 place=花桥"),
        Said(
            "渠许半夜打桩，吵得困弗着，在花桥",
            "file_matter content=渠许半夜打桩，吵得困弗着，在花桥 place=花桥"
        ),
        Said("42号弗满意", "rate_matter rating=dissatisfied ref=42"),
    ]

    static let elders: [Said] = [
        Said(
            "我是下宅吴的老陈今年76了孙子帮我打的字，村口路灯坏了",
            "file_matter content=我是下宅吴的老陈今年76了孙子帮我打的字，村口路灯坏了 name=老陈 place=下宅吴"
        ),
        Said(
            "我是小岭下做面的老吴，村口垃圾没人收",
            "file_matter content=我是小岭下做面的老吴，村口垃圾没人收 name=老吴 place=小岭下"
        ),
    ]

    static let marks: [Said] = [
        Said("横湖路灯坏了[图片][图片]", "file_matter content=横湖路灯坏了[图片][图片] photos=2 place=横湖"),
        Said("👌", "acknowledge"),
    ]

    /// `Human` is a reservoir, `老街` a street of the town.
    static let places: [Said] = [
        Said(
            "rubbish in the Human reservoir",
            "file_matter content=rubbish in the Human reservoir place=湖漫水库"
        ),
        Said("老街路灯坏了", "file_matter content=老街路灯坏了 place=石桥头老街"),
    ]

    static let severalWishes: [Said] = [
        Said(
            "42号满意，另外横湖垃圾没人收",
            "rate_matter rating=satisfied ref=42; file_matter content=横湖垃圾没人收 place=横湖"
        ),
        Said(
            "15号催一下，另外我想预约24号上午",
            "urge_matter ref=15; book_reception date=2026-11-24 period=morning topic=我想预约24号上午"
        ),
    ]

    @Test(arguments: numbers) func `numbers in every dress`(said: Said) { check(said) }
    @Test(arguments: pinyin) func `pinyin without an input method`(said: Said) { check(said) }
    @Test(arguments: heard) func `voice input`(said: Said) { check(said) }
    @Test(arguments: traditional) func `the traditional script`(said: Said) { check(said) }
    @Test(arguments: dialect) func `dialect by ear`(said: Said) { check(said) }
    @Test(arguments: elders) func `an elder by a grandchild's hand`(said: Said) { check(said) }
    @Test(arguments: marks) func `marks of pictures and moods`(said: Said) { check(said) }
    @Test(arguments: places) func `places that look like words`(said: Said) { check(said) }
    @Test(arguments: severalWishes) func `several wishes in one message`(said: Said) { check(said) }

    @Test(arguments: ["sorry wrong number", "恭喜您中奖了请点击http://example.test领取", "三缺一，今晚来打牌"])
    func `spam and wrong numbers`(text: String) {
        #expect(Desk.line(Desk.read(text)) == "wrong_number")
    }

    @Test func `names are given back in the script they were written in`() {
        let text = "the railing at Qiaopu is broken"
        let steps = [Step(.fileMatter, Arguments([.place: .text("桥浦"), .content: .text(text)]))]
        #expect(Desk.book.spelled(steps, as: text)[0].arguments.text(.place) == "Qiaopu")
        #expect(Desk.book.spelled(steps, as: "桥浦栏杆断了")[0].arguments.text(.place) == "桥浦")
    }

    private func check(_ said: Said) {
        #expect(Desk.line(Desk.read(said.text, as: said.role)) == said.means)
    }
}
