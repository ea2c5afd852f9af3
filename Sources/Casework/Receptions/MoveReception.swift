/// 接待日改期: one date, with a reason; everybody who was told before is told again, once.
package enum RescheduleReception: Deed {
    package static let action = Action.rescheduleReception

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let isBackWanted = draft.arguments.text(.mode) == "back"
        let cancelled = isBackWanted ? try draft.cancelledDay()?.text : nil
        if isBackWanted, cancelled == nil, let held = try draft.heldDay() {
            return .refused(FieldValue.Line(.receptionStands, [.date: draft.bothCalendars(held)]))
        }
        guard let said = draft.arguments.text(.to) ?? cancelled else { return .missing(.to) }
        guard var to = Day(said) else { return draft.refusedDate(said) }
        let found = try draft.receptionToMove(to: to)
        guard case .success(let reception) = found else { return draft.refusal(found) }
        // `12月接待日改到28号`: the day is one of that month.
        if let month = draft.monthMeant, !draft.arguments.has(.from) || !month.contains(to),
            abs(to.ordinal - reception.day.ordinal) > 20
        {
            to = month.day(like: to) ?? to
        }
        guard to >= draft.today else {
            return .refused(FieldValue.Line(.refusedPastDate, [.date: .day(to)]))
        }
        let date = draft.bothCalendars(reception.day)
        guard reception.day >= draft.today else {
            return .refused(FieldValue.Line(.refusedPastDate, [.date: date]))
        }
        guard to != reception.day || !reception.isHeld else {
            return .refused(FieldValue.Line(.receptionAlready, [.date: date]))
        }
        let other = try draft.receptionCalendar().reception(on: to)
        guard other == nil || other?.origin == reception.origin else {
            return .refused(
                FieldValue.Line(.receptionAlready, [.date: draft.bothCalendars(to)])
            )
        }
        // A cancelled one comes back on its day, and needs no reason for it.
        let isBack = to == reception.day
        let reason = draft.reasonSaid
        guard isBack || reason != nil else { return .missing(.reason) }
        var facts: [Field: FieldValue] = [.date: date, .next: draft.bothCalendars(to)]
        facts[.reason] = reason.map { .text($0) }
        if let rest = draft.rules.workingDays.rest(on: to) {
            facts[.kind] = .term("rest_day." + rest.rawValue)
        }
        let told = try draft.audienceOfChange(of: reception).count
        facts[.count] = .count(told)
        let shown = draft.chance.digest(
            "move \(reception.origin.text) \(reception.day.text) \(to.text) \(reception.changes)"
        )
        guard draft.confirmed == shown else {
            return try draft.ask(
                shown: shown,
                isBack ? .receptionBackPreview : .receptionMovePreview,
                facts,
                needsCode: false
            )
        }
        draft.add(
            .receptionMoved(
                reception.origin,
                to: to,
                reason: try draft.keep(reason),
                by: draft.me
            )
        )
        draft.announce(reception.origin)
        draft.say(isBack ? .receptionBack : .receptionMoved, facts)
        try draft.tellOffices(isBack ? .receptionBack : .receptionMoved, facts)
        return .done
    }
}

/// 取消接待日: one date, with a reason, told like a move.
package enum CancelReception: Deed {
    package static let action = Action.cancelReception

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let found = try draft.namedReception(.date)
        guard case .success(let reception) = found else { return draft.refusal(found) }
        let date = draft.bothCalendars(reception.day)
        guard reception.day >= draft.today else {
            return .refused(FieldValue.Line(.refusedPastDate, [.date: date]))
        }
        guard reception.isHeld else {
            return .refused(FieldValue.Line(.receptionGone, [.date: date]))
        }
        guard let reason = draft.reasonSaid else { return .missing(.reason) }
        var facts: [Field: FieldValue] = [.date: date, .reason: .text(reason)]
        facts[.next] = try draft.nextReception(besides: reception)
        facts[.count] = .count(try draft.audienceOfChange(of: reception).count)
        let shown = draft.chance.digest(
            "cancel \(reception.origin.text) \(reception.day.text) \(reception.changes)"
        )
        guard draft.confirmed == shown else {
            return try draft.ask(shown: shown, .receptionCancelPreview, facts, needsCode: false)
        }
        draft.add(
            .receptionCancelled(
                reception.origin,
                reason: try draft.keep(reason),
                by: draft.me
            )
        )
        draft.announce(reception.origin)
        draft.say(.receptionCancelled, facts)
        try draft.tellOffices(.receptionCancelled, facts)
        return .done
    }
}

