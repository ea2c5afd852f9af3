package import Casework
internal import CommandLanguage
internal import Store

/// How a station is: what it owes, and what is wrong with the service.
package struct Diagnosis: Hashable, Sendable {
    /// Something that an operator should look at.
    package struct Remark: Hashable, Sendable {
        package var code: String
        package var isTrouble: Bool
        package var message: String
        package var hint: String?

        init(_ code: String, _ message: String, hint: String? = nil, isTrouble: Bool = true) {
            self.code = code
            self.isTrouble = isTrouble
            self.message = message
            self.hint = hint
        }
    }

    package var remarks: [Remark]
    package var debts: [Debt]
    /// Each debt in a clerk's words.
    package var sentences: [String]

    /// True where nothing is late and nothing is wrong.
    package var isWell: Bool {
        !remarks.contains(where: \.isTrouble) && !debts.contains { $0.kind.isLate }
    }
}

extension Administration {
    /// Looks at everything that is owed and at the service, beside it.
    ///
    /// - Parameter language: The language of the debts' words.
    /// - Returns: What was found.
    /// - Throws: ``StoreError``.
    package func diagnose(in language: Language) async throws -> Diagnosis {
        let turn = turn
        let now = turn.desk.now()
        let (debts, custody) = try await store.read { session in
            (try session.debts(on: Day(of: now)), try session.custody(at: now))
        }
        let sentences = debts.map { debt in
            var facts: [Field: FieldValue] = [
                .topic: .term("debt." + debt.kind.rawValue), .count: .count(debt.count),
                .since: .day(debt.since),
            ]
            if !debt.numbers.isEmpty {
                facts[.list] = .list(debt.numbers.prefix(8).map { .number($0) })
            }
            return turn.desk.phrasebook.render(.debtLine, facts, in: language, now: now)
        }
        return Diagnosis(
            remarks: remarks(on: custody, Health.read(folder: store.folder), at: now),
            debts: debts,
            sentences: sentences
        )
    }

    /// Takes the wall clock for right: what it held goes on, in a running service within seconds.
    ///
    /// - Throws: ``StoreError``.
    package func acceptClock() async throws {
        let now = turn.desk.now()
        try await store.write { try $0.acceptClock(at: now) }
    }

    private func remarks(
        on custody: Custody,
        _ health: Health.Page?,
        at now: Instant
    ) -> [Diagnosis.Remark] {
        var remarks: [Diagnosis.Remark] = []
        func age(_ instant: Instant) -> Int64 { now.seconds(since: instant) }
        let isAlive =
            custody.isRunning
            && health.map { age(Instant(milliseconds: $0.writtenAt)) < 60 } ?? false
        if isAlive {
            remarks.append(.init("service", "the service runs", isTrouble: false))
        } else if custody.isRunning {
            remarks.append(
                .init(
                    "service",
                    "the service did not end in good order, or does not write health.json",
                    hint: "start it: nothing is lost, and it looks after what was in hand"
                )
            )
        } else {
            remarks.append(.init("service", "the service is stopped", isTrouble: false))
        }
        if isAlive, health?.isClockHeld == true {
            remarks.append(
                .init(
                    "clock",
                    "the clock jumped: reminders and due rows wait",
                    hint: "if this machine's clock is right: liaison doctor --accept-clock"
                )
            )
        } else if !isAlive, let last = custody.lastInstant, abs(age(last)) > 86_400 {
            remarks.append(
                .init(
                    "clock",
                    "the last turn was \(abs(age(last)) / 86_400) days away from this clock: "
                        + "reminders will wait for the endpoint's date",
                    hint: "if this machine's clock is right: liaison doctor --accept-clock",
                    isTrouble: age(last) < 0
                )
            )
        }
        if isAlive, let poll = custody.lastPoll, age(poll) > 300 {
            remarks.append(
                .init(
                    "poll",
                    "the endpoint was last polled well \(age(poll) / 60) minutes ago",
                    hint: "look at the service's log, and whether the endpoint can be reached"
                )
            )
        }
        if let waiting = custody.oldestWaiting, age(waiting) > 600 {
            remarks.append(
                .init(
                    "outbox",
                    "a message has waited to go out for \(age(waiting) / 60) minutes",
                    hint: isAlive ? "the channel may be down: look at the log" : "start the service"
                )
            )
        }
        if isAlive, let due = custody.oldestDue, age(due) > 600 {
            remarks.append(
                .init("due", "what was due \(age(due) / 60) minutes ago has not been done")
            )
        }
        if custody.quarantined > 0 {
            remarks.append(
                .init(
                    "quarantine",
                    "\(custody.quarantined) messages could not be applied",
                    hint: "liaison quarantine list"
                )
            )
        }
        if custody.uncertain > 0 {
            remarks.append(
                .init(
                    "uncertain",
                    "\(custody.uncertain) messages of which nobody knows whether they arrived",
                    isTrouble: false
                )
            )
        }
        if custody.isErasing {
            remarks.append(
                .init(
                    "erasure",
                    "an erasure is not finished",
                    hint: "start the service: it finishes it"
                )
            )
        }
        return remarks
    }
}
