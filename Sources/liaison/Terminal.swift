import Books
import Casework
import Messages
import Station
import Store

/// Several people and the desk in one terminal: each line is one message.
struct Terminal {
    let conversing: Conversing
    let administration: Administration
    let speakers: [Speaker]
    let now: @Sendable () -> Instant
    private var current: Speaker
    private var lines = 0
    /// Distinguishes this run's deliveries from all earlier ones in the same data folder.
    private let run: String

    init(
        store: StationStore,
        desk: Desk,
        speakers: [Speaker],
        first: Speaker
    ) {
        conversing = Conversing(store: store, desk: desk)
        administration = Administration(store: store, desk: desk)
        self.speakers = speakers
        current = first
        now = desk.now
        run = String(UInt64.random(in: .min ... .max), radix: 36)
    }

    /// Binds everybody who has an office, through the same codes as anybody.
    mutating func bindAll() async throws {
        for speaker in speakers {
            guard let office = speaker.office else { continue }
            let code = try await administration.invite(office.role, name: office.name)
            _ = try await say("绑定 " + code, as: speaker)
        }
    }

    mutating func say(_ text: String, as speaker: Speaker) async throws -> [Conversing.Heard] {
        lines += 1
        // `[图片]` in a line stands for a photo that came with it.
        let photos = text.components(of: "[图片]") + text.components(of: "[photo]")
        let attachments = (0..<photos).map { Attachment(kind: .photo, handle: "console-\($0)") }
        let words = text.replacing("[图片]", with: "").replacing("[photo]", with: "")
        return try await conversing.say(
            words,
            as: speaker.id,
            key: run + "-" + String(lines),
            attachments: attachments
        )
    }

    /// Begins the plan of reminders, and shows what is due by now.
    func begin() async throws {
        try await conversing.begin()
        // The plan first, then what it has found due.
        for _ in 0..<2 { show(try await conversing.tick(), to: current) }
    }

    /// Reads lines until the end of input, or `/quit`.
    mutating func converse() async throws {
        Console.prompt(current.title + "> ")
        while let line = readLine(strippingNewline: true) {
            let (speaker, words) = speaker(of: line)
            current = speaker
            if words == "/quit" || words == "/exit" { break }
            if !words.isEmpty {
                if !Console.isInteractive { Console.print(speaker.title + "> " + words) }
                show(try await say(words, as: speaker), to: speaker)
                show(try await conversing.tick(), to: speaker)
            } else if !Console.isInteractive, line.isEmpty {
                Console.print("")
            }
            Console.prompt(current.title + "> ")
        }
    }

    /// `联络员：受理1` is said by the clerk, and the next line too until another speaks.
    private func speaker(of line: String) -> (Speaker, String) {
        for speaker in speakers {
            for name in speaker.names {
                for mark in ["：", ":", ">", "> "] where line.hasPrefix(name + mark) {
                    var words = line.dropFirst(name.count + mark.count)
                    while words.first == " " { words = words.dropFirst() }
                    return (speaker, String(words))
                }
            }
        }
        return (current, line)
    }

    private func show(_ heard: [Conversing.Heard], to speaker: Speaker) {
        for one in heard {
            let reader = speakers.first { $0.id == one.to }?.title ?? one.to
            let arrow = one.to == speaker.id ? "必复" : "必复→" + reader
            let text = one.text.split(separator: "\n", omittingEmptySubsequences: false)
                .joined(separator: "\n    ")
            Console.print("  " + arrow + "：" + text)
            if !one.buttons.isEmpty {
                let buttons = one.buttons.map { "[" + $0.title + "]" }
                Console.print("    " + buttons.joined(separator: " "))
            }
        }
    }
}

extension String {
    /// How often a mark stands in the text.
    fileprivate func components(of mark: String) -> Int {
        var count = 0
        var rest = self[...]
        while let range = rest.firstRange(of: mark) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
