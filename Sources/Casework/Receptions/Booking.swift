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
        // `改到下次`: the one after that which was booked, or would be the next.
        let isLater = wanted == nil && draft.arguments.text(.which) == "later"
        let given = isLater ? try draft.comingBookings().first { !$0.booking.isForOther } : nil
        let passed = given?.reception ?? calendar.next(onOrAfter: from)
        let start = isLater ? passed?.day.adding(days: 1) ?? from : from
        guard
            let reception = wanted.map({ calendar.reception(meantBy: $0) })
                ?? calendar.next(onOrAfter: start), reception.day >= from
        else {
            var facts: [Field: FieldValue] = [.hours: .text(draft.rules.hours)]
            if let wanted { facts[.date] = draft.bothCalendars(wanted) }
            if let next = calendar.next(onOrAfter: from) {
                facts[.next] = draft.bothCalendars(next.day)
            }
            return .refused(FieldValue.Line(.bookingNoReception, facts))
        }
        if let given { try draft.cancel(given) }
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

/// 取消预约: one of one's places; of several it is asked which.
package enum CancelBooking: Deed {
    package static let action = Action.cancelBooking

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let coming = try draft.comingBookings()
        guard !coming.isEmpty else { return .refused(FieldValue.Line(.bookingNone)) }
        let meant = chosen(from: coming, by: draft.arguments)
        let isAll = draft.arguments.text(.scope) == "all"
        guard meant.count == 1 || isAll && !meant.isEmpty else {
            try draft.askWhich(of: meant.isEmpty ? coming : meant)
            return .done
        }
        for place in meant { try draft.cancel(place) }
        return .done
    }

    /// Those that the words can be about; none where they name one that is not there.
    private static func chosen(from coming: [ComingBooking], by said: Arguments) -> [ComingBooking]
    {
        let day = said.day(.date)
        let ofDay = coming.filter { day == nil || $0.reception.day == day }
        if said.has(.onBehalf) { return ofDay.filter(\.booking.isForOther) }
        guard said.text(.scope) == "own" else { return ofDay }
        return ofDay.filter { !$0.booking.isForOther }
    }
}

/// A place at a reception that is still to come.
package struct ComingBooking: Sendable {
    package var booking: Booking
    package var reception: Reception
    /// How many are served before, and this one.
    package var place: Int
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

extension Draft {
    /// The asker's places at receptions to come, the next first.
    package func comingBookings() throws -> [ComingBooking] {
        guard asker.isDirect, asker.person != nil else { return [] }
        let calendar = try receptionCalendar()
        return try view.bookings(of: me).compactMap { booking in
            guard let reception = calendar.reception(named: booking.reception),
                reception.day >= today, reception.isHeld
            else { return nil }
            let all = try view.bookings(at: reception.origin)
            let place = (all.firstIndex { $0.id == booking.id } ?? all.count) + 1
            return ComingBooking(booking: booking, reception: reception, place: place)
        }.sorted {
            ($0.reception.day, $0.booking.id) < ($1.reception.day, $1.booking.id)
        }
    }

    /// Says which place of the asker's stands, and how to give it up.
    package mutating func say(_ coming: ComingBooking) throws {
        var facts = placeFacts(on: coming.reception.day)
        facts[.hours] = .text(rules.hours)
        facts[.count] = .count(coming.place)
        if coming.booking.isForOther { facts[.kind] = .term("booking.for_other") }
        say(.bookingStands, facts)
    }

    package mutating func cancel(_ coming: ComingBooking) throws {
        add(.bookingCancelled(booking: coming.booking.id))
        let kind = coming.booking.isForOther ? "booking.for_other" : "booking.for_oneself"
        say(
            .bookingCancelled,
            [
                .date: bothCalendars(coming.reception.day), .count: .count(coming.place),
                .kind: .term(kind),
            ]
        )
    }

    /// Shows each place with the words that give up that one.
    fileprivate mutating func askWhich(of places: [ComingBooking]) throws {
        let lines = places.map { coming in
            let kind = coming.booking.isForOther ? "booking.of_family" : "booking.of_oneself"
            return FieldValue.Line(
                .bookingLine,
                [.date: .day(coming.reception.day), .kind: .term(kind)]
            )
        }
        say(.bookingWhich, [.count: .count(places.count), .list: .lines(lines)])
    }
}
