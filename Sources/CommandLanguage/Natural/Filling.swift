import Casework

extension Understanding {
    /// The step that a guess stands for, with all that the stretch says of its arguments.
    func step(_ guess: Guess, _ facts: Facts) -> Step {
        let declared = book.commands[guess.action]?.arguments ?? .nothing
        var arguments = Arguments(guess.constants)
        fillReferences(guess, facts, declared, &arguments)
        var when = facts
        if declared[.at]?.isSending == true, let sending = sending(facts) {
            arguments[.at] = .text(sending.moment)
            when = sending.rest
        }
        fillDays(guess, when, declared, &arguments)
        fillAhead(facts, declared, &arguments)
        fillUnits(facts, declared, &arguments)
        for (slot, argument) in declared.all
        where !arguments.has(slot) && !argument.isOnlyGiven && !Understanding.grouped.contains(slot)
        {
            let facts = slot == .time ? when : facts
            if let value = value(slot, argument, guess, facts) { arguments[slot] = value }
        }
        finish(&arguments, of: guess.action, declared, in: facts.range)
        return Step(guess.action, arguments)
    }

    /// Filled together, because each narrows the others.
    private static let grouped: Set<Slot> = [
        .ref, .refs, .into, .from, .date, .due, .dueWorkdays, .deadline, .unit, .coUnits,
        .suggestUnit, .fedBackOn, .sendOn, .since,
    ]

    /// The arguments that a day which is neither a term nor a new day can be.
    static let days: [Slot] = [.date, .fedBackOn, .since]

    // MARK: - Numbers of matters

    private func fillReferences(
        _ guess: Guess,
        _ facts: Facts,
        _ all: Command.Declared,
        _ arguments: inout Arguments
    ) {
        // What only a form gives is not looked for.
        let declared = all.sought
        let takesLatest = declared[.ref]?.isLatest == true
        let takesMany = declared[.refs] != nil
        guard declared[.ref] != nil || takesMany || declared[.into] != nil else { return }
        let takesDays =
            Understanding.days.contains { declared[$0] != nil } || declared[.due] != nil
            || declared[.to] != nil
        let term = declared[.due] != nil || declared[.deadline] != nil ? facts.due?.range : nil
        var references = facts.references.filter { reference in
            // What a deputy adds or mends tells of counts: `it is 12 metres not 120`.
            !(takesLatest && !asker.isVoterOnly && !reference.isMarked
                && (declared[.ref]?.signless != nil
                    || reference.range.lowerBound > facts.range.lowerBound))
                && !(takesDays && reference.mayBeDay && facts.isDay(reference))
                && !(reference.mayBeDay && facts.has(.dayTopics)
                    && facts.references.allSatisfy(\.mayBeDay)
                    && facts.references[0].range.lowerBound > facts.range.lowerBound)
                && term?.overlaps(reference.range) != true
        }
        // `38去看过了，附议6号建议`: the number that a suggestion has.
        if declared[.ref]?.signless == .suggestion, references.count > 1 {
            let named = references.filter {
                facts.isFollowed($0.range.upperBound, by: book.list(.suggestionNouns))
            }
            if !named.isEmpty { references = named }
        }
        // `14号能不能宽限到12月5日`: of a day and a later one the first is no day.
        if references.isEmpty, declared[.ref]?.isRequired == true, declared[.date] == nil,
            declared[.from] == nil, let first = facts.references.first, first.mayBeDay,
            facts.dates.contains(where: { $0.range.lowerBound > first.range.upperBound })
        {
            references = [first]
        }
        var values: [String] = []
        var year: Substring?
        for reference in references {
            for var value in reference.values where value != "last" {
                if let dash = value.firstIndex(of: "-") {
                    year = value[..<dash]
                } else if let year {
                    value = References.joined(String(year), value)
                }
                if !values.contains(value) { values.append(value) }
            }
        }
        if declared[.into] != nil {
            fillMerge(values, references, facts, &arguments)
            return
        }
        // `刚才那件，门牌是18号`: a number further on is none of a matter's.
        if let latest = facts.first(book.lexicon.references.latest), references.count == 1,
            year == nil, references[0].mayBeDay,
            references[0].range.lowerBound > latest.range.upperBound + 1
        {
            values = []
        }
        if values.isEmpty {
            let latest = book.lexicon.references.latest
            if facts.first(latest) != nil || declared[.ref]?.isLatest == true {
                arguments[.ref] = .text("last")
            }
            return
        }
        if values.count == 1, declared[.ref] != nil {
            arguments[.ref] = .text(values[0])
        } else if takesMany {
            arguments[.refs] = .list(values)
        } else {
            arguments[.ref] = .text(values[0])
        }
    }

