import Casework

// What all words together say of an argument.
extension Understanding {
    /// Adds what no word of a list says, and all words together do.
    func addMarks(_ arguments: inout Arguments, of action: Action, in range: Range<Int>) {
        guard let known = book.marks.learnt(of: action),
            let declared = book.commands[action]?.arguments
        else { return }
        addRoles(&arguments, known, declared, in: range)
        var features: [Int32]?
        for learnt in known.learnt {
            let slot = learnt.slot
            // A reason in the writer's own words is one of the list all the same.
            let isOwnReason =
                slot == .reason
                && arguments.text(.reason).map { !learnt.values.contains($0) } ?? false
            // What a word says that was not taken, was not meant.
            let words = declared[slot]?.words ?? book.lexicon.values[slot]
            guard isOwnReason || !arguments.has(slot) && words?.stand(in: text, range) != true,
                // `实名举报…`, `不怕别人知道`: no likeness hides who says so.
                slot != .anonymous || !book.list(.named).stand(in: text, 0..<text.count),
                slot != .confidential || !book.list(.openly).stand(in: text, 0..<text.count),
                // `林美华哪天值班`, `全镇的值班表`: not the asker's own.
                slot != .scope
                    || facts(range).people.isEmpty
                        && !book.list(.everybody).stand(in: text, range)
            else { continue }
            let said = features ?? known.numbers(self.features(range))
            features = said
            guard let value = learnt.value(said, isNeeded: declared[slot]?.isRequired == true)
            else { continue }
            if isOwnReason, declared[.comment] != nil, !arguments.has(.comment) {
                arguments[.comment] = arguments[.reason]
            }
            arguments[slot] = value
        }
    }

    /// Adds what numbers count and whose names are said; who is surely meant goes before what rules found.
    private func addRoles(
        _ arguments: inout Arguments,
        _ known: Marks.Known,
        _ declared: Command.Declared,
        in range: Range<Int>
    ) {
        let wanted = declared.all.map(\.0)
        if let counts = known.counts {
            let numbers = book.stretches.numbers(range, of: text)
            // `接待横湖郑阿姨，…摔了两个人`: of one visitor's words nothing is counted.
            let isOne = arguments.has(.voterName) && !arguments.has(.voters)
            for (slot, value, isSure) in counts.values(wanted.filter(\.isCount), of: numbers)
            where !isOne && (isSure || !arguments.has(slot)) {
                arguments[slot] = Int(value).map { .number($0) }
            }
        }
        // `…，6个当面讲清楚`: what stands behind the 讲 of a summary is none of it.
        if declared[.voterName] != nil, !arguments.has(.voterName), arguments.has(.voters),
            arguments.text(.content).map({ $0.count < 6 }) == true
        {
            arguments[.content] = .text(text.original(range))
        }
        if let names = known.names {
            let found = names.values(
                wanted.filter(\.isName),
                of: book.stretches.names(range, of: text)
            )
            for (slot, name, isSure) in found where isSure || !arguments.has(slot) {
                arguments[slot] = .text(name)
            }
        }
    }
}
