import Casework

/// What a writer takes back in the same breath: `36,哦打错了,是38号`, `Henghu, sorry, I mean Huaqiao`.
///
/// The value that was taken back and the words that do so are left out before anything is
/// understood, so that it counts nowhere, whatever kind of value it is.
struct SelfCorrection {
    /// What may take the place of what: a value only of one of the same kind.
    private enum Kind: Hashable {
        case person, unit, place, topic, date
        /// A number that may be a matter's.
        case number
        /// Any other: of households, of a group, of a telephone.
        case count
        case value(Slot)
    }

    private struct Value {
        var kind: Kind
        var range: Range<Int>
    }

    private let book: Phrasebook
    private let facts: Facts
    private let text: NormalText
    private let scalars: [UInt32]
    private let takesBack: Words
    private let setOff: Words
    private let insteadOf: Words

    /// A text without what is taken back in it.
    static func applied(to text: NormalText, _ book: Phrasebook, _ today: Day) -> NormalText {
        let marks: [WordList] = [.takesBack, .takesBackSetOff, .insteadOf]
        guard text.count < 500, marks.contains(where: { text.mayHold(book.list($0)) }) else {
            return text
        }
        let ranges = SelfCorrection(text, book, today).ranges
        return ranges.isEmpty ? text : NormalText(text, without: ranges, for: book.cues)
    }

    private init(_ text: NormalText, _ book: Phrasebook, _ today: Day) {
        self.book = book
        self.text = text
        scalars = text.scalars
        takesBack = book.list(.takesBack)
        setOff = book.list(.takesBackSetOff)
        insteadOf = book.list(.insteadOf)
        facts = Facts(text, 0..<text.count, book, today, isForVoter: false)
    }

    private var ranges: [Range<Int>] {
        var found: [Range<Int>] = []
        var index = 0
        while index < text.count {
            let limit = text.count
            if let mark = mark(at: index) {
                if let taken = taken(by: mark, not: found) { found += taken }
                index = mark.range.upperBound
            } else if let no = insteadOf.end(scalars, at: index, to: limit) {
                if let taken = replaced(index..<no) { found.append(taken) }
                index = no
            } else {
                index += 1
            }
        }
        return found
    }

    // MARK: - Words that take back

    private struct Mark {
        var range: Range<Int>
        /// True for words that say nothing else, like `打错了`.
        var isSure: Bool
    }

    /// One or several words that take back, with all between them and the value put in place.
    private func mark(at start: Int) -> Mark? {
        var end: Int
        var isSure = true
        if let sure = takesBack.end(scalars, at: start, to: text.count) {
            end = sure
        } else if let word = setOff.end(scalars, at: start, to: text.count) {
            // `42号不对,43号属实` takes nothing back.
            let isSetOff = start > 0 && !ScalarKind.isWord(scalars[start - 1])
            let isTold =
                book.list(.takesBackAfter).end(
                    scalars,
                    at: skipSigns(word),
                    to: text.count
                ) != nil
            guard isSetOff && word < text.count && !ScalarKind.isWord(scalars[word]) || isTold
            else { return nil }
            (end, isSure) = (word, false)
        } else {
            return nil
        }
        while true {
            let next = skipSigns(end)
            let no = book.list(.insteadOf).end(scalars, at: next, to: text.count)
            let lists: [WordList] =
                [.takesBack, .takesBackAfter] + (next > end ? [.takesBackSetOff] : [])
            guard
                let more = lists.lazy.compactMap({
                    book.list($0).end(scalars, at: next, to: text.count)
                }).first, no.map({ more > $0 }) ?? true
            else { return Mark(range: start..<next, isSure: isSure) }
            end = more
        }
    }