    /// `把38并到36`, `36、38合并`: what is kept, and what goes into it.
    private func fillMerge(
        _ values: [String],
        _ references: [Facts.Reference],
        _ facts: Facts,
        _ arguments: inout Arguments
    ) {
        guard let first = values.first else { return }
        var into = first
        for reference in references where reference.values.count == 1 {
            if facts.isFollowed(reference.range.upperBound, by: book.list(.intoAfter)) {
                into = reference.values[0]
                if let known = values.first(where: { $0.hasSuffix(into) }) { into = known }
                break
            }
            if reference.range == references.first?.range { continue }
            if facts.isPreceded(reference.range.lowerBound, by: book.list(.intoBefore), within: 6) {
                into = reference.values[0]
                if let known = values.first(where: { $0.hasSuffix(into) }) { into = known }
            }
        }
        // `前面那个并进后面那个`
        if let last = values.last, facts.has(.intoLast) { into = last }
        // `并到80里去`: a number here is a matter's, whatever follows it.
        if let told = facts.number(told: book.list(.intoBefore), among: values)
            ?? facts.number(told: book.list(.intoBefore))
        {
            into = told
        }
        arguments[.into] = .text(into)
        let from = values.filter { $0 != into }
        if from.count == 1 { arguments[.from] = .text(from[0]) }
        if from.count > 1 { arguments[.from] = .list(from) }
    }

    // MARK: - Units

    private func fillUnits(
        _ facts: Facts,
        _ declared: Command.Declared,
        _ arguments: inout Arguments
    ) {
        var units = facts.units.map { ($0.value, $0.range.lowerBound) }
        if declared[.coUnits] != nil {
            let starts = Set(facts.units.map(\.range.lowerBound))
            var isCo = facts.units.map { unit in
                if facts.isPreceded(unit.range.lowerBound, by: book.list(.coBefore), within: 22) {
                    return true
                }
                let end = skipSpaces(text.scalars, unit.range.upperBound, facts.range.upperBound)
                guard
                    let word = book.list(.coAfter).longest(
                        text.scalars,
                        at: end,
                        to: facts.range.upperBound
                    )
                else { return false }
                return !starts.contains(word.end)
            }
            // `协办农业办、环保所`, `农业办、环保所协办`: what is joined to a helper helps too.
            for index in isCo.indices.dropFirst() where isCo[index - 1] && !isCo[index] {
                isCo[index] = facts.isJoined(facts.units[index - 1].range, facts.units[index].range)
            }
            for index in isCo.indices.dropLast().reversed() where isCo[index + 1] && !isCo[index] {
                let (one, next) = (facts.units[index].range, facts.units[index + 1].range)
                isCo[index] = index > 0 && facts.isJoined(one, next)
            }
            // `转城建办、交通所、水利所`: the first of a row answers, the others help.
            let isRow = zip(facts.units, facts.units.dropFirst()).allSatisfy {
                facts.isJoined($0.range, $1.range)
            }
            if !isCo.contains(true), isRow {
                isCo = isCo.indices.map { $0 > 0 }
            }
            let others = zip(units, isCo).filter(\.1).map(\.0.0)
            if !others.isEmpty, others.count < units.count {
                arguments[.coUnits] = others.count == 1 ? .text(others[0]) : .list(others)
                units = zip(units, isCo).filter { !$0.1 }.map(\.0)
            }
        }
        if declared[.suggestUnit] != nil {
            let named = facts.units.first {
                facts.isPreceded($0.range.lowerBound, by: book.list(.unitBefore))
            }
            arguments[.suggestUnit] = (named?.value ?? units.last?.0).map { .text($0) }
            return
        }
        guard declared[.unit] != nil, !arguments.has(.unit) else { return }
        arguments[.unit] = units.first.map { .text($0.0) }
    }

    // MARK: - Everything else

