import Casework

/// A composition with its words made ready.
///
/// A class, so that handing it on copies nothing; it never changes once it is made.
final class Composer: Sendable {
    let action: Action
    let headings: [Form]
    let labels: Words
    let openers: Words
    /// Those that count only where a clause begins: `,望农业办`.
    let clauseOpeners: Words
    let body: Slot
    let finds: [Slot]
    let opensByKind: Bool
    /// True where only labels part its words: without any, its phrasings say more.
    let isByLabelsAlone: Bool

    init(
        _ action: Action,
        _ composition: CommandBook.Composition,
        words: Table<Slot, Words>,
        command: Command?
    ) {
        self.action = action
        body = composition.body
        finds = composition.finds
        opensByKind = composition.opensByKind
        isByLabelsAlone =
            composition.finds.isEmpty && composition.openers.isEmpty && !composition.opensByKind
        labels = Composer.words(composition.labels)
        let listed = composition.openers.flatMap { slot, words in
            words.flatMap { Composer.opener($0, slot) }
        }
        openers = Words(listed.filter { $0.word.first != "," })
        clauseOpeners = Words(
            listed.filter { $0.word.first == "," }
                .map { (word: String($0.word.dropFirst()), value: $0.value) }
        )
        headings = composition.headings.enumerated().map { order, pattern in
            Form(pattern, action: action, order: order, names: []) {
                Recogniser($0, argument: $1, command: command, words: words)
            }
        }
    }

    /// A word that opens a slot, as it stands in a book.
    ///
    /// `望(尽快)`: what stands in brackets has to follow, and is said already. `望!(去|见)`: it does not
    /// count before one of these.
    private static func opener(_ word: String, _ slot: Slot) -> [(word: String, value: String)] {
        let parts = word.split(separator: "(", maxSplits: 1)
        guard parts.count == 2 else { return [(word, slot.rawValue)] }
        let rest = parts[1].dropLast()
        guard parts[0].last == "!" else {
            return [(String(parts[0] + rest), slot.rawValue + "/" + String(rest.count))]
        }
        let start = String(parts[0].dropLast())
        let never = rest.split(separator: "|").map { (word: start + $0, value: "") }
        return [(start, slot.rawValue)] + never
    }

    /// The word that opens a slot at a position.
    func opener(
        _ text: [UInt32],
        at index: Int,
        to limit: Int,
        isClauseStart: Bool
    ) -> (value: String, end: Int)? {
        openers.longest(text, at: index, to: limit)
            ?? (isClauseStart ? clauseOpeners.longest(text, at: index, to: limit) : nil)
    }

    private static func words(_ table: [Slot: [String]]) -> Words {
        Words(table.flatMap { slot, words in words.map { (word: $0, value: slot.rawValue) } })
    }
}

extension Understanding {
    /// A label with the stretch of its words.
    private struct Labelled {
        var slot: Slot
        var start: Int
        var range: Range<Int>
    }

    /// Takes a longer text apart: labelled lines, a heading, or, when forced, a kind in its
    /// opening words.
    ///
    /// Unless forced, all words may say that it means something else.
    func composed(isForced: Bool) -> [Step]? {
        let begins = Array(starts(from: 0, to: text.count))
        let headings = book.compositions.map { composer in
            begins.lazy.compactMap { self.heading(composer, $0) }.first
        }
        // What says its name is that, whatever its labels could also be.
        let named = headings.indices.filter { headings[$0] != nil }
        for index in named + headings.indices.filter({ headings[$0] == nil }) {
            let composer = book.compositions[index]
            let heading = headings[index]
            let start = heading?.end ?? begins.first ?? 0
            let labels = labels(composer, from: start)
            let slots = Set(labels.map(\.slot))
            let isLabelled = slots.count >= 2 && slots.contains(composer.body)
            let isKind = isForced && composer.opensByKind && !asker.isVoterOnly && opensByKind()
            guard isForced ? isKind : heading != nil || isLabelled else { continue }
            if composer.isByLabelsAlone, labels.isEmpty { continue }
            if heading != nil, !slots.contains(composer.body),
                !(start..<text.count).contains(where: { ScalarKind.isWord(text.scalars[$0]) })
            {
                continue
            }
            if !isForced, !isMeantSo(composer.action) { return nil }
            return compose(composer, start, labels, heading?.constants ?? [:])
        }
        return nil
    }

