import ArgumentParser
import Casework
import CommandLanguage
import FoundationEssentials

/// `liaison bench fuzz`: sentences that nobody would write, by everybody, in the middle of
/// anything; whatever comes of them, the program stands.
struct BenchFuzz: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzz",
        abstract: "Understands random and spoiled sentences; ends with 1 at a broken promise.",
        discussion: "Each case follows from the seed and its number alone: after a breakdown, "
            + "--from and --every find it again. Files are those of 'understand --score'."
    )

    @OptionGroup var folders: Folders

    @Option(help: "How many cases.")
    var count = 100_000

    @Option(help: "Where chance begins.")
    var seed: UInt64 = 1

    @Option(help: "The number of the first case.")
    var from = 0

    @Option(help: "Say how far it is after so many cases; 0 for never.")
    var every = 0

    @Argument(help: "Files of labelled sentences, to be spoiled beside the examples of help.")
    var files: [String] = []

    func run() throws {
        let book = try folders.phrasebook(for: try folders.station())
        var sentences = Action.allCases.flatMap { action in
            Language.allCases.map { book.exampleFor(action, in: $0) }
        }
        for file in files { sentences += try LabelledSentence.read(file).map(\.text) }
        let spoiler = Spoiler(sentences: sentences)
        let before = Usage.now
        for number in from..<from + count {
            var chance = SmallChance(seed: seed, number: number)
            var passage = Passage(book: book, spoiler: spoiler)
            if let fault = passage.play(&chance) {
                throw OperatorError(
                    message: "case \(number) of seed \(seed): \(fault)",
                    hint: "run it again with --seed \(seed) --from \(number) --count 1"
                )
            }
            if every > 0, (number + 1 - from).isMultiple(of: every) {
                Console.error("\(number + 1 - from) cases")
            }
        }
        let cpu = Usage.now.cpu - before.cpu
        Console.print(
            "\(count) cases, seed \(seed): nothing broke; \((cpu / max(1, count)).short) each"
        )
    }
}

/// One person who says one or two things, and what has to hold of whatever is understood.
private struct Passage {
    let book: Phrasebook
    let spoiler: Spoiler

    /// - Returns: The promise that was broken; nil for none. It never says a sentence.
    mutating func play(_ chance: inout SmallChance) -> String? {
        let role = Role.allCases.randomElement(using: &chance) ?? .voter
        let matters = (0..<Int.random(in: 0...3, using: &chance)).map {
            MatterNumber(year: 2026, serial: 40 + $0)
        }
        let reader = Reader(
            roles: role.standsFor,
            language: [nil, .zh, .en].randomElement(using: &chance) ?? nil,
            hasPendingConfirmation: Bool.random(using: &chance),
            openMatters: matters,
            isInGroup: Int.random(in: 0..<10, using: &chance) == 0
        )
        let now = Instant(
            milliseconds: Int64.random(in: 1_700_000_000_000...1_900_000_000_000, using: &chance)
        )
        var reading = book.understand(spoiler.sentence(&chance), as: reader, now: now)
        var turns = 0
        while true {
            if let fault = fault(in: reading) { return fault }
            guard case .ask(let question, _) = reading, turns < 2 else { break }
            turns += 1
            let answer = spoiler.sentence(&chance)
            reading = book.answer(question, with: answer, as: reader, now: now)
        }
        // Also an answer to what the sentence would never have asked.
        guard let action = Action.allCases.randomElement(using: &chance),
            let slot = Slot.allCases.randomElement(using: &chance)
        else { return nil }
        let question = Question(action: action, missing: slot)
        let words = spoiler.sentence(&chance)
        return fault(in: book.answer(question, with: words, as: reader, now: now))
    }

    private func fault(in reading: Reading) -> String? {
        switch reading {
        case .unknown: return nil
        case .steps(let steps, _):
            return steps.isEmpty ? "no steps at all" : nil
        case .ask(let question, _):
            for language in Language.allCases {
                let text = book.render(question, in: language)
                if text.isEmpty { return "nothing is asked for \(question.action.rawValue)" }
                let parts = book.parts(text, limitInUTF16: 70)
                if parts.contains(where: { $0.utf16.count > 70 }) { return "a part is too long" }
            }
            return nil
        }
    }
}

