import Casework

// The labels of a composition, and what each says.
extension Understanding {
    /// A label with the stretch of its words.
    struct Labelled {
        var slot: Slot
        var start: Int
        var range: Range<Int>
    }

    /// What is labelled as such only before a number.
    static let counts: Set<Slot> = [.voters, .opinions, .answeredOnSpot]

    /// The number that is all a label says, with its measure or without: `两人`, `3条`, `two`.
    private func count(labelledAt start: Int, to limit: Int) -> Int? {
        let start = skipSpaces(text.scalars, start, limit)
        guard start < limit, let found = Numerals.counted(text.scalars, at: start, to: limit),
            found.length <= 3
        else { return nil }
        var end = found.end
        if end < limit, book.signs(.countLabelled).contains(text.scalars[end]) { end += 1 }
        // `意见：1、路灯不亮` counts its points.
        guard end == limit || !ScalarKind.isWord(text.scalars[end]) else { return nil }
        return end < limit && [0x3001, 0x2E, 0x29].contains(text.scalars[end]) ? nil : found.value
    }

    /// What may be said right behind its label, without a colon.
    private static let plain: Set<Slot> = [.place, .date, .group, .participants, .photos, .topic]

    /// The labels of a text: those with a colon, and others where three or more stand in it.
    func labels(_ composer: Composer, from start: Int) -> [Labelled] {
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
            // `place: Shiqiaotou market. seen: …`
            let last = labels[index].range.upperBound - 1
            if labels[index].slot != composer.body, last > begin, text.scalars[last] == 0x2E {
                labels[index].range = trimmed(labels[index].range.lowerBound..<last)
            }
        }
        return labels
    }

    /// What a label says, and what stands behind it when its words are short.
    func value(
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
}
