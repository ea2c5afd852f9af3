/// 主办, 协办: one unit answers for a matter, others help it (`domain.md` §2, 承办单位).
extension Matter {
    /// The unit that answers, and those that help it.
    package var units: [String] { (unit.map { [$0] } ?? []) + (course.coUnits ?? []) }
}

extension Draft {
    /// Adds helping units to matters that a unit has in hand already.
    mutating func share(with units: [String]) throws -> Verdict {
        try eachMatter { draft, matter in
            guard matter.state == .assigned, let lead = matter.unit else {
                return matter.state.allows(.assign)
                    ? .missing(.unit) : draft.refuse(.assign, matter)
            }
            return try draft.share(matter, of: lead, with: units)
        }
    }

    /// Adds helping units to one matter that another unit has in hand.
    mutating func share(_ matter: Matter, of lead: String, with units: [String]) throws -> Verdict {
        let known = matter.units
        let added = units.filter { !known.contains($0) }
        var facts = try facts(of: matter, isBrief: true)
        if !added.isEmpty {
            let helpers = (matter.course.coUnits ?? []) + added
            add(.turned(matter.number, .shared(with: helpers)))
            try recordBasis(on: matter)
            facts[.list] = .names(helpers)
        }
        say(.matterShared, facts)
        guard !added.isEmpty else { return .done }
        try order(matter, of: nil, added, due: facts[.due])
        try tell(officersOf: lead, .unitHelped, facts)
        return .done
    }

    /// Lets helping units go; the answering unit and the day stay.
    mutating func unshare(_ units: [String]) throws -> Verdict {
        try eachMatter { draft, matter in
            let known = matter.course.coUnits ?? []
            let left = known.filter { !units.contains($0) }
            var facts = try draft.facts(of: matter, isBrief: true)
            if left.count < known.count {
                draft.add(.turned(matter.number, .shared(with: left)))
            }
            facts[.list] = left.isEmpty ? nil : .names(left)
            draft.say(.matterShared, facts)
            for unit in known where units.contains(unit) {
                try draft.tell(officersOf: unit, .unitHelpEnded, facts)
            }
            return .done
        }
    }

    /// The asker's unit where it only helps with a matter; nil for everybody else.
    func helper(on matter: Matter) -> String? {
        guard roles.isDisjoint(with: [.staff, .head]), let unit = asker.person?.unit,
            matter.course.coUnits?.contains(unit) == true
        else { return nil }
        return unit
    }

    /// The no to a unit that only helps and does what the answering unit alone can do.
    func refusalOfHelper(on matter: Matter) throws -> Verdict? {
        guard helper(on: matter) != nil else { return nil }
        return .refused(
            FieldValue.Line(.refusedHelper, try facts(of: matter, isBrief: true))
        )
    }

    /// What a helping unit says is kept and passed on; the answer stays the other unit's.
    mutating func recordReply(ofHelper unit: String, on matter: Matter) throws -> Verdict {
        guard let text = arguments.text(.text) else { return .missing(.text) }
        add(
            .turned(matter.number, .helperReplied(unit: unit, words: try keep(text)))
        )
        let files = try filesAtHand()
        if !files.isEmpty {
            add(.matterSupplemented(matter.number, words: nil, attachments: files))
            place(files)
        }
        var facts: [Field: FieldValue] = [
            .number: .number(matter.number), .person: .name(unit), .text: .text(text),
        ]
        facts[.unit] = matter.unit.map { .name($0) }
        facts[.subject] = try subject(of: matter)
        say(.helperReplied, facts)
        try tell(officersOf: matter.unit, .helperReply, facts)
        try tell(all: .staff, .helperReply, facts)
        return .done
    }
}
