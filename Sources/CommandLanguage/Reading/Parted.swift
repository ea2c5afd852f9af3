import Casework

// A message that is parted where further wishes begin, as messages of the book have taught.
extension Understanding {
    /// The steps of a message that is parted where further wishes begin, each part read by itself; what
    /// is in doubt in one of them is asked, and the others wait for the answer.
    func turned() -> Reading? {
        guard !asker.hasPendingConfirmation, !asker.isInGroup, !facts(0..<text.count).has(.keptOn)
        else { return nil }
        let likely = learntTurns(isSure: false)
        guard !likely.isEmpty, likely.count < 8,
            asker.sayers.contains(.staff) || items(0..<text.count).items.count < 2
        else { return nil }
        let sure = learntTurns(isSure: true)
        return turned(likely, isSure: sure == likely)
            ?? (sure == likely || sure.isEmpty ? nil : turned(sure, isSure: true))
    }

    /// Of a message that is read in parts by both, the reading that finds more in it, or asks less.
    func parted() -> Reading? {
        guard let turned = turned() else { return nil }
        // Where each place that could be one was one, no other reading finds more.
        if case .steps(let steps, _) = turned, steps.count > cuts().all.count { return turned }
        guard let apart = apart() else { return turned }
        let (first, second) = (size(turned), size(apart))
        return first.steps > second.steps || first.steps == second.steps && !first.asks
            ? turned : apart
    }

    private func size(_ reading: Reading) -> (steps: Int, asks: Bool) {
        switch reading {
        case .steps(let steps, _): (steps.count, false)
        case .ask(let question, _): (question.steps.count, true)
        case .unknown: (0, true)
        }
    }

    /// The same for such turns; where they are not sure, each part has to be read without a doubt.
    private func turned(_ turns: [Int], isSure: Bool) -> Reading? {
        guard !turns.isEmpty else { return nil }
        var ranges: [Range<Int>] = []
        for (start, end) in zip([0] + turns, turns + [text.count]) {
            // `基本满意。编号2026-0093`
            if let last = ranges.last, isNumberAlone(start..<end) {
                ranges[ranges.count - 1] = last.lowerBound..<end
            } else {
                ranges.append(start..<end)
            }
        }
        var parts: [Part] = []
        for part in ranges.map(piece) where !isSmall(part) {
            // Several problems are one filing with its items.
            if let last = parts.last, isFiling(last), isFiling(part) {
                parts[parts.count - 1] = piece(last.range.lowerBound..<part.range.upperBound)
            } else {
                parts.append(part)
            }
        }
        let doubts = parts.filter { steps($0).isEmpty }
        guard parts.count > 1, doubts.count <= (isSure ? 1 : 0),
            doubts.allSatisfy({ question($0) != nil }),
            !parts.contains(where: isNegated),
            !zip(parts, parts.dropFirst()).contains(where: { one, next in
                isOneself(one, next) || addsOn(next, one) || isSame(one, next)
                    || holds(one, next.range.lowerBound)
            }),
            isSure || !zip(parts, parts.dropFirst()).contains(where: belong)
        else { return nil }
        return merged(parts)
    }

    /// True where one part files a problem and the other only says who does: `石景小区电梯坏了。我叫李红英，
    /// 手机13700001122`, `…。替我保密`.
    func isOneself(_ one: Part, _ next: Part) -> Bool {
        let isFiling = [one, next].contains { part in
            steps(part).contains { $0.action == filingCommand }
        }
        return isFiling
            && [one, next].contains { part in
                let facts = facts(part.range)
                return steps(part).allSatisfy {
                    // `…, call me on 13900001122`
                    Understanding.ofOneself.contains($0.action)
                        || $0.action == .requestHuman && facts.phone != nil
                } && !steps(part).isEmpty && facts.references.isEmpty
            }
    }

    /// What is said of oneself.
    private static let ofOneself: Set<Action> = [.correctMyData, .setAnonymity, .giveConsent]

    /// True where two parts likely say one thing: `帮我开通提醒，每次接待前发个短信`.
    private func belong(_ one: Part, _ next: Part) -> Bool {
        let (first, second) = (steps(one), steps(next))
        // `22 is fine. Thanks to the young man who came out in the rain`
        let isTrouble = [one, next].allSatisfy { part in
            !steps(part).contains { $0.action == filingCommand }
                || tellsOfTrouble(part.range) && isTold(part.range)
        }
        if !isTrouble { return true }
        // `秋霞嫂 桥浦 水沟盖板翘起来 接待完转城建办了`: all of it is one record.
        let whole = likeness(0..<text.count)
        if !asker.isVoterOnly, let best = whole.best, composes(best),
            whole.sureness >= Understanding.surelyOne,
            (first + second).contains(where: { $0.action == best }),
            (first + second).contains(where: {
                whole.share(of: $0.action) ?? 0 < Understanding.hardly
            })
        {
            return true
        }
        return first.last?.action == second.first?.action
            && !namesAnother(next.range, after: one.range)
            && (asker.isVoterOnly
                || facts(one.range).people.map(\.value)
                    == facts(next.range).people.map(\.value))
    }

    /// True for `帮我开通提醒，每次接待前发个短信`: the same wish, and nothing that only one of them names.
    private func isSame(_ one: Part, _ next: Part) -> Bool {
        let (first, second) = (steps(one).last, steps(next).first)
        guard let first, let second, first.action == second.action else { return false }
        return [one, next].contains { part in
            let facts = facts(part.range)
            return facts.references.isEmpty && facts.dates.isEmpty && facts.people.isEmpty
                && facts.places.isEmpty && facts.units.isEmpty
        }
    }

    /// True for `编号2026-0093`, and for digits of any kind: no words beside the number.
    func isNumberAlone(_ range: Range<Int>) -> Bool {
        let references = facts(range).references.map(\.range)
        return range.allSatisfy { index in
            let sign = text.scalars[index]
            return !ScalarKind.isWord(sign) || Numerals.begins(sign)
                || references.contains { $0.contains(index) }
        }
    }

    private func isFiling(_ part: Part) -> Bool {
        let steps = steps(part)
        return !steps.isEmpty && steps.allSatisfy { $0.action == filingCommand }
    }

    /// True for a part that only greets or thanks.
    func isSmall(_ part: Part) -> Bool {
        let steps = steps(part)
        return saysNothing(trimmed(part.range))
            || !steps.isEmpty && steps.allSatisfy { Understanding.small.contains($0.action) }
    }

    /// What is in doubt in a part.
    func question(_ part: Part) -> Question? {
        if case .ask(let question, _) = part.reading { question } else { nil }
    }
}
