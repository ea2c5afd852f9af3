import Casework

/// What a stretch of text is taken for by its cues.
struct Guess {
    var action: Action
    var score: Int
    /// True where a clerk would have no doubt.
    var isSure: Bool
    var constants: [Slot: Arguments.Value] = [:]
    /// Where the cues stand.
    var cues: [Range<Int>] = []
    /// The same, each word of a chain by itself.
    var words: [Range<Int>] = []
    /// The phrasings that fit, by their number, the best first; none where likeness alone says it.
    fileprivate var rules: [Int] = []

    fileprivate init(_ action: Action, score: Int, isSure: Bool, rule: Int? = nil) {
        self.action = action
        self.score = score
        self.isSure = isSure
        if let rule { rules = [rule] }
    }

    /// What was asked for: no guess at all.
    init(asked action: Action) {
        self.init(action, score: Understanding.clear, isSure: true)
    }

    /// Two phrasings of one action: what either says, the better one first.
    fileprivate mutating func join(_ rule: Int, score: Int, isSure: Bool) {
        rules.insert(rule, at: score > self.score ? 0 : rules.count)
        self.score = max(score, self.score)
        self.isSure = self.isSure || isSure
    }

    fileprivate mutating func add(_ hit: CueTable.Hit) {
        cues.append(hit.start..<hit.end)
        words.append(hit.start..<hit.end)
    }
}

extension Understanding {
    /// How much better than the next a guess must be to be acted on.
    private static let margin = 3
    /// How likely it must be that a message is a new problem to be taken for one by likeness.
    static let likelyNew: Float = 0.6
    /// How likely, that a heading does not make a filing.
    static let likelyOther: Float = 0.6
    /// How likely, that a form is passed over that is hardly meant.
    static let surelyOther: Float = 0.9
    /// How likely, that a message tells of one problem, and holds no command.
    static let surelyTold: Float = 0.98
    /// How likely, that nothing else is told of.
    static let surelyOne: Float = 0.95
    /// How likely, that what is hardly meant beside it belongs to it.
    static let mostlyOne: Float = 0.75
    /// How likely by its own words a clause is a wish of its own, whatever the others say.
    static let likelyOwn: Float = 0.7
    /// What is as likely as this, with all words together, may be meant beside the best.
    static let maybeMeant: Float = 0.15
    /// What is less likely than this is not meant, whatever its own words say.
    static let barely: Float = 0.002
    /// What is less likely than this, with all words together, is not meant.
    static let hardly: Float = 0.01
    /// How many times likelier all words must be to rule out what they are not like.
    static let odds: Float = 40
    /// How likely, that a 那个 or a 上次 in it does not matter.
    static let surelyNew: Float = 0.9

    /// The best guess for a stretch; nil where no phrasing fits.
    ///
    /// A whole message may also be taken for what was said before in such words alone, or be made sure
    /// by it; a clause is too short for that.
    func guess(_ range: Range<Int>, _ facts: Facts, isWhole: Bool = false) -> Guess? {
        for known in findings.guesses
        where known.range == range && known.isWhole == isWhole
            && known.isMatterNamed == facts.isMatterNamed
        {
            return known.guess
        }
        let guess = guessed(range, facts, isWhole: isWhole)
        findings.guesses.append((range, isWhole, facts.isMatterNamed, guess))
        return guess
    }

    private func guessed(_ range: Range<Int>, _ facts: Facts, isWhole: Bool) -> Guess? {
        // The table is long, and lent by one stretch to the next.
        var hits = findings.hits.take() ?? book.cues.hits()
        defer { findings.hits = hits }
        book.cues.find(text.found.cues, in: range, &hits)
        var guesses = phrased(facts, hits)
        // A voter who writes `58号` does not tell of something new.
        var isKnown = asker.isVoterOnly && facts.references.contains(where: \.isMarked)
        guard isWhole || !guesses.isEmpty else { return nil }
        // What people say among themselves in a group is like much that was said to the desk.
        var ranking = book.likeness.isEmpty || asker.isInGroup ? nil : likeness(range)
        // `两件事，第一…，第二…`: all words say that these count problems.
        if let filing = filingCommand, ranking?.share(of: filing) ?? 0 >= Weight.sure {
            isKnown = false
        }
        if isKnown, let filing = filingCommand {
            ranking = ranking?.without(filing)
            if let index = guesses.firstIndex(where: { $0.action == filing }) {
                guesses[index].score -= Weight.faint
            }
        }
        if let ranking { weigh(ranking, &guesses, facts, mayAdd: isWhole) }
        if isWhole, let ranking { preferVisit(ranking, &guesses, facts) }
        guesses.sort { $0.score > $1.score }
        guard var guess = guesses.first else { return nil }
        if guesses.count > 1, guess.score - guesses[1].score < Understanding.margin,
            !(guess.action.changesNothing && guesses[1].action.changesNothing)
        {
            guess.isSure = guess.action.changesNothing && guess.score > guesses[1].score
        }
        complete(&guess, hits, facts)
        if isWhole, let ranking { settle(ranking, &guess, facts) }
        if !guess.action.changesNothing, isHeldBack(guess, facts) { guess.isSure = false }
        return guess
    }

