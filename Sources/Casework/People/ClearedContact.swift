/// The number of a clearance: its own series, `联2026-0001`.
package typealias ClearedContactNumber = RecordNumber<ClearedContact>

/// What a deputy lets everybody read to be reached by, or that nothing is to be read any more.
///
/// Nothing of it changes: the newest of a person is what counts, and stands before config.
package struct ClearedContact: StationRecord {
    package static let kind = RecordKind.clearedContact

    package var number: ClearedContactNumber
    /// Whose it is.
    package var person: PersonID
    /// nil where the contact was taken back.
    package var contact: ContentID?
    /// The deputy, or the clerk who had it from the deputy.
    package var by: PersonID
    package var on: Day

    package init(
        number: ClearedContactNumber,
        person: PersonID,
        contact: ContentID?,
        by: PersonID,
        on day: Day
    ) {
        self.number = number
        self.person = person
        self.contact = contact
        self.by = by
        on = day
    }

    package var facets: RecordFacets {
        RecordFacets(person: person, day: on, isOpen: contact != nil)
    }

    package init?(opening event: Event, at instant: Instant) {
        guard case .contactCleared(let contact) = event else { return nil }
        self = contact
    }

    package mutating func apply(_ event: Event, at instant: Instant) {}
}

extension ClearedContact {
    /// A number as people write it: `0576-86000001`, `13900001111`.
    ///
    /// - Parameter digits: Digits alone.
    /// - Returns: The same digits, with a dash behind an area code.
    static func spelled(_ digits: String) -> String {
        guard digits.hasPrefix("0"), digits.count > 9 else { return digits }
        // Area codes of three digits: 010, and 020 to 029.
        let area = digits.hasPrefix("01") || digits.hasPrefix("02") ? 3 : 4
        return digits.prefix(area) + "-" + digits.dropFirst(area)
    }
}

/// 公开我的电话, 不公开电话: only the deputy decides; who writes it for one has it told to the deputy.
package enum ClearContact: Deed {
    package static let action = Action.clearContact

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let isOther = draft.arguments.has(.name)
        guard let (name, person) = try draft.deputyMeant() else {
            return .refused(
                FieldValue.Line(
                    .refusedNoDeputy,
                    [
                        .name: .text(draft.arguments.text(.name) ?? ""),
                        .list: .names(try draft.roster().filter(\.isDeputy).map(\.name)),
                    ]
                )
            )
        }
        let before = try draft.publicContacts()[name]
        var facts: [Field: FieldValue] = [.name: .name(name)]
        if draft.arguments.text(.result) == "no" {
            guard before != nil else {
                draft.say(.contactNotPublic, facts)
                return .done
            }
            try draft.clear(nil, of: person)
            draft.say(.contactWithdrawn, facts)
            if isOther { draft.tell(person, .contactWithdrawn, facts) }
            return .done
        }
        guard let said = draft.arguments.text(.phone) else { return .missing(.phone) }
        let phone = ClearedContact.spelled(said)
        facts[.phone] = .text(phone)
        if before != phone { try draft.clear(phone, of: person) }
        draft.say(.contactCleared, facts)
        if isOther { draft.tell(person, .contactCleared, facts) }
        return .done
    }
}

extension Draft {
    /// How deputies in office can be reached, as each has cleared it, by name.
    ///
    /// - Returns: What config says, and before it what the deputy said to the desk.
    /// - Throws: What the view throws.
    package func publicContacts() throws -> [String: String] {
        let deputies = Set(try roster().filter(\.isDeputy).map(\.name))
        var contacts = rules.publicContacts
        // By number: the newest of a person comes last.
        for cleared in try view.records(ClearedContact.self, RecordQuery()) {
            guard let name = try name(of: cleared.person) else { continue }
            contacts[name] = try cleared.contact.flatMap { try view.words($0) }
        }
        return contacts.filter { deputies.contains($0.key) }
    }

    /// The deputy whom a clearance is of: the asker, or whom a clerk or a head names.
    fileprivate func deputyMeant() throws -> (name: String, person: PersonID)? {
        let deputies = try roster().filter(\.isDeputy)
        if let name = arguments.text(.name), !roles.isDisjoint(with: [.staff, .head]) {
            guard deputies.contains(where: { $0.name == name }),
                let person = try view.people(named: name).first
            else { return nil }
            return (name, person.id)
        }
        guard let name = try name(of: me), arguments.text(.name).map({ $0 == name }) ?? true,
            deputies.contains(where: { $0.name == name })
        else { return nil }
        return (name, me)
    }

    fileprivate mutating func clear(_ contact: String?, of person: PersonID) throws {
        add(
            .contactCleared(
                ClearedContact(
                    number: try nextNumber(of: ClearedContact.self),
                    person: person,
                    contact: try keep(contact),
                    by: me,
                    on: today
                )
            )
        )
    }
}