    private func value(
        _ slot: Slot,
        _ argument: Command.Argument,
        _ guess: Guess,
        _ facts: Facts
    ) -> Arguments.Value? {
        if slot == .onBehalf,
            facts.isOnBehalf
                || book.commands[guess.action]?.arguments[.mode] != nil && facts.isForTheUnable
        {
            return .flag
        }
        // A place may be one of the command's own, or any other.
        if let words = argument.words, slot != .place || facts.first(words) != nil {
            let found = slot == .outcome ? outcome(words, guess, facts) : facts.first(words)
            return found.map { Lexicon.value(slot, $0.value) }
        }
        if argument.isRest, let rest = rest(guess, facts) { return rest }
        if let after = argument.after {
            let all = book.commands[guess.action]?.arguments ?? .nothing
            return told(after: after, all, facts) ?? (slot == .content ? whole(facts) : nil)
        }
        if let near = argument.near {
            if slot == .voters { return voters(near, facts).map { .number($0) } }
            let alone =
                slot == .opinions && facts.visitors != nil ? facts.opinionsAlone : nil
            // `没有一个当场能答的`: none, of several.
            if slot == .answeredOnSpot, facts.isDenied(near) {
                let voters = book.commands[guess.action]?.arguments[.voters]?.near
                let isCounted = voters.flatMap { self.voters($0, facts) } != nil
                return facts.voterName == nil && isCounted ? .number(0) : nil
            }
            let number = facts.number(near: near, prefersAfter: slot == .answeredOnSpot)
            return (number ?? alone).map { .number($0) }
        }
        switch slot {
        case .village:
            let declared = book.commands[guess.action]?.arguments ?? .nothing
            let home = declared[.voterName] == nil ? facts.villages.first?.value : facts.home
            return home.map { .text($0) }
        case .villages:
            let names = facts.villages.map(\.value)
            return names.isEmpty ? nil : .list(names)
        case .place, .venue: return place(in: facts.range).map { .text($0) }
        case .topic:
            if argument.isWhole { return whole(facts) }
            return topic(in: facts.range).map { .text($0) }
        case .group: return facts.group.map { .number($0) }
        case .rating: return facts.rating.map { .text($0) }
        case .result: return facts.result.map { .text($0) }
        case .to: return nil
        case .phone: return facts.phone.map { .text($0.value) }
        case .phoneTail: return facts.phoneTail.map { .text($0) }
        case .time: return facts.time.map { .text($0) }
        case .year: return facts.yearSaid.map { .number($0) }
        case .month: return facts.monthAhead.map { .text($0) }
        case .filedMonth: return facts.monthSaid(in: facts.yearSaid).map { .text($0) }
        case .period:
            let days = guess.action == .summary ? facts.daysSaid : nil
            return (facts.period ?? days).map { .text($0) }
        case .lunar: return facts.lunarDay.map { .text($0) }
        case .name:
            if argument.isRoster, let known = facts.people.first { return .text(known.value) }
            let declared = book.commands[guess.action]?.arguments ?? .nothing
            if declared[.level] != nil { return facts.rosterName.map { .text($0) } }
            return
                (facts.name(after: .nameBefore) ?? facts.name(before: .nameAfter)
                ?? (declared[.village] != nil ? facts.voterName ?? facts.kinName : nil)
                    ?? facts.nameSpokenFor)
                .map { .text($0) }
        case .voterName: return facts.voterName.map { .text($0) }
        case .whom: return facts.name(after: .toldBefore).map { .text($0) }
        case .deputy, .with: return facts.deputyNames.first.map { .text($0) }
        case .deputies, .lead:
            let names = facts.deputyNames
            return names.isEmpty
                ? nil
                : names.count == 1 && slot == .lead
                    ? .text(names[0]) : .list(names)
        case .photos: return facts.photos.map { .number($0) }
        case .participants: return facts.number(before: book.personCounts).map { .number($0.value) }
        case .days: return facts.daysCounted.map { .number($0) }
        case .daysBefore: return facts.daysBefore.map { .number($0) }
        case .dueMonths:
            return facts.number(before: book.list(.monthCounts)).map { .number($0.value) }
        case .code: return facts.code.map { .text($0) }
        case .title: return title(facts.range) ?? whole(facts)
        case .audience: return audience(facts)
        case .redirect:
            return redirect(facts, isToldOnly: book.commands[guess.action]?.isOfVisits == true)
        case .reason:
            guard book.commands[guess.action]?.arguments[.comment] != nil else {
                return after(book.list(.reasonBefore), facts)
                    ?? ([[.staff], [.unit]].contains(asker.sayers)
                        ? besides(guess, facts) : several(facts))
                    ?? (facts.references.isEmpty || ordersAlone(guess, facts)
                        ? nil : whole(facts))
            }
            return book.lexicon.values[.reason]?.first(in: text, facts.range)
                .map { .text($0.value) }
        case .about:
            guard let words = about(guess, facts) else { return nil }
            guard argument.isWhole else { return .text(text.original(words)) }
            // What is added or mended goes to the end: `…，更正为11月16号`; who opens the sentence is part of
            // it: the 移民 of `移民户要去市里`.
            let opening = trimmed(facts.range).lowerBound
            let doer = guess.words.first {
                $0.lowerBound == opening && $0.upperBound == words.lowerBound
                    && ScalarKind.isHan(text.scalars[$0.lowerBound])
                    && !book.list(.aboutLeads).stand(in: text, $0)
            }
            let start = (doer ?? words).lowerBound
            let all = trimmed(start..<facts.range.upperBound)
            let number = facts.references.first(where: \.isMarked)
            return .text(text.original(number.map { behind($0.range, in: all) } ?? all))
        case .district: return facts.district.map { .text($0) }
        case .suggestion: return after(book.list(.suggestionBefore), facts)
        case .metrics:
            let found = facts.all(book.lexicon.values[slot] ?? .none).map(\.value)
            return found.isEmpty ? nil : .list(found)
        case .what: return ordered(guess, facts)
        case .comment:
            // `36满意` says nothing beside its rating.
            guard let said = whole(facts), case .text(let words) = said else { return nil }
            let plain = NormalText(words)
            let isRating =
                book.lexicon.values[.rating]?.end(plain.scalars, at: 0, to: plain.count)
                == plain.count
            return isRating ? nil : said
        case .content, .text, .finding, .progress, .outcome, .override:
            return slot == .outcome || slot == .override ? nil : whole(facts)
        case .screeningHint:
            return book.lexicon.values[slot]?.first(in: text, facts.range)
                .map { .text($0.value) }
        default:
            guard let found = book.lexicon.values[slot].flatMap({ facts.first($0) }) else {
                return nil
            }
            // `没超期的有哪些`
            let isNegated =
                slot == .filter
                && facts.isPreceded(found.range.lowerBound, by: book.list(.negators), within: 1)
            return isNegated ? nil : Lexicon.value(slot, found.value)
        }
    }

