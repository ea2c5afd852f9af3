/// 群发: a person's own words to many, shown first with count and samples.
package enum SendBroadcast: Deed {
    package static let action = Action.broadcast

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if draft.arguments.has(.redo) { return try sendAgain(&draft) }
        guard
            draft.arguments.has(.audience) || draft.arguments.has(.villages)
                || draft.arguments.has(.recipients)
        else { return .missing(.audience) }
        guard let said = draft.arguments.text(.text), !said.isEmpty else { return .missing(.text) }
        let words = said.replacing("｛", with: "{").replacing("｝", with: "}")
        if let no = draft.fault(in: words) { return .refused(no) }
        let at: Instant?
        switch draft.timeAsked() {
        case .success(let time): at = time
        case .failure(let no): return .refused(no.line)
        }
        switch try draft.addressees() {
        case .failure(let unknown):
            return .refused(
                FieldValue.Line(
                    .refusedAudience,
                    [
                        .text: .text(unknown.name),
                        .list: .names(
                            draft.rules.places.keys.filter(draft.rules.isVillage).sorted()
                        ),
                    ]
                )
            )
        case .success(let found):
            return try draft.prepare(BroadcastPlan(words: .own(words), found: found, at: at))
        }
    }

    /// 重发: to those whom it surely did not reach; who may have it gets it no second time.
    private static func sendAgain(_ draft: inout Draft) throws -> Verdict {
        guard let earlier = try draft.broadcastMeant() else {
            return .refused(FieldValue.Line(.broadcastNone))
        }
        let item = FieldValue.count(Int(earlier.id))
        guard !earlier.isOpen else {
            return .refused(FieldValue.Line(.broadcastStillOpen, [.item: item]))
        }
        var found = Addressees()
        found.audience = earlier.audience
        let failed = try draft.view.recipients(
            of: earlier.id,
            standing: Set(Recipient.Stand.allCases.filter(\.isFailed)),
            limit: .max
        )
        for recipient in failed {
            guard let person = try draft.view.person(recipient.person) else { continue }
            if !earlier.audience.includes(person) {
                found.unwilling += 1
            } else if !person.isReachable {
                found.unreachable += 1
            } else {
                found.people.insert(person.id)
            }
        }
        guard !found.people.isEmpty else {
            var facts: [Field: FieldValue] = [.item: item]
            if found.skipped > 0 { facts[.skipped] = .count(found.skipped) }
            return .refused(FieldValue.Line(.broadcastNothingAgain, facts))
        }
        return try draft.prepare(
            BroadcastPlan(words: .again(earlier), found: found, until: earlier.until)
        )
    }
}

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
        // Once today's is over, the next is meant.
        let isOver = draft.now >= draft.today.at(draft.rules.closes)
        let first = isOver ? draft.today.adding(days: 1) : draft.today
        guard let day = try draft.receptionCalendar().next(onOrAfter: wanted ?? first)?.day,
            wanted == nil || wanted == day
        else {
            return try draft.refusedReminder(of: wanted)
        }
        let at: Instant?
        switch draft.timeAsked() {
        case .success(let time): at = time
        case .failure(let no): return .refused(no.line)
        }
        let meant = draft.arguments.list(.audience).filter { $0 != "subscribers" }
        var found = Addressees()
        if meant.isEmpty {
            found = try draft.addressees(of: "reception", as: "reception_subscribers")
        } else {
            switch try draft.addressees() {
            case .success(let others): found = others
            case .failure(let unknown):
                return .refused(
                    FieldValue.Line(.refusedAudience, [.text: .text(unknown.name)])
                )
            }
        }
        return try draft.prepare(
            BroadcastPlan(
                words: .reception(day),
                found: found,
                at: at,
                until: day.at(draft.rules.closes),
                isApproved: draft.rules.broadcasts.isReminderApproved
            )
        )
    }
}

/// A time that cannot be meant.
private struct NoSuchTime: Error {
    var line: FieldValue.Line
}

extension Draft {
    /// What keeps a text from being sent; nil for nothing.
    fileprivate func fault(in words: String) -> FieldValue.Line? {
        let limit = rules.broadcasts.textLimitInUTF16
        guard words.utf16.count <= limit else {
            return FieldValue.Line(
                .broadcastTooLong,
                [.count: .count(words.utf16.count), .total: .count(limit)]
            )
        }
        var rest = words[...]
        while let open = rest.firstIndex(of: "{") {
            let after = rest[rest.index(after: open)...]
            guard let close = after.firstIndex(of: "}") else { return nil }
            let name = String(after[..<close])
            guard rules.broadcasts.variables[name] != nil else {
                let known = Set(rules.broadcasts.variables.values.map { "variable.\($0.rawValue)" })
                return FieldValue.Line(
                    .refusedVariable,
                    [.text: .text(String(name.prefix(20))), .list: .terms(known.sorted())]
                )
            }
            rest = after[after.index(after: close)...]
        }
        return nil
    }

    /// The time that was asked for: a day, a time of it, or both as `2026-11-21T15:00`; nil for at once.
    fileprivate func timeAsked() -> Result<Instant?, NoSuchTime> {
        var day = arguments.sendOn
        guard arguments.has(.at) || day.map({ $0 != today }) ?? false else { return .success(nil) }
        // A day alone is its morning, when the station opens.
        var said = arguments.text(.at) ?? rules.opens.text
        if let mark = said.firstIndex(of: "T"), let first = Day(said[..<mark]) {
            day = first
            said = String(said[said.index(after: mark)...])
        }
        guard var time = ClockTime(said) else {
            return .failure(NoSuchTime(line: FieldValue.Line(.refusedDate, [.text: .text(said)])))
        }
        if arguments.text(.period) == "afternoon", time.minutes < 12 * 60 {
            time = ClockTime(minutes: time.minutes + 12 * 60)
        }
        let instant = (day ?? today).at(time)
        guard instant > now else {
            return .failure(
                NoSuchTime(
                    line: FieldValue.Line(.refusedPastDate, [.date: .moment(instant)])
                )
            )
        }
        return .success(instant)
    }

    /// The broadcast whose number was said, or the last.
    func broadcastMeant() throws -> Broadcast? {
        guard let item = arguments.number(.item) else { return try view.lastBroadcast() }
        return try view.broadcast(Int64(item))
    }
}

extension Draft {
    /// Why nobody is reminded of a day: it is none, it is cancelled, or it was moved.
    fileprivate func refusedReminder(of day: Day?) throws -> Verdict {
        let calendar = try receptionCalendar()
        guard let day else { return refusedDate(String(today.year + 1)) }
        if let gone = calendar.reception(named: day), !gone.isHeld {
            return .refused(FieldValue.Line(.receptionGone, [.date: bothCalendars(day)]))
        }
        var facts: [Field: FieldValue] = [.date: bothCalendars(day)]
        facts[.next] = calendar.next(onOrAfter: today).map { bothCalendars($0.day) }
        return .refused(FieldValue.Line(.refusedNoReception, facts))
    }
}