    /// The value that stands before a mark, with the mark, where another of its kind stands behind.
    private func taken(by mark: Mark, not before: [Range<Int>]) -> [Range<Int>]? {
        let begin = before.last?.upperBound ?? 0
        let end = skipBack(mark.range.lowerBound)
        for (value, steps) in values(behind: mark.range.upperBound) {
            if let old = old(value.kind, endingAt: end, after: begin), isOwn(old) {
                let start = repeated(steps, before: old.range.lowerBound)
                // Far from the mark `一` and `好` are rather part of a word.
                if case .value = value.kind, !steps.isEmpty, start == old.range.lowerBound {
                    continue
                }
                return [start..<mark.range.upperBound]
            }
            // `36不满意,打错了,是38不满意`
            if mark.isSure, let old = last(value.kind, in: begin..<end), isOwn(old, to: end) {
                return [old.range, mark.range]
            }
        }
        return nil
    }

    /// False where the value is told of something older: `记录里42户写错了,应该是24户` corrects a record.
    private func isOwn(_ old: Value, to end: Int = 0) -> Bool {
        let before = 0..<max(end, old.range.upperBound)
        return !book.list(.toldOf).stand(in: text, before)
            && !book.list(.earlier).stand(in: text, before)
    }

    /// `催交通所…打错,催城建办`: the words that are said again before the new value go with the old
    /// one.
    private func repeated(_ steps: Range<Int>, before start: Int) -> Int {
        let from = start - steps.count
        guard from >= 0, !steps.isEmpty, scalars[from..<start].elementsEqual(scalars[steps]) else {
            return start
        }
        return from
    }

    /// The values that may be put in place, each with the words between it and the mark.
    private func values(behind start: Int) -> [(value: Value, steps: Range<Int>)] {
        var found: [(Value, Range<Int>)] = []
        for index in start..<min(text.count, start + 6) {
            guard !ScalarKind.isClauseEnd(scalars[index]) else { break }
            for value in values(at: index) {
                let isNumber = value.kind == .number || value.kind == .count
                if index > start, isNumber, !ScalarKind.isDigit(scalars[index]) {
                    continue
                }
                found.append((value, start..<index))
            }
        }
        return found
    }

    // MARK: - `不是36,是38`, `38,不是36`

    /// The value that is said not to be meant, with the words around it.
    private func replaced(_ mark: Range<Int>) -> Range<Int>? {
        let start = skipSpaces(scalars, mark.upperBound, text.count)
        for old in values(at: start) where isName(old) {
            let end = old.range.upperBound
            var next = skipSigns(end)
            let isSetOff = next > end || next == text.count
            var isTold = false
            while let word = book.list(.takesBackAfter).end(scalars, at: next, to: text.count)
                ?? book.list(.butWords).end(scalars, at: next, to: text.count)
            {
                isTold = true
                next = skipSigns(word)
            }
            guard isSetOff || isTold, isOwn(old),
                !book.list(.takesBack).stand(in: text, 0..<mark.lowerBound)
            else { continue }
            if values(at: next).contains(where: { $0.kind == old.kind && isName($0) }) {
                return mark.lowerBound..<next
            }
            let before = skipBack(mark.lowerBound)
            if isSetOff, let new = self.old(old.kind, endingAt: before, after: 0), isName(new) {
                return before..<end
            }
        }
        return nil
    }

    /// False for a count: `是四处不是三处` tells of something.
    private func isName(_ value: Value) -> Bool {
        switch value.kind {
        case .unit, .place, .date, .person: true
        case .topic, .value, .count: false
        case .number:
            (ScalarKind.isDigit(scalars[value.range.lowerBound])
                || scalars[value.range.upperBound - 1] == 0x53F7)
                && book.lexicon.references.find(
                    scalars,
                    at: value.range.lowerBound,
                    to: text.count
                ) != nil
        }
    }

    // MARK: - Values

