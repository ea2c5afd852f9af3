/// 预约: a place at a reception, for oneself or for somebody of the family.
package enum BookReception: Deed {
    package static let action = Action.bookReception

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        // Whoever cannot come is visited: a person at the station arranges that.
        if draft.arguments.text(.mode) == "home_visit" {
            let item = try draft.keepItem(
                kind: "home_visit",
                words: draft.message,
                files: draft.files,
                alert: .staffHumanRequested
            )
            draft.say(.homeVisitAsked, [.item: .count(item)])
            return .done
        }
        let calendar = try draft.receptionCalendar()
        let wanted = draft.arguments.day(.date)
        if let wanted, wanted < draft.today {
            return .refused(FieldValue.Line(.refusedPastDate, [.date: .day(wanted)]))
        }
        // Today's is over once its doors are shut.
        let isOver = draft.now >= draft.today.at(draft.rules.closes)
        let from = isOver ? draft.today.adding(days: 1) : draft.today
        guard
            let reception = wanted.map({ calendar.reception(meantBy: $0) })
                ?? calendar.next(onOrAfter: from), reception.day >= from
        else {
            var facts: [Field: FieldValue] = [.hours: .text(draft.rules.hours)]
            if let wanted { facts[.date] = draft.bothCalendars(wanted) }
            if let next = calendar.next(onOrAfter: from) {
                facts[.next] = draft.bothCalendars(next.day)
            }
            return .refused(FieldValue.Line(.bookingNoReception, facts))
        }
        return try book(reception, &draft)
    }

    private static func book(_ reception: Reception, _ draft: inout Draft) throws -> Verdict {
        var facts = draft.placeFacts(on: reception.day)
        facts[.hours] = .text(draft.rules.hours)
        if draft.arguments.text(.period) == "afternoon", draft.rules.closes <= .noon {
            return .refused(FieldValue.Line(.bookingMorningOnly, facts))
        }
        let isForOther = draft.arguments.has(.onBehalf)
        let bookings = try draft.view.bookings(at: reception.origin)
        if let mine = bookings.firstIndex(where: {
            $0.person == draft.me && $0.isForOther == isForOther
        }) {
            facts[.count] = .count(mine + 1)
            draft.say(.bookedBefore, facts)
            return .done
        }
        guard bookings.count < draft.rules.receptionPolicy.capacity else {
            let calendar = try draft.receptionCalendar()
            if let next = calendar.next(onOrAfter: reception.day.adding(days: 1)) {
                facts[.next] = draft.bothCalendars(next.day)
            }
            return .refused(FieldValue.Line(.bookingFull, facts))
        }
        let said = draft.arguments.text(.topic)
        draft.add(
            .receptionBooked(
                Booking(
                    id: try draft.view.lastBooking() + 1,
                    reception: reception.origin,
                    person: draft.me,
                    isForOther: isForOther,
                    topic: try draft.keep(said == draft.message ? nil : said),
                    at: draft.now
                )
            )
        )
        try draft.noteTold(of: reception)
        facts[.count] = .count(bookings.count + 1)
        if isForOther { facts[.kind] = .term("booking.for_other") }
        let duties = try draft.deputiesExpected(at: reception)
        if !duties.isEmpty { facts[.deputies] = .names(duties) }
        if let deputy = draft.arguments.text(.deputy), !duties.contains(deputy) {
            facts[.name] = .text(deputy)
        }
        draft.say(.bookingMade, facts)
        return .done
    }
}

/// 取消预约: all of one's places at one reception.
package enum CancelBooking: Deed {
    package static let action = Action.cancelBooking

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let calendar = try draft.receptionCalendar()
        let coming = try draft.view.bookings(of: draft.me).compactMap { booking in
            calendar.reception(named: booking.reception).map { (booking, $0) }
        }.filter { $0.1.day >= draft.today && $0.1.isHeld }.sorted { $0.1.day < $1.1.day }
        let wanted = draft.arguments.day(.date)
        guard let day = coming.map(\.1.day).first(where: { wanted == nil || $0 == wanted }) else {
            return .refused(FieldValue.Line(.bookingNone))
        }
        let cancelled = coming.filter { $0.1.day == day }
        for (booking, _) in cancelled { draft.add(.bookingCancelled(booking: booking.id)) }
        draft.say(
            .bookingCancelled,
            [.date: draft.bothCalendars(day), .count: .count(cancelled.count)]
        )
        return .done
    }
}

extension ClockTime {
    package static let noon = ClockTime(minutes: 720)
}

extension Draft {
    /// Remembers that the asker was told of a reception: a change is told to them too.
    package mutating func noteTold(of reception: Reception) throws {
        guard asker.isDirect, let me = asker.person?.id, reception.day >= today,
            try !view.told(of: reception.origin).contains(me)
        else { return }
        let event = Event.receptionTold(reception.origin, people: [me])
        if !decision.events.contains(event) { add(event) }
    }
}
