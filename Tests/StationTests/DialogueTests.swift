import Casework
import Foundation
import Messages
import Station
import Store
import Testing

/// A conversation as it goes back and forth: what is said, and what has to be in the answer.
struct Dialogue: Sendable, CustomTestStringConvertible {
    enum Turn: Sendable {
        /// Somebody says something and hears these words.
        case says(String, String, hears: [String] = [], not: [String] = [])
        /// The voter presses the button of that number below the last answer.
        case presses(Int, hears: [String])
        case waits(hours: Int, minutes: Int = 0)
        /// Time has come: what the voter and the clerk hear unasked.
        case time(voter: [String], clerk: [String])
        /// The service is stopped and started again.
        case restarts
        /// What the clerk's unsorted queue holds, oldest first.
        case queue([String])
        /// How a matter stands.
        case stands(Int, MatterState)
        /// How many matters there are.
        case matters(Int)
    }

    var title: String
    var turns: [Turn]
    var testDescription: String { title }

    init(_ title: String, _ turns: Turn...) { self.init(title, turns) }

    init(_ title: String, _ turns: [Turn]) {
        self.title = title
        self.turns = turns
    }
}

private let lamp = Dialogue.Turn.says("voter", "反映：横湖村口路灯坏了三天了", hears: ["2026-0001"])
private let ditch = Dialogue.Turn.says("voter", "反映：花桥的水沟堵了没人管", hears: ["2026-0002"])

