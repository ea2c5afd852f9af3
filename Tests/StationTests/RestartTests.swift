import Casework
import Foundation
import Messages
import Station
import Store
import Testing

/// What people really write, by anybody and in any order, with the service ended and started
/// between any two messages and the clock set forward and back.
///
/// A seed is a whole history. `LIAISON_RESTARTS=100` tries more of them.
@Suite struct `Whenever the service starts again` {
    /// Seven seeds of 150 steps are a thousand sentences, presses and jumps.
    private static let seeds: ClosedRange<UInt64> =
        1...(ProcessInfo.processInfo.environment["LIAISON_RESTARTS"].flatMap(UInt64.init) ?? 7)

    @Test(.timeLimit(.minutes(60)), arguments: seeds)
    func `the journal gives what the store holds, and nothing is quarantined`(
        seed: UInt64
    ) async throws {
        let history = try await RandomHistory(seed: seed)
        for step in 1...150 {
            do {
                try await history.advance()
                let faults = step.isMultiple(of: 50) ? try history.station.store.verify() : []
                guard faults.isEmpty, try history.station.store.summary().quarantined == 0 else {
                    Issue.record("step \(step), \(faults)\n\(history.latest)")
                    return
                }
            } catch {
                Issue.record("step \(step), \(error)\n\(history.latest)")
                return
            }
        }
        // Sentences that all come to nothing would prove nothing.
        let summary = try history.station.store.summary()
        #expect(summary.matters >= 2 && summary.events >= 80, "\(summary)")
        #expect(history.restarts >= 3)
    }
}

/// A station to which the dice say what comes next.
private final class RandomHistory {
    let station: SampleStation
    private(set) var restarts = 0
    private let dice: TestDice
    /// What was done, the newest last.
    private var past: [String] = []
    /// Buttons that somebody was last sent, by who.
    private var buttons: [String: [String]] = [:]

    private static let speakers = [
        "voter", "voter", "neighbour", "neighbour", "stranger", "clerk", "clerk", "clerk", "head",
        "head", "deputy", "leader", "unit", "unit", "presidium", "auditor", "adviser", "committee",
    ]

    /// What brings a matter on, where `#` is some matter; the corpus brings everything else.
    private static let moves: [(who: String, text: String)] = [
        ("voter", "横湖村口路灯坏了三天了"), ("neighbour", "花桥的自来水发黄，没法喝"),
        ("voter", "补充# 昨晚又有人摔了"), ("voter", "催一下#"), ("voter", "撤回#"),
        ("clerk", "受理#"), ("clerk", "核实#属实"), ("clerk", "#转城建办"),
        ("clerk", "#核实属实，转城建办"), ("unit", "#已修好，换了灯泡"), ("clerk", "反馈#"),
        ("voter", "#满意"), ("voter", "#不满意，又坏了"), ("clerk", "办结#"), ("clerk", "#归档"),
        ("head", "重办#，没有修好"), ("head", "同意"), ("head", "同意#"), ("clerk", "撤销"),
        ("clerk", "不受理# 已经在打官司了"), ("unit", "退回# 不是我们管的"),
        ("unit", "#申请延期5天，等材料"), ("clerk", "#延期5个工作日"), ("head", "上报党委#"),
        ("clerk", "提醒接待日"), ("voter", "订阅"), ("neighbour", "退订"), ("voter", "删除我的资料"),
        ("voter", "预约接待日"), ("clerk", "是"), ("head", "是"), ("voter", "是"), ("voter", "1"),
    ]

    /// Every learnt sentence, whoever wrote it.
    private static let corpus = Result { () throws -> [String] in
        try ["ask", "deputy", "staff", "unit", "voter"].flatMap { name throws -> [String] in
            let file = SampleStation.root.appending(path: "Tests/Corpus/learn-\(name).tsv")
            return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
                .compactMap { line -> String? in
                    let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
                    guard columns.count > 2 else { return nil }
                    return columns[2].replacingOccurrences(of: "\\n", with: "\n")
                }
        }
    }

    init(seed: UInt64) async throws {
        dice = TestDice(seed: seed)
        let plan = StationRules(try SampleStation.books.get().0).plan
        // The desk's own reminders come between, as they do at a real station.
        station = try SampleStation { $0.plan = plan }
        try await station.bindEverybody()
        try await station.bind("leader", .leader, "吴志强")
        try await station.bind("presidium", .presidium, "郑主席")
        try await station.bind("auditor", .auditor, "钱审计")
        try await station.bind("adviser", .adviser, "周律师")
        try await station.bind("committee", .committee, "镇党委")
        try await station.conversing.begin()
    }

    /// The last things that were done, for whoever has to find out.
    var latest: String { past.suffix(30).joined(separator: "\n") }

    func advance() async throws {
        switch dice.roll() % 16 {
        case 0:
            past.append("-- a restart")
            restarts += 1
            try station.restart()
        case 1, 2:
            let minutes = pick([1, 31, -45, 300, 1440, 3 * 1440, 8 * 1440, -1440, 20 * 1440])
            past.append("-- \(minutes) minutes pass")
            station.clock.move(minutes: minutes)
            keep(try await station.conversing.tick())
        case 3, 4:
            let who = pick(Self.speakers)
            guard let data = buttons[who], !data.isEmpty else { return }
            try await say(pick(data), as: who)
        case 5...9:
            let move = pick(Self.moves)
            // Now and then by somebody whose business it is not.
            let isOwn = !dice.roll().isMultiple(of: 6)
            try await say(move.text, as: isOwn ? move.who : pick(Self.speakers))
        default:
            try await say(pick(try Self.corpus.get()), as: pick(Self.speakers))
        }
    }

    private func say(_ text: String, as who: String) async throws {
        let latest = max(1, try station.store.readSync { try $0.lastSerial(in: 2026) })
        let serial = max(1, latest - Int(dice.roll() % 4))
        var text = text.replacing(/2026-00\d\d/, with: "#")
        for number in ["36", "38", "42", "27"] {
            text = text.replacingOccurrences(of: number, with: "#")
        }
        text = text.replacingOccurrences(of: "#", with: String(serial))
        let photos = text.components(separatedBy: "[图片]").count - 1
        text = text.replacingOccurrences(of: "[图片]", with: "")
        past.append("\(who): \(text)")
        keep(try await station.say(text, as: who, photos: photos))
    }

    private func keep(_ heard: [Conversing.Heard]) {
        for message in heard where !message.buttons.isEmpty {
            buttons[message.to] = message.buttons.map(\.data)
        }
    }

    private func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int(dice.roll() % UInt64(choices.count))]
    }
}
