/// 参加: a deputy on duty says that they come; 不参加 is leave.
package enum ConfirmAttendance: Deed {
    package static let action = Action.confirmAttendance

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if draft.arguments.text(.attending) == "false" { return try RequestLeave.take(&draft) }
        if let ref = draft.arguments.text(.ref) {
            return try draft.attendActivity(named: ref, isComing: true)
        }
        var date = try draft.arguments.day(.date) ?? draft.dutyInMonth()
        if date == nil, let meant = try draft.invitationMeant(isComing: true) {
            switch meant.occasion {
            case .reception(let day): date = day
            case .activity(let number):
                return try draft.attendActivity(named: number.description, isComing: true)
            }
        }
        switch try draft.ownDuty(on: date, evenAway: true) {
        case .failure(let fault):
            return try draft.attendActivity(on: date, isComing: true)
                ?? draft.refusal(fault, on: date)
        case .success(let reception):
            if !reception.attending.contains(draft.me) {
                draft.add(.attendanceConfirmed(reception.origin, person: draft.me))
            }
            var facts = draft.placeFacts(on: reception.day)
            facts[.hours] = .text(draft.rules.hours)
            draft.say(.attendanceConfirmed, facts)
            // Who was looked for in vain no longer has to be.
            if reception.away.contains(draft.me) {
                facts = [.date: draft.bothCalendars(reception.day)]
                facts[.name] = .text(try draft.name(of: draft.me) ?? "")
                try draft.tell(all: .staff, .staffBack, facts)
                try draft.tell(all: .head, .staffBack, facts)
            }
            return .done
        }
    }
}

/// 请假: the head and the clerk hear of it, with the gap that it leaves.
package enum RequestLeave: Deed {
    package static let action = Action.requestLeave

    package static func decide(_ draft: inout Draft) throws -> Verdict { try take(&draft) }

    static func take(_ draft: inout Draft) throws -> Verdict {
        let reason = draft.arguments.text(.reason)
        if let ref = draft.arguments.text(.ref) {
            return try draft.attendActivity(named: ref, isComing: false, reason: reason)
        }
        var date = try draft.arguments.day(.date) ?? draft.dutyInMonth()
        if date == nil, let meant = try draft.invitationMeant(isComing: false) {
            // Nobody asked, and it is long until the next: a leave is not put anywhere by guess.
            if meant.asked == nil, meant.day > draft.today.adding(days: 45) {
                return .missing(.date)
            }
            switch meant.occasion {
            case .reception(let day): date = day
            case .activity(let number):
                return try draft.attendActivity(
                    named: number.description,
                    isComing: false,
                    reason: reason
                )
            }
        }
        switch try draft.ownDuty(on: date) {
        case .failure(let fault):
            return try draft.attendActivity(on: date, isComing: false, reason: reason)
                ?? draft.refusal(fault, on: date)
        case .success(let reception):
            if reason == nil, draft.action == action { return .missing(.reason) }
            var after = reception
            if !reception.away.contains(draft.me) {
                let event = Event.leaveTaken(
                    reception.origin,
                    person: draft.me,
                    reason: try draft.keep(reason)
                )
                draft.add(event)
                after.apply(event, at: draft.now)
            }
            var facts: [Field: FieldValue] = [.date: draft.bothCalendars(reception.day)]
            draft.say(.leaveTaken, facts)
            facts[.name] = .text(try draft.name(of: draft.me) ?? "")
            if let reason { facts[.reason] = .text(reason) }
            let gap = try draft.gap(at: after)
            if gap > 0 { facts[.needed] = .count(gap) }
            let names = try draft.deputiesExpected(at: after)
            if !names.isEmpty { facts[.deputies] = .names(names) }
            try draft.tell(all: .staff, .staffLeave, facts)
            try draft.tell(all: .head, .staffLeave, facts)
            return .done
        }
    }
}