/// Makes sentences: those of people, spoiled, and signs at random.
struct Spoiler {
    let sentences: [String]

    private static let pieces = [
        "36", "2026-0042", "转", "水利所", "，", "、", "核实", "属实", "12月4日", "前", "同意", "退回", "\n", " ",
        "。", "第", "号", "①", "2、", "建议", "：", "地点", "登记", "电话", "[图片]", "status", "assign", "to",
        "👍🏽", "\u{200B}", "e\u{301}", "十", "闰", "初", "不", "没", "吗", "？", "{ref}", "'; --", "\u{0}",
        "满意", "/",
        "@", "全部", "答复", "已", "K7WQ3MHN", "９９９９９９９９９９９９９９９９９９９９", "-", "1/0", "99999-99999",
        "2月30日", "\u{202E}", "\u{FEFF}", "𠮷", "👨‍👩‍👧‍👦", "\r\n", "\t", "一二三四五六七八九十百千万亿", "明天", "下下下个月",
    ]

    func sentence(_ chance: inout SmallChance) -> String {
        var text: [Unicode.Scalar]
        switch Int.random(in: 0..<10, using: &chance) {
        case 0: text = Array(noise(&chance).unicodeScalars)
        case 1:
            text = (0..<Int.random(in: 0...14, using: &chance)).flatMap { _ in
                Array((Self.pieces.randomElement(using: &chance) ?? "").unicodeScalars)
            }
        default: text = Array((sentences.randomElement(using: &chance) ?? "").unicodeScalars)
        }
        for _ in 0..<Int.random(in: 0...4, using: &chance) { spoil(&text, &chance) }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: text.prefix(3000))
        return String(result)
    }

    /// Signs of any plane.
    private func noise(_ chance: inout SmallChance) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...40, using: &chance) { text.append(sign(&chance)) }
        return String(text)
    }

    private func sign(_ chance: inout SmallChance) -> Unicode.Scalar {
        let highest: UInt32 =
            [0x7F, 0x2FF, 0x9FFF, 0xFFFF, 0x10FFFF].randomElement(using: &chance) ?? 0x7F
        return Unicode.Scalar(UInt32.random(in: 0...highest, using: &chance)) ?? "?"
    }

    private func spoil(_ text: inout [Unicode.Scalar], _ chance: inout SmallChance) {
        func place() -> Int { Int.random(in: 0...text.count, using: &chance) }
        let (one, two) = (place(), place())
        let range = min(one, two)..<max(one, two)
        switch Int.random(in: 0..<9, using: &chance) {
        case 0: text.removeSubrange(range)
        case 1: text.insert(contentsOf: Array(text[range]), at: one)
        case 2: text.insert(sign(&chance), at: one)
        case 3:
            let piece = Self.pieces.randomElement(using: &chance) ?? ""
            text.insert(contentsOf: piece.unicodeScalars, at: one)
        case 4:
            let other = Array((sentences.randomElement(using: &chance) ?? "").unicodeScalars)
            text.replaceSubrange(range, with: other)
        case 5: text.replaceSubrange(range, with: text[range].reversed())
        case 6:
            for index in range {
                let value = text[index].value
                guard (0x21...0x7E).contains(value) else { continue }
                text[index] = Unicode.Scalar(value + 0xFEE0) ?? text[index]
            }
        case 7 where !range.isEmpty && text.count < 400:
            let again = Array(text[range])
            for _ in 0..<Int.random(in: 1...12, using: &chance) {
                text.insert(contentsOf: again, at: one)
            }
        default:
            text.removeAll { $0.properties.isWhitespace || $0 == "，" || $0 == "。" }
        }
    }
}

/// A small generator: the same numbers for the same seed and case, on every machine.
struct SmallChance: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64, number: Int) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(truncatingIfNeeded: number)
        // Neighbouring cases must not begin alike.
        for _ in 0..<2 { state = next() }
    }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
