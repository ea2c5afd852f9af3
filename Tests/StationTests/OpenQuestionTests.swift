import Casework
import Testing

private let lamp = Dialogue.Turn.says("voter", "反映：横湖村口路灯坏了三天了", hears: ["2026-0001"])
private let ditch = Dialogue.Turn.says("voter", "反映：花桥的水沟堵了没人管", hears: ["2026-0002"])

/// What people say to a question of the desk that is no plain answer to it.
@Suite struct OpenQuestionTests {
    static let dialogues: [Dialogue] = [
        Dialogue(
            "不是 to whether it is new or the other's: it is new",
            lamp,
            .says("voter", "今天又停水了", hears: ["新", "补充"]),
            .says("voter", "不是一回事", hears: ["2026-0002"], not: ["取消"]),
            .matters(2)
        ),
        Dialogue(
            "取消 to whether it is new or the other's: nothing is filed",
            lamp,
            .says("voter", "今天又停水了", hears: ["新", "补充"]),
            .says("voter", "取消", hears: ["什么也没改"]),
            .matters(1)
        ),
        Dialogue(
            "new, and more behind it: both are filed",
            lamp,
            .says("voter", "今天又停水了", hears: ["新", "补充"]),
            .says("voter", "新，还有桥浦的路也坏了", hears: ["2026-0002", "2026-0003"]),
            .matters(3)
        ),
        Dialogue(
            "it belongs to the other, and more behind it: all of it is added",
            lamp,
            .says("voter", "今天又不亮了，黑得很", hears: ["新", "补充"]),
            .says("voter", "补充，就在小店门口那根", hears: ["2026-0001"]),
            .matters(1)
        ),
        Dialogue(
            "a yes with more behind it is a yes",
            lamp,
            .says("clerk", "1受理了吧？", hears: ["吗？"]),
            .says("clerk", "是的，赶紧办", hears: ["已受理"]),
            .stands(1, .accepted)
        ),
        Dialogue(
            "a yes that is taken back in the same breath is none",
            lamp,
            .says("clerk", "1受理了吧？", hears: ["吗？"]),
            .says("clerk", "是的，不过先等等", not: ["已受理"]),
            .stands(1, .registered)
        ),
        Dialogue(
            "who asks for secrecy afterwards has it at once",
            lamp,
            .says("voter", "别告诉别人是我说的", hears: ["2026-0001", "匿名"], not: ["？"]),
            .says("voter", "不匿名了", hears: ["工作人员"], not: ["已改为匿名"])
        ),
        Dialogue(
            "not to be told, said alone, is of what was told before",
            lamp,
            .says("voter", "别让他们知道", hears: ["2026-0001", "匿名"]),
            .matters(1)
        ),
        Dialogue(
            "what may be danger is told the clerk at once, and a no files it",
            .says("voter", "家里有点煤气味", hears: ["110"]),
            .queue([]),
            .says("voter", "不是", hears: ["2026-0001"]),
            .matters(1)
        ),
        Dialogue(
            "danger told once more in other words is danger, with all that was said",
            .says("voter", "家里有点煤气味", hears: ["110"]),
            .says("voter", "老公打我，救命", hears: ["110"]),
            .queue(["家里有点煤气味\n老公打我，救命"])
        ),
        Dialogue(
            "of several matters the one is urged that the words are about",
            lamp,
            ditch,
            .says("voter", "路灯的催一下", hears: ["2026-0001"], not: ["2026-0002"]),
            .says("voter", "水沟的也催一下", hears: ["2026-0002"], not: ["2026-0001"])
        ),
        Dialogue(
            "of several matters the one is withdrawn that the words are about",
            lamp,
            ditch,
            .says("voter", "路灯那个撤回吧", hears: ["2026-0001"]),
            .stands(1, .withdrawn),
            .stands(2, .registered)
        ),
        Dialogue(
            "which one is asked, and answered in words",
            lamp,
            ditch,
            .says("voter", "撤回", hears: ["哪一件"]),
            .says("voter", "水沟那个", hears: ["2026-0002"]),
            .stands(1, .registered),
            .stands(2, .withdrawn),
            .queue([])
        ),
        Dialogue(
            "no cry for help is taken for the place that was asked for",
            .says("voter", "我们这里路灯不亮", hears: ["2026-0001", "哪个村"]),
            .says("voter", "我不想活了", hears: ["110"], not: ["补充"])
        ),
        Dialogue(
            "whom to call stands first, whatever else waited for an answer",
            lamp,
            .says("voter", "今天又停水了", hears: ["新", "补充"]),
            .says("voter", "我不想活了", hears: ["请立即拨打119或110", "2026-0002"]),
            .matters(2)
        ),
        Dialogue(
            "what tells of no place is not added as one to either of two",
            lamp,
            .says("voter", "反映：我们这里路不平", hears: ["2026-0002", "哪个村"]),
            .says("voter", "嘟嘟嘟那个", not: ["已补充"])
        ),
        Dialogue(
            "the same words again are the same matter",
            .says("voter", "横湖村口路灯坏了三天了", hears: ["2026-0001"]),
            .says("voter", "横湖村口路灯坏了三天了", hears: ["2026-0001", "已登记"], not: ["补充？"]),
            .matters(1)
        ),
        Dialogue(
            "thanks before a report are no report",
            .says("voter", "谢谢，还有桥浦路灯也坏了", hears: ["2026-0001"], not: ["2件"]),
            .matters(1)
        ),
        Dialogue(
            "what brews is passed on and not asked about",
            .says("voter", "我们十几户人明天去镇政府门口坐着", hears: ["工作人员"], not: ["吗？"])
        ),
        Dialogue(
            "a late yes sends nothing that was put off",
            .says("clerk", "给全体代表发：周三上午9点开会", hears: ["请回复：是"]),
            .says("clerk", "不是周三，是周四", hears: ["没有执行"]),
            .says("clerk", "是", hears: ["没有等您确认的事"])
        ),
        Dialogue(
            "a late yes sends nothing that another order overtook",
            lamp,
            .says("clerk", "给全体代表发：周三上午9点开会", hears: ["是"]),
            .says("clerk", "待办", hears: ["还有一条等您确认"]),
            .says("clerk", "1核实属实", hears: ["没有执行"]),
            .says("clerk", "是", hears: ["没有等您确认的事"])
        ),
        Dialogue(
            "an order that waits for a yes is named where something is not understood",
            .says("clerk", "给全体代表发：周三上午9点开会", hears: ["是"]),
            .says("clerk", "嘟嘟嘟那个", hears: ["没听懂", "还有一条等您确认"]),
            .says("clerk", "取消", hears: ["什么也没改"])
        ),
        Dialogue(
            "a dispute is no part of the note that is being written",
            .says("deputy", "视察湖漫水库，警示牌倒了一块", hears: ["视2026-0001"]),
            .says("deputy", "有人要去市里上访，石景小区的安置房一直没交", hears: ["急报"]),
            .says("deputy", "尽快报上去", not: ["吗？", "什么事"])
        ),
        Dialogue(
            "what is put right in a note that is being written is no further finding",
            .says("deputy", "视察湖漫水库，警示牌倒了一块", hears: ["视2026-0001"]),
            .says("deputy", "不是湖漫水库是横湖", hears: ["更正"])
        ),
        Dialogue(
            "what is said of all is done to each",
            lamp,
            .says("neighbour", "反映：花桥的水沟堵了没人管", hears: ["2026-0002"]),
            .says("clerk", "1、2都受理，都属实", hears: ["2026-0001", "2026-0002"]),
            .says("clerk", "1、2都转城建办", hears: ["2026-0001"], not: ["还没核实"]),
            .stands(1, .assigned),
            .stands(2, .assigned)
        ),
        Dialogue(
            "a deputy orders no unit",
            .says("deputy", "叫供电所明天去修花桥路灯", not: ["视2026"])
        ),
    ]

    @Test(arguments: dialogues) func `no answer is taken for what it is not`(
        dialogue: Dialogue
    ) async throws {
        try await dialogue.play()
    }
}