    /// A deputy's message that opens with somebody's name and village tells of a visit, if it tells
    /// anything that may be one.
    private func preferVisit(
        _ ranking: Likeness.Ranking,
        _ guesses: inout [Guess],
        _ facts: Facts
    ) {
        guard asker.sayers.contains(.deputy), let visit = book.visitCommand,
            let best = ranking.best, best != visit,
            book.commands[best]?.takesWords == true, facts.references.isEmpty,
            ranking.share(of: visit) ?? 0 >= Understanding.hardly,
            facts.opensWithVisitor || facts.visitorsInRow.count > 1
        else { return }
        let score = (guesses.map(\.score).max() ?? 0) + Understanding.margin
        guesses.removeAll { $0.action == visit }
        guesses.append(Guess(visit, score: max(score, Weight.strong), isSure: true))
    }

    /// For each action the best of its phrasings that fit; where their cues stand is not said yet.
    private func phrased(_ facts: Facts, _ hits: CueTable.Hits) -> [Guess] {
        var guesses: [Guess] = []
        let cues = book.cues
        let rules = cues.weighings
        func take(_ index: Int) {
            let rule = rules[index]
            guard let score = score(rule, hits, facts) else { return }
            guard let known = guesses.firstIndex(where: { $0.action == rule.action }) else {
                guesses.append(Guess(rule.action, score: score, isSure: rule.isSure, rule: index))
                return
            }
            guesses[known].join(index, score: score, isSure: rule.isSure)
        }
        let keys = cues.keys
        let byGroup = cues.byGroup
        for hit in hits.found {
            for place in byGroup[hit.group] {
                let key = keys[place]
                guard key.second < 0 || hits.has(Int(key.second)),
                    !(asker.isVoterOnly ? key.isForOffices : key.isForVoters)
                else { continue }
                take(Int(key.rule))
            }
        }
        for rule in cues.wordless { take(rule) }
        return guesses
    }

    /// Says what the phrasings of a guess say, and where its cues stand.
    private func complete(_ guess: inout Guess, _ hits: CueTable.Hits, _ facts: Facts) {
        for index in guess.rules {
            guess.constants.merge(book.cues.rules[index].phrasing.constants) { known, _ in known }
        }
        guard let first = guess.rules.first else { return }
        let rule = book.cues.rules[first]
        for need in rule.needed { mark(need, hits, facts, &guess) }
        for need in rule.helpful { mark(need, hits, facts, &guess) }
    }

    // MARK: - Likeness

    /// What a stretch is like, of all that was said by the asker's offices.
    func likeness(_ range: Range<Int>) -> Likeness.Ranking {
        // What stands in a part is no other than it is in the message.
        if let whole {
            return whole.likeness(range.lowerBound + offset..<range.upperBound + offset)
        }
        if let known = findings.rankings.first(where: { $0.range == range }) {
            return known.ranking
        }
        let features = features(range)
        let all = asker.sayers.map { book.likeness.ranking(features, as: $0) }
        let ranking = Likeness.Ranking(all)
        findings.rankings.append((range, ranking))
        return ranking
    }

    /// The signs and pairs of signs of a stretch.
    func features(_ range: Range<Int>) -> [Likeness.Feature] {
        if let whole {
            return whole.features(range.lowerBound + offset..<range.upperBound + offset)
        }
        if let known = findings.features.first(where: { $0.range == range }) {
            return known.features
        }
        let features = Likeness.features(text, range, book.lexicon)
        findings.features.append((range, features))
        return features
    }