    /// The whole message taken apart for an action that its cues have named.
    func composed(as action: Action) -> [Step]? {
        guard let composer = book.compositions.first(where: { $0.action == action }) else {
            return nil
        }
        let labels = labels(composer, from: 0)
        if composer.isByLabelsAlone, labels.isEmpty { return nil }
        return compose(composer, 0, labels, [:])
    }

    private func opensByKind() -> Bool {
        let range = 0..<min(text.count, 30)
        return book.lexicon.values[.kind]?.stand(in: text, range) == true
    }

    /// The end of a heading at a position: a sign, a space or a break must follow it.
    private func heading(
        _ composer: Composer,
        _ start: Int
    ) -> (end: Int, constants: [Slot: Arguments.Value])? {
        let first = Token.first(of: text.scalars, at: start).token
        guard composer.headings.contains(where: { $0.mayBegin(with: first) }) else { return nil }
        var matcher = matcher
        var longest: (end: Int, constants: [Slot: Arguments.Value])?
        var limit = start
        while limit < min(text.count, start + 24) {
            let value = text.scalars[limit]
            if limit > start, !ScalarKind.isWord(value) {
                for form in composer.headings where form.mayBegin(with: first) {
                    if form.conditions.contains(.office), asker.isVoterOnly { continue }
                    if form.conditions.contains(.voter), !asker.isVoterOnly { continue }
                    if matcher.fits(form, from: start, to: limit) {
                        longest = (limit, form.constants)
                        break
                    }
                }
            }
            limit += 1
        }
        return longest
    }

    /// What is labelled as such only before a number.
    private static let counts: Set<Slot> = [.voters, .opinions, .answeredOnSpot]

    /// The number that is all a label says, with its measure or without: `两人`, `3条`, `two`.
    private func count(labelledAt start: Int, to limit: Int) -> Int? {
        let start = skipSpaces(text.scalars, start, limit)
        guard start < limit, let found = Numerals.counted(text.scalars, at: start, to: limit),
            found.length <= 3
        else { return nil }
        var end = found.end
        if end < limit, Understanding.labelledMeasures.contains(text.scalars[end]) { end += 1 }
        // `意见：1、路灯不亮` counts its points.
        guard end == limit || !ScalarKind.isWord(text.scalars[end]) else { return nil }
        return end < limit && [0x3001, 0x2E, 0x29].contains(text.scalars[end]) ? nil : found.value
    }

    /// What people and matters are counted by: 人, 位, 名, 个, 条, 件, 次.
    private static let labelledMeasures: Set<UInt32> = [
        0x4EBA, 0x4F4D, 0x540D, 0x4E2A, 0x6761, 0x4EF6, 0x6B21,
    ]

    /// What may be said right behind its label, without a colon.
    private static let plain: Set<Slot> = [.place, .date, .group, .participants, .photos, .topic]

    /// The labels of a text: those with a colon, and others where three or more stand in it.
    private func labels(_ composer: Composer, from start: Int) -> [Labelled] {
        let all = labels(composer, from: start, mayBePlain: true)
        if all.isEmpty || Set(all.map(\.slot)).count >= 3 { return all }
        return labels(composer, from: start, mayBePlain: false)
    }