/// 安排接待: who is on duty on a day; a day that is no reception becomes one.
package enum ScheduleReception: Deed {
    package static let action = Action.scheduleReception

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let calendar = try draft.receptionCalendar()
        let wanted = draft.arguments.day(.date)
        if let wanted, wanted < draft.today {
            return .refused(FieldValue.Line(.refusedPastDate, [.date: .day(wanted)]))
        }
        var names = draft.arguments.list(.deputies)
        let known = Set(try draft.roster().filter(\.isDeputy).map(\.name))
        if let stranger = names.first(where: { !known.contains($0) }) {
            return .refused(
                FieldValue.Line(
                    .refusedNoDeputy,
                    [.name: .text(stranger), .list: .names(known.sorted())]
                )
            )
        }
        let found =
            wanted.map { calendar.reception(meantBy: $0) } ?? calendar.next(onOrAfter: draft.today)
        guard var reception = found ?? wanted.map({ Reception(origin: $0) }) else {
            return .refused(
                FieldValue.Line(.receptionOutsideTable, [.year: .count(draft.today.year + 1)])
            )
        }
        if found == nil {
            guard !names.isEmpty else { return .missing(.deputies) }
            // One more public day is not made by a slip of a date.
            let shown = draft.chance.digest(
                "add \(reception.day.text) " + names.joined(separator: ",")
            )
            guard draft.confirmed == shown else {
                var facts: [Field: FieldValue] = [
                    .date: draft.bothCalendars(reception.day), .deputies: .names(names),
                ]
                if let next = calendar.next(onOrAfter: draft.today) {
                    facts[.next] = draft.bothCalendars(next.day)
                }
                return try draft.ask(shown: shown, .receptionAddPreview, facts, needsCode: false)
            }
            // A cancelled reception that was to be on this very day is held again.
            draft.add(.receptionAdded(reception.origin, by: draft.me))
            draft.schedule(Due(kind: .plan, at: draft.now, subject: "now"))
        }
        // `24号陈美芳不来了，换林美华`: the others stay.
        if let gone = draft.arguments.text(.with), !names.isEmpty {
            let stay = try draft.duties(at: reception).filter { $0.stand != .away }.map(\.name)
            names = stay.filter { $0 != gone && !names.contains($0) } + names
        }
        guard !names.isEmpty else {
            draft.say(.dutyShown, try draft.dutyFacts(of: reception))
            return .done
        }
        let named = Set(reception.deputies ?? [])
        // Whoever was on duty by the rotation alone hears that the duty is over.
        let before =
            found == nil || reception.isExtra
            ? named : Set(try draft.duties(at: reception).compactMap(\.person)).union(named)
        let deputies = try names.map { try draft.enrolled($0) }
        if reception.deputies != deputies {
            reception = try draft.setRoster(of: reception, deputies, by: draft.me)
        }
        var facts = try draft.dutyFacts(of: reception)
        var (told, missed): ([String], [String]) = ([], [])
        for (deputy, name) in zip(deputies, names) where !named.contains(deputy) {
            let isReachable = try draft.view.person(deputy)?.isReachable == true
            if isReachable { told.append(name) } else { missed.append(name) }
        }
        if !told.isEmpty { facts[.person] = .names(told) }
        if !missed.isEmpty { facts[.name] = .names(missed) }
        draft.say(.receptionScheduled, facts)
        for deputy in deputies where !named.contains(deputy) {
            draft.tell(deputy, .dutyGiven, draft.dutyPlaceFacts(of: reception))
        }
        for deputy in before.subtracting(deputies).sorted() {
            draft.tell(deputy, .dutyEnded, draft.dutyPlaceFacts(of: reception))
        }
        return .done
    }
}

extension Draft {
    /// Whom a change is told to: all who heard of the day before, who booked, who is on duty, and
    /// all who asked to be told of reception days; but not whoever made it.
    package func audienceOfChange(of reception: Reception) throws -> [PersonID] {
        var people = Set(try view.told(of: reception.origin))
        people.formUnion(try view.bookings(at: reception.origin).map(\.person))
        // Of an extra day that nobody has announced, nobody but its own people knows.
        if !reception.isExtra {
            people.formUnion(try view.subscribers(of: "reception").reachable)
        }
        // Who is on duty by the rotation has to come as well.
        people.formUnion(
            try duties(at: reception).filter { $0.stand != .away }.compactMap(\.person)
        )
        if let by = reception.changedBy { people.remove(by) }
        return try people.sorted().filter { try view.person($0)?.isReachable == true }
    }

