/// 提醒接待日: shown first with its count and samples, sent once to each subscriber after a yes.
package enum BroadcastReceptionReminder: Deed {
    package static let action = Action.broadcastReceptionReminder

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let wanted = draft.arguments.day(.date)
        guard wanted.map({ $0 >= draft.today }) ?? true else {
            return .refused(
                FieldValue.Line(.refusedPastDate, [.date: .day(wanted ?? draft.today)])
            )
        }
        guard let day = draft.rules.reception(onOrAfter: wanted ?? draft.today),
            wanted == nil || wanted == day, let lunar = draft.rules.lunar.lunarDay(of: day)
        else {
            return .refused(
                FieldValue.Line(
                    .refusedDate,
                    [.text: .text(wanted?.text ?? String(draft.today.year + 1))]
                )
            )
        }
        let date: [Field: FieldValue] = [.date: .receptionDay(day, lunar)]
        let subscribers = try draft.view.subscribers(of: "reception")
        let audience = subscribers.filter(\.isReachable)
        guard !audience.isEmpty else {
            draft.say(.reminderNobody, date)
            return .done
        }
        let skipped = subscribers.count - audience.count
        let text = FieldValue.Line(.reminderText, draft.reminderFacts(on: day))
        let shown = draft.chance.digest(
            "reminder \(day.text) \(text.fields.map { "\($0)\($1)" }.sorted()) "
                + audience.map { String($0.id.value) }.joined(separator: ",")
        )
        guard draft.confirmed == shown else {
            if draft.confirmed != nil { draft.say(.reminderVoid, date) }
            let needsCode = audience.count >= draft.rules.codeFromRecipients
            var facts: [Field: FieldValue] = [
                .count: .count(audience.count), .text: .lines([text]),
                .samples: .names(try draft.samples(of: audience)),
            ]
            if skipped > 0 { facts[.skipped] = .count(skipped) }
            return try draft.ask(
                shown: shown,
                needsCode ? .reminderPreviewCode : .reminderPreview,
                facts,
                needsCode: needsCode
            )
        }
        let id = (try draft.view.lastReminder()?.id ?? 0) + 1
        draft.add(
            .reminderConfirmed(
                Reminder(
                    id: id,
                    reception: day,
                    by: draft.me,
                    at: draft.now,
                    count: audience.count,
                    skipped: skipped
                )
            )
        )
        draft.say(.reminderQueued, date.merging([.count: .count(audience.count)]) { $1 })
        for person in audience {
            draft.tell(person.id, .reminderText, text.fields, purpose: .reminder(id))
        }
        return .done
    }
}

/// 提醒情况: how the last reminder went, by count.
package enum BroadcastStatus: Deed {
    package static let action = Action.broadcastStatus

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let last = try draft.view.lastReminder() else {
            return .refused(FieldValue.Line(.reminderNone))
        }
        draft.say(.reminderStatus, try draft.reportFacts(of: last))
        return .done
    }
}

/// 取消提醒: what has not gone out yet stays here.
package enum CancelBroadcast: Deed {
    package static let action = Action.cancelBroadcast

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let last = try draft.view.lastReminder(), last.stand == .sending else {
            return .refused(FieldValue.Line(.reminderNone))
        }
        draft.add(.reminderCancelled(reminder: last.id))
        draft.withdraw(.reminder(last.id))
        draft.say(.reminderCancelled, try draft.reportFacts(of: last))
        return .done
    }
}

extension Draft {
    /// How the sends of a reminder ended, each counted once.
    package func reportFacts(of reminder: Reminder) throws -> [Field: FieldValue] {
        let counts = try view.deliveries(of: reminder.id)
        var facts: [Field: FieldValue] = [
            .total: .count(reminder.count), .sent: .count(counts.sent),
            .failed: .count(counts.failed), .skipped: .count(reminder.skipped),
            .count: .count(counts.waiting),
        ]
        if let lunar = rules.lunar.lunarDay(of: reminder.reception) {
            facts[.date] = .receptionDay(reminder.reception, lunar)
        }
        return facts
    }

    fileprivate func reminderFacts(on day: Day) -> [Field: FieldValue] {
        var facts = receptionFacts(on: day)
        facts[.name] = .name(rules.stationName)
        return facts
    }

    /// Three of the audience, masked: the clerk sees who is meant, nobody reads a list of names.
    fileprivate func samples(of audience: [Person]) throws -> [String] {
        try audience.prefix(3).map { person in
            guard let name = try person.name.flatMap({ try view.words($0) }) else {
                return "#" + String(person.id.value)
            }
            return masked(name)
        }
    }
}

/// A name as lists show it: `张**` (`domain.md` §8).
package func masked(_ name: String) -> String {
    guard let first = name.first else { return "" }
    return String(first) + "**"
}
