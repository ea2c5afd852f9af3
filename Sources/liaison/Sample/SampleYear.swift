import Casework
import Messages
import Station
import Store
import Synchronization

/// Lives a year at a sample station: every sentence goes through the real turn, on a set clock.
struct SampleYear {
    let store: StationStore
    let desk: Desk
    let clock: SampleClock
    let script: SampleScript

    /// Says everything in order, and lets the desk do what is due in between.
    ///
    /// - Returns: How many sentences were said.
    /// - Throws: ``StoreError``; ``OperatorError`` where the station did otherwise than the
    ///   script says.
    func live() async throws -> Int {
        let conversing = Conversing(store: store, desk: desk)
        try await bind(conversing)
        try await conversing.begin()
        var filed = 0
        for (index, line) in script.lines.enumerated() {
            try await pass(until: line.at, conversing)
            let heard = try await conversing.say(
                line.words,
                as: line.speaker,
                key: "sample-\(index)"
            )
            if line.wantsCode, let code = code(in: heard, to: line.speaker) {
                _ = try await conversing.say(
                    code,
                    as: line.speaker,
                    key: "sample-code-\(index)"
                )
            }
            filed += line.files
            let expected = filed
            let year = script.year
            let found = try await store.read { try $0.lastSerial(in: year) }
            guard found == expected else {
                throw OperatorError(
                    message: "the sample's sentence '\(line.words)' registered "
                        + "\(found - filed + line.files) matters, not \(line.files)",
                    // Everything in the sample is invented, the answers too.
                    hint: "the desk answered: " + heard.map(\.text).joined(separator: " / ")
                )
            }
        }
        if let end = Day(year: script.year, month: 12, day: 31) {
            try await pass(until: end.at(ClockTime(minutes: 23 * 60)), conversing)
        }
        return script.lines.count
    }

    /// Binds the clerk, the head, every deputy and an officer of every unit, by a code each.
    private func bind(_ conversing: Conversing) async throws {
        let administration = Administration(store: store, desk: desk)
        let rules = desk.rules
        var offices: [(speaker: String, role: Role, name: String)] = []
        for person in rules.roster where person.isDeputy && !person.positions.contains(.head) {
            let role: Role = person.isHead ? .head : person.isLeader ? .leader : .deputy
            offices.append((person.name, role, person.name))
        }
        for unit in rules.units { offices.append((unit, .unit, unit)) }
        for (office, role, speaker) in [
            (Position.head, Role.head, "head"), (.clerk, .staff, "clerk"),
            (.adviser, .adviser, "adviser"), (.presidium, .presidium, "presidium"),
        ] {
            if let name = rules.roster.first(where: { $0.positions.contains(office) })?.name {
                offices.append((speaker, role, name))
            }
        }
        for (speaker, role, name) in offices {
            let code = try await administration.invite(role, name: name)
            _ = try await conversing.say("绑定 " + code, as: speaker, key: "bind")
        }
    }

    /// Lets the desk do, each at its own time, what is due before that.
    private func pass(until end: Instant, _ conversing: Conversing) async throws {
        while let due = try await store.read({ try $0.nextDue() }), due <= end {
            clock.set(max(due, clock.now))
            _ = try await conversing.tick()
        }
        clock.set(end)
    }

    /// The four digits that a confirmation asks for.
    private func code(in heard: [Conversing.Heard], to speaker: String) -> String? {
        let text = heard.filter { $0.to == speaker }.map(\.text).joined(separator: " ")
        return text.split { !$0.isASCII || !$0.isNumber }.last { $0.count == 4 }
            .map { String($0) }
    }
}

/// A wall clock that is set, never back.
final class SampleClock: Sendable {
    private let time: Mutex<Instant>

    init(_ start: Instant) { time = Mutex(start) }

    var now: Instant { time.withLock { $0 } }

    func set(_ instant: Instant) { time.withLock { $0 = max($0, instant) } }
}