    /// The first reception that is held from today on, but for the one that is not.
    fileprivate func nextReception(besides gone: Reception) throws -> FieldValue? {
        let calendar = try receptionCalendar()
        var next = calendar.next(onOrAfter: today)
        if let found = next, found.origin == gone.origin {
            next = calendar.next(onOrAfter: found.day.adding(days: 1))
        }
        return next.map { bothCalendars($0.day) }
    }

    /// Lets the change be told as soon as nobody is disturbed.
    fileprivate mutating func announce(_ origin: Day) {
        schedule(
            Due(kind: .receptionChange, at: rules.plan.afterQuiet(now), subject: origin.text)
        )
        schedule(Due(kind: .plan, at: now, subject: "now"))
    }

    fileprivate mutating func tellOffices(
        _ kind: ReplyKind,
        _ fields: [Field: FieldValue]
    ) throws {
        try tell(all: .staff, kind, fields)
        try tell(all: .head, kind, fields)
    }

    /// Tells everybody concerned that a reception day has changed, once for each change.
    package mutating func announceChange(of origin: Day) throws {
        guard let reception = try receptionCalendar().reception(named: origin),
            reception.changes > 0
        else { return }
        let key = Reception.changeKey(origin, reception.changes)
        // What is over is told to nobody.
        guard try view.planned(key) == nil, origin >= today || reception.day >= today else {
            return
        }
        let audience = try audienceOfChange(of: reception)
        add(.reminderSent(key: key, reception: origin, people: audience))
        var facts = placeFacts(on: reception.day)
        facts[.hours] = .text(rules.hours)
        facts[.since] = bothCalendars(reception.announced ?? origin)
        if let reason = try reception.reason.flatMap({ try words($0) }) {
            facts[.reason] = .text(reason)
        }
        let names = try deputiesExpected(at: reception)
        if !names.isEmpty { facts[.deputies] = .names(names) }
        var until = reception.day.at(rules.closes)
        let isBack = (reception.announced ?? origin) == reception.day
        if !reception.isHeld {
            facts[.date] = bothCalendars(reception.day)
            facts[.next] = try nextReception(besides: reception)
            until = reception.day.at(rules.closes)
        }
        let onDuty = Set(try duties(at: reception).compactMap(\.person))
        for person in audience {
            let isOnDuty = onDuty.contains(person)
            tell(
                person,
                !reception.isHeld
                    ? .receptionCancelledNotice
                    : isOnDuty
                        ? isBack ? .dutyGiven : .dutyMoved
                        : isBack ? .receptionBackNotice : .receptionMovedNotice,
                facts,
                purpose: .planned(until: until)
            )
        }
    }

    /// The reception that is moved to a day: the one that is named; else the one of that day that was
    /// cancelled or moved away, which comes back; else the next.
    fileprivate func receptionToMove(to day: Day) throws -> Result<Reception, ReceptionFault> {
        if !arguments.has(.from), !arguments.has(.lunar),
            let gone = try receptionCalendar().reception(named: day), !gone.isHeld || gone.isMoved
        {
            return .success(gone)
        }
        return try namedReception(.from)
    }

    /// The days of the month that is named.
    var monthMeant: ClosedRange<Day>? {
        if arguments.text(.which) == "this_month" {
            let month = String(today.text.prefix(7))
            return DayRange(month).map { $0.first...$0.last }
        }
        return arguments.text(.month).flatMap { DayRange($0) }.map { $0.first...$0.last }
    }

    /// The next reception that is held: of the month that was said, or at all.
    fileprivate func heldDay() throws -> Day? {
        let months = monthMeant ?? today...today.adding(days: 100)
        return try receptionCalendar().held(in: months).first { $0.day >= today }?.day
    }

    /// The day of the one reception that is not held: of the month that was said, or of the next hundred
    /// days; nil for none and for several.
    fileprivate func cancelledDay() throws -> Day? {
        let months = monthMeant ?? today...today.adding(days: 100)
        let gone = try receptionCalendar().all(in: months).filter { !$0.isHeld }
        return gone.count == 1 ? gone[0].day : nil
    }

