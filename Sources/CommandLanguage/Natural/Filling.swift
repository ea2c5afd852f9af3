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
        finish(&arguments, declared, in: facts.range)
        return Step(guess.action, arguments)
    }

    /// Filled together, because each narrows the others.
    private static let grouped: Set<Slot> = [
        .ref, .refs, .into, .from, .date, .due, .dueWorkdays, .deadline, .unit, .coUnits,
        .suggestUnit, .fedBackOn, .sendOn, .since,
    ]

    /// The arguments that a day which is neither a term nor a new day can be.
    private static let days: [Slot] = [.date, .fedBackOn, .since]

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

    // MARK: - Days

    private func fillDays(
        _ guess: Guess,
        _ facts: Facts,
        _ all: Command.Declared,
        _ arguments: inout Arguments
    ) {
        // What only a form gives is not looked for.
        let declared = all.sought
        // `农历十六还是阳历十六`: the rule is asked for, no day.
        let asked = arguments.text(.ask)
        if asked == "remaining" || asked == "rule" && !facts.namesMonth { return }
        let takesRefs = declared[.ref] != nil || declared[.refs] != nil
        let days = facts.dates.filter { date in
            guard date.isBareDay, takesRefs else { return true }
            return facts.references.contains {
                $0.range.lowerBound == date.range.lowerBound && facts.isDay($0)
            }
        }
        var used: Set<Int> = []
        if declared[.dueMonths] != nil,
            let months = facts.number(before: book.list(.monthCounts))
        {
            arguments[.dueMonths] = .number(months.value)
        } else if declared[.due] != nil || declared[.dueWorkdays] != nil {
            if let due = facts.due {
                arguments[due.slot] = due.value
            } else if let only = days.last, declared[.date] == nil {
                arguments[.due] = .text(only.day.text)
            }
        }
        if declared[.deadline] != nil, !arguments.has(.deadline), let due = facts.due,
            due.slot == .due
        {
            arguments[.deadline] = due.value
            for (index, day) in days.enumerated() where day.range.overlaps(due.range) {
                used.insert(index)
            }
        }
        if let lost = facts.impossibleDates.first,
            let slot = ([.to] + Understanding.days + [.due]).first(where: { declared[$0] != nil })
        {
            // Where one date is none, the other is not taken for it.
            arguments[slot] = .text(text.original(lost))
            if slot == .to, declared[.from] != nil, let from = days.first {
                arguments[.from] = .text(from.day.text)
            }
            return
        }
        if let argument = declared[.to], argument.words == nil, !days.isEmpty {
            let named = days.firstIndex {
                facts.isPreceded($0.range.lowerBound, by: book.list(.toBefore), within: 6)
            }
            // `24日接待日改期`: the day that is to be moved, and none to move it to.
            if named == nil, days.count == 1, declared[.from] != nil,
                facts.isFollowed(days[0].range.upperBound, by: book.list(.fromAfter))
                    || facts.number(told: book.list(.toBefore), behind: days[0].range.upperBound)
            {
                arguments[.from] = .text(days[0].day.text)
                return
            }
            let to = named ?? days.count - 1
            arguments[.to] = .text(days[to].day.text)
            used.insert(to)
            // A lunar day is given as such, and stands for the day.
            let isLunar = declared[.lunar] != nil && facts.lunarDay?.contains("-") == true
            if declared[.from] != nil, !isLunar,
                let from = days.indices.first(where: { !used.contains($0) })
            {
                arguments[.from] = .text(days[from].day.text)
            }
            return
        }
        // A day of the lunar calendar stands for itself where a command takes one.
        if declared[.lunar] != nil, facts.lunarDay?.contains("-") == true { return }
        guard let slot = Understanding.days.first(where: { declared[$0] != nil }),
            let argument = declared[slot], !arguments.has(slot)
        else { return }
        if let date = days.indices.first(where: { !used.contains($0) }).map({ days[$0] }) {
            let tense: Dates.Tense = argument.isPast ? .past : .future
            arguments[slot] = .text(facts.day(date, tense: tense).text)
            if declared[.lunar] != nil, date.isBareDay, Calendar16.isSixteenth(date, text) {
                arguments[.lunar] = .text("16")
            }
        } else if argument.isPast, let ago = facts.dayAgo {
            arguments[.date] = .text(ago.text)
        } else if declared[.lunar] == nil, declared[.which] == nil || declared[.period] != nil,
            !argument.isPast, let day = facts.nextLunarDay
        {
            // `农历十六约过的那个不来了`
            arguments[slot] = .text(day.text)
        }
    }

    /// `明早8点给全体代表发：开会`: when it is to be done stands before the words, and what the
    /// words say of days and times is theirs.
    private func fillAhead(
        _ facts: Facts,
        _ declared: Command.Declared,
        _ arguments: inout Arguments
    ) {
        guard declared.all.contains(where: \.argument.isAhead), let colon = colon(in: facts.range)
        else { return }
        let ahead = self.facts(trimmed(facts.range.lowerBound..<colon))
        fillWhen(ahead, mayBegin: true, declared, &arguments)
    }

    /// When a notice is to go out, as `2026-11-21T15:00` or `15:00`, and the stretch that says when the
    /// reception is: the time in the clause before a word like 发, neither behind a reception nor its own.
    func sending(_ facts: Facts) -> (moment: String, rest: Facts)? {
        for verb in facts.all(book.list(.sendVerbs)).prefix(8) {
            let start = (facts.range.lowerBound..<verb.range.lowerBound).last(where: isClauseEnd)
            let clause = (start.map { $0 + 1 } ?? facts.range.lowerBound)..<verb.range.lowerBound
            guard !clause.isEmpty else { continue }
            let ahead = self.facts(clause)
            guard let time = ahead.timeSaid,
                // `24号上午八点半的提醒`
                time.range.upperBound == clause.upperBound
                    || text.scalars[time.range.upperBound] != 0x7684,
                !book.list(.receptionNames)
                    .stand(in: text, clause.lowerBound..<time.range.lowerBound)
            else { continue }
            let day = ahead.dates.first.map { $0.day.text + "T" } ?? ""
            let before = self.facts(facts.range.lowerBound..<clause.lowerBound)
            let behind = self.facts(verb.range.upperBound..<facts.range.upperBound)
            return (day + time.value, before.dates.isEmpty ? behind : before)
        }
        return nil
    }

    /// Takes the time of the day from a stretch, and the day.
    ///
    /// A day without a time counts where the stretch begins or ends with it: `24日值班代表` are
    /// people.
    func fillWhen(
        _ ahead: Facts,
        mayBegin: Bool,
        _ declared: Command.Declared,
        _ arguments: inout Arguments
    ) {
        let time = ahead.time
        if declared[.at]?.isAhead == true, !arguments.has(.at) {
            arguments[.at] = time.map { .text($0) }
        }
        guard declared[.sendOn]?.isAhead == true, !arguments.has(.sendOn) else { return }
        if let lost = ahead.impossibleDates.first {
            arguments[.sendOn] = .text(ahead.text.original(lost))
        } else if let date = ahead.dates.first {
            let isAtStart = mayBegin && date.range.lowerBound == ahead.range.lowerBound
            let isAtEnd = date.range.upperBound == ahead.range.upperBound
            if time != nil || isAtStart || isAtEnd { arguments[.sendOn] = .text(date.day.text) }
        }
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
        case .period: return facts.period.map { .text($0) }
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
        case .days: return facts.number(before: book.list(.dayCounts)).map { .number($0.value) }
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
                    ?? (facts.references.isEmpty ? nil : whole(facts))
            }
            return book.lexicon.values[.reason]?.first(in: text, facts.range)
                .map { .text($0.value) }
        case .about:
            guard let words = about(guess, facts) else { return nil }
            guard argument.isWhole else { return .text(text.original(words)) }
            // What is added or mended goes to the end: `…，更正为11月16号`.
            let all = trimmed(words.lowerBound..<facts.range.upperBound)
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
            return book.lexicon.values[slot].flatMap { facts.first($0) }
                .map { Lexicon.value(slot, $0.value) }
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
                alone.first(in: text, range) != nil
            else { continue }
            arguments[slot] = .flag
        }
        // `当场给她答复了`
        if declared[.outcome]?.words != nil, !arguments.has(.outcome), !isGuided,
            arguments[.answeredOnSpot] == .flag
        {
            arguments[.outcome] = .text("answered")
        }
        let outcome = arguments.text(.outcome)
        if isGuided, outcome == nil || outcome == "answered" && !arguments.has(.answeredOnSpot) {
            arguments[.outcome] = .text("guided")
        }
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
