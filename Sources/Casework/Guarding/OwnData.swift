/// 我的资料: what is kept about the asker, to the asker alone (PIPL 45).
package enum QueryMyData: Deed {
    package static let action = Action.queryMyData

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let matters = try draft.ownMatters()
        var facts: [Field: FieldValue] = [.count: .count(matters.count)]
        if let language = draft.asker.person?.language {
            facts[.language] = .term("language." + language.rawValue)
        }
        if !matters.isEmpty {
            facts[.list] = .names(matters.suffix(10).map(\.number.description))
        }
        let names = try matters.compactMap { try $0.name.flatMap { try draft.words($0) } }
        let phones = try matters.compactMap { try $0.phone.flatMap { try draft.words($0) } }
        if let name = names.last { facts[.name] = .text(name) }
        if let phone = phones.last { facts[.phone] = .text(phone) }
        let topics = draft.asker.person?.topics.sorted() ?? []
        if !topics.isEmpty { facts[.topic] = .terms(topics.map { "topic." + $0 }) }
        draft.say(.myData, facts)
        return .done
    }
}

/// 改电话: a new phone, or a new name, for all own matters that are not ended.
package enum CorrectMyData: Deed {
    package static let action = Action.correctMyData

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let phone = draft.arguments.text(.phone)
        let name = draft.arguments.text(.name)
        guard phone != nil || name != nil else { return .missing(.phone) }
        let matters = try draft.ownMatters().filter(\.state.isOpen)
        guard !matters.isEmpty else { return .refused(FieldValue.Line(.dataUnknown)) }
        for matter in matters {
            draft.add(
                .matterGuarded(
                    matter.number,
                    .contactChanged(name: try draft.keep(name), phone: try draft.keep(phone))
                )
            )
        }
        var facts: [Field: FieldValue] = [.count: .count(matters.count)]
        facts[.name] = name.map { .text($0) }
        facts[.phone] = phone.map { .text($0) }
        draft.say(.dataCorrected, facts)
        return .done
    }
}

/// 删除我的资料: shown and confirmed first; the matters stay without their voter, and that is said.
package enum DeleteMyData: Deed {
    package static let action = Action.deleteMyData

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let person = draft.asker.person, person.offices.isEmpty else {
            return .refused(FieldValue.Line(.refusedOfficeData))
        }
        let matters = try draft.ownMatters()
        let shown = draft.chance.digest(
            "forget \(person.id.value) " + matters.map(\.number.description).joined(separator: ",")
        )
        let facts: [Field: FieldValue] =
            matters.isEmpty ? [:] : [.count: .count(matters.count)]
        guard draft.confirmed == shown else {
            return try draft.ask(shown: shown, .confirmDeletion, facts)
        }
        try draft.forget(person, matters)
        var said = facts
        if !matters.isEmpty { said[.list] = .names(matters.map(\.number.description)) }
        draft.say(.dataDeleted, said)
        let open = matters.filter(\.state.isOpen)
        if !open.isEmpty {
            try draft.tell(
                all: .staff,
                .staffForgotten,
                [
                    .count: .count(open.count),
                    .list: .names(open.map(\.number.description)),
                ]
            )
        }
        return .done
    }
}

extension Draft {
    /// The asker's own matters, oldest first.
    fileprivate func ownMatters() throws -> [Matter] {
        var query = MatterQuery()
        query.owner = me
        return try view.matters(query)
    }

    /// Cuts a voter off from everything: matters keep their words, without phones in them.
    fileprivate mutating func forget(_ person: Person, _ matters: [Matter]) throws {
        var erased: [ContentID] = []
        for matter in matters {
            erased += try view.contacts(of: matter.number)
            for old in matter.words {
                guard let text = try view.words(old) else { continue }
                let masked = try hidden(text, of: matter)
                guard masked != text else { continue }
                add(.wordsReplaced(matter.number, old: old, new: try keep(masked)))
                erased.append(old)
            }
            add(.matterGuarded(matter.number, .deidentified))
        }
        // What nobody has sorted yet is no matter, and goes with its sender.
        for item in try view.openItems() where item.person == person.id {
            if let words = item.words { erased.append(words) }
            add(.itemSettled(item: item.item, matter: nil))
        }
        for topic in person.topics.sorted() {
            add(.unsubscribed(person: person.id, topic: topic))
        }
        for address in person.addresses {
            add(.unbound(person: person.id, address: address))
            withdraw(.address(address))
        }
        add(.personForgotten(person: person.id))
        add(.contentErased(contents: erased + person.addresses, reason: "asked"))
    }
}

extension StationView {
    /// Every name and phone that was ever said of a matter's voter: those that were corrected too.
    package func contacts(of number: MatterNumber) throws -> [ContentID] {
        try history(of: number, limit: .max).flatMap { entry -> [ContentID] in
            switch entry.event {
            case .matterRegistered(let filing):
                [filing.name, filing.phone].compactMap { $0 }
            case .matterGuarded(_, .contactChanged(let name, let phone)):
                [name, phone].compactMap { $0 }
            default: []
            }
        }
    }
}
