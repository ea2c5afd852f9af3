import Casework

// What a form that fits says, slot by slot.
extension Understanding {
    /// What a form and its slots say.
    func step(_ match: Match) -> Step {
        let form = book.forms[match.form]
        let declared = book.commands[form.action]?.arguments ?? .nothing
        var arguments = Arguments(form.constants)
        for capture in match.captures {
            for (slot, value) in capture.values {
                put(value, in: slot, &arguments, declared)
            }
            if capture.slot == .date, declared[.lunar] != nil, isBareSixteenth(capture.range) {
                arguments[.lunar] = .text("16")
            } else if capture.slot == .date, declared[.lunar] != nil,
                let lunar = facts(capture.range).lunarDay, lunar.contains("-")
            {
                arguments[.lunar] = .text(lunar)
                arguments[.date] = nil
            }
        }
        if declared[.place] != nil, !arguments.has(.place), let words = arguments.text(.content) {
            let content = NormalText(words)
            let place = book.lexicon.places.first(in: content, 0..<content.count)
            if let place { arguments[.place] = .text(place.value) }
        }
        if declared[.redirect] != nil, !arguments.has(.redirect) {
            let isOfVisits = book.commands[form.action]?.isOfVisits == true
            arguments[.redirect] = redirect(facts(0..<text.count), isToldOnly: isOfVisits)
        }
        if declared[.photos] != nil, !arguments.has(.photos) {
            arguments[.photos] =
                photoMarks(0..<text.count) ?? facts(0..<text.count).photos.map { .number($0) }
        }
        if declared[.ref]?.isLatest == true, !match.captures.isEmpty, !arguments.has(.ref),
            !arguments.has(.refs)
        {
            let known = facts(0..<text.count).references.filter(\.isMarked)
            let only = known.count == 1 && known[0].values.count == 1 ? known[0].values[0] : nil
            arguments[.ref] = .text(only ?? "last")
            // `补充视察记录23号：警示牌已补立`: the number is none of the words.
            if only != nil, let about = match.captures.first(where: { $0.slot == .about }) {
                let words = behind(known[0].range, in: about.range)
                if !words.isEmpty { arguments[.about] = .text(text.original(words)) }
            }
        }
        // `Reply to 59 from the water office: …`
        if declared[.unit] != nil, declared[.text] != nil, !arguments.has(.unit),
            let colon = colon(in: 0..<text.count)
        {
            arguments[.unit] = facts(0..<colon).units.first.map { .text($0.value) }
        }
        // `52号答复：…，供电所`
        if declared[.unit] != nil, declared[.text] != nil, !arguments.has(.unit) {
            let last = facts(0..<text.count).units.last { isSigned($0.range) }
            arguments[.unit] = last.map { .text($0.value) }
        }
        // `陈美芳这个季度接待几次`
        if declared[.deputy] != nil, declared[.kind] != nil, declared[.period] != nil,
            !arguments.has(.period)
        {
            arguments[.period] = facts(0..<text.count).period.map { .text($0) }
        }
        // `今天办了几件`, `本周小结`: figures are of the days that were said.
        if declared[.metrics] != nil, declared[.groupBy] != nil, !arguments.has(.period) {
            arguments[.period] = facts(0..<text.count).daysSaid.map { .text($0) }
        }
        // `活1改到12月5日下午两点`
        if declared[.venue] != nil, declared[.time] != nil, !arguments.has(.time) {
            arguments[.time] = facts(0..<text.count).time.map { .text($0) }
        }
        if declared[.deadline] != nil, !arguments.has(.deadline),
            let due = facts(0..<text.count).due,
            due.slot == .due
        {
            arguments[.deadline] = due.value
        }
        if declared[.title] != nil, !arguments.has(.title) {
            arguments[.title] = title(0..<text.count) ?? arguments[.content]
        }
        if declared[.rating] != nil, !arguments.has(.rating),
            let rating = facts(0..<text.count).rating
        {
            arguments[.rating] = .text(rating)
        }
        if declared[.dueMonths] != nil, arguments.has(.due),
            let months = facts(0..<text.count).number(before: book.list(.monthCounts))
        {
            arguments[.due] = nil
            arguments[.dueMonths] = .number(months.value)
        }
        if let words = declared[.attending]?.words, !arguments.has(.attending) {
            let said = words.first(in: text, 0..<text.count)
            arguments[.attending] = said.map { .text($0.value) }
        }
        for slot in Understanding.flags where declared[slot] != nil && !arguments.has(slot) {
            let found = book.lexicon.values[slot]?.first(in: text, 0..<text.count)
            if found != nil { arguments[slot] = .flag }
        }
        finish(&arguments, of: form.action, declared, in: 0..<text.count)
        return Step(form.action, arguments)
    }

    /// True for the last words of a message, between two signs.
    private func isSigned(_ range: Range<Int>) -> Bool {
        range.lowerBound > 0 && !ScalarKind.isWord(text.scalars[range.lowerBound - 1])
            && !text.scalars[range.upperBound...].contains(where: ScalarKind.isWord)
    }

    /// What stands behind the number that opens a stretch, with the name of its kind before it.
    func behind(_ number: Range<Int>, in range: Range<Int>) -> Range<Int> {
        guard range.lowerBound <= number.lowerBound, number.upperBound < range.upperBound,
            number.lowerBound - range.lowerBound <= 14,
            !(range.lowerBound..<number.lowerBound).contains(where: isClauseEnd)
        else { return range }
        return trimmed(number.upperBound..<range.upperBound)
    }

    /// Flags that any words of a message may set.
    private static let flags: [Slot] = [.redo, .formal, .angry, .escalationRisk]

    /// `十六号` without a month may mean the lunar day.
    private func isBareSixteenth(_ range: Range<Int>) -> Bool {
        guard let found = Numerals.read(text.scalars, at: range.lowerBound, to: text.count) else {
            return false
        }
        return found.value == 16 && range.upperBound - found.end <= 1
    }

    func put(
        _ value: Arguments.Value,
        in slot: Slot,
        _ arguments: inout Arguments,
        _ declared: Command.Declared
    ) {
        switch (slot, value) {
        case (.refs, .list(let list)) where list.count == 1 && declared[.ref] != nil:
            arguments[.ref] = .text(list[0])
        case (.reason, .text(let words)) where declared[.comment] != nil:
            let normal = NormalText(words)
            for (slot, value) in reason(words, 0..<normal.count, in: normal) {
                arguments[slot] = value
            }
        case (.redirect, .text(let words)): arguments[slot] = .text(institution(words))
        default:
            arguments[slot] = value
        }
    }

    /// A reason of the list with the words beside it, or the words alone.
    func reason(
        _ words: String,
        _ range: Range<Int>,
        in normal: NormalText? = nil
    ) -> [(Slot, Arguments.Value)] {
        let found = book.lexicon.values[.reason]?.first(in: (normal ?? text), range)
        guard let found else { return [(.reason, .text(words))] }
        return [(.reason, .text(found.value)), (.comment, .text(words))]
    }
}
