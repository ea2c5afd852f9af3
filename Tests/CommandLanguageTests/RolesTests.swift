import Casework
import CommandLanguage
import Testing

/// What a stretch of a message is in it, learnt from the marked sentences of the book: whose a name is,
/// what a number counts, where a suggestion begins.
@Suite struct RolesTests {
    @Test(arguments: [
        ("村里晒谷场被大车压裂了，退休会计邬成才", "邬成才"),
        ("老年食堂中午没热汤，斜路 霍美仙", "霍美仙"),
        ("水管爆了三天，漏进我家堂屋（岑阿婆）", "岑阿婆"),
        ("The bus never stops at our lane any more. Regards, Molly Brandt", "Molly Brandt"),
    ])
    func `a name without a word before it is the writer's`(text: String, name: String) {
        #expect(Desk.given(text, .name) == name)
    }

    @Test(arguments: [
        "村医樊志国上班时间打麻将，老人家等了一上午", "包工头阮大龙欠我们工钱不给", "横湖村口路灯坏了三天了",
    ])
    func `who is complained of did not write`(text: String) {
        #expect(Desk.given(text, .name) == nil)
    }

    @Test(arguments: [
        ("坐班小结：到了十五人，意见记了二十一条，八条当场有了回话", "voters=15 opinions=21 spot=8"),
        ("来站里的有九个人，讲了十二桩，四桩当面讲拢", "voters=9 opinions=12 spot=4"),
        (
            "Eight voters today, ten opinions written down, three answered straight away",
            "voters=8 opinions=10 spot=3"
        ),
    ])
    func `the numbers of a reception count what they stand with`(text: String, counts: String) {
        let said = [
            ("voters", Slot.voters), ("opinions", .opinions), ("spot", .answeredOnSpot),
        ].compactMap { name, slot in
            Desk.given(text, slot, as: .deputy).map { "\(name)=\($0)" }
        }
        #expect(said.joined(separator: " ") == counts)
    }

    @Test(arguments: [
        ("横湖泵站看过，水泵漏油，地上一大摊，是不是叫水利所来换个油封", "是不是叫水利所来换个油封"),
        ("桥浦桥头垃圾堆成山，苍蝇乱飞，趁天还冷赶早清掉算了", "趁天还冷赶早清掉算了"),
        (
            "Walked the Huaqiao bank, two steps are loose. Somebody from the water office could fix them",
            "Somebody from the water office could fix them"
        ),
    ])
    func `a suggestion begins without a word of a list`(text: String, suggestion: String) {
        #expect(Desk.given(text, .suggestion, as: .deputy) == suggestion)
        #expect(Desk.given(text, .finding, as: .deputy)?.contains(suggestion) == false)
    }

    @Test(arguments: [
        "花桥机埠去看了，电机停着，应该是线路烧了", "度甲头走访，村民去年建议过装路灯，现在都亮着",
    ])
    func `a guess and what others once wished are no suggestion`(text: String) {
        #expect(Desk.given(text, .suggestion, as: .deputy) == nil)
    }
}
