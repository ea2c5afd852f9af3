/// 签收: the unit has the matter in hand.
package enum SignReceipt: Deed {
    package static let action = Action.signReceipt

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if !draft.arguments.has(.ref), !draft.arguments.has(.refs) {
            return try draft.signAll()
        }
        return try draft.eachMatter { draft, matter in
            if draft.roles.contains(.committee) {
                guard draft.mayAdvise(on: matter) else {
                    return .refused(FieldValue.Line(.matterUnknown))
                }
                return try draft.receiveEscalation(matter)
            }
            guard matter.state.allows(.sign) else { return draft.refuse(.sign, matter) }
            if let refusal = try draft.refusalOfHelper(on: matter) { return refusal }
            var facts = try draft.facts(of: matter, isBrief: true)
            guard matter.course.signedAt == nil else {
                draft.say(.receiptKnown, facts)
                return .done
            }
            draft.add(.turned(matter.number, .signed(by: draft.me)))
            draft.say(.receiptSigned, facts)
            facts[.unit] = matter.unit.map { .name($0) }
            try draft.tell(all: .staff, .staffReceiptSigned, facts)
            return .done
        }
    }
}

extension Draft {
    /// `收到`, without a number: all that the unit has in hand and has not signed for.
    fileprivate mutating func signAll() throws -> Verdict {
        guard let unit = asker.person?.unit else { return .missing(.ref) }
        var query = MatterQuery()
        query.states = [.assigned]
        query.unit = unit
        let open = try view.matters(query).filter {
            $0.unit == unit && $0.course.signedAt == nil
        }
        var step = Step(open.isEmpty ? .acknowledge : action)
        if !open.isEmpty { step.arguments[.refs] = .list(open.map(\.number.description)) }
        follow(FollowUp(step: step, isAgreed: isAgreed))
        return .done
    }
}

/// 退回改派: not this unit's; the clerk hears whose it may be.
package enum ReturnMatter: Deed {
    package static let action = Action.returnMatter

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let found = try draft.find()
        guard case .matter(let matter) = found else { return found.verdict }
        guard matter.state.allows(.giveBack), let unit = matter.unit else {
            return draft.refuse(.giveBack, matter)
        }
        if let refusal = try draft.refusalOfHelper(on: matter) { return refusal }
        let named = draft.arguments.text(.suggestUnit)
        let suggested = named.flatMap { draft.rules.units.contains($0) ? $0 : nil }
        let reason = draft.arguments.text(.reason) ?? (suggested == nil ? named : nil)
        draft.add(
            .turned(
                matter.number,
                .returned(unit: unit, suggested: suggested, reason: try draft.keep(reason))
            )
        )
        draft.run(.assigning, days: draft.rules.limits.assign, on: matter.number)
        var facts: [Field: FieldValue] = [.number: .number(matter.number), .unit: .name(unit)]
        facts[.subject] = try draft.subject(of: matter)
        draft.say(.matterReturned, facts)
        if let reason { facts[.reason] = .text(reason) }
        facts[.next] = suggested.map { .name($0) }
        try draft.tell(all: .staff, .staffReturned, facts)
        return .done
    }
}

/// 申请延期: the unit asks, the clerk answers; until then the old date stands.
package enum RequestExtension: Deed {
    package static let action = Action.requestExtension

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let found = try draft.find()
        guard case .matter(let matter) = found else { return found.verdict }
        guard matter.state.allows(.askExtension), let due = matter.due else {
            return draft.refuse(.askExtension, matter)
        }
        if let refusal = try draft.refusalOfHelper(on: matter) { return refusal }
        guard let until = draft.newDay(after: due) else {
            return try draft.sayWithinTerm(matter, due)
                ?? (draft.arguments.has(.to) ? draft.refuseDay(after: due) : .missing(.to))
        }
        let reason = draft.arguments.text(.reason)
        draft.add(
            .turned(
                matter.number,
                .extensionAsked(
                    until: until.day,
                    reason: try draft.keep(reason),
                    by: draft.me
                )
            )
        )
        var facts: [Field: FieldValue] = [
            .number: .number(matter.number), .due: .day(due), .until: .day(until.day),
        ]
        facts[.subject] = try draft.subject(of: matter)
        draft.say(.extensionAsked, facts)
        facts[.unit] = matter.unit.map { .name($0) }
        if let reason { facts[.reason] = .text(reason) }
        try draft.tell(all: .staff, .staffExtensionAsked, facts)
        return .done
    }
}

