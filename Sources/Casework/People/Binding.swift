/// 绑定: a one-time code ties this address to a person of the roster (design §6).
package enum Bind: Deed {
    package static let action = Action.bind

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let code = draft.arguments.text(.code) else { return .missing(.code) }
        let hour = draft.now.adding(seconds: -3600)
        let own = try draft.view.strikes(.bindCode, by: draft.me, since: hour)
        let all = try draft.view.strikes(.bindCode, by: nil, since: hour)
        // Five wrong a sender and fifty an hour a station slow it and alert the clerk.
        guard own < 5, all < 50 || own == 0 else {
            return .refused(FieldValue.Line(.bindSlowed))
        }
        let found = try draft.view.invite(digest: draft.chance.digest(code.uppercased()))
        let person = try found.flatMap { try draft.view.person($0.person) }
        // A code outlives neither its day nor the office it was issued for.
        guard let invite = found, draft.now < invite.until,
            person?.offices.contains(invite.office) == true, let address = draft.asker.address
        else {
            draft.strike(.bindCode)
            if own == 4 || all == 49 {
                try draft.tell(all: .staff, .staffGuessing, [.count: .count(max(own, all) + 1)])
            }
            draft.say(.bindCodeWrong)
            return .done
        }
        var facts: [Field: FieldValue] = [.role: .term("role." + invite.office.role.rawValue)]
        if let name = try person?.name.flatMap({ try draft.view.words($0) }) {
            facts[.name] = .text(name)
        }
        if invite.office.role == .auditor {
            facts[.until] = try draft.auditEnd(of: invite.person).map { .day($0) }
        }
        for other in person?.addresses ?? [] where other != address {
            draft.tell(at: other, .boundNotice, facts)
        }
        if invite.by != invite.person { draft.tell(invite.by, .boundNotice, facts) }
        draft.add(
            .bound(
                person: invite.person,
                address: address,
                invite: invite.id,
                from: draft.me
            )
        )
        draft.say(.bound, facts)
        return .done
    }
}

/// 解绑: this address ends to speak for its person; staff may end anybody's by name.
package enum Unbind: Deed {
    package static let action = Action.unbind

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if let name = draft.arguments.text(.name) {
            guard !draft.roles.isDisjoint(with: [.staff, .head]) else {
                return .refused(
                    FieldValue.Line(.refusedRole, [.action: .term(action.term)])
                )
            }
            let people = try draft.view.people(named: name)
            guard !people.isEmpty else { return .refused(FieldValue.Line(.unbindUnknown)) }
            for person in people {
                draft.revoke(person)
                try draft.cancelInvites(of: person.id)
            }
            draft.say(.unbound, [.name: .text(name)])
            return .done
        }
        guard let address = draft.asker.address, let person = draft.asker.person else {
            return .refused(FieldValue.Line(.notBound))
        }
        draft.add(.unbound(person: person.id, address: address))
        draft.withdraw(.address(address))
        draft.say(.unbound)
        return .done
    }
}

extension Draft {
    /// Ends every office and every address of a person, and what was queued for them.
    ///
    /// Codes that are still out end by ``cancelInvites(of:)``.
    package mutating func revoke(_ person: Person) {
        add(.officesEnded(person: person.id))
        for address in person.addresses {
            add(.unbound(person: person.id, address: address))
            withdraw(.address(address))
        }
    }

    /// Ends every code that was issued to a person and not used.
    package mutating func cancelInvites(of person: PersonID) throws {
        for invite in try view.openInvites(at: now) where invite.person == person {
            add(.inviteCancelled(invite: invite.id))
        }
    }

    /// Issues a one-time code for a role, to be handed over outside the desk.
    ///
    /// - Parameters:
    ///   - role: Any but a voter's.
    ///   - name: As it stands on the roster; a unit's name; an auditor may come from elsewhere.
    ///   - until: An auditor's last day, nil where the roster has it; nobody else has one here.
    /// - Returns: The code, or a sentence for the operator on why there is none.
    /// - Throws: What the view throws.
    package mutating func invite(
        _ role: Role,
        name: String,
        until: Day? = nil
    ) throws -> Result<String, InviteFault> {
        let office: Office
        if role == .auditor, let until {
            guard today <= until, until <= today.adding(days: Draft.longestAudit) else {
                return .failure(.auditTooLong)
            }
            office = Office(role: .auditor)
        } else if role == .unit {
            guard rules.units.contains(name) else { return .failure(.noSuchUnit(rules.units)) }
            office = Office(role: .unit, unit: name)
        } else {
            guard let entry = try roster().first(where: { $0.name == name }) else {
                return .failure(role == .auditor ? .auditWithoutEnd : .notOnRoster)
            }
            if let fault = entry.fault(for: role) { return .failure(fault) }
            office = Office(role: role, group: entry.group)
        }
        let known = try view.people(named: name).first
        let person = try known?.id ?? PersonID(view.lastPerson().value + 1)
        if role == .auditor, until == nil, try auditEnd(of: person) == nil {
            return .failure(.auditWithoutEnd)
        }
        if known == nil || known?.offices.contains(office) == false {
            add(.personEnrolled(person: person, name: try keep(name), office: office))
        }
        if role == .auditor, let until { try appointAuditor(person, until: until) }
        let end = (until?.adding(days: 1)).map { $0.at(ClockTime(minutes: 0)) }
        let code = chance.bindCode()
        add(
            .inviteIssued(
                Invite(
                    id: try view.lastInvite() + 1,
                    person: person,
                    office: office,
                    digest: chance.digest(code),
                    until: min(now.adding(seconds: 86_400), end ?? now.adding(seconds: 86_400)),
                    by: asker.person?.id
                )
            )
        )
        return .success(code)
    }

    /// A year and a day: an audit that takes longer is invited again.
    private static let longestAudit = 366

    /// Lets an auditor look until the end of a day; the rights end by themselves after it.
    private mutating func appointAuditor(_ person: PersonID, until: Day) throws {
        let all = try view.appointments()
        let standing = all.last {
            $0.person == person && $0.position == .auditor && $0.covers(today)
        }
        if let standing {
            add(.appointmentEnds(appointment: standing.id, on: until))
        } else {
            var new = Appointment(
                id: (all.map(\.id).max() ?? 0) + 1,
                person: person,
                position: .auditor,
                from: today
            )
            new.until = until
            add(.appointed(new))
        }
        settleOffices(of: person, on: until.adding(days: 1))
    }
}

/// Why no code was issued.
package enum InviteFault: Error, Hashable, Sendable {
    case notOnRoster
    case notADeputy
    case notALeader
    /// 站长 and 副站长 are deputies with that office (`domain.md` §1, row 8).
    case notAHead
    case noSuchUnit([String])
    /// Nobody is invited to be a voter.
    case noInviteForVoters
    /// The roster has the person in another office.
    case doesNotHold(Position)
    /// An auditor looks until a day, and no day was named.
    case auditWithoutEnd
    /// The day has passed, or lies more than a year ahead.
    case auditTooLong
}
