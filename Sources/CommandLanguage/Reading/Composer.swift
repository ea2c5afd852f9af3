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
            let isLabelled =
                slots.count >= 2 && slots.contains(composer.body)
                || slots.intersection(Understanding.counts).count >= 2
                // `选民:江荷花 村居:桥浦 反映:…`
                || composer.action == book.visitCommand
                    && slots.isSuperset(of: [.voterName, .village])
            let isKind = isForced && composer.opensByKind && !asker.isVoterOnly && opensByKind()
            guard isForced ? isKind : heading != nil || isLabelled else { continue }
            if composer.isByLabelsAlone, !isForm(labels) { continue }
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
        if composer.isByLabelsAlone, !isForm(labels) { return nil }
        return compose(composer, 0, labels, [:])
    }

    /// True where labels make a form: the telephone of one of several visitors does not, as in
    /// `花桥吴大妈说…，电话13900001122；桥浦毛阿香反映…`.
    private func isForm(_ labels: [Labelled]) -> Bool {
        guard !labels.contains(where: { $0.slot != .phone }) else { return true }
        let body = colon(in: 0..<text.count).map { $0 + 1 } ?? 0
        return !labels.isEmpty && facts(body..<text.count).visitorsInRow.count < 2
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
            for range in loose where !range.isEmpty {
                let facts = facts(range)
                if !arguments.has(.voterName), let name = facts.voterName {
                    arguments[.voterName] = .text(name)
                }
                if !arguments.has(.village), let village = facts.home {
                    arguments[.village] = .text(village)
                }
            }
        }
        // `接待选民：花桥茅阿根`: where a visitor lives may stand with the name.
        if declared[.village] != nil, !arguments.has(.village),
            let name = labels.first(where: { $0.slot == .voterName })
        {
            arguments[.village] = self.facts(name.range).home.map { .text($0) }
        }
        if declared[.redirect] != nil, !arguments.has(.redirect) {
            let isOfVisits = book.commands[composer.action]?.isOfVisits == true
            arguments[.redirect] = redirect(self.facts(range), isToldOnly: isOfVisits)
        }
        finish(&arguments, of: composer.action, declared, in: range)
        if declared[.title] != nil, !arguments.has(.title) { arguments[.title] = title(range) }
        // `黄西岙溪坑里电鱼的又来了，今天看到两个人`: what goes before 看到 was seen as well.
        if composer.opensByKind, !labels.contains(where: { $0.slot == composer.body }),
            let told = arguments.text(composer.body), let body = bodies.map(trimmed).first,
            let words = withoutFacts(body, composer.finds, composer),
            self.facts(words).has(.troubles)
        {
            arguments[composer.body] = .text(text.original(words) + "，" + told)
        }
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

    /// Cuts off what follows words like `建议`; gives back what is left of the stretch.
    private func openers(
        _ composer: Composer,
        _ range: Range<Int>,
        _ arguments: inout Arguments
    ) -> [Range<Int>] {
        let known = book.marks.learnt(of: composer.action)
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
                known?.beginnings[slot]?.isUnlikely(at: index, in: range, of: text, book.lexicon)
                    != true,
                marks.last?.slot == nil || !marks.contains(where: { $0.slot == slot })
            else { continue }
            let kept = found.value.split(separator: "/").dropFirst().first.flatMap { Int($0) } ?? 0
            marks.append((slot, index, found.end - kept))
        }
        if marks.isEmpty {
            marks = (known?.beginnings ?? [:]).compactMap { slot, beginnings in
                arguments.has(slot)
                    ? nil
                    : beginnings.first(in: range, of: text, book.lexicon).map { (slot, $0, $0) }
            }
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