    /// What was found in stretches of this message so far: the same stretch is asked for often.
    ///
    /// There are a dozen of them at most times, so each is looked for among all.
    final class Findings {
        fileprivate var rankings: [(range: Range<Int>, ranking: Likeness.Ranking)] = []
        fileprivate var features: [(range: Range<Int>, features: [Likeness.Feature])] = []
        var facts: [Facts] = []
        fileprivate var guesses:
            [(range: Range<Int>, isWhole: Bool, isMatterNamed: Bool, guess: Guess?)] = []
        fileprivate var hits: CueTable.Hits?
    }

    /// Takes from each guess what it is less like than the best, and adds the best where no phrasing
    /// has it; what all words together say clearly goes before all phrasings.
    private func weigh(
        _ ranking: Likeness.Ranking,
        _ guesses: inout [Guess],
        _ facts: Facts,
        mayAdd: Bool
    ) {
        var isHelpCalled = false
        for index in guesses.indices {
            guard let share = ranking.share(of: guesses[index].action) else { continue }
            // A cry for help is one, however much it is like a complaint; an office's few words are like
            // nothing that offices said.
            if guesses[index].action == .reportEmergency, guesses[index].isSure,
                share >= Weight.possible
                    || !asker.isVoterOnly && facts.range.count <= 20
                        && !facts.has(.suggestionBefore)
            {
                isHelpCalled = true
                continue
            }
            // What only voters ask for, an office does where all words are like it.
            if !asker.isVoterOnly, share < Understanding.hardly, isVoters(guesses[index].action) {
                guesses[index].score -= Int(Weight.most)
            }
            // Where nothing is likely, one is hardly less so than another.
            let weight = Weight.lag * min(1, ranking.sureness * 2)
            let lag = Logarithm.natural(ranking.sureness / max(share, 1e-9)) * weight
            guesses[index].score -= Int(min(lag, Weight.most).rounded())
        }
        // `那个那个` says no more than `那个`.
        guard mayAdd,
            Set(text.scalars[facts.range].prefix(80)).count(where: ScalarKind.isWord)
                >= Weight.words, let best = ranking.best, hasSomethingToAdd(to: best, facts)
        else { return }
        let known = guesses.firstIndex { $0.action == best }
        // What was never said to the classifier, it cannot be against, unless it is all but sure.
        if let top = guesses.max(by: { $0.score < $1.score }),
            ranking.share(of: top.action) == nil, ranking.sureness < Understanding.surelyOne
        {
            return
        }
        if isHelpCalled { return }
        if ranking.sureness >= Weight.clear, let top = guesses.map(\.score).max() {
            let score = max(top + Understanding.margin, Weight.strong)
            if let known {
                guesses[known].score = max(guesses[known].score, score)
            } else {
                guesses.append(Guess(best, score: score, isSure: best.changesNothing))
            }
        } else if known == nil,
            ranking.sureness >= (asker.isVoterOnly ? Weight.likely : Weight.likelier)
        {
            let isStrong = best.changesNothing || ranking.sureness >= Weight.likelier
            let score = isStrong ? Weight.strong : Weight.faint
            guesses.append(Guess(best, score: score, isSure: best.changesNothing))
        }
    }

    /// False where a voter would add to a matter and has none, nor names one.
    private func hasSomethingToAdd(to action: Action, _ facts: Facts) -> Bool {
        action != .supplementMatter || !asker.isVoterOnly || !asker.openMatters.isEmpty
            || !facts.references.isEmpty || facts.has(.earlier)
            || (facts.has(.pointing) && isTold(facts.range))
    }

    private func isWord(_ index: Int) -> Bool { ScalarKind.isWord(text.scalars[index]) }

    /// What all words together say of a doubt, or against a certainty.
    private func settle(_ ranking: Likeness.Ranking, _ guess: inout Guess, _ facts: Facts) {
        guard ranking.best == guess.action else {
            if let share = ranking.share(of: guess.action), share < Weight.doubtful,
                !guess.action.changesNothing
            {
                guess.isSure = false
            }
            return
        }
        // A word or two say nothing by their likeness; an office's order has to say more than a voter's
        // wish where no phrasing has it.
        let words = facts.range.count(where: isWord)
        guard words >= Weight.words else { return }
        if guess.action == filingCommand, !isTold(facts.range) { return }
        let isBare = !asker.isVoterOnly && guess.cues.isEmpty
        if ranking.sureness >= (isBare ? Weight.surest : Weight.sure) { guess.isSure = true }
    }

