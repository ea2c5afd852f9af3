import Casework

extension Understanding {
    /// All words, or those after the colon that ends the order: `给一组发：周三集合`.
    func whole(_ facts: Facts) -> Arguments.Value? {
        var range = facts.range
        // `接待蒲小燕。烧垃圾味道大。当场答复：已在查。`: what is told stands before that colon.
        if let colon = colon(in: range),
            !text.scalars[range.lowerBound..<colon].contains(where: Understanding.endsSentence)
        {
            let rest = trimmed((colon + 1)..<range.upperBound)
            if rest.count >= 2 { range = rest }
        }
        // `36已修好`: the number that leads says which matter, not what is told of it.
        if range.lowerBound == facts.range.lowerBound, let first = facts.references.first,
            first.range.lowerBound == range.lowerBound
        {
            let rest = trimmed(first.range.upperBound..<range.upperBound)
            if rest.count >= 2 { range = rest }
        }
        let words = text.original(trimmed(range))
        return words.isEmpty ? nil : .text(words)
    }

    /// What an order is about: all words without those of the order around them, as in
    /// `把值班表公示出去`.
    func ordered(_ guess: Guess, _ facts: Facts) -> Arguments.Value? {
        var range = trimmed(facts.range)
        var isCut = true
        while isCut, !range.isEmpty {
            isCut = false
            for word in guess.words {
                if word.lowerBound == range.lowerBound {
                    range = trimmed(word.upperBound..<max(word.upperBound, range.upperBound))
                    isCut = true
                } else if word.upperBound == range.upperBound {
                    range = trimmed(range.lowerBound..<max(range.lowerBound, word.lowerBound))
                    isCut = true
                }
            }
            let leads = [book.lexicon.leads, book.list(.thingLeads)]
            if let end = leads.lazy.compactMap({
                $0.end(self.text.scalars, at: range.lowerBound, to: range.upperBound)
            }).first {
                range = trimmed(end..<range.upperBound)
                isCut = true
            }
            let trails = [book.lexicon.trails, book.list(.thingTrails)]
            for start in max(range.lowerBound, range.upperBound - 8)..<range.upperBound
            where trails.contains(where: {
                $0.longest(self.text.scalars, at: start, to: range.upperBound)?.end
                    == range.upperBound
            }) {
                range = trimmed(range.lowerBound..<start)
                isCut = true
                break
            }
        }
        range = withoutDay(withoutStory(range))
        return range.isEmpty ? whole(facts) : .text(text.original(range))
    }

    /// `12月24号的接待日公告` is the 接待日公告 of a day.
    private func withoutDay(_ range: Range<Int>) -> Range<Int> {
        guard let date = facts(range).dates.first, date.range.lowerBound == range.lowerBound,
            date.range.upperBound < range.upperBound - 2,
            text.scalars[date.range.upperBound] == 0x7684  // 的
        else { return range }
        return (date.range.upperBound + 1)..<range.upperBound
    }

    /// A thing without what is told of it: `工作计划主席团已经点头，可以公开了` gives 工作计划.
    private func withoutStory(_ range: Range<Int>) -> Range<Int> {
        let end = range.first(where: isClauseEnd) ?? range.upperBound
        let clause = range.lowerBound..<end
        guard clause.count >= 3 else { return range }
        let story = (clause.lowerBound + 2..<clause.upperBound).first {
            book.list(.readyWords).end(text.scalars, at: $0, to: clause.upperBound) != nil
        }
        guard let story else { return range }
        let lead = book.list(.thingLeads).end(text.scalars, at: clause.lowerBound, to: story)
        let thing = trimmed((lead ?? clause.lowerBound)..<story)
        return thing.isEmpty ? range : thing
    }