    /// The values of all kinds that begin at a position.
    private func values(at start: Int) -> [Value] {
        guard start < text.count, facts.isFree(start) else { return [] }
        let lexicon = book.lexicon
        let limit = text.count
        var found: [Value] = []
        func add(_ kind: Kind, _ end: Int?) {
            if let end, end > start { found.append(Value(kind: kind, range: start..<end)) }
        }
        add(.person, lexicon.people.end(scalars, at: start, to: limit))
        add(.unit, lexicon.units.end(scalars, at: start, to: limit))
        add(.place, lexicon.places.end(scalars, at: start, to: limit))
        add(.topic, lexicon.topics.end(scalars, at: start, to: limit))
        add(
            .date,
            lexicon.dates.read(
                scalars,
                at: start,
                to: limit,
                today: facts.today,
                tense: .future
            )?.end
        )
        let reference = lexicon.references.find(scalars, at: start, to: limit)
        if let reference, reference.serial > 0 {
            add(.number, reference.end)
        } else if reference == nil {
            let first = lexicon.references.before.end(scalars, at: start, to: limit)
            add(.count, Numerals.counted(scalars, at: first ?? start, to: limit)?.end)
        }
        for slot in Slot.allCases {
            if let words = lexicon.values[slot] {
                add(.value(slot), words.end(scalars, at: start, to: limit))
            }
        }
        if found.isEmpty, let end = facts.nameEnd(from: start), end - start >= 2 {
            add(.person, end)
        }
        return found
    }

    /// A value of a kind that ends at a position, with a short word like `号` or `上午` behind it.
    private func old(_ kind: Kind, endingAt end: Int, after low: Int) -> Value? {
        for start in max(low, end - 20)..<max(low, end) {
            if kind == .number || kind == .count, start > low, Numerals.begins(scalars[start - 1]) {
                continue
            }
            guard
                let value = values(at: start).first(where: { $0.kind == kind }),
                value.range.upperBound <= end,
                isTail(value.range.upperBound..<end, of: kind)
            else { continue }
            return Value(kind: kind, range: start..<end)
        }
        return nil
    }

    private func isTail(_ range: Range<Int>, of kind: Kind) -> Bool {
        let limit =
            switch kind {
            case .number, .count: 3
            case .date, .place, .person: 2
            case .unit, .topic, .value: 1
            }
        return range.count <= limit && range.allSatisfy { ScalarKind.isHan(scalars[$0]) }
    }

    /// The last value of a kind in a stretch, in the clause before the mark.
    private func last(_ kind: Kind, in range: Range<Int>) -> Value? {
        switch kind {
        case .person, .unit, .place, .date, .number: break
        case .topic, .value, .count: return nil
        }
        var index = range.upperBound - 1
        while index >= range.lowerBound, index > range.upperBound - 16 {
            if ScalarKind.isClauseEnd(scalars[index]) { return nil }
            let isInside = index > range.lowerBound && Numerals.begins(scalars[index - 1])
            if !(kind == .number && (isInside || !ScalarKind.isDigit(scalars[index]))),
                let value = values(at: index).first(where: { $0.kind == kind }),
                value.range.upperBound <= range.upperBound
            {
                // `12月4日`, and no 4日.
                let low = max(range.lowerBound, index - 10)
                let whole = (low..<index).lazy.compactMap { start in
                    values(at: start).first {
                        $0.kind == kind && $0.range.upperBound == value.range.upperBound
                    }
                }.first
                return whole ?? value
            }
            index -= 1
        }
        return nil
    }

    // MARK: - Signs

    private func skipSigns(_ start: Int) -> Int {
        var index = start
        while index < text.count, !ScalarKind.isWord(scalars[index]), scalars[index] != 0x23 {
            index += 1
        }
        return index
    }

    private func skipBack(_ end: Int) -> Int {
        var index = end
        while index > 0 {
            let isSound = book.list(.interjections).end(scalars, at: index - 1, to: index) != nil
            guard isSound || !ScalarKind.isWord(scalars[index - 1]) else { break }
            index -= 1
        }
        return index
    }
}