    /// What a phrasing weighs; nil where it does not fit.
    private func score(_ rule: CueTable.Weighing, _ hits: CueTable.Hits, _ facts: Facts) -> Int? {
        if asker.isVoterOnly ? rule.isForOffices : rule.isForVoters { return nil }
        if let roles = rule.roles, !roles.meets(asker.mask) { return nil }
        let needs = book.cues.needs
        var score = rule.bonus
        for index in rule.needed {
            let weight = weight(needs[index], hits, facts)
            guard weight > 0 else { return nil }
            score += weight
        }
        for index in rule.forbidden where weight(needs[index], hits, facts) > 0 { return nil }
        for index in rule.helpful { score += weight(needs[index], hits, facts) / 2 }
        return score + standing(of: rule)
    }

    /// What is shown to the asker's own office is likelier; what is not shown at all, less.
    private func standing(of rule: CueTable.Weighing) -> Int {
        if rule.shownTo.meets(asker.offices) { return 3 }
        if rule.shownTo.meets(asker.mask) || rule.shownTo.bits == 0 {
            return asker.isVoterOnly ? 3 : 0
        }
        return -5
    }

    /// What a part of a phrasing weighs; 0 where it is not there.
    private func weight(_ need: CueTable.Need, _ hits: CueTable.Hits, _ facts: Facts) -> Int {
        switch need {
        case .group(let group): return hits[group].map { 3 + length($0.longest) } ?? 0
        case .ordered(let chain):
            guard let first = hits[book.cues.chains[chain.lowerBound]]?.first else { return 0 }
            var end = first.end
            var weight = 4 + length(first)
            for link in chain.dropFirst() {
                guard let next = hits[book.cues.chains[link]]?.last, next.start >= end,
                    next.start - end <= 12
                else { return 0 }
                end = next.end
                weight += length(next)
            }
            return weight
        case .opening(let group):
            guard let hit = hits[group]?.first, isOpening(hit.start, facts.range) else { return 0 }
            return 4 + length(hit)
        case .slot(let slot): return facts.has(slot) ? 4 : 0
        case .either(let group, let slots):
            if group >= 0, let hit = hits[group]?.longest { return 3 + length(hit) }
            return slots.contains { facts.has(book.cues.slots[$0]) } ? 4 : 0
        }
    }

    /// Adds where the words of a part stand to a guess.
    private func mark(
        _ need: CueTable.Need,
        _ hits: CueTable.Hits,
        _ facts: Facts,
        _ guess: inout Guess
    ) {
        switch need {
        case .group(let group), .either(let group, _):
            if group >= 0, let hit = hits[group]?.longest { guess.add(hit) }
        case .ordered(let chain):
            guard let first = hits[book.cues.chains[chain.lowerBound]]?.first else { return }
            var end = first.end
            guess.words.append(first.start..<first.end)
            for link in chain.dropFirst() {
                guard let next = hits[book.cues.chains[link]]?.last, next.start >= end,
                    next.start - end <= 12
                else { return }
                end = next.end
                guess.words.append(next.start..<next.end)
            }
            guess.cues.append(first.start..<end)
        case .opening(let group):
            if let hit = hits[group]?.first, isOpening(hit.start, facts.range) { guess.add(hit) }
        case .slot: break
        }
    }

    private func length(_ hit: CueTable.Hit) -> Int {
        let length = hit.end - hit.start
        return min(6, ScalarKind.isLetter(text.scalars[hit.start]) ? (length + 1) / 3 : length)
    }

    private func isOpening(_ start: Int, _ range: Range<Int>) -> Bool {
        starts(from: range.lowerBound, to: range.upperBound).contains(start)
            || facts(before: start, from: range.lowerBound)
    }

    /// True when only numbers and signs stand before a position.
    private func facts(before start: Int, from lower: Int) -> Bool {
        !(lower..<start).contains {
            ScalarKind.isHan(text.scalars[$0]) && !Numerals.isHanNumeral(text.scalars[$0])
                && text.scalars[$0] != 0x53F7 && text.scalars[$0] != 0x4EF6
        }
    }