    /// How many came.
    ///
    /// Beside a name only heads count, and none that a visitor tells of: `接待祝阿三，…`,
    /// `…，晚上摔了两个人`, `记一次接待`.
    private func voters(_ near: Words, _ facts: Facts) -> Int? {
        facts.voterName == nil ? facts.number(near: near) ?? facts.visitors : facts.visitors
    }

    /// What follows from arguments that stand: a number loses the sign of the only kind it can be, who
    /// is sent elsewhere was guided, and `当场答复` said of one visitor counts nobody.
    func finish(
        _ arguments: inout Arguments,
        of action: Action,
        _ declared: Command.Declared,
        in range: Range<Int>
    ) {
        if let kind = declared[.ref]?.signless, let ref = arguments.text(.ref),
            ref.hasPrefix(kind.sign)
        {
            arguments[.ref] = .text(String(ref.dropFirst(kind.sign.count)))
        }
        let isGuided =
            arguments.has(.redirect) && declared[.outcome]?.words != nil
            && told(facts(range)) != nil
        for (slot, argument) in declared.all where !arguments.has(slot) {
            guard let alone = argument.alone, (arguments.number(.voters) ?? 1) <= 1,
                (arguments.number(.opinions) ?? 1) <= 1,
                alone.first(in: text, range) != nil, !facts(range).isDenied(alone)
            else { continue }
            arguments[slot] = .flag
        }
        // `当场给她答复了`
        if declared[.outcome]?.words != nil, !arguments.has(.outcome), !isGuided,
            arguments[.answeredOnSpot] == .flag
        {
            arguments[.outcome] = .text("answered")
        }
        if arguments.number(.answeredOnSpot) == 0, arguments.text(.outcome) == "answered" {
            arguments[.outcome] = nil
        }
        let outcome = arguments.text(.outcome)
        if isGuided, outcome == nil || outcome == "answered" && !arguments.has(.answeredOnSpot) {
            arguments[.outcome] = .text("guided")
        }
        // `满意，不用重办`
        for slot in [Slot.redo, .formal] where arguments.has(slot) {
            let words = declared[slot]?.words ?? book.lexicon.values[slot]
            if let words, facts(range).isWaived(words) { arguments[slot] = nil }
        }
        addMarks(&arguments, of: action, in: range)
    }

    /// The word that says what came of it, at the beginning of a clause before any other.
    ///
    /// `接待登记：…` registers nothing yet, and the 报 of 报销 is no report.
    private func outcome(
        _ words: Words,
        _ guess: Guess,
        _ facts: Facts
    ) -> Facts.Found<String>? {
        let found = facts.all(words)
            .filter { word in !guess.words.contains { $0.overlaps(word.range) } }
        return found.first { word in
            let start = word.range.lowerBound
            return (max(0, start - 2)..<start).contains(where: isClauseEnd)
        } ?? found.first { $0.range.count > 1 } ?? found.first
    }

    /// A topic of the station's list, by its name or by words that belong to it.
    func topic(in range: Range<Int>) -> String? {
        if let named = book.lexicon.topics.first(in: text, range) { return named.value }
        return book.lexicon.values[.topic]?.first(in: text, range)?.value
    }
}