    private func labels(
        _ composer: Composer,
        from start: Int,
        mayBePlain: Bool
    ) -> [Labelled] {
        var labels: [Labelled] = []
        let limit = text.count
        for index in start..<limit {
            if index > start, ScalarKind.isWord(text.scalars[index - 1]) { continue }
            guard let found = composer.labels.longest(text.scalars, at: index, to: limit),
                let slot = Slot(rawValue: found.value)
            else { continue }
            let after = skipSpaces(text.scalars, found.end, limit)
            // `【地点】斜路`, but not `[图片]`
            let isBracketed =
                slot != .photos && index > start && text.scalars[index - 1] == 0x5B
                && after < limit && text.scalars[after] == 0x5D
            let isColon = isBracketed || after < limit && text.scalars[after] == 0x3A
            let isTitle = after < limit && [0x300A, 0x22].contains(text.scalars[after])
            let isPlain =
                mayBePlain && Understanding.plain.contains(slot) && after < limit
                && ScalarKind.isWord(text.scalars[after])
                && (index == start || index == 0 || isClauseEnd(index - 1)
                    || text.scalars[index - 1] == 0x5D)
            let isNumber =
                slot == .phone && after < limit && ScalarKind.isDigit(text.scalars[after])
            let isName = slot == .name && after == found.end
            guard isColon || isNumber || isName || isTitle || isPlain else { continue }
            // `意见：3` counts, `意见：路灯不亮` tells.
            if Understanding.counts.contains(slot), count(labelledAt: after + 1, to: limit) == nil {
                continue
            }
            labels.append(
                Labelled(
                    slot: slot,
                    start: isBracketed ? index - 1 : index,
                    range: (isColon ? after + 1 : after)..<limit
                )
            )
        }
        for index in labels.indices {
            let end = index + 1 < labels.count ? labels[index + 1].start : limit
            let begin = min(labels[index].range.lowerBound, end)
            labels[index].range = trimmed(begin..<end)
        }
        return labels
    }

    private func compose(
        _ composer: Composer,
        _ start: Int,
        _ labels: [Labelled],
        _ constants: [Slot: Arguments.Value]
    ) -> [Step] {
        var arguments = Arguments(constants)
        var loose: [Range<Int>] = [start..<(labels.first?.start ?? text.count)]
        for label in labels {
            var (value, rest) = value(of: label, composer)
            // `发现问题：桥面裂缝。建议先限重。`: what words like 建议 open stands within the body, where it
            // has no label of its own.
            if label.slot == composer.body, !labels.contains(where: { $0.slot == .suggestion }) {
                let told = openers(composer, label.range, &arguments)
                let words = told.map(trimmed).filter { !$0.isEmpty }.map(text.original)
                if words.count > 1 || told.first != label.range, !words.isEmpty {
                    value = .text(words.joined(separator: "；"))
                }
            }
            // `内容：…` and `问题：…` are both what is told.
            if case .text(let more)? = value, label.slot == composer.body,
                let told = arguments.text(label.slot)
            {
                arguments[label.slot] = .text(told + "；" + more)
            }
            if let value, !arguments.has(label.slot) { arguments[label.slot] = value }
            guard let rest, !rest.isEmpty else { continue }
            // What stands before a title only says that a suggestion follows.
            if label.slot == .title, loose.count == 1, loose[0].count <= 14,
                book.list(.suggestionNouns).stand(in: text, loose[0])
            {
                loose.removeAll()
            }
            loose.append(rest)
        }
        let range = 0..<text.count
        for slot in composer.finds where !arguments.has(slot) {
            if let value = find(slot, in: range, composer) { arguments[slot] = value }
        }
        if book.commands[composer.action]?.arguments[.places] != nil {
            let named = labels.first { $0.slot == .place }?.range ?? range
            let several = places(in: named) + placesOfItems(in: named)
            if several.count > 1 {
                arguments[.places] = .list(several)
                arguments[.place] = nil
            }
        }
        var bodies: [Range<Int>] = []
        for range in loose {
            bodies += openers(composer, range, &arguments)
        }
        let declared = book.commands[composer.action]?.arguments ?? .nothing
        if declared[.voterName] != nil {
            // `接待登记 选民王阿根 村:斜路 事项:…`
            for range in loose where !range.isEmpty && arguments.has(composer.body) {
                let facts = facts(range)
                if !arguments.has(.voterName), let name = facts.voterName {
                    arguments[.voterName] = .text(name)
                }
                if !arguments.has(.village), let village = facts.home {
                    arguments[.village] = .text(village)
                }
            }
        }
        if declared[.redirect] != nil, !arguments.has(.redirect) {
            let isOfVisits = book.commands[composer.action]?.isOfVisits == true
            arguments[.redirect] = redirect(self.facts(range), isToldOnly: isOfVisits)
        }
        finish(&arguments, declared, in: range)
        if declared[.title] != nil, !arguments.has(.title) { arguments[.title] = title(range) }
        if arguments.has(composer.body) {
            flags(range, &arguments)
            return [Step(composer.action, arguments)]
        }
        let kept = bodies.map(trimmed).filter { !$0.isEmpty }
        let facts = composer.finds
        let words = kept.compactMap { body -> Range<Int>? in
            composer.opensByKind ? withoutFacts(body, facts, composer) : body
        }
        if composer.body == .content, let body = words.first, words.count == 1 {
            // `I want to report something` says nothing yet.
            if saysNothing(body) { return [Step(composer.action, arguments)] }
            return filings(composer.action, body, arguments).map { step in
                // A suggestion has no place and no kind.
                var step = step
                for slot in step.arguments.values.keys where declared[slot] == nil {
                    step.arguments[slot] = nil
                }
                return step
            }
        }
        if composer.body == .content { describe(range, &arguments) }
        let joined = words.map { text.original($0) }.filter { !$0.isEmpty }
        if !joined.isEmpty { arguments[composer.body] = .text(joined.joined(separator: "，")) }
        return [Step(composer.action, arguments)]
    }