    /// The colon after which the words begin; nil where there is none, but in a time of the day.
    func colon(in range: Range<Int>) -> Int? {
        range.prefix(40).first { index in
            guard text.scalars[index] == 0x3A, index + 1 < range.upperBound else { return false }
            return !ScalarKind.isDigit(text.scalars[index + 1]) || index == range.lowerBound
                || !ScalarKind.isDigit(text.scalars[index - 1])
        }
    }

    /// What stands behind a word like 反映; nil where there is no such word.
    func told(
        after lead: Words,
        _ declared: Command.Declared,
        _ facts: Facts
    ) -> Arguments.Value? {
        guard let start = start(of: lead, declared, facts) else { return nil }
        let range = said(in: start..<facts.range.upperBound, declared).words
        return range.isEmpty ? nil : .text(text.original(range))
    }

    /// True for the 说 of 说法 and 说明, and the 问 of 问题.
    private func isNoun(_ end: Int) -> Bool {
        end < text.count && book.signs(.endNouns).contains(text.scalars[end])
    }

    /// Where the words begin that somebody said.
    ///
    /// `接待冯国平，房子的官司在打，想让代表说句话`: a 说 that stands further on is among the words.
    private func start(
        of lead: Words,
        _ declared: Command.Declared,
        _ facts: Facts
    ) -> Int? {
        // `我叫他去问复议机关` and what stands behind a sentence tell of nothing more.
        let sent = declared[.redirect] != nil ? told(facts) : nil
        let found = facts.all(lead).first { word in
            let before = max(facts.range.lowerBound, word.range.lowerBound - 1)
            return !(sent?.overlaps(word.range) ?? false)
                && text.scalars[before] != 0x573A  // 当场讲清
                && !isNoun(word.range.upperBound)
                && !text.scalars[facts.range.lowerBound..<word.range.lowerBound]
                    .contains(where: Understanding.endsSentence)
        }
        guard let found else { return nil }
        guard declared[.voterName] != nil, let name = facts.voterName,
            let end = facts.end(ofWords: name),
            let pause = (end..<facts.range.upperBound).first(where: isClauseEnd),
            found.range.lowerBound > pause + 3
        else { return found.range.upperBound }
        return pause + 1
    }

    /// A stretch without the clauses at its end that say what came of it: `当场答复`.
    func said(
        in range: Range<Int>,
        _ declared: Command.Declared
    ) -> (words: Range<Int>, outcome: String?) {
        guard let outcomes = declared[.outcome]?.words else { return (trimmed(range), nil) }
        for index in range where index > 0 {
            let before = text.scalars[index - 1]
            guard ScalarKind.isClauseEnd(before) || before == 0x20,
                let found = outcomes.longest(text.scalars, at: index, to: range.upperBound)
            else { continue }
            return (trimmed(range.lowerBound..<index), found.value)
        }
        guard declared[.redirect] != nil, let told = told(facts(range)) else {
            return (trimmed(range), nil)
        }
        // `…，我叫他去便民中心`
        let clause = range.last { $0 < told.lowerBound && isClauseEnd($0) }
        let isOwn = clause.map { told.lowerBound - $0 <= 3 } ?? false
        return (trimmed(range.lowerBound..<(isOwn ? clause ?? 0 : range.upperBound)), "guided")
    }

    /// What follows the clause that holds the order, when it is more than a word of thanks.
    ///
    /// The number of the matter may stand between: `反馈给选民 36 城建办已派人疏通`.
    func rest(_ guess: Guess, _ facts: Facts) -> Arguments.Value? {
        let start = guess.cues.map(\.upperBound).max() ?? facts.range.lowerBound
        guard
            let end = (start..<facts.range.upperBound).first(where: {
                isClauseEnd($0) || text.scalars[$0] == 0x3A
            })
        else { return nil }
        var range = trimmed(end..<facts.range.upperBound)
        if let number = facts.references.first(where: {
            $0.range.lowerBound == range.lowerBound
        }) {
            range = trimmed(number.range.upperBound..<range.upperBound)
        }
        guard range.count(where: { ScalarKind.isWord(text.scalars[$0]) }) >= 4 else { return nil }
        return .text(text.original(range))
    }

