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
}