/// 签到: a deputy is there.
package enum CheckIn: Deed {
    package static let action = Action.checkIn

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let reception = try draft.receptionCalendar().reception(on: draft.today)
        if reception == nil, try draft.checkInAtActivity() { return .done }
        var facts: [Field: FieldValue] = [.time: .clock(ClockTime(of: draft.now))]
        if let place = draft.arguments.text(.place) { facts[.place] = .name(place) }
        if let earlier = reception?.checkIns.first(where: { $0.person == draft.me }) {
            facts[.time] = .clock(ClockTime(of: earlier.at))
            draft.say(.checkedInBefore, facts)
            return .done
        }
        draft.add(
            .checkedIn(
                person: draft.me,
                on: reception?.origin,
                place: try draft.keep(draft.arguments.text(.place))
            )
        )
        if let reception { facts[.date] = draft.bothCalendars(reception.day) }
        draft.say(.checkedIn, facts)
        return .done
    }
}

/// 换班: one deputy asks, the other agrees; nothing changes before.
package enum SwapDuty: Deed {
    package static let action = Action.swapDuty

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if let shown = draft.confirmed { return try agree(to: shown, &draft) }
        guard let named = draft.arguments.text(.with) else { return .missing(.with) }
        guard let other = try draft.deputy(named), other.id != draft.me else {
            return .refused(
                FieldValue.Line(
                    .refusedNoDeputy,
                    [.name: .text(named), .list: .names(try draft.deputyNames(butNot: draft.me))]
                )
            )
        }
        // The other asks the same the other way round: that is a yes.
        if let (reception, swap) = try draft.openSwap(from: other.id) {
            return try settle(reception, swap, &draft)
        }
        let date = draft.arguments.day(.date)
        switch try draft.ownDuty(on: date) {
        case .failure(let fault): return draft.refusal(fault, on: date)
        case .success(let reception): return try propose(reception, to: other, &draft)
        }
    }

    private static func propose(
        _ reception: Reception,
        to other: Person,
        _ draft: inout Draft
    ) throws -> Verdict {
        guard other.isReachable else {
            return .refused(
                FieldValue.Line(
                    .swapUnreachable,
                    [.name: .text(try draft.name(of: other.id) ?? "")]
                )
            )
        }
        if reception.deputies?.contains(other.id) == true {
            return .refused(
                FieldValue.Line(
                    .swapBothOnDuty,
                    [
                        .name: .text(try draft.name(of: other.id) ?? ""),
                        .date: draft.bothCalendars(reception.day),
                    ]
                )
            )
        }
        // In return the asker takes the other's next duty where they are not on duty themselves.
        let mine = Set(
            try draft.asker.person.map { try draft.duties(of: $0, from: draft.today) }?
                .map(\.origin) ?? []
        )
        let inReturn = try draft.duties(of: other, from: draft.today).first {
            !mine.contains($0.origin)
        }
        let swap = Reception.Swap(from: draft.me, with: other.id, inReturn: inReturn?.origin)
        draft.add(.swapAsked(reception.origin, swap))
        let step = Step(
            .swapDuty,
            Arguments([
                .date: .text(reception.day.text),
                .with: .text(try draft.name(of: draft.me) ?? ""),
            ])
        )
        let until = min(
            draft.now.adding(seconds: 2 * 86_400),
            reception.day.at(draft.rules.opens)
        )
        draft.add(
            .confirmationAsked(
                Confirmation(
                    person: other.id,
                    step: try draft.keep(try step.encoded()),
                    shown: draft.digest(of: swap, at: reception),
                    codeDigest: nil,
                    until: until
                )
            )
        )
        var facts: [Field: FieldValue] = [
            .date: draft.bothCalendars(reception.day),
            .name: .text(try draft.name(of: other.id) ?? ""),
        ]
        if let inReturn { facts[.next] = draft.bothCalendars(inReturn.day) }
        draft.say(.swapAsked, facts)
        facts[.name] = .text(try draft.name(of: draft.me) ?? "")
        draft.tell(
            other.id,
            .swapAskedOfYou,
            facts,
            choices: [Choice("choice.yes", data: "是"), Choice("choice.no", data: "取消")]
        )
        return .done
    }

    private static func agree(to shown: String, _ draft: inout Draft) throws -> Verdict {
        for reception in try draft.receptionCalendar().held(in: draft.today...draft.yearAhead) {
            for swap in reception.swaps
            where swap.with == draft.me && draft.digest(of: swap, at: reception) == shown {
                return try settle(reception, swap, &draft)
            }
        }
        return .refused(FieldValue.Line(.swapGone))
    }

    /// The other has agreed: both duties change hands, and everybody concerned is told.
    private static func settle(
        _ reception: Reception,
        _ swap: Reception.Swap,
        _ draft: inout Draft
    ) throws -> Verdict {
        // The yes may come by the mirrored request, without the question being answered.
        if try draft.view.confirmation(of: draft.me) != nil, draft.confirmed == nil {
            draft.add(.confirmationSettled(person: draft.me, agreed: true))
        }
        draft.add(.swapSettled(reception.origin, swap, agreed: true))
        var facts: [Field: FieldValue] = [.date: draft.bothCalendars(reception.day)]
        if let origin = swap.inReturn,
            let other = try draft.receptionCalendar().reception(named: origin), other.isHeld
        {
            let fixed = try draft.fixRoster(of: other)
            if fixed.deputies?.contains(swap.with) == true {
                draft.add(.dutyTaken(origin, from: swap.with, by: swap.from))
                facts[.next] = draft.bothCalendars(other.day)
            }
        }
        facts[.name] = .text(try draft.name(of: swap.with) ?? "")
        facts[.person] = .text(try draft.name(of: swap.from) ?? "")
        draft.say(.swapDone, facts)
        draft.tell(swap.from, .swapDone, facts)
        try draft.tell(all: .staff, .swapDone, facts)
        return .done
    }

    package static var isAskedOfOthers: Bool { true }

    package static func declined(_ step: Step, _ draft: inout Draft) throws {
        guard let named = step.arguments.text(.with), let other = try draft.deputy(named),
            let (reception, swap) = try draft.openSwap(from: other.id)
        else { return }
        draft.add(.swapSettled(reception.origin, swap, agreed: false))
        draft.tell(
            other.id,
            .swapDeclined,
            [
                .name: .text(try draft.name(of: draft.me) ?? ""),
                .date: draft.bothCalendars(reception.day),
            ]
        )
    }
}

