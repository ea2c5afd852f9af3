import ArgumentParser
import Casework
import CommandLanguage

/// `liaison bench understand`: the core of understanding, without reading or printing.
struct BenchUnderstand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "understand",
        abstract: "Understands the same sentences over and over; the time for each."
    )

    @OptionGroup var folders: Folders

    @Option(help: "How often each sentence is understood.")
    var times = 20_000

    @Option(help: "One sentence, in place of those that are always measured.")
    var text: String?

    @Option(
        help: "Whose sentence that is.",
        transform: {
            guard let role = Role(rawValue: $0) else { throw ValidationError("no role '\($0)'") }
            return role
        }
    )
    var role = Role.voter

    private static let sentences: [(Role, String)] = [
        (.voter, "查20260042"),
        (.voter, "请问36号怎么样啦"),
        (.voter, "花桥村口路灯坏了三天，晚上老人走路看不见，请来修一下吧"),
        (.voter, "How is my case 2026-0042 getting on, please?"),
        (.deputy, "视察记录 湖漫水库 上游两户散养鸭子约60只，建议迁走鸭棚"),
        (.staff, "36核实属实，转城建办，12月4日前"),
        (.staff, "36、38两件归档"),
    ]

    /// What long texts are made of: complaints that go on, rows of numbers and dates, signs alone.
    private static let endless: [(Role, String)] = [
        (.voter, "花桥村口路灯坏了三天，晚上老人走路看不见，水沟也堵了。"), (.staff, "36、38核实属实，转城建办；"),
        (.voter, "the lamp at the gate is out and nobody came; "), (.deputy, "湖漫水库看到警示牌倒了一块"),
        (.voter, "12月4日，"), (.voter, "一二三四五六七八九十"), (.staff, "请"), (.voter, " "),
    ]

    private static let lengths = [30, 100, 1000, 10_000]

    func run() throws {
        let phrasebook = try folders.phrasebook(for: try folders.station())
        if let text {
            let each = time(text, as: role, times: times, phrasebook)
            Console.print("\(each.short)  \(text.count) characters  \(role.rawValue)")
            return
        }
        for (role, text) in Self.sentences {
            let each = time(text, as: role, times: times, phrasebook)
            Console.print("\(each.short)  \(text.count) characters  \(role.rawValue): \(text)")
        }
        for (role, text) in Self.endless {
            for length in Self.lengths {
                let long = String(
                    String(repeating: text, count: length / text.count + 1).prefix(length)
                )
                let each = time(long, as: role, times: max(3, times * 3 / length), phrasebook)
                Console.print("\(each.short)  \(length) characters  \(role.rawValue): \(text)…")
            }
        }
    }

    private func time(_ text: String, as role: Role, times: Int, _ book: Phrasebook) -> Duration {
        let reader = Reader(roles: role.standsFor)
        let now = Instant.now
        let before = Usage.now
        for _ in 0..<times { _ = book.understand(text, as: reader, now: now) }
        return (Usage.now.cpu - before.cpu) / times
    }
}
