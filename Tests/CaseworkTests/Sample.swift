import Casework
import FoundationEssentials
import Synchronization

extension StationRules {
    /// The rules of the tests: few villages, few units, the real calendars.
    static let sample: StationRules = {
        var rules = laidDown
        // A story of something else hears of every step.
        rules.newsPerDay = 2
        return rules
    }()

    private static let laidDown = StationRules(
        stationName: "石桥头镇人大代表联络站",
        address: "石景小区",
        opens: ClockTime(minutes: 510),
        closes: ClockTime(minutes: 660),
        places: ["下宅吴": 1, "横湖": 1, "花桥": 2, "桥浦": 2, "黄西岙": 3, "76省道": nil],
        units: ["城建办", "水利所", "农业办"],
        roster: [
            .deputy("王建国", group: 1, isLeader: true, isHead: true),
            .deputy("林美华", group: 1),
            .deputy("赵小红", group: 1),
            .deputy("陈美芳", group: 2, isLeader: true),
            .deputy("吴志强", group: 3, isLeader: true),
            .deputy("黄小明", group: 4),
            .officer("张联络", .clerk), .officer("周律师", .adviser), .officer("郑主席", .presidium),
            .officer("钱审计", .auditor), .officer("镇党委", .committee),
        ],
        dutyRotation: [1, 2, 3, 4],
        deputiesPerDay: 2,
        screeningDays: 5,
        answerDays: 15,
        urgeDays: 3,
        unreadDays: 3,
        codeFromRecipients: 3,
        noticeVersion: 1,
        needsHead: [],
        discussedTopics: ["征地"],
        verifiesBeforeAssigning: true,
        digestAt: ClockTime(minutes: 1020),
        receptionDay: 16,
        holdsLeapMonths: true,
        lunar: .table,
        workingDays: .table
    )
}

extension RosterEntry {
    static func deputy(
        _ name: String,
        group: Int,
        isLeader: Bool = false,
        isHead: Bool = false
    ) -> RosterEntry {
        RosterEntry(
            name: name,
            positions: Set(
                [.deputy] + (isLeader ? [.leader, .member] : []) + (isHead ? [.head] : [])
            ),
            group: group,
            levels: [.town]
        )
    }

    static func officer(_ name: String, _ position: Position) -> RosterEntry {
        RosterEntry(name: name, positions: [position])
    }
}

extension LunarCalendar {
    /// The table that the station is delivered with.
    static let table = LunarCalendar(
        months: rows(of: "lunar-months").map { row in
            guard row.count == 4, let starts = Day(row[0]), let year = Int(row[1]),
                let month = Int(row[2])
            else { preconditionFailure("a row of config/lunar-months.tsv is damaged") }
            return Month(starts: starts, year: year, month: month, isLeap: row[3] == "1")
        }
    )
}

extension WorkingDays {
    /// The table that the station is delivered with: 2018 to 2026.
    static let table: WorkingDays = {
        var days: [String: Set<Day>] = [:]
        for row in rows(of: "holidays") {
            guard row.count == 3, let day = Day(row[0]) else {
                preconditionFailure("a row of config/holidays.tsv is damaged")
            }
            days[row[1], default: []].insert(day)
        }
        return WorkingDays(
            holidays: days["holiday", default: []],
            makeUpDays: days["workday", default: []]
        )
    }()
}

/// The rows of one table under `config`, without its remark and its headings.
private func rows(of table: String) -> [[String]] {
    let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appending(path: "config/" + table + ".tsv")
    guard let data = try? Data(contentsOf: file) else {
        preconditionFailure("config/" + table + ".tsv cannot be read")
    }
    return String(decoding: data, as: UTF8.self)
        .split(whereSeparator: \.isNewline)
        .filter { !$0.hasPrefix("#") }
        .dropFirst()
        .map { $0.split(separator: "\t").map(String.init) }
}

extension Chance {
    /// Chance that is the same for the same seed, with a digest that hides its text.
    static func loaded(seed: UInt64) -> Chance {
        let dice = Dice(seed: seed)
        return Chance(bits: { dice.roll() }, digest: { fingerprint(of: $0) })
    }
}

/// A generator that gives the same rolls for the same seed (SplitMix64).
final class Dice: Sendable {
    private let state: Mutex<UInt64>

    init(seed: UInt64) { state = Mutex(seed) }

    func roll() -> UInt64 {
        state.withLock { state in
            state &+= 0x9e37_79b9_7f4a_7c15
            var bits = state
            bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
            bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
            return bits ^ (bits >> 31)
        }
    }

    /// One of the choices; there is at least one.
    func pick<Choices: RandomAccessCollection>(_ choices: Choices) -> Choices.Element {
        choices[
            choices.index(choices.startIndex, offsetBy: Int(roll() % UInt64(choices.count)))
        ]
    }
}

/// 64 bits of FNV-1a, in hexadecimal: enough to hide a text from a test.
private func fingerprint(of text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(hash, radix: 16)
}

// MARK: - Literals that read like the domain

extension Instant {
    static func at(_ day: Day, _ time: ClockTime) -> Instant { day.at(time) }
}

extension Day: ExpressibleByStringLiteral {
    /// Written as `2026-11-24`.
    public init(stringLiteral text: String) {
        guard let day = Day(text) else { preconditionFailure("no such day: " + text) }
        self = day
    }
}

extension ClockTime: ExpressibleByStringLiteral {
    /// Written as `8:30`.
    public init(stringLiteral text: String) {
        guard let time = ClockTime(text) else { preconditionFailure("no such time: " + text) }
        self = time
    }
}

extension MatterNumber: ExpressibleByStringLiteral {
    /// Written as `2026-0042`.
    public init(stringLiteral text: String) {
        guard let number = MatterNumber(text) else { preconditionFailure("no number: " + text) }
        self = number
    }
}

extension Arguments.Value: ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
    /// What was said, as it was said.
    public init(stringLiteral text: String) { self = .text(text) }

    /// Several that were said together.
    public init(arrayLiteral texts: String...) { self = .list(texts) }
}
