/// 接待日: when voters are received next, in both calendars.
package enum QueryReception: Deed {
    package static let action = Action.queryReception

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let calendar = try draft.receptionCalendar()
        if draft.arguments.text(.ask) == "bookings", draft.readsBookings {
            return try bookings(calendar, &draft)
        }
        if ["booking", "bookings"].contains(draft.arguments.text(.ask)) {
            return try ownBooking(calendar, &draft)
        }
        // A month, a lunar day and a date say more than the year that they lie in.
        if let month = draft.arguments.text(.month) { return list(month: month, &draft) }
        if let said = draft.arguments.text(.lunar), draft.arguments.text(.date) == nil {
            return try on(lunar: said, calendar, &draft)
        }
        if let said = draft.arguments.text(.date) {
            guard let day = Day(said) else { return draft.refusedDate(said) }
            return try on(day, calendar, &draft)
        }
        if let year = draft.arguments.number(.year) { return list(year: year, calendar, &draft) }
        let reception: Reception?
        switch draft.arguments.text(.which) {
        case "last": reception = calendar.last(before: draft.today)
        case "this_month":
            let parts = draft.today.parts
            let month = padded(parts.year, to: 4) + "-" + padded(parts.month, to: 2)
            return list(month: month, &draft)
        default: reception = calendar.next(onOrAfter: draft.today)
        }
        guard let reception else { return outside(draft.today.year + 1) }
        if !draft.arguments.has(.ask), reception.day >= draft.today {
            for coming in try draft.comingBookings() where coming.reception.day == reception.day {
                try draft.say(coming)
            }
        }
        return try tell(of: reception, &draft)
    }

    /// 我的预约: the asker's own places; the next reception where there are none.
    private static func ownBooking(
        _ calendar: ReceptionCalendar,
        _ draft: inout Draft
    ) throws -> Verdict {
        let coming = try draft.comingBookings()
        if coming.isEmpty, draft.readsBookings { return try bookings(calendar, &draft) }
        for place in coming { try draft.say(place) }
        guard coming.isEmpty else { return .done }
        guard let next = calendar.next(onOrAfter: draft.today) else {
            return outside(draft.today.year + 1)
        }
        draft.say(.bookingNotMade, try draft.receptionFacts(of: next))
        try draft.noteTold(of: next)
        return .done
    }

    /// 预约名单: who comes to a reception, in the order of the places; for those who prepare it.
    private static func bookings(
        _ calendar: ReceptionCalendar,
        _ draft: inout Draft
    ) throws -> Verdict {
        if let said = draft.arguments.text(.date) {
            guard let day = Day(said) else { return draft.refusedDate(said) }
            guard let reception = calendar.reception(meantBy: day) else {
                return try on(day, calendar, &draft)
            }
            return try sayBookings(at: reception, &draft)
        }
        guard let next = calendar.next(onOrAfter: draft.today) else {
            return outside(draft.today.year + 1)
        }
        return try sayBookings(at: next, &draft)
    }

    private static func sayBookings(
        at reception: Reception,
        _ draft: inout Draft
    ) throws -> Verdict {
        let bookings = try draft.view.bookings(at: reception.origin)
        var facts: [Field: FieldValue] = [
            .date: draft.bothCalendars(reception.day), .count: .count(bookings.count),
            .total: .count(draft.rules.receptionPolicy.capacity),
        ]
        guard !bookings.isEmpty else {
            draft.say(.bookingListNone, facts)
            return .done
        }
        facts[.list] = .lines(
            try bookings.enumerated().map { place, booking in
                var line: [Field: FieldValue] = [
                    .count: .count(place + 1), .name: .text(try draft.masked(booking.person)),
                ]
                if booking.isForOther { line[.kind] = .term("booking.for_other") }
                let topic = try booking.topic.flatMap { try draft.view.words($0) }
                line[.topic] = topic.map { .text(draft.title(of: $0)) }
                return FieldValue.Line(.bookingListLine, line)
            }
        )
        draft.say(.bookingList, facts)
        return .done
    }

    private static func list(
        year: Int,
        _ calendar: ReceptionCalendar,
        _ draft: inout Draft
    ) -> Verdict {
        guard let held = calendar.held(inYear: year) else { return outside(year) }
        draft.say(
            .receptionList,
            [
                .year: .count(year), .list: .lines(draft.lines(of: held)),
                .count: .count(held.count),
            ]
        )
        return .done
    }

    /// `2026-12`: none, one or two days.
    private static func list(month said: String, _ draft: inout Draft) -> Verdict {
        guard let first = Day(said + "-01"), draft.rules.receptions(in: first.year) != nil,
            let calendar = try? draft.receptionCalendar()
        else { return outside(said.split(separator: "-").first.flatMap { Int($0) } ?? 0) }
        let last = first.adding(months: 1).adding(days: -1)
        let held = calendar.held(in: first...last)
        var facts: [Field: FieldValue] = [
            .month: .term("month.\(first.parts.month)"), .count: .count(held.count),
            .hours: .text(draft.rules.hours),
        ]
        if first.year != draft.today.year { facts[.year] = .count(first.year) }
        guard !held.isEmpty else {
            if let next = calendar.next(onOrAfter: max(first, draft.today)) {
                facts[.next] = draft.bothCalendars(next.day)
            }
            draft.say(.receptionMonthNone, facts)
            return .done
        }
        facts[.list] = .lines(draft.lines(of: held))
        draft.say(.receptionMonth, facts)
        return .done
    }

    /// A day of the lunar calendar: `12-30`, or `16` alone.
    private static func on(
        lunar said: String,
        _ calendar: ReceptionCalendar,
        _ draft: inout Draft
    ) throws -> Verdict {
        guard let days = draft.rules.lunar.days(LunarName(said), from: draft.today, years: 1) else {
            return draft.refusedDate(said)
        }
        guard let day = days.first else { return draft.refusedLunarDay(said) }
        return try on(day, calendar, &draft)
    }

    /// A day that somebody named: whether it is one, and when the next is.
    private static func on(
        _ day: Day,
        _ calendar: ReceptionCalendar,
        _ draft: inout Draft
    ) throws -> Verdict {
        guard let lunar = draft.rules.lunar.lunarDay(of: day) else { return outside(day.year) }
        if let held = calendar.reception(on: day) { return try tell(of: held, &draft) }
        // 十六号 alone may mean either calendar: the day that was named and the next reception
        // are both said, each in both calendars.
        let named = calendar.reception(named: day)
        let moved = named.flatMap { $0.isHeld ? $0 : nil }
        guard let next = moved ?? calendar.next(onOrAfter: draft.today) else {
            return outside(draft.today.year + 1)
        }
        var facts = try draft.receptionFacts(of: next)
        facts[.list] = .receptionDay(day, lunar)
        if let reason = try named?.reason.flatMap({ try draft.view.words($0) }) {
            facts[.reason] = .text(reason)
        }
        draft.say(
            named == nil
                ? .receptionBothCalendars : moved == nil ? .receptionOff : .receptionElsewhen,
            facts
        )
        try draft.noteTold(of: next)
        return .done
    }

    /// One reception: all of it, or what was asked of it.
    private static func tell(of reception: Reception, _ draft: inout Draft) throws -> Verdict {
        let facts = try draft.receptionFacts(of: reception)
        let kind: ReplyKind
        switch draft.arguments.text(.ask) {
        case "rule": kind = .receptionRule
        case "deputies": kind = facts[.deputies] == nil ? .receptionNoDeputies : .receptionDeputies
        case "time", "hours": kind = .receptionTime
        default: kind = reception.day < draft.today ? .receptionLast : .reception
        }
        draft.say(kind, facts)
        try draft.noteTold(of: reception)
        return .done
    }

    private static func outside(_ year: Int) -> Verdict {
        .refused(FieldValue.Line(.receptionOutsideTable, [.year: .count(year)]))
    }
}