extension Dialogue {
    /// Plays it at a fresh station, and expects what it says.
    func play() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        var buttons: [Button] = []
        for turn in turns {
            switch turn {
            case .says(let who, let words, let hears, let not):
                let heard = try await station.say(words, as: who)
                let answer = heard.text(to: who)
                #expect(heard.filter { $0.to == who }.count == 1, "\(words): \(answer)")
                for word in hears { #expect(answer.contains(word), "\(words) → \(answer)") }
                for word in not { #expect(!answer.contains(word), "\(words) → \(answer)") }
                buttons = heard.last { $0.to == who }?.buttons ?? []
            case .presses(let number, let hears):
                try #require(buttons.indices.contains(number - 1))
                var press = station.message(as: "voter", id: "press-\(number)")
                press.body = .button(data: buttons[number - 1].data)
                let answer = try await station.conversing.hear(press).text(to: "voter")
                for word in hears { #expect(answer.contains(word), "\(answer)") }
            case .waits(let hours, let minutes):
                station.clock.move(hours: hours, minutes: minutes)
            case .time(let voter, let clerk):
                let heard = try await station.conversing.tick()
                if voter.isEmpty && clerk.isEmpty { #expect(heard.isEmpty) }
                for word in voter { #expect(heard.text(to: "voter").contains(word)) }
                for word in clerk { #expect(heard.text(to: "clerk").contains(word)) }
            case .restarts: try station.restart()
            case .queue(let items): #expect(try station.items() == items)
            case .stands(let serial, let state):
                #expect(try station.matter(serial).state == state)
            case .matters(let count): #expect(try station.matterCount() == count)
            }
        }
    }
}

@Suite struct DialogueTests {
    static let dialogues: [Dialogue] = [
        Dialogue(
            "what is missing is asked once, with an example, and the answer is taken for it",
            lamp,
            ditch,
            .says("voter", "撤回", hears: ["哪一件", "例如"]),
            .says("voter", "第二件，2号", hears: ["2026-0002"]),
            .stands(2, .withdrawn),
            .stands(1, .registered),
            .queue([])
        ),
        Dialogue(
            "a no ends the question and nothing was done",
            lamp,
            ditch,
            .says("voter", "撤回", hears: ["编号"]),
            .says("voter", "算了", hears: ["没有撤回", "什么也没改"]),
            .says("voter", "谢谢", hears: ["不客气"]),
            .stands(1, .registered),
            .stands(2, .registered),
            .queue([])
        ),
        Dialogue(
            "another command is done and the question is over",
            lamp,
            ditch,
            .says("voter", "撤回", hears: ["编号"]),
            .says("voter", "催1", hears: ["2026-0001"]),
            .says("voter", "接待日", hears: ["11月24日"]),
            .stands(1, .registered),
            .queue([])
        ),
        Dialogue(
            "a thank-you is no answer and no end of the question",
            lamp,
            ditch,
            .says("voter", "撤回", hears: ["编号"]),
            .says("voter", "好的", hears: ["不客气"]),
            .says("voter", "1", hears: ["2026-0001"]),
            .stands(1, .withdrawn)
        ),
        Dialogue(
            "a thank-you never opens a question",
            .says("voter", "谢谢", hears: ["不客气"], not: ["？"]),
            .says("voter", "好的", hears: ["不客气"], not: ["？"]),
            .says("voter", "收到", hears: ["不客气"], not: ["？"]),
            .matters(0),
            .queue([])
        ),
        Dialogue(
            "a question outlives a restart and takes its answer",
            lamp,
            ditch,
            .says("voter", "撤回", hears: ["编号"]),
            .restarts,
            .says("voter", "2", hears: ["2026-0002"]),
            .stands(2, .withdrawn)
        ),
        Dialogue(
            "a question that nobody answers goes to the clerk after two hours, restart or not",
            lamp,
            ditch,
            .says("voter", "撤回", hears: ["编号"]),
            .waits(hours: 1, minutes: 59),
            .time(voter: [], clerk: []),
            .restarts,
            .waits(hours: 0, minutes: 2),
            .time(voter: ["已转工作人员"], clerk: ["撤回"]),
            .queue(["撤回"]),
            .says("voter", "2", not: ["撤回"]),
            .stands(2, .registered)
        ),
        Dialogue(
            "a second text that is not understood goes to the clerk with the first",
            .says("voter", "嘟嘟嘟", hears: ["没太明白", "人工"]),
            .says("voter", "那个那个", hears: ["已转工作人员"]),
            .queue(["嘟嘟嘟\n那个那个"])
        ),
        Dialogue(
            "one text that is not understood goes to the clerk after two hours",
            .says("voter", "嘟嘟嘟", hears: ["没太明白"]),
            .waits(hours: 2, minutes: 1),
            .time(voter: ["已转工作人员"], clerk: ["嘟嘟嘟"]),
            .queue(["嘟嘟嘟"])
        ),
        Dialogue(
            "whoever says it in another way has said it",
            .says("voter", "嘟嘟嘟", hears: ["没太明白"]),
            .says("voter", "反映：横湖村口路灯坏了三天了", hears: ["2026-0001"]),
            .waits(hours: 2, minutes: 1),
            .time(voter: [], clerk: []),
            .queue([])
        ),
        Dialogue(
            "new by word",
            lamp,
            .says("voter", "今天又停水了", hears: ["2026-0001", "新", "补充"]),
            .says("voter", "新", hears: ["2026-0002"]),
            .matters(2)
        ),
        Dialogue(
            "new by number",
            lamp,
            .says("voter", "今天又停水了", hears: ["2026-0001"]),
            .says("voter", "1", hears: ["2026-0002"]),
            .matters(2)
        ),
        Dialogue(
            "new by button",
            lamp,
            .says("voter", "今天又停水了", hears: ["2026-0001"]),
            .presses(1, hears: ["2026-0002"]),
            .matters(2)
        ),
        Dialogue(
            "about the open one by button",
            lamp,
            .says("voter", "今天又停水了", hears: ["2026-0001"]),
            .presses(2, hears: ["2026-0001"]),
            .matters(1)
        ),
        Dialogue(
            "about the open one by its number",
            lamp,
            .says("voter", "今天又停水了", hears: ["2026-0001"]),
            .says("voter", "2026-0001", hears: ["2026-0001"]),
            .matters(1)
        ),
        Dialogue(
            "a report waits while something else is asked, and is not lost",
            lamp,
            .says("voter", "今天又停水了", hears: ["2026-0001"]),
            .says("voter", "接待日", hears: ["11月24日"]),
            .says("voter", "新事项", hears: ["2026-0002"]),
            .matters(2),
            .queue([])
        ),
        Dialogue(
            "a report that another report overtakes has a number of its own",
            lamp,
            .says("voter", "今天又停水了", hears: ["2026-0001"]),
            .says("voter", "反映：桥浦的垃圾没人收", hears: ["2026-0002", "2026-0003"]),
            .matters(3),
            .queue([])
        ),
        Dialogue(
            "two reports in a row, and no answer between: both have numbers, asked once",
            lamp,
            .says("voter", "今天又停水了", hears: ["2026-0001"]),
            .says("voter", "桥浦的垃圾没人收", hears: ["2026-0002", "2026-0003"]),
            .matters(3),
            .queue([])
        ),
        Dialogue(
            "a rating by number",
            .says("clerk", "待办"),
            lamp,
            .says("clerk", "1核实属实，转城建办", hears: ["城建办"]),
            .says("unit", "1已修好", hears: ["登记"]),
            .says("clerk", "反馈1"),
            .says("voter", "评价1", hears: ["满意"]),
            .says("voter", "2", hears: ["基本满意"])
        ),
        Dialogue(
            "a rating by word",
            lamp,
            .says("clerk", "1核实属实，转城建办"),
            .says("unit", "1已修好"),
            .says("clerk", "反馈1"),
            .says("voter", "评价1", hears: ["满意"]),
            .says("voter", "蛮好", hears: ["满意"])
        ),
        Dialogue(
            "a bare word rates the one answer that waits for it, however many matters are open",
            lamp,
            ditch,
            .says("clerk", "1核实属实，转城建办"),
            .says("unit", "1已修好"),
            .says("clerk", "反馈1"),
            .says("voter", "不满意，还是不亮", hears: ["2026-0001", "不满意"]),
            .stands(2, .registered)
        ),
        Dialogue(
            "with two answers to rate it is asked which one is meant",
            lamp,
            ditch,
            .says("clerk", "1核实属实，转城建办"),
            .says("clerk", "2核实属实，转水利所"),
            .says("unit", "1已修好"),
            .says("clerk", "2水利所答复：已清淤"),
            .says("clerk", "反馈1"),
            .says("clerk", "反馈2"),
            .says("voter", "满意", hears: ["哪一件"]),
            .says("voter", "2", hears: ["2026-0002", "满意"])
        ),
        Dialogue(
            "the clerk is asked too, and half a command does nothing",
            lamp,
            .says("clerk", "交办1", hears: ["例如"]),
            .says("clerk", "水利所", hears: ["核实"]),
            .stands(1, .registered),
            .queue([])
        ),
    ]

    @Test(arguments: dialogues) func `a conversation goes as people expect`(
        dialogue: Dialogue
    ) async throws {
        try await dialogue.play()
    }

    @Test(arguments: [(50, false), (61, true), (23 * 60, true)])
    func `a message that comes late is read by its own time, and staff see the delay`(
        minutes: Int,
        isShown: Bool
    ) async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        var message = station.message("反映：横湖村口路灯坏了三天了", id: "late")
        message.sentAt -= Int64(minutes) * 60_000
        let heard = try await station.conversing.hear(message)
        #expect(heard.text(to: "clerk").contains("晚到") == isShown)
        #expect(heard.text(to: "clerk").contains("11月19日10:00") == (minutes == 23 * 60))
        #expect(!heard.text(to: "voter").contains("晚到"))
    }

    @Test func `tomorrow is the day after the sending`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("反映：横湖村口路灯坏了三天了")
        var order = station.message("1核实属实，转城建办，后天前", as: "clerk", id: "late")
        order.sentAt -= 24 * 3_600_000
        let heard = try await station.conversing.hear(order)
        #expect(heard.text(to: "clerk").contains("11月21日"), "\(heard)")
        #expect(heard.text(to: "clerk").contains("晚到"))
    }
}
