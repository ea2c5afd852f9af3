/// 匿名: the voter's name and phone are shown to nobody any more.
package enum SetAnonymity: Deed {
    package static let action = Action.setAnonymity

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if draft.arguments.text(.scope) == "all", let all = try draft.hideAll() { return all }
        let found = try draft.findOwn()
        guard case .matter(let matter) = found else { return found.verdict }
        draft.hide(matter)
        return .done
    }
}

extension Draft {
    fileprivate mutating func hide(_ matter: Matter) {
        add(.matterGuarded(matter.number, .hidden(isAnonymous: true, isConfidential: false)))
        say(.anonymitySet, [.number: .number(matter.number)])
    }

    /// Nobody who asks for secrecy is asked which of his open matters he means.
    ///
    /// - Returns: nil where he has none.
    fileprivate mutating func hideAll() throws -> Verdict? {
        var query = MatterQuery()
        query.owner = me
        query.states = MatterQuery.open
        query.limit = 30
        let open = try view.matters(query)
        let named = open.filter { !$0.isAnonymous }
        for matter in named.isEmpty ? Array(open.prefix(1)) : named { hide(matter) }
        return open.isEmpty ? nil : .done
    }
}

/// 设为保密: kept from deputies, and from a unit or a person that the clerk names (回避).
package enum SetConfidential: Deed {
    package static let action = Action.setConfidential

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let found = try draft.find()
        guard case .matter(let matter) = found else { return found.verdict }
        if draft.arguments.text(.result) == "no" { return try draft.disclose(matter) }
        let unit = draft.arguments.text(.unit)
        if let unit, !draft.rules.units.contains(unit) {
            return .refused(
                FieldValue.Line(
                    .refusedUnit,
                    [.text: .text(unit), .list: .names(draft.rules.units)]
                )
            )
        }
        let name = draft.arguments.text(.deputy)
        draft.add(
            .matterGuarded(matter.number, .hidden(isAnonymous: false, isConfidential: true))
        )
        var facts: [Field: FieldValue] = [.number: .number(matter.number)]
        if unit != nil || name != nil {
            draft.add(
                .matterGuarded(matter.number, .barred(unit: unit, name: try draft.keep(name)))
            )
            facts[.unit] = unit.map { .name($0) }
            facts[.person] = name.map { .text($0) }
            if let unit, matter.unit == unit, matter.state.isOpen {
                facts[.list] = .names(draft.rules.units.filter { $0 != unit })
            }
        }
        draft.say(.confidentialitySet, facts)
        return .done
    }
}

extension Draft {
    /// 取消保密: deputies see it again; but what the voter asked to be kept is kept.
    fileprivate mutating func disclose(_ matter: Matter) throws -> Verdict {
        let facts: [Field: FieldValue] = [.number: .number(matter.number)]
        guard matter.isConfidential else {
            return .refused(FieldValue.Line(.confidentialityNone, facts))
        }
        guard !matter.guarding.isKeptForVoter else {
            return .refused(FieldValue.Line(.refusedDisclosure, facts))
        }
        add(.matterGuarded(matter.number, .disclosed))
        say(.confidentialityLifted, facts)
        return .done
    }
}