/// 延期: a later date with its reason, told to unit and voter.
///
/// The clerk grants one extension of the station's length; what is longer or second is the
/// head's (`domain.md` §3.2: +15 once).
package enum ExtendDeadline: Deed {
    package static let action = Action.extendDeadline

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        // Where one unit asks for more time, `行，给到12月3日` is about that.
        if !draft.arguments.has(.ref), !draft.arguments.has(.refs) {
            let asked = try draft.extensionsAsked()
            guard asked.count == 1 else { return .missing(.ref) }
            var step = Step(action, draft.arguments)
            step.arguments[.ref] = .text(asked[0].number.description)
            draft.follow(FollowUp(step: step, isAgreed: draft.isAgreed))
            return .done
        }
        return try draft.eachMatter { draft, matter in
            guard matter.state.allows(.extend), let due = matter.due else {
                return draft.refuse(.extend, matter)
            }
            if draft.arguments.text(.result) == "no" {
                return try draft.refuseExtension(of: matter)
            }
            guard let (day, isProvisional) = draft.grantedDay(for: matter, after: due) else {
                return draft.arguments.has(.to) ? draft.refuseDay(after: due) : .missing(.to)
            }
            let reason = try draft.reasonOfExtension(for: matter)
            // Who is told of a later day is told why (`domain.md` §3.2).
            guard let reason else { return .missing(.reason) }
            let usual = draft.rules.workingDays.adding(draft.rules.limits.extended, to: due).day
            let isPlain = day <= usual && (matter.course.extensions ?? []).isEmpty
            let mayGrant = draft.roles.contains(.head) || draft.isAgreed || draft.isOnHeadsWord
            guard isPlain || mayGrant else { return try draft.propose(matter) }
            draft.add(
                .turned(
                    matter.number,
                    .extended(
                        from: due,
                        to: day,
                        isProvisional: isProvisional,
                        reason: try draft.keep(reason)
                    )
                )
            )
            try draft.recordBasis(on: matter)
            draft.watch(.answering, of: matter.number, until: day)
            var facts: [Field: FieldValue] = [
                .number: .number(matter.number), .due: .day(day), .date: .day(due),
            ]
            facts[.subject] = try draft.subject(of: matter)
            facts[.unit] = matter.unit.map { .name($0) }
            facts[.reason] = .text(reason)
            facts[.kind] = draft.rules.workingDays.rest(on: day)
                .map { .term("rest_day." + $0.rawValue) }
            facts[.sent] = try draft.tidings(to: matter.owner)
            draft.say(.deadlineExtended, facts)
            facts[.kind] = nil
            facts[.sent] = nil
            draft.tell(matter.owner, .extensionNotice, facts)
            try draft.tell(officersOf: matter.unit, .unitExtended, facts)
            return .done
        }
    }
}

extension Draft {
    /// The later date that a sentence names, as a day or as working days more.
    fileprivate func newDay(after due: Day) -> (day: Day, isProvisional: Bool)? {
        if let day = arguments.day(.to) ?? arguments.day(.due) {
            return day > due && day >= today
                ? (day, !rules.workingDays.isKnown(day)) : nil
        }
        guard let days = arguments.number(.days), days > 0 else { return nil }
        let start = max(due, today)
        // 天 are days of the calendar, 工作日 are not (`domain.md` §3.2).
        if arguments.text(.mode) == "workdays" {
            return rules.workingDays.adding(min(days, 250), to: start)
        }
        // A limit that ends on a rest day ends on the next working day.
        let last = rules.workingDays.workday(onOrAfter: start.adding(days: min(days, 365)))
        return (last, !rules.workingDays.isKnown(last))
    }

    /// A unit that names a day within its term asks for nothing; the clerk reads what it said.
    fileprivate mutating func sayWithinTerm(_ matter: Matter, _ due: Day) throws -> Verdict? {
        guard let day = arguments.day(.to), day >= today, day <= due else { return nil }
        var facts: [Field: FieldValue] = [
            .number: .number(matter.number), .date: .day(day), .due: .day(due),
        ]
        facts[.subject] = try subject(of: matter)
        say(.extensionNeedless, facts)
        facts[.unit] = matter.unit.map { .name($0) }
        facts[.reason] = arguments.text(.reason).map { .text($0) }
        try tell(all: .staff, .staffWithinTerm, facts)
        return .done
    }

    /// The day that an extension sets: the one that is said, else the one that the unit asks for.
    fileprivate func grantedDay(
        for matter: Matter,
        after due: Day
    ) -> (day: Day, isProvisional: Bool)? {
        if let day = newDay(after: due) { return day }
        guard !arguments.has(.to), let asked = matter.course.request else { return nil }
        return (asked.until, !rules.workingDays.isKnown(asked.until))
    }