    /// The reception that somebody names by a date in either calendar, or the next one.
    fileprivate func namedReception(_ slot: Slot) throws -> Result<Reception, ReceptionFault> {
        let calendar = try receptionCalendar()
        if let lunar = arguments.text(.lunar), arguments.text(slot) == nil {
            guard let days = rules.lunar.days(LunarName(lunar), from: today, years: 2) else {
                return .failure(.noDate(lunar))
            }
            guard let day = days.first else { return .failure(.noSuchLunarDay(lunar)) }
            return reception(on: day, calendar)
        }
        guard let said = arguments.text(slot) else {
            if let month = monthMeant, month.upperBound >= today {
                let first = max(month.lowerBound, today)
                return calendar.held(in: first...month.upperBound).first.map { .success($0) }
                    ?? .failure(.none(nil))
            }
            return calendar.next(onOrAfter: today).map { .success($0) } ?? .failure(.none(nil))
        }
        guard var day = Day(said) else { return .failure(.noDate(said)) }
        if let month = monthMeant, !month.contains(day), calendar.reception(on: day) == nil {
            day = month.day(like: day) ?? day
        }
        return reception(on: day, calendar)
    }

    private func reception(
        on day: Day,
        _ calendar: ReceptionCalendar
    ) -> Result<Reception, ReceptionFault> {
        if let held = calendar.reception(on: day) { return .success(held) }
        // By its name: one that was moved away, or cancelled.
        if let named = calendar.reception(named: day) { return .success(named) }
        // 十月十六 said without a word for the calendar.
        let (_, month, dayOfMonth) = day.parts
        let name = LunarName(String(month) + "-" + String(dayOfMonth))
        if let lunar = rules.lunar.days(name, from: today, years: 1)?.first,
            let meant = calendar.reception(meantBy: lunar)
        {
            return .success(meant)
        }
        return .failure(.none(day))
    }

    fileprivate func refusal(_ found: Result<Reception, ReceptionFault>) -> Verdict {
        guard case .failure(let fault) = found else { return .done }
        switch fault {
        case .noDate(let said): return refusedDate(said)
        case .noSuchLunarDay(let said): return refusedLunarDay(said)
        case .none(let day):
            var facts: [Field: FieldValue] = [:]
            if let day { facts[.date] = bothCalendars(day) }
            if let next = try? receptionCalendar().next(onOrAfter: today) {
                facts[.next] = bothCalendars(next.day)
            }
            return .refused(FieldValue.Line(.refusedNoReception, facts))
        }
    }

    package func refusedDate(_ said: String) -> Verdict {
        .refused(FieldValue.Line(.refusedDate, [.text: .text(said)]))
    }

    /// What has not happened yet is not recorded.
    func refusedFutureDate(_ day: Day, of number: String? = nil) -> Verdict {
        var facts: [Field: FieldValue] = [.date: .day(day)]
        facts[.number] = number.map { .text($0) }
        return .refused(FieldValue.Line(.refusedFutureDate, facts))
    }

    package func refusedLunarDay(_ said: String) -> Verdict {
        var facts: [Field: FieldValue] = [.text: .text(said)]
        if let name = LunarName(said), let month = name.month {
            facts[.month] = .term("lunar_month." + String(month))
            facts[.item] = .term("lunar_day." + String(name.day))
        }
        return .refused(FieldValue.Line(.refusedLunarDay, facts))
    }

    /// Who is on duty, who is away, and what is missing.
    package func dutyFacts(of reception: Reception) throws -> [Field: FieldValue] {
        let duties = try duties(at: reception)
        var facts: [Field: FieldValue] = [.date: bothCalendars(reception.day)]
        let here = duties.filter { $0.stand != .away }.map(\.name)
        if !here.isEmpty { facts[.deputies] = .names(here) }
        let away = duties.filter { $0.stand == .away }.map(\.name)
        if !away.isEmpty { facts[.skipped] = .names(away) }
        let open = duties.filter { $0.stand == .open }.map(\.name)
        if !open.isEmpty { facts[.samples] = .names(open) }
        let gap = try gap(at: reception)
        if gap > 0 { facts[.needed] = .count(gap) }
        let booked = try view.bookings(at: reception.origin).count
        if booked > 0 { facts[.count] = .count(booked) }
        return facts
    }

    fileprivate func dutyPlaceFacts(of reception: Reception) -> [Field: FieldValue] {
        var facts = placeFacts(on: reception.day)
        facts[.hours] = .text(rules.hours)
        return facts
    }
}

extension ClosedRange<Day> {
    /// The day of a month that has the same number as another; nil where the month has none.
    fileprivate func day(like day: Day) -> Day? {
        let month = lowerBound.parts
        return Day(year: month.year, month: month.month, day: day.parts.day)
    }
}

/// Why no reception was found.
private enum ReceptionFault: Error {
    case noDate(String)
    case noSuchLunarDay(String)
    /// With the day that was named.
    case none(Day?)
}
