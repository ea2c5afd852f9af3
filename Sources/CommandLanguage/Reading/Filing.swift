import Casework

extension Understanding {
    /// Free words of a voter as one problem, or several; asked back where they may be none.
    func filed() -> Reading? {
        guard asker.isVoterOnly, !asker.isInGroup, let command = filingCommand,
            looksLikeProblem(0..<text.count)
        else { return nil }
        let steps = filings(command, 0..<text.count, Arguments())
        let isLike =
            book.likeness.isEmpty || (likeness(0..<text.count).share(of: command) ?? 0) > 0.1
        return file(steps, isClear: isLike && tellsOfTrouble(0..<text.count))
    }

    /// The command that takes free words.
    var filingCommand: Action? { book.filingCommand }

    /// New matters, unless an open one may be meant or nothing says that there is a problem.
    func file(_ steps: [Step], isClear: Bool, before: [Step] = [], after: [Step] = []) -> Reading {
        guard let step = steps.first else { return .unknown(language: language) }
        let rest = Array(steps.dropFirst()) + after
        // `提个建议` says nothing yet.
        if steps.count == 1, before.isEmpty, after.isEmpty, saysNothing(words(0..<text.count)) {
            var arguments = step.arguments
            arguments[.content] = nil
            let question = Question(action: step.action, arguments: arguments, missing: .content)
            return .ask(question, language: language)
        }
        // `别让他们知道`, of what was told before
        if !asker.openMatters.isEmpty, steps.count == 1, before.isEmpty, after.isEmpty,
            asksSecrecyAlone(0..<text.count), !tellsOfTrouble(0..<text.count)
        {
            return settle([Step(.setAnonymity, Arguments([.ref: .text("last")]))])
        }
        if let open = asker.openMatters.first, steps.count == 1, !isLabelled {
            return .ask(
                Question(
                    action: step.action,
                    arguments: step.arguments,
                    wanted: .newOrAbout(open),
                    before: before,
                    after: rest
                ),
                language: language
            )
        }
        let whole = 0..<text.count
        let lead = filingLead
        let isLike =
            before.isEmpty && after.isEmpty && lead >= Understanding.likelyNew && isTold(whole)
        // `要是又堵，我就撤回42`
        let depends = opensWithCondition(whole) && !facts(whole).references.isEmpty
        if isClear || isLike, !looksBack(isLike, lead), !depends {
            return settle(before + steps + after)
        }
        return .ask(
            Question(
                action: step.action,
                arguments: step.arguments,
                wanted: .meaning,
                before: before,
                after: rest
            ),
            language: language
        )
    }

    /// A stretch without stops around it.
    func words(_ range: Range<Int>) -> Range<Int> {
        let isWord = { ScalarKind.isWord(self.text.scalars[$0]) }
        guard let first = range.first(where: isWord), let last = range.last(where: isWord) else {
            return range.lowerBound..<range.lowerBound
        }
        return first..<(last + 1)
    }

    /// A whole sentence, or a few words with a place or a picture: enough to be filed by its likeness.
    func isTold(_ range: Range<Int>) -> Bool {
        guard looksLikeProblem(range) else { return false }
        var words = 0
        for index in range.prefix(80) where ScalarKind.isWord(text.scalars[index]) { words += 1 }
        return words >= 12 || place(in: range) != nil || photoMarks(range) != nil
    }

    /// How likely it is that the message is a new problem; 0 where something else is likelier.
    private var filingLead: Float {
        guard !book.likeness.isEmpty, let filing = filingCommand else { return 0 }
        let ranking = likeness(0..<text.count)
        return ranking.best == filing ? ranking.sureness : 0
    }

    /// True when an earlier report or its number is spoken of: the words may be no new matter.
    private func looksBack(_ isLike: Bool, _ lead: Float) -> Bool {
        let facts = facts(0..<text.count)
        if facts.has(.earlier) || (facts.has(.danger) && !isLike) { return true }
        // `1、` counts problems.
        let isNumbered = facts.references.contains { reference in
            reference.isMarked || reference.values.contains { $0.count > 1 }
        }
        if isNumbered { return true }
        if isLike, lead >= Understanding.surelyNew { return false }
        // `那个批了没有`: a place, a picture or a label says that it is told for the first time.
        return facts.has(.pointing) && facts.places.isEmpty && facts.photos == nil && !isLabelled
    }

    /// True when the first words say that a problem is reported: `反映…`, `report …`.
    private var isLabelled: Bool {
        starts(from: 0, to: text.count).contains {
            book.list(.fileLabels).end(text.scalars, at: $0, to: text.count) != nil
        }
    }