extension Draft {
    /// A deputy of the roster by name; nil when the roster has none of that name.
    fileprivate mutating func deputy(_ name: String) throws -> Person? {
        guard try roster().contains(where: { $0.isDeputy && $0.name == name }) else {
            return nil
        }
        let id = try enrolled(name)
        return try view.person(id) ?? Person(id: id)
    }

    fileprivate func deputyNames(butNot me: PersonID) throws -> [String] {
        let own = try name(of: me)
        return try roster().filter { $0.isDeputy && $0.name != own }.map(\.name)
    }

    /// What somebody asked of the asker and still waits for.
    fileprivate func openSwap(
        from other: PersonID
    ) throws -> (reception: Reception, swap: Reception.Swap)? {
        for reception in try receptionCalendar().held(in: today...yearAhead) {
            if let swap = reception.swaps.first(where: { $0.from == other && $0.with == me }) {
                return (reception, swap)
            }
        }
        return nil
    }

    fileprivate func digest(of swap: Reception.Swap, at reception: Reception) -> String {
        chance.digest(
            "swap \(reception.origin.text) \(reception.day.text) \(swap.from.value) "
                + "\(swap.with.value) \(swap.inReturn?.text ?? "")"
        )
    }

    package var yearAhead: Day { today.adding(days: 366) }

    package func placeFacts(on day: Day) -> [Field: FieldValue] {
        [.date: bothCalendars(day), .address: .name(rules.address)]
    }
}

extension ClockTime {
    /// The time that the station's clock shows at an instant.
    package init(of instant: Instant) {
        let midnight = Day(of: instant).at(ClockTime(minutes: 0))
        self.init(minutes: Int(instant.seconds(since: midnight) / 60))
    }
}

extension Draft {
    /// `12月请假`: the reception of the month that is named; nil where none is.
    ///
    /// - Throws: What the view throws.
    fileprivate func dutyInMonth() throws -> Day? {
        guard let month = monthMeant, month.upperBound >= today else { return nil }
        return try receptionCalendar().held(in: max(month.lowerBound, today)...month.upperBound)
            .first?.day
    }
}