    // MARK: - Held back

    /// True when numbers stand apart from each other, or more than one is said where one is taken.
    private func isScattered(_ guess: Guess, _ facts: Facts) -> Bool {
        let declared = book.commands[guess.action]?.arguments ?? .nothing
        guard declared[.into] == nil, declared[.ref] != nil || declared[.refs] != nil else {
            return false
        }
        let numbers = facts.references.filter { !facts.isDay($0) }
        if declared[.refs] == nil, Set(numbers.flatMap(\.values)).count > 1 { return true }
        return zip(numbers, numbers.dropFirst()).contains { one, next in
            guard one.values != next.values, one.range.upperBound < next.range.lowerBound else {
                return false
            }
            return (one.range.upperBound..<next.range.lowerBound).contains {
                ScalarKind.isWord(text.scalars[$0])
            }
        }
    }

    /// `如果下雨就改天视察`.
    func opensWithCondition(_ range: Range<Int>) -> Bool {
        starts(from: range.lowerBound, to: range.upperBound).contains {
            book.list(.conditions).end(text.scalars, at: $0, to: range.upperBound) != nil
                || book.list(.waits).end(text.scalars, at: $0, to: range.upperBound) != nil
        }
    }

    /// True for `别归档36`, `修好了就办结`, `36能办结吗`: nothing is done on such words.
    func isHeldBack(_ guess: Guess, _ facts: Facts) -> Bool {
        if book.commands[guess.action]?.arguments[.rating]?.isRequired == true,
            guess.constants[.rating] == nil, facts.isRatingMixed || facts.isRegretted
        {
            return true
        }
        // `36号别撤`, `57先别不受理`, `36撤回之后水沟又堵了`
        if facts.has(.keptOn), guess.constants[.result] != .text("no") { return true }
        if !asker.isVoterOnly, opensWithCondition(facts.range) { return true }
        if let command = book.commands[guess.action], command.takesWords, !command.isGuarded {
            let mayDepend = asker.isVoterOnly && !guess.constants.isEmpty
            if guess.action != filingCommand || !asker.isVoterOnly, !mayDepend,
                opensWithCondition(facts.range)
            {
                return true
            }
            return guess.action != filingCommand && facts.has(.hearsay) && asker.isVoterOnly
        }
        let begin = guess.cues.map(\.lowerBound).min() ?? facts.range.lowerBound
        let end = guess.cues.map(\.upperBound).max() ?? facts.range.upperBound
        func stands(_ list: WordList, in range: Range<Int>) -> Bool {
            let words = book.list(list)
            guard text.mayHold(words) else { return false }
            let scalars = text.scalars
            for index in range {
                guard let end = words.end(scalars, at: index, to: facts.range.upperBound) else {
                    continue
                }
                // The 不能 of 能不能 forbids nothing.
                if asksFavour, index > 0, index + 1 < text.count, scalars[index] == 0x4E0D,
                    scalars[index - 1] == scalars[index + 1]
                {
                    continue
                }
                // What the phrasing itself says is no objection to it.
                if guess.cues.contains(where: { $0.contains(index) && $0.upperBound >= end }) {
                    continue
                }
                return true
            }
            return false
        }
        let clause = text.scalars[facts.range.lowerBound..<begin].lastIndex {
            ScalarKind.isClauseEnd($0)
        }
        let near = max(clause.map { $0 + 1 } ?? facts.range.lowerBound, begin - 8)
        if !asker.isVoterOnly, isScattered(guess, facts) { return true }
        if asksBack { return true }
        if facts.hasUnreadDate || stands(.holds, in: near..<begin) { return true }
        if stands(.conditions, in: facts.range) { return true }
        if facts.has(.hearsay) || stands(.putOff, in: facts.range) { return true }
        // A voter asks politely with 能不能.
        if asker.isVoterOnly || asksFavour { return false }
        // `33 延期 25日 材料没到`: spaces stand for punctuation.
        let tail = (end..<facts.range.upperBound).first(where: isClauseEnd)
        let stop = tail ?? facts.range.upperBound
        if stands(.doubts, in: end..<stop) { return true }
        if let tail, text.scalars[tail] == 0x3F { return true }
        return stands(.doubtsBefore, in: near..<begin)
    }
}