    /// True when something is broken, missing or wished for, or a picture came with the words.
    func tellsOfTrouble(_ range: Range<Int>) -> Bool {
        guard !book.list(.earlier).stand(in: text, range) else { return false }
        return book.list(.troubles).stand(in: text, range)
            || book.list(.wishes).stand(in: text, range)
            || photoMarks(range) != nil
    }

    /// Steps for the problems that a stretch tells of, each with the arguments known for all.
    func filings(_ action: Action, _ range: Range<Int>, _ common: Arguments) -> [Step] {
        var (head, items) = items(range)
        var shared = common
        flags(range, &shared)
        // `…, and please keep my name out of it` is no problem of its own.
        items.removeAll { item in
            asksSecrecyAlone(item) && !book.list(.troubles).stand(in: text, item)
        }
        // `谢谢，还有桥浦路灯也坏了`
        if items.count > 1 {
            items.removeAll { item in
                item.count(where: { ScalarKind.isWord(text.scalars[$0]) }) <= 4
                    && isSmall(piece(item))
            }
        }
        guard items.count > 1 else {
            return [filing(action, range, shared, place(in: range, reach: reach))]
        }
        // `我叫陈阿土，有三样要讲：…`: who writes tells all of it, wherever the name stands.
        for part in [head] + items where !part.isEmpty {
            var told = Arguments()
            describe(part, &told)
            for slot in [Slot.name, .phone] where !shared.has(slot) {
                shared[slot] = told[slot]
            }
        }
        let place = place(in: head, reach: reach) ?? placeOfAll(in: range)
        var steps: [Step] = []
        for item in items {
            // `下洞桥机耕路烂得…，还有一桩，村里广播哑了`: what names no other place is where the last was.
            let own = self.place(in: item, reach: reach) ?? place
            steps.append(
                filing(action, item, shared, own ?? steps.last?.arguments.text(.place))
            )
        }
        // What hides who told of one, hides it of all.
        for slot in Understanding.secrecy where steps.contains(where: { $0.arguments.has(slot) }) {
            for index in steps.indices { steps[index].arguments[slot] = .flag }
        }
        return steps
    }

    /// The place behind words like `都在`, which is where all of it is.
    private func placeOfAll(in range: Range<Int>) -> String? {
        guard let lead = book.list(.placeOfAll).first(in: text, range) else { return nil }
        return place(in: lead.range.upperBound..<range.upperBound, reach: reach)
    }

    /// How a clerk writes where something is: what a voter tells by its village, as the words say more;
    /// what an office holder files by what is named.
    var reach: PlaceReach { asker.isVoterOnly ? .name : .named }

    private func filing(
        _ action: Action,
        _ range: Range<Int>,
        _ common: Arguments,
        _ place: String?
    ) -> Step {
        var arguments = common
        arguments[.content] = .text(text.original(withoutOpening(range)))
        describe(range, &arguments)
        if !arguments.has(.place), let place { arguments[.place] = .text(place) }
        if let photos = photoMarks(range) { arguments[.photos] = photos }
        addMarks(&arguments, of: action, in: range)
        return Step(action, arguments)
    }

    /// `再报一件，斜路的抽水泵坏了` tells of a pump: what only says that there is more is left out.
    private func withoutOpening(_ range: Range<Int>) -> Range<Int> {
        guard
            let end = book.list(.additions)
                .end(text.scalars, at: range.lowerBound, to: range.upperBound),
            end < range.upperBound, ScalarKind.isClauseEnd(text.scalars[end])
        else { return range }
        let rest = trimmed((end + 1)..<range.upperBound)
        return looksLikeProblem(rest) ? rest : range
    }

    /// What a writer may ask for that hides who told.
    static let secrecy: [Slot] = [.anonymous, .confidential]

    /// Sets what a writer asks for in passing: no name, no telling.
    func flags(_ range: Range<Int>, _ arguments: inout Arguments) {
        for slot in Understanding.secrecy + [.onBehalf] {
            guard let words = book.lexicon.values[slot], words.stand(in: text, range) else {
                continue
            }
            // `不用替我保密`; `能不能保密` asks for it.
            if !facts(range).isWaived(words, by: [.waivers]) { arguments[slot] = .flag }
        }
        if facts(range).isOnBehalf { arguments[.onBehalf] = .flag }
        if keepsFrom(range) != nil { arguments[.confidential] = .flag }
    }

    /// Where a stretch asks that nobody hear who told; nil where it does not.
    func secrecyAsked(in range: Range<Int>) -> Range<Int>? {
        let said = Understanding.secrecy.compactMap {
            book.lexicon.values[$0]?.first(in: text, range)?.range
        }
        return said.max { $0.count < $1.count } ?? keepsFrom(range)
    }

