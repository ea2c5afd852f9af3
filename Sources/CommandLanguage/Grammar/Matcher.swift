import Casework

/// What one slot took.
struct Capture {
    var slot: Slot
    var values: [(Slot, Arguments.Value)]
    /// Where in the text it stands.
    var range: Range<Int>
}

/// A form that fits a stretch of text.
struct Match {
    var form: Int
    /// How much of the text the form explains; higher is better.
    var score: Int
    var captures: [Capture]
    /// True when free words took the end: nothing may follow.
    var isOpenEnded: Bool
}

/// Fits one form at a time to a stretch of text, trying shorter readings when longer ones fail.
struct Matcher {
    let text: NormalText
    private let scalars: [UInt32]
    let lexicon: Lexicon
    let today: Day
    /// Tries left before a message is given up: a bound, far above what people write.
    var budget = 20_000

    private(set) var captures: [Capture] = []
    private(set) var score = 0
    private(set) var isOpenEnded = false
    /// What slots may take where they were tried, each at the place of its key: many forms want the same
    /// at one place.
    private var tried: [UInt64] = []
    private var known: [[Lexicon.Candidate]] = []
    private var limit = 0
    private var start = 0

    init(_ text: NormalText, lexicon: Lexicon, today: Day) {
        self.text = text
        scalars = text.scalars
        self.lexicon = lexicon
        self.today = today
    }

    /// Fits a form from `start` to exactly `limit`, but for signs and polite words at the end.
    mutating func fits(_ form: Form, from start: Int, to limit: Int) -> Bool {
        captures.removeAll(keepingCapacity: true)
        score = 0
        isOpenEnded = false
        self.limit = limit
        self.start = start
        return run(form, 0, start)
    }

    private mutating func run(_ form: Form, _ first: Int, _ position: Int) -> Bool {
        let ops = form.ops
        var pc = first
        var index = position
        while true {
            budget -= 1
            guard budget > 0 else { return false }
            switch ops[pc] {
            case .sign(let value):
                index = skipSpaces(scalars, index, limit)
                guard index < limit, scalars[index] == value else { return false }
                index += 1
                score += 2
            case .word(let first, let count):
                index = skipSpaces(scalars, index, limit)
                guard takes(form.letters, first, count, at: index) else { return false }
                index += count
                score += 2 * count
            case .pause(let isNeeded):
                if isNeeded, index == limit || !ScalarKind.isNoise(scalars[index]) {
                    return false
                }
                while index < limit, ScalarKind.isNoise(scalars[index]) { index += 1 }
            case .any:
                return runAny(form, pc + 1, index)
            case .slot(let slot):
                return runSlot(form.recognisers[slot], form, pc + 1, index)
            case .split(let one, let two):
                if mayFollow(form, one, index) {
                    let mark = (captures.count, score)
                    if run(form, one, index) { return true }
                    forget(mark)
                }
                pc = two
                continue
            case .jump(let target):
                pc = target
                continue
            case .end:
                return isAtEnd(index)
            }
            pc += 1
        }
    }

    /// The tokens that stand behind a matter's number at a position, with signs between or none.
    mutating func followers(at start: Int, to limit: Int) -> SignSet {
        self.limit = limit
        var signs = SignSet()
        for recogniser in [Matcher.ref, Matcher.refs] {
            for candidate in candidates(recogniser, at: start) {
                let next = skipSpaces(scalars, candidate.end, limit)
                guard next < limit else { continue }
                signs.insert(Token.first(of: scalars, at: next).token)
                var word = next
                while word < limit, ScalarKind.isNoise(scalars[word]) { word += 1 }
                if word < limit { signs.insert(Token.first(of: scalars, at: word).token) }
            }
        }
        return signs
    }

    private static let ref = Recogniser(slot: .ref, shape: .ref)
    private static let refs = Recogniser(slot: .refs, shape: .refs)

    private func takes(_ letters: [UInt32], _ first: Int, _ count: Int, at index: Int) -> Bool {
        let end = index + count
        guard end <= limit else { return false }
        for offset in 0..<count where scalars[index + offset] != letters[first + offset] {
            return false
        }
        if index > 0, ScalarKind.isLetter(scalars[index - 1]), ScalarKind.isLetter(letters[first]) {
            return false
        }
        return end == scalars.count || !ScalarKind.isLetter(scalars[end])
            || !ScalarKind.isLetter(letters[first + count - 1])
    }

    private mutating func runAny(_ form: Form, _ next: Int, _ index: Int) -> Bool {
        let mark = (captures.count, score)
        var end = index
        while end <= limit {
            if mayFollow(form, next, end), run(form, next, end) { return true }
            budget -= 1
            guard budget > 0 else { return false }
            forget(mark)
            end += 1
        }
        return false
    }