    /// The clauses beside the one that holds the order: `24日请假，家里有事`, `修好了，撤了吧`.
    ///
    /// All words where the reason stands on both sides, or where the order takes every clause; nil for
    /// a message of one clause.
    func besides(_ guess: Guess, _ facts: Facts) -> Arguments.Value? {
        var clauses: [Range<Int>] = []
        var start = facts.range.lowerBound
        for index in facts.range where isPause(index) {
            clauses.append(trimmed(start..<index))
            start = index + 1
        }
        clauses.append(trimmed(start..<facts.range.upperBound))
        clauses.removeAll { clause in
            // `望同意` gives no reason.
            !clause.contains { ScalarKind.isWord(text.scalars[$0]) }
                || book.list(.pleads).end(
                    text.scalars,
                    at: clause.lowerBound,
                    to: clause.upperBound
                ) == clause.upperBound
        }
        guard clauses.count > 1 else { return nil }
        let loose = clauses.indices.filter { index in
            !guess.words.contains { $0.overlaps(clauses[index]) }
                && !facts.references.contains { $0.range == clauses[index] }
        }
        // `经核，46不属我所职责范围，现予退回`: a reason may have words of the order too, and what only
        // asks for it again gives none.
        let isOrder = clauses.map { orders($0, facts) }
        let hasOrder = isOrder.contains(true)
        var free = clauses.indices.filter { index in
            !isOrder[index]
                && (loose.contains(index) || hasOrder && tells(clauses[index]))
        }
        // `退回，不归我们`
        if free.isEmpty, hasOrder { free = clauses.indices.filter { !isOrder[$0] } }
        if free.isEmpty { free = loose }
        guard let first = free.first, let last = free.last, last - first == free.count - 1 else {
            return self.whole(facts)
        }
        let lead = book.list(.reasonLeads)
            .end(text.scalars, at: clauses[first].lowerBound, to: clauses[last].upperBound)
        // `45 我们人手紧，想延到25日`
        let number = facts.references.first { $0.range.lowerBound == clauses[first].lowerBound }
        let end = clauses[last].upperBound
        let begin =
            (lead ?? number?.range.upperBound)
            .map { skipSpaces(text.scalars, min($0, end), end) } ?? clauses[first].lowerBound
        return begin < end ? .text(text.original(begin..<end)) : self.whole(facts)
    }

    /// True for a clause of some length, numbers aside.
    private func tells(_ clause: Range<Int>) -> Bool {
        let signs = clause.count { index in
            let value = text.scalars[index]
            return ScalarKind.isHan(value) && !Numerals.begins(value)
        }
        return signs >= 5 || clause.count { ScalarKind.isLetter(text.scalars[$0]) } >= 10
    }

    /// True for one clause that says what is wanted and nothing more: `再给36号三天时间`.
    func ordersAlone(_ guess: Guess, _ facts: Facts) -> Bool {
        guard !trimmed(facts.range).contains(where: isPause) else { return false }
        var known = guess.words + facts.dates.map(\.range) + facts.references.map(\.range)
        known += facts.units.map(\.range)
        let lists: [WordList] = [
            .orderWords, .dayCounts, .weekCounts, .monthCounts, .halfMonths, .thingTrails,
        ]
        for list in lists { known += facts.all(book.list(list)).map(\.range) }
        let left = facts.range.filter { index in
            !Numerals.begins(text.scalars[index]) && !known.contains { $0.contains(index) }
        }
        return left.count { ScalarKind.isHan(text.scalars[$0]) } < 3
            && left.count { ScalarKind.isLetter(text.scalars[$0]) } < 9
    }

    /// True for a clause that says what is wanted, and not why.
    private func orders(_ clause: Range<Int>, _ facts: Facts) -> Bool {
        facts.dates.contains { $0.range.overlaps(clause) && !$0.isBareDay }
            || book.list(.orderWords).stand(in: text, clause)
    }