    /// `千万别让园长知道`, `别让他晓得是我说的`, `不要跟厂里说是我`, `do not give him my name`: somebody is not to
    /// know, or not who told.
    private func keepsFrom(_ range: Range<Int>) -> Range<Int>? {
        func follows(_ list: WordList, _ word: Range<Int>, endsAtMe: Bool) -> Range<Int>? {
            let words = book.list(list)
            let isLatin = ScalarKind.isLetter(text.scalars[word.lowerBound])
            let limit = min(range.upperBound, word.upperBound + (isLatin ? 40 : 8))
            for index in (word.upperBound..<limit).prefix(while: { !isClauseEnd($0) }) {
                guard let end = words.end(text.scalars, at: index, to: range.upperBound) else {
                    continue
                }
                let isMe =
                    end < range.upperBound && book.signs(.beMe).contains(text.scalars[end])
                if !endsAtMe || end == range.upperBound || isClauseEnd(end) || isMe {
                    return word.lowerBound..<end
                }
            }
            return nil
        }
        let facts = facts(range)
        for word in facts.all(book.list(.keepsFrom)) {
            if let found = follows(.knows, word.range, endsAtMe: true) { return found }
        }
        for word in facts.all(book.list(.tellsWhom)) {
            if let found = follows(.tellsMe, word.range, endsAtMe: false) { return found }
        }
        return nil
    }

    /// Enough words, and none of an advertiser's.
    func looksLikeProblem(_ range: Range<Int>) -> Bool {
        var weight = 0
        var isInWord = false
        for index in range.prefix(200) {
            let value = text.scalars[index]
            if ScalarKind.isHan(value) { weight += 1 }
            if ScalarKind.isLetter(value) {
                if !isInWord { weight += 2 }
                isInWord = true
            } else {
                isInWord = false
            }
        }
        // `路灯坏了` is enough where it says what is wrong.
        guard weight >= 6 || (weight >= 4 && tellsOfTrouble(range)) else { return false }
        return !book.spam.stand(in: text, range.prefix(500).asRange)
    }

    /// Who tells it, and what a clerk would notice in it.
    func describe(_ range: Range<Int>, _ arguments: inout Arguments) {
        let facts = facts(range)
        if !arguments.has(.phone), let phone = facts.phone {
            arguments[.phone] = .text(phone.value)
        }
        if !arguments.has(.name) {
            let isTold = arguments.has(.onBehalf) || !asker.isVoterOnly
            let told = isTold ? facts.kinName ?? facts.nameSpokenFor ?? facts.voterName : nil
            let beside =
                facts.nameBesidePhone
                ?? (facts.phone == nil && arguments.has(.phone) ? facts.trailingName : nil)
            arguments[.name] =
                (facts.name(after: .nameBefore) ?? told ?? beside ?? facts.villager ?? facts.signer)
                .map { .text($0) }
        }
        let declared = filingCommand.flatMap { book.commands[$0]?.arguments } ?? .nothing
        if declared[.topic] != nil, !arguments.has(.topic), let topic = topic(in: range) {
            arguments[.topic] = .text(topic)
        }
        if declared[.escalationRisk] != nil,
            book.lexicon.values[.escalationRisk]?.stand(in: text, range) == true
        {
            arguments[.escalationRisk] = .flag
        }
        for slot in [Slot.kind, .screeningHint] where !arguments.has(slot) {
            let declared = filingCommand.flatMap { book.commands[$0]?.arguments[slot] }
            let words = declared?.words ?? (slot == .kind ? nil : book.lexicon.values[slot])
            if let value = words.flatMap({ $0.foremost(in: text, range) }) {
                arguments[slot] = .text(value)
            }
        }
    }

    func photoMarks(_ range: Range<Int>) -> Arguments.Value? { book.photoMarks(text, range) }

    /// A stretch without separators around it.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var low = range.lowerBound
        var high = range.upperBound
        func isSeparator(_ value: UInt32) -> Bool {
            switch value {
            case 0x20, 0x0A, 0x2C, 0x3B, 0x3A, 0x3001, 0x3002: true
            default: false
            }
        }
        while low < high, isSeparator(text.scalars[low]) { low += 1 }
        while high > low, isSeparator(text.scalars[high - 1]) { high -= 1 }
        return low..<high
    }
}

extension Collection where Element == Int {
    /// The range of a run of positions.
    var asRange: Range<Int> {
        guard let first, count > 0 else { return 0..<0 }
        return first..<(first + count)
    }
}