    /// Drops what was taken since a mark.
    private mutating func forget(_ mark: (captures: Int, score: Int)) {
        if captures.count > mark.captures {
            captures.removeLast(captures.count - mark.captures)
        }
        score = mark.score
    }

    /// False where what follows in a form surely does not stand at a position: most tries end here,
    /// before anything is taken.
    private func mayFollow(_ form: Form, _ first: Int, _ position: Int) -> Bool {
        var pc = first
        var index = position
        while true {
            switch form.ops[pc] {
            case .sign(let value):
                index = skipSpaces(scalars, index, limit)
                return index < limit && scalars[index] == value
            case .word(let first, let count):
                return takes(form.letters, first, count, at: skipSpaces(scalars, index, limit))
            case .pause(let isNeeded):
                if isNeeded, index == limit || !ScalarKind.isNoise(scalars[index]) {
                    return false
                }
                while index < limit, ScalarKind.isNoise(scalars[index]) { index += 1 }
                pc += 1
            case .any, .slot: return true
            case .split(let one, let two):
                if mayFollow(form, one, index) { return true }
                pc = two
            case .jump(let target): pc = target
            case .end: return isAtEnd(index)
            }
        }
    }

    private mutating func runSlot(
        _ recogniser: Recogniser,
        _ form: Form,
        _ next: Int,
        _ position: Int
    ) -> Bool {
        let mark = (captures.count, score)
        let begin = skipSpaces(scalars, position, limit)
        if case .free(let bound) = recogniser.shape {
            return runFree(recogniser, bound, form, next, begin)
        }
        for candidate in candidates(recogniser, at: begin)
        where mayFollow(form, next, candidate.end) {
            captures.append(
                Capture(
                    slot: recogniser.slot,
                    values: candidate.values,
                    range: begin..<candidate.end
                )
            )
            score += candidate.score
            if run(form, next, candidate.end) { return true }
            forget(mark)
        }
        return false
    }

    /// What a slot may take, the best first.
    private mutating func candidates(
        _ recogniser: Recogniser,
        at start: Int
    ) -> [Lexicon.Candidate] {
        guard recogniser.kind > 0 else {
            return lexicon.candidates(recogniser, text, start, limit, today)
        }
        let key = UInt64(recogniser.kind) << 32 | UInt64(start) << 16 | UInt64(limit)
        if tried.isEmpty {
            tried = Array(repeating: 0, count: Matcher.places)
            known = Array(repeating: [], count: Matcher.places)
        }
        let place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 58)
        if tried[place] == key { return known[place] }
        let found = lexicon.candidates(recogniser, text, start, limit, today)
        budget -= found.count
        tried[place] = key
        known[place] = found
        return found
    }

    /// How many tries are remembered: 2 to the power of 6.
    private static let places = 64

    /// Free words: all that is left when nothing follows, else as few as fit.
    private mutating func runFree(
        _ recogniser: Recogniser,
        _ bound: Int,
        _ form: Form,
        _ next: Int,
        _ position: Int
    ) -> Bool {
        var begin = position
        while begin < limit, ScalarKind.isNoise(scalars[begin]) { begin += 1 }
        let isShort = bound <= 100
        let mark = (captures.count, score)
        if case .end = form.ops[next], !isShort || limit - begin <= bound {
            guard take(recogniser, begin..<limit) else { return false }
            isOpenEnded = !isShort || isOpenEnded
            return true
        }
        var end = begin + 1
        while end <= min(limit, begin + bound) {
            if isShort, ScalarKind.isClauseEnd(scalars[end - 1]) { return false }
            if mayFollow(form, next, end), take(recogniser, begin..<end), run(form, next, end) {
                return true
            }
            budget -= 1
            guard budget > 0 else { return false }
            forget(mark)
            isOpenEnded = false
            end += 1
        }
        return false
    }

    private mutating func take(_ recogniser: Recogniser, _ range: Range<Int>) -> Bool {
        var range = range
        while let last = range.last,
            ScalarKind.isClauseEnd(scalars[last]) && scalars[last] != 0x3F
                && scalars[last] != 0x21 && scalars[last] != 0x3002
                || scalars[last] == 0x20
        {
            range = range.lowerBound..<last
        }
        guard
            range.contains(where: {
                ScalarKind.isWord(scalars[$0]) || scalars[$0] == 0x5B
            })
        else { return false }
        captures.append(
            Capture(
                slot: recogniser.slot,
                values: [(recogniser.slot, .text(text.original(range)))],
                range: range
            )
        )
        return true
    }

    /// True when only signs and polite words are left.
    private func isAtEnd(_ position: Int) -> Bool {
        var index = position
        while index < limit {
            if ScalarKind.isNoise(scalars[index]) {
                index += 1
            } else if let end = lexicon.trails.end(scalars, at: index, to: limit) {
                index = end
            } else {
                return false
            }
        }
        return true
    }
}