    /// Why: as it is said, else as the unit says it.
    fileprivate func reasonOfExtension(for matter: Matter) throws -> String? {
        try reasonSaid ?? matter.course.request?.reason.flatMap { try view.words($0) }
    }

    /// What the head agrees to is this day for this reason, whatever the unit asks meanwhile.
    func settleTerms(of step: inout Step, on matter: Matter) throws {
        guard action == .extendDeadline, let due = matter.due,
            let granted = grantedDay(for: matter, after: due)
        else { return }
        step.arguments[.to] = .text(granted.day.text)
        step.arguments[.reason] = try reasonOfExtension(for: matter).map { .text($0) }
        for slot in [Slot.days, .due, .mode] { step.arguments[slot] = nil }
    }

    /// The unit is not given more time, and reads why.
    mutating func refuseExtension(of matter: Matter) throws -> Verdict {
        guard let asked = matter.course.request else {
            return .refused(
                FieldValue.Line(.extensionNotAsked, try facts(of: matter, isBrief: true))
            )
        }
        let reason = arguments.text(.reason)
        add(
            .turned(
                matter.number,
                .notGranted(.extendDeadline, reason: try keep(reason), by: me)
            )
        )
        var facts = try facts(of: matter, isBrief: true)
        facts[.until] = .day(asked.until)
        facts[.reason] = reason.map { .text($0) }
        say(.extensionRefused, facts)
        try tell(officersOf: matter.unit, .unitExtensionRefused, facts)
        if !roles.contains(.staff) { try tell(all: .staff, .extensionRefused, facts) }
        return .done
    }

    fileprivate func refuseDay(after due: Day) -> Verdict {
        guard let day = arguments.day(.to) else {
            return .refused(
                FieldValue.Line(.refusedDate, [.text: .text(arguments.text(.to) ?? "")])
            )
        }
        return .refused(
            FieldValue.Line(.refusedNotLater, [.date: .day(day), .due: .day(max(due, today))])
        )
    }
}

/// 催办, 督办: the unit hears of it again; counted, and in writing where it is formal.
package enum UrgeUnit: Deed {
    package static let action = Action.urgeUnit

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let isFormal = draft.arguments.has(.formal)
        if draft.arguments.has(.ref) || draft.arguments.has(.refs) {
            return try draft.eachMatter { draft, matter in
                guard matter.state.allows(.urgeUnit) else {
                    return draft.refuse(.urgeUnit, matter)
                }
                try draft.urge([matter], isFormal: isFormal)
                try draft.recordBasis(on: matter)
                return .done
            }
        }
        let unit = draft.arguments.text(.unit)
        let filter = draft.arguments.text(.filter)
        guard unit != nil || filter != nil else { return .missing(.ref) }
        if let unit, !draft.rules.units.contains(unit) {
            return .refused(
                FieldValue.Line(
                    .refusedUnit,
                    [.text: .text(unit), .list: .names(draft.rules.units)]
                )
            )
        }
        var query = MatterQuery()
        query.states = [.assigned]
        query.unit = unit
        switch filter {
        case "overdue": query.dueBefore = draft.today
        case "due_soon":
            query.dueBefore =
                draft.rules.workingDays.adding(
                    draft.rules.limits.warn + 1,
                    to: draft.today
                ).day
        default: break
        }
        let found = try draft.view.matters(query).filter {
            $0.course.pause == nil && !draft.isExcepted($0)
        }
        guard !found.isEmpty else {
            draft.say(.mattersNone)
            return .done
        }
        try draft.urge(found, isFormal: isFormal)
        return .done
    }
}

extension Draft {
    /// One message a unit, with all its matters.
    fileprivate mutating func urge(_ matters: [Matter], isFormal: Bool) throws {
        var units: [String] = []
        for unit in matters.compactMap(\.unit) where !units.contains(unit) { units.append(unit) }
        for unit in units {
            let own = matters.filter { $0.unit == unit }
            var lines: [FieldValue.Line] = []
            for matter in own {
                add(.turned(matter.number, .unitUrged(isFormal: isFormal)))
                lines.append(
                    FieldValue.Line(.urgeLine, try facts(of: matter, isBrief: true))
                )
            }
            let facts: [Field: FieldValue] = [
                .unit: .name(unit), .count: .count(own.count), .list: .lines(lines),
            ]
            say(isFormal ? .unitSupervised : .unitUrged, facts)
            try tell(officersOf: unit, isFormal ? .unitSupervision : .unitUrging, facts)
        }
    }
}
