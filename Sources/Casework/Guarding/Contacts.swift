/// 查看电话: a name and a phone in full, for a reason that is itself recorded, with a code.
///
/// A unit gets them only on the voter's 可以联系我; otherwise the voter is asked.
package enum ViewContact: Deed {
    package static let action = Action.viewContact

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if let item = draft.arguments.number(.item) { return try draft.readItem(item) }
        let found = try draft.find()
        guard case .matter(let matter) = found else { return found.verdict }
        if draft.roles.isDisjoint(with: [.staff, .head]) { return try draft.askToCall(matter) }
        let number: [Field: FieldValue] = [.number: .number(matter.number)]
        // Who has a chat and wants to stay unknown is answered through the desk.
        if matter.isAnonymous, matter.owner != nil {
            return .refused(FieldValue.Line(.contactAnonymous, number))
        }
        guard matter.name != nil || matter.phone != nil else {
            return .refused(FieldValue.Line(.contactNone, number))
        }
        guard let reason = draft.arguments.text(.reason) else { return .missing(.reason) }
        let shown = draft.chance.digest("contact \(matter.number) \(reason)")
        guard draft.confirmed == shown else {
            return try draft.ask(
                shown: shown,
                .confirmContact,
                [.number: .number(matter.number), .reason: .text(reason)]
            )
        }
        draft.add(
            .matterGuarded(
                matter.number,
                .contactSeen(by: draft.me, reason: try draft.keep(reason))
            )
        )
        draft.say(.contactShown, try draft.contact(of: matter))
        return .done
    }
}

/// 可以联系我: the unit that handles a matter may call, and gets the number now.
package enum GiveConsent: Deed {
    package static let action = Action.giveConsent

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let found = try draft.matterToCallAbout().map { .matter($0) } ?? draft.findOwn()
        guard case .matter(let matter) = found else { return found.verdict }
        var number: ContentID?
        if let phone = draft.arguments.text(.phone) {
            number = try draft.keep(phone)
            draft.add(
                .matterGuarded(matter.number, .contactChanged(name: nil, phone: number))
            )
        }
        guard number != nil || matter.phone != nil else { return .missing(.phone) }
        draft.add(.matterGuarded(matter.number, .consentGiven(unit: matter.unit)))
        guard let known = try draft.matter(matter.number) else { return .done }
        var facts: [Field: FieldValue] = [.number: .number(matter.number)]
        facts[.unit] = matter.unit.map { .name($0) }
        let contact = try draft.contact(of: known)
        facts[.phone] = contact[.phone]
        draft.say(.consentNoted, facts)
        if matter.state == .assigned || matter.state == .replied {
            try draft.tell(officersOf: matter.unit, .unitContact, contact)
        }
        return .done
    }
}

extension Draft {
    /// The one matter of one's own of which a unit asked whether it may call, where no other is named.
    fileprivate func matterToCallAbout() throws -> Matter? {
        guard arguments.text(.ref) ?? "last" == "last" else { return nil }
        var query = MatterQuery()
        query.owner = me
        query.states = MatterQuery.open
        let asked = try view.matters(query).filter(\.guarding.isCallAsked)
        return asked.count == 1 ? asked[0] : nil
    }

    /// Name and phone as they were said, for those who may read them.
    fileprivate func contact(of matter: Matter) throws -> [Field: FieldValue] {
        var facts: [Field: FieldValue] = [.number: .number(matter.number)]
        facts[.name] = try matter.name.flatMap { try words($0) }.map { .text($0) }
        facts[.phone] = try matter.phone.flatMap { try words($0) }.map { .text($0) }
        return facts
    }

    /// 查看电话分拣3: the words of an unsorted item with every telephone number in them, for a
    /// reason that is kept.
    fileprivate mutating func readItem(_ number: Int) throws -> Verdict {
        guard !roles.isDisjoint(with: [.staff, .head]), let item = try view.item(number),
            let words = try item.words.flatMap({ try view.words($0) })
        else { return .refused(FieldValue.Line(.refusedItem, [.item: .count(number)])) }
        guard let reason = arguments.text(.reason) else { return .missing(.reason) }
        let shown = chance.digest("item \(number) \(reason)")
        guard confirmed == shown else {
            return try ask(
                shown: shown,
                .confirmItemContact,
                [.item: .count(number), .reason: .text(reason)]
            )
        }
        add(.itemRead(item: number, by: me, reason: try keep(reason)))
        say(.itemContactShown, [.item: .count(number), .text: .text(words)])
        return .done
    }

    /// A unit wants to call: it gets the number, or the voter is asked for leave.
    fileprivate mutating func askToCall(_ matter: Matter) throws -> Verdict {
        guard let unit = asker.person?.unit, matter.unit == unit else {
            return .refused(FieldValue.Line(.refusedRole, [.action: .term(action.term)]))
        }
        var facts: [Field: FieldValue] = [.number: .number(matter.number), .unit: .name(unit)]
        facts[.subject] = try subject(of: matter)
        if matter.guarding.mayBeCalled, matter.phone != nil {
            add(
                .matterGuarded(
                    matter.number,
                    .contactSeen(by: me, reason: try keep("consent"))
                )
            )
            say(.unitContact, try contact(of: matter))
            return .done
        }
        say(.consentNeeded, facts)
        if let owner = matter.owner {
            tell(owner, .consentAsked, facts)
        } else {
            try tell(all: .staff, .consentAsked, facts)
        }
        add(.matterGuarded(matter.number, .callAsked(by: me)))
        return .done
    }
}