    func saysNothing(_ range: Range<Int>) -> Bool {
        let words = book.list(.emptyWords)
        return words.end(text.scalars, at: range.lowerBound, to: range.upperBound)
            == range.upperBound
    }

    /// What a label says, and what stands behind it when its words are short.
    private func value(
        of label: Labelled,
        _ composer: Composer
    ) -> (Arguments.Value?, rest: Range<Int>?) {
        let command = book.commands[composer.action]
        let recogniser = Recogniser(
            label.slot,
            argument: nil,
            command: command,
            words: book.lexicon.values
        )
        let range = label.slot == .photos ? label.range : withoutCounts(label.range)
        guard !range.isEmpty else { return (nil, nil) }
        if Understanding.counts.contains(label.slot) {
            return (
                count(labelledAt: range.lowerBound, to: range.upperBound).map { .number($0) }, nil
            )
        }
        // `标题：关于建立葡萄冻害保险的建议。去年倒春寒…`
        if label.slot == .title,
            let stop = text.scalars[range].firstIndex(where: { $0 == 0x3002 || $0 == 0x0A }),
            stop + 4 < range.upperBound
        {
            let title = trimmed(range.lowerBound..<stop)
            let rest = behindLead(trimmed((stop + 1)..<range.upperBound))
            if text.scalars[title.lowerBound] != 0x300A {
                return (.text(text.original(title)), rest)
            }
        }
        // `标题《…》,内容是…`
        if label.slot == .title, text.scalars[range.lowerBound] == 0x300A,
            let close = text.scalars[range].firstIndex(of: 0x300B), close > range.lowerBound + 1
        {
            let title = trimmed((range.lowerBound + 1)..<close)
            return (
                .text(text.original(title)), behindLead(trimmed((close + 1)..<range.upperBound))
            )
        }
        switch label.slot {
        case .place, .content, .finding, .suggestion, .text, .topic, .participants, .redirect,
            .grounds, .unitsSaid, .title, .situation, .analysis:
            let known = book.lexicon.candidates(
                recogniser,
                text,
                range.lowerBound,
                range.upperBound,
                today
            )
            if let exact = known.first(where: { $0.end == range.upperBound && $0.score > 0 }),
                label.slot != .participants
            {
                return (exact.values[0].1, nil)
            }
            if label.slot == .participants, let count = people(in: range) {
                return (.number(count.value), nil)
            }
            // `【人数】7`
            if label.slot == .participants,
                let count = Numerals.counted(
                    text.scalars,
                    at: range.lowerBound,
                    to: range.upperBound
                ),
                count.length <= 3,
                count.end == range.upperBound || text.scalars[count.end] == 0x20
            {
                return (.number(count.value), trimmed(count.end..<range.upperBound))
            }
            // `地点：桥浦河，发现…`: a place is short, and what follows it is not of its label.
            if [.place, .topic].contains(label.slot), let comma = range.first(where: isClauseEnd) {
                let words = text.original(trimmed(range.lowerBound..<comma))
                return (.text(words), (comma + 1)..<range.upperBound)
            }
            return (.text(text.original(range)), nil)
        case .outcome where command?.arguments[.outcome]?.words != nil:
            let words = command?.arguments[.outcome]?.words
            return (words?.first(in: text, range).map { .text($0.value) }, nil)
        case .name, .whom, .voterName:
            let end =
                range.first {
                    let value = text.scalars[$0]
                    return !ScalarKind.isWord(value) && value != 0x20 || ScalarKind.isDigit(value)
                }
                ?? range.upperBound
            // `接待：花桥茅阿根`
            let home = book.lexicon.places.end(text.scalars, at: range.lowerBound, to: end)
            let words = trimmed((home ?? range.lowerBound)..<end)
            if words.isEmpty { return (nil, range) }
            // `选民汤国庆说…`: a name of which too much is said ends where a name does.
            if words.count > 4, let name = facts(words).fullName(from: words.lowerBound) {
                return (.text(text.original(words.lowerBound..<name)), name..<range.upperBound)
            }
            return (.text(text.original(words)), end..<range.upperBound)
        case .photos:
            return (
                Numerals.read(text.scalars, at: range.lowerBound, to: range.upperBound)
                    .map { .number($0.value) }, nil
            )
        default:
            let found = book.lexicon.candidates(
                recogniser,
                text,
                range.lowerBound,
                range.upperBound,
                today
            )
            guard let best = found.first else {
                return (label.slot == .village ? .text(text.original(range)) : nil, nil)
            }
            return (best.values[0].1, best.end..<range.upperBound)
        }
    }