    /// All words of a message with more than one clause: one of them gives the reason.
    func several(_ facts: Facts) -> Arguments.Value? {
        let words = trimmed(facts.range)
        return words.contains(where: isPause) ? whole(facts) : nil
    }

    /// A stop, a colon, or a space beside a Chinese word.
    func isPause(_ index: Int) -> Bool {
        let value = text.scalars[index]
        if ScalarKind.isClauseEnd(value) { return true }
        if value == 0x3A {
            return index == 0 || !ScalarKind.isDigit(text.scalars[index - 1])
        }
        guard value == 0x20, index > 0, index + 1 < text.count else { return false }
        return ScalarKind.isHan(text.scalars[index - 1])
            && ScalarKind.isHan(text.scalars[index + 1])
    }

    /// What stands after a word, to the end of its clause.
    func after(_ words: Words, _ facts: Facts) -> Arguments.Value? {
        guard let lead = facts.first(words) else { return nil }
        // `天气原因，延到20日`: it is said before the word.
        if lead.range.upperBound < facts.range.upperBound,
            isClauseEnd(lead.range.upperBound), lead.range.lowerBound > facts.range.lowerBound,
            ScalarKind.isHan(text.scalars[lead.range.lowerBound - 1]),
            text.scalars[lead.range.upperBound - 1] == 0x56E0  // 因
        {
            let stop = (facts.range.lowerBound..<lead.range.lowerBound).last(where: isClauseEnd)
            let start = stop.map { $0 + 1 } ?? facts.range.lowerBound
            let number = facts.references.first { $0.range.lowerBound == start }
            let begin = min(number?.range.upperBound ?? start, lead.range.lowerBound)
            let clause = begin..<lead.range.upperBound
            return .text(text.original(trimmed(clause)))
        }
        let start = skipSpaces(text.scalars, lead.range.upperBound, facts.range.upperBound)
        let end =
            text.scalars[start..<facts.range.upperBound].firstIndex {
                [0x3B, 0x3002, 0x21, 0x0A].contains($0)
            } ?? facts.range.upperBound
        let range = trimmed(start..<end)
        return range.isEmpty ? nil : .text(text.original(range))
    }

    /// Where a voter is sent: `请向纪委反映` gives 纪委, `叫他先去便民中心问问` 便民中心.
    ///
    /// - Parameters:
    ///   - facts: The stretch.
    ///   - isToldOnly: True where only words said to a person count: a visitor's own `找工作` sends nobody.
    /// - Returns: The name as it was written; nil where nobody is sent anywhere.
    func redirect(_ facts: Facts, isToldOnly: Bool = false) -> Arguments.Value? {
        let start =
            told(facts)?.upperBound
            ?? (isToldOnly ? nil : facts.first(book.list(.redirectBefore))?.range.upperBound)
        guard let start else { return nil }
        let end =
            text.scalars[start..<facts.range.upperBound].firstIndex {
                [0x3B, 0x3002, 0x21, 0x0A].contains($0)
            } ?? facts.range.upperBound
        let range = trimmed(start..<end)
        guard !range.isEmpty else { return nil }
        // `先找农业办鉴定`
        if let unit = book.lexicon.units.end(
            text.scalars,
            at: range.lowerBound,
            to: range.upperBound
        ),
            ScalarKind.isHan(text.scalars[range.lowerBound])
        {
            return .text(text.original(range.lowerBound..<unit))
        }
        let stop = (range.lowerBound + 1..<max(range.lowerBound + 1, range.upperBound)).first {
            if isClauseEnd($0) { return true }
            guard
                let act = book.list(.redirectAfter)
                    .longest(text.scalars, at: $0, to: range.upperBound)
            else { return false }
            // `人民调解委员会` goes on.
            return act.end == range.upperBound || !ScalarKind.isHan(text.scalars[act.end])
        }
        return .text(institution(text.original(range.lowerBound..<(stop ?? range.upperBound))))
    }