/// 联络站在哪: where and when a person finds somebody.
package enum QueryStation: Deed {
    package static let action = Action.queryStation

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        var facts: [Field: FieldValue] = [
            .name: .name(draft.rules.stationName), .address: .name(draft.rules.address),
            .hours: .text(draft.rules.hours),
        ]
        if let next = try draft.reception(from: draft.today) { facts[.date] = next }
        // Who asks for no one thing asks what the station is.
        draft.say(draft.arguments.has(.ask) ? .stationAddress : .stationAbout, facts)
        return .done
    }
}

extension StationRules {
    /// `8:30-11:00`.
    package var hours: String { opens.text + "-" + closes.text }
}

extension Draft {
    package func reception(from day: Day) throws -> FieldValue? {
        try receptionCalendar().next(onOrAfter: day).map { bothCalendars($0.day) }
    }

    package func receptionFacts(of reception: Reception) throws -> [Field: FieldValue] {
        var facts = placeFacts(on: reception.day)
        facts[.hours] = .text(rules.hours)
        let deputies = try deputiesExpected(at: reception)
        if !deputies.isEmpty { facts[.deputies] = .names(deputies) }
        return facts
    }

    /// True for those who prepare a reception, and see who booked it.
    fileprivate var readsBookings: Bool { !roles.isDisjoint(with: [.staff, .head]) }

    fileprivate func lines(of receptions: [Reception]) -> [FieldValue.Line] {
        receptions.map { FieldValue.Line(.receptionListLine, [.date: bothCalendars($0.day)]) }
    }
}