    /// A stretch without words like 内容是 at its head.
    private func behindLead(_ range: Range<Int>) -> Range<Int> {
        let lead = book.list(.bodyLeads).end(
            text.scalars,
            at: range.lowerBound,
            to: range.upperBound
        )
        return trimmed((lead ?? range.lowerBound)..<range.upperBound)
    }

    /// Cuts off what follows words like `建议`; gives back what is left of the stretch.
    private func openers(
        _ composer: Composer,
        _ range: Range<Int>,
        _ arguments: inout Arguments
    ) -> [Range<Int>] {
        // No slot: back to the body, as in `希望补上；另外公厕没灯，希望装灯`.
        var marks: [(slot: Slot?, start: Int, end: Int)] = []
        for index in range where marks.last.map({ index >= $0.end }) ?? true {
            if marks.last?.slot != nil, index > range.lowerBound, isClauseEnd(index - 1),
                let joiner = book.list(.joiners)
                    .longest(text.scalars, at: index, to: range.upperBound),
                composer.openers.longest(text.scalars, at: joiner.end, to: range.upperBound) == nil
            {
                marks.append((nil, index, joiner.end))
                continue
            }
            guard
                let found = composer.opener(
                    text.scalars,
                    at: index,
                    to: range.upperBound,
                    isClauseStart: index > range.lowerBound && isClauseEnd(index - 1)
                ), let slot = Slot(rawValue: String(found.value.prefix { $0 != "/" })),
                !arguments.has(slot), !endsWithOf(found.end, range),
                !isNegated(index, from: range.lowerBound),
                marks.last?.slot == nil || !marks.contains(where: { $0.slot == slot })
            else { continue }
            let kept = found.value.split(separator: "/").dropFirst().first.flatMap { Int($0) } ?? 0
            marks.append((slot, index, found.end - kept))
        }
        guard let first = marks.first else { return [range] }
        var bodies = [range.lowerBound..<first.start]
        var said: [Slot: [String]] = [:]
        for (index, mark) in marks.enumerated() {
            let end = index + 1 < marks.count ? marks[index + 1].start : range.upperBound
            let words = withoutCounts(trimmed(mark.end..<end))
            if words.isEmpty { continue }
            guard let slot = mark.slot else {
                bodies.append(words)
                continue
            }
            said[slot, default: []].append(text.original(words))
        }
        for (slot, words) in said { arguments[slot] = .text(words.joined(separator: "；")) }
        return bodies
    }

    /// True in `刚看见的，建议…`: nothing is told behind it.
    private func endsWithOf(_ end: Int, _ range: Range<Int>) -> Bool {
        end < range.upperBound && text.scalars[end] == 0x7684  // 的
            && (end + 1 == range.upperBound || isClauseEnd(end + 1))
    }

    /// True in `没有发现垃圾`: nothing begins there.
    private func isNegated(_ index: Int, from lower: Int) -> Bool {
        (max(lower, index - 3)..<max(lower, index)).contains {
            book.list(.negators).end(text.scalars, at: $0, to: index) == index
        }
    }
}
