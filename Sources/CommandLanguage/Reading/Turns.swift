import Casework

// Who goes on to something else in one breath, without a word that says so.
extension Understanding {
    /// Where a further wish surely begins, or likely, as messages of the book have taught.
    func learntTurns(isSure: Bool) -> [Int] {
        let most = isSure ? Understanding.surelyTurns : Understanding.likelyTurns
        var turns: [Int] = []
        for turn in turnShares
        where turn.share >= (turn.isSigned ? most : most + Understanding.withoutSign) {
            // `还有给我约24号`: no wish of two signs stands between.
            let words = ((turns.last ?? 0)..<turn.start)
                .count { ScalarKind.isWord(text.scalars[$0]) }
            if words >= 3, !isTold(behindColon: turn.start) { turns.append(turn.start) }
        }
        return turns
    }

    /// True for `三个问题：井盖丢了一个，狗没人拴`: behind a colon only a full stop ends what is told.
    private func isTold(behindColon start: Int) -> Bool {
        guard let colon = text.scalars[..<start].lastIndex(of: 0x3A) else { return false }
        return !text.scalars[colon..<start].contains(where: Understanding.isFullStop)
    }

    /// True where no further wish begins, whatever word stands there: `补充36：也很臭`.
    func hardlyTurns(at start: Int) -> Bool {
        turnShares.contains { $0.start == start && $0.share < Understanding.hardlyTurns }
    }

    private static let surelyTurns: Float = 0.9
    private static let likelyTurns: Float = 0.75
    /// How much likelier where no sign parts the two.
    private static let withoutSign: Float = 0.05
    private static let hardlyTurns: Float = 0.01

    /// Where a clause surely wishes for something else than what stands before it, and neither is what a
    /// story holds by chance: `你们地址在哪?24号哪些代表在?`, `桥栏杆松了，24号给我约一个代表`.
    func turns() -> [Int] {
        guard !book.likeness.isEmpty, text.count <= Likeness.window else {
            return []
        }
        // What stands behind a colon is told by what stands before it.
        let colon = text.scalars.firstIndex(of: 0x3A) ?? text.count
        let starts = (2..<max(2, text.count - 1)).filter { isAfterStop($0) && $0 <= colon }
        guard !starts.isEmpty, starts.count < 8 else { return [] }
        let whole = likeness(0..<text.count)
        guard whole.sureness <= 1 - Understanding.alsoMeant else { return [] }
        var turns: [Int] = []
        var begin = 0
        for (index, start) in starts.enumerated() {
            let end = index + 1 < starts.count ? starts[index + 1] : text.count
            guard let before = wish(begin..<start),
                let behind = wish(start..<end)
                    ?? (asker.isVoterOnly ? wish(start..<text.count) : nil),
                before != behind,
                [before, behind].allSatisfy({ whole.share(of: $0) ?? 0 >= Understanding.alsoMeant }
                ),
                isUnmistakable(before, begin..<start), isUnmistakable(behind, start..<text.count),
                !book.list(.joiners).stand(in: text, begin..<end),
                // `短信我不要了，36号结果还是告诉我`
                before != .unsubscribe || !facts(start..<text.count).has(.keptBack)
            else { continue }
            turns.append(start)
            begin = start
        }
        return turns
    }

    /// What a stretch surely wishes for by its own words; nil for small talk.
    private func wish(_ range: Range<Int>) -> Action? {
        guard range.count(where: { ScalarKind.isWord(text.scalars[$0]) }) >= 4 else { return nil }
        let ranking = likeness(range)
        guard
            ranking.sureness
                >= (asker.isVoterOnly ? Understanding.surelyOne : Understanding.surelyOther),
            let best = ranking.best,
            !Understanding.small.contains(best), best != .reportEmergency
        else { return nil }
        return best
    }

    /// True for a wish that is about no matter, or names the one it is about, and for trouble that is told.
    private func isUnmistakable(_ action: Action, _ range: Range<Int>) -> Bool {
        guard let command = book.commands[action] else { return false }
        if action == filingCommand { return tellsOfTrouble(range) && isTold(range) }
        if command.takesWords {
            // `取消下次接待，给订阅的发一条：…`
            if asker.isVoterOnly {
                return action == .rateMatter && facts(range).references.contains(where: \.isMarked)
            }
            if colon(in: range) != nil { return true }
            return composes(action)
                && (book.list(.troubles).stand(in: text, range)
                    || facts(range).has(.suggestionBefore))
        }
        if book.lexicon.references.latest.stand(in: text, range) { return true }
        let declared = command.arguments.sought
        return declared[.ref] == nil && declared[.refs] == nil
            || facts(range).references.contains(where: \.isMarked)
    }
}