    /// Words by which a person is told where to go: `让她去`, `sent him to the`.
    func told(_ facts: Facts) -> Range<Int>? {
        for lead in facts.all(book.list(.redirectTold)) {
            // `叫他先去`: a word like 先 may stand between.
            for index in lead.range.upperBound..<min(lead.range.upperBound + 4, text.count) {
                if ScalarKind.isClauseEnd(text.scalars[index]) { break }
                let limit = facts.range.upperBound
                if let word = book.list(.redirectTo).longest(text.scalars, at: index, to: limit) {
                    return lead.range.lowerBound..<word.end
                }
            }
        }
        return nil
    }

    /// A name without an article before it or a stop behind it.
    func institution(_ words: String) -> String {
        var words = words[...]
        while let last = words.last, ". 了".contains(last) { words = words.dropLast() }
        return words.lowercased().hasPrefix("the ") ? String(words.dropFirst(4)) : String(words)
    }

    /// `《…》`, or what stands between 关于 and 的建议.
    func title(_ range: Range<Int>) -> Arguments.Value? {
        let scalars = text.scalars
        if let open = scalars[range].firstIndex(of: 0x300A),
            let close = scalars[open..<range.upperBound].firstIndex(of: 0x300B),
            close > open + 1
        {
            return .text(text.original((open + 1)..<close))
        }
        // `Suggestion: "A night bus for Qiaopu".`
        if let open = scalars[range].prefix(30).firstIndex(of: 0x22),
            let close = scalars[(open + 1)..<range.upperBound].firstIndex(of: 0x22),
            close > open + 3
        {
            return .text(text.original((open + 1)..<close))
        }
        guard let lead = book.list(.titleBefore).first(in: text, range) else { return nil }
        let end =
            scalars[lead.range.upperBound..<range.upperBound].firstIndex {
                ScalarKind.isClauseEnd($0)
            } ?? range.upperBound
        let title = trimmed(lead.range.upperBound..<end)
        return title.isEmpty ? nil : .text(text.original(title))
    }

    func audience(_ facts: Facts) -> Arguments.Value? {
        if let group = facts.group {
            let sign = facts.has(.groupLeaders) ? "group_leader:" : "group:"
            let groups = facts.groups(before: colon(in: facts.range) ?? facts.range.upperBound)
            if groups.count > 1 { return .list(groups.map { sign + String($0) }) }
            return .text(sign + String(group))
        }
        return book.lexicon.values[.audience].flatMap { facts.first($0) }.map { .text($0.value) }
    }

    /// The words that say which matter, without those that say what is wanted of it.
    func about(_ guess: Guess, _ facts: Facts) -> Range<Int>? {
        var first: Int?
        var last: Int?
        var weight = 0
        var index = facts.range.lowerBound
        let stops = book.list(.aboutStops)
        let inner = book.list(.aboutInner)
        while index < facts.range.upperBound {
            // `水管`: a sign that stands by itself elsewhere may end a word.
            let isInner =
                last == index && inner.end(text.scalars, at: index, to: index + 1) != nil
            if !isInner,
                let stop = stops.longest(text.scalars, at: index, to: facts.range.upperBound)
            {
                index = stop.end
                continue
            }
            if let cue = guess.words.first(where: { $0.contains(index) && $0.count < 8 }) {
                index = cue.upperBound
                continue
            }
            let value = text.scalars[index]
            let isNumber = facts.references.contains { $0.range.contains(index) }
            if ScalarKind.isWord(value), !isNumber {
                first = first ?? index
                last = index + 1
                weight += ScalarKind.isHan(value) ? 3 : 1
            }
            index += 1
        }
        guard let first, let last, weight >= 5 else { return nil }
        return first..<last
    }
}
