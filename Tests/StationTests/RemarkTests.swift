import Casework
import Station
import Testing

private let answered: [Dialogue.Turn] = [
    .says("voter", "花桥路灯坏了三天", hears: ["2026-0001"]),
    .says("clerk", "1核实属实，转城建办", hears: ["已交城建办"]),
    .says("unit", "1已修好", hears: ["2026-0001"]),
    .says("clerk", "反馈1", hears: ["2026-0001"]),
]

/// What a voter says of an answer, or after taking a matter back, changes what may be done with it.
@Suite struct RemarkTests {
    static let dialogues: [Dialogue] = [
        Dialogue(
            "words of an answer reach the clerk at once, and it is not closed unread",
            answered + [
                .says("voter", "只亮了两天又不亮了", hears: ["已补充到2026-0001", "请回复：3"]),
                .says("clerk", "办结1", hears: ["只亮了两天又不亮了", "请回复：是"]),
                .says("voter", "3", hears: ["不满意"]),
                .says("clerk", "办结1", hears: ["不能直接办结"]),
            ]
        ),
        Dialogue(
            "the clerk may close it all the same, having read them",
            answered + [
                .says("voter", "not fixed at all", hears: ["Added to 2026-0001", "reply: 3"]),
                .says("clerk", "办结1", hears: ["not fixed at all"]),
                .says("clerk", "是", hears: ["已办结"]),
            ]
        ),
        Dialogue(
            "what was rated since is closed without a question",
            answered + [
                .says("voter", "只换了一盏", hears: ["请回复：3"]),
                .says("voter", "2", hears: ["基本满意"]),
                .says("clerk", "办结1", hears: ["已办结"], not: ["请回复：是"]),
            ]
        ),
        Dialogue(
            "what is another thing after all has a number of its own",
            answered + [
                .says("voter", "那边路面还有个大坑", hears: ["2026-0001"]),
                .says("voter", "新", hears: ["2026-0002"]),
            ]
        ),
        Dialogue(
            "thanks with the outcome in them are no rating, and are kept",
            answered + [
                .says("voter", "谢谢，亮了", hears: ["已补充到2026-0001", "请回复：1"]),
                .says("voter", "1", hears: ["满意"]),
            ]
        ),
        Dialogue(
            "a withdrawal that comes too late is heard",
            answered + [
                .says(
                    "voter",
                    "城建办来骂人了，我不反映了，撤回",
                    hears: ["已补充到2026-0001"],
                    not: ["不能撤回"]
                )
            ]
        ),
        Dialogue(
            "who comes back after a withdrawal has the matter back, with what was said",
            .says("voter", "花桥垃圾堆了一地", hears: ["2026-0001"]),
            .says("voter", "撤回1", hears: ["2026-0001"]),
            .says("voter", "不对，只清了一半", hears: ["2026-0001", "已补充到2026-0001"]),
            .says("voter", "查1", hears: ["2026-0001"], not: ["已撤回"])
        ),
        Dialogue(
            "a matter that has ended is not mistaken for the one that is open",
            answered + [
                .says("voter", "满意", hears: ["满意"]),
                .says("clerk", "办结1", hears: ["已办结"]),
                .says("voter", "另一件事，桥浦河边栏杆断了", hears: ["2026-0002"]),
                .says("voter", "我那个路灯的事怎么还没人管", hears: ["2026-0001"], not: ["催办"]),
            ]
        ),
        Dialogue(
            "what accuses somebody in office is no detail that a unit reads",
            .says("voter", "花桥路灯坏了三天", hears: ["2026-0001"]),
            .says("voter", "其实是村主任把修路灯的钱拿去自己用了", hears: ["2026-0002"]),
            .says("clerk", "1核实属实，转城建办", hears: ["已交城建办"]),
            .matters(2)
        ),
        Dialogue(
            "another listed place and trouble is asked about, 新 is heard after any detail",
            .says("voter", "黄西岙机耕路塌了一块", hears: ["2026-0001"]),
            .says("voter", "很大一块", hears: ["已补充到2026-0001"]),
            .says("voter", "新", hears: ["2026-0002"]),
            .matters(2)
        ),
        Dialogue(
            "each of several is rated by its number",
            answered + [
                .says("voter", "另一件事，桥浦河边栏杆断了", hears: ["2026-0002"]),
                .says("clerk", "2核实属实，转城建办", hears: ["已交城建办"]),
                .says("unit", "2已修好", hears: ["2026-0002"]),
                .says("clerk", "反馈2", hears: ["2026-0002"]),
                .says(
                    "voter",
                    "1满意2不满意，还晃",
                    hears: ["2026-0001：已记下您的评价（满意）", "2026-0002：已记下您不满意"]
                ),
            ]
        ),
        Dialogue(
            "thanks answer no question",
            .says("voter", "村里路不平", hears: ["反映问题"]),
            .says("voter", "谢谢", hears: ["不客气"]),
            .matters(0)
        ),
        Dialogue(
            "new twice is new once",
            .says("voter", "花桥路灯坏了三天", hears: ["2026-0001"]),
            .says("voter", "桥浦垃圾没人收", hears: ["新", "补充"]),
            .says("voter", "不是补充，是新的", hears: ["2026-0002"]),
            .matters(2)
        ),
    ]

    @Test(arguments: dialogues) func `that are no rating are heard`(
        dialogue: Dialogue
    ) async throws {
        try await dialogue.play()
    }

    @Test func `a unit does not read what accuses somebody in office`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("花桥路灯坏了三天")
        _ = try await station.say("其实是村主任把修路灯的钱拿去自己用了")
        let heard = try await station.say("1核实属实，转城建办", as: "clerk")
        #expect(heard.text(to: "unit").contains("路灯"))
        #expect(!heard.text(to: "unit").contains("村主任"))
    }

    @Test func `leave to call is for the matter that was asked about`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("花桥路灯坏了三天，电话13511112222")
        _ = try await station.answer("另一件事，桥浦河边栏杆断了")
        for line in ["1核实属实，转城建办", "2核实属实，转水利所"] {
            _ = try await station.say(line, as: "clerk")
        }
        _ = try await station.say("查看电话1", as: "unit")
        let heard = try await station.say("可以联系我")
        #expect(heard.text(to: "voter").contains("2026-0001"))
        #expect(heard.text(to: "unit").contains("13511112222"))
    }

    @Test func `a unit whose answer the clerk words anew hears of it`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("花桥路灯坏了三天")
        _ = try await station.say("1核实属实，转城建办", as: "clerk")
        _ = try await station.say("1已修好", as: "unit")
        let heard = try await station.say("1答复：已换两盏灯", as: "clerk")
        #expect(heard.text(to: "clerk").contains("原来：已修好"))
        #expect(heard.text(to: "unit").contains("已换两盏灯"))
    }

    @Test func `the clerk reads who must not know`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("花桥征地补偿款还没发")
        let heard = try await station.say("我是匿名的，别让城建办知道")
        #expect(heard.text(to: "voter").contains("匿名"))
        #expect(heard.text(to: "clerk").contains("别让城建办知道"))
    }

    @Test func `a further unit helps, and the first keeps the matter`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("花桥路灯坏了三天")
        _ = try await station.say("1核实属实，转城建办", as: "clerk")
        let heard = try await station.say("1也转供电所", as: "clerk")
        #expect(heard.text(to: "clerk").contains("城建办主办"))
        #expect(heard.text(to: "unit").contains("供电所协办"))
    }
}
