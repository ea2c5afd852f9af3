import Casework

// The days and times that an order names: of what it is about, of its term, of its going out.
extension Understanding {
    /// Gives each day that is said to the argument that it is: a term, a new day, the day of it.
    func fillDays(
        _ guess: Guess,
        _ facts: Facts,
        _ all: Command.Declared,
        _ arguments: inout Arguments
    ) {
        // What only a form gives is not looked for.
        let declared = all.sought
        // `农历十六还是阳历十六`: the rule is asked for, no day.
        let asked = arguments.text(.ask)
        if asked == "remaining" || asked == "rule" && !facts.namesMonth { return }
        let takesRefs = declared[.ref] != nil || declared[.refs] != nil
        let days = facts.dates.filter { date in
            guard date.isBareDay, takesRefs else { return true }
            return facts.references.contains {
                $0.range.lowerBound == date.range.lowerBound && facts.isDay($0)
            }
        }
        var used: Set<Int> = []
        if declared[.dueMonths] != nil,
            let months = facts.number(before: book.list(.monthCounts))
        {
            arguments[.dueMonths] = .number(months.value)
        } else if declared[.due] != nil || declared[.dueWorkdays] != nil {
            if let due = facts.due {
                arguments[due.slot] = due.value
            } else if let only = days.last, declared[.date] == nil {
                arguments[.due] = .text(only.day.text)
            }
        }
        if declared[.deadline] != nil, !arguments.has(.deadline), let due = facts.due,
            due.slot == .due
        {
            arguments[.deadline] = due.value
            for (index, day) in days.enumerated() where day.range.overlaps(due.range) {
                used.insert(index)
            }
        }
        if let lost = facts.impossibleDates.first,
            let slot = ([.to] + Understanding.days + [.due]).first(where: { declared[$0] != nil })
        {
            // Where one date is none, the other is not taken for it.
            arguments[slot] = .text(text.original(lost))
            if slot == .to, declared[.from] != nil, let from = days.first {
                arguments[.from] = .text(from.day.text)
            }
            return
        }
        if let argument = declared[.to], argument.words == nil, !days.isEmpty {
            let named = days.firstIndex {
                facts.isPreceded($0.range.lowerBound, by: book.list(.toBefore), within: 6)
            }
            // `12月24日的接待顺延一天`
            if named == nil, days.count == 1, declared[.from] != nil, let shift = facts.shift {
                arguments[.from] = .text(days[0].day.text)
                arguments[.to] = .text(days[0].day.adding(days: shift).text)
                return
            }
            // `24日接待日改期`: the day that is to be moved, and none to move it to.
            if named == nil, days.count == 1, declared[.from] != nil,
                facts.isFollowed(days[0].range.upperBound, by: book.list(.fromAfter))
                    || facts.number(told: book.list(.toBefore), behind: days[0].range.upperBound)
            {
                arguments[.from] = .text(days[0].day.text)
                return
            }
            let to = named ?? days.count - 1
            arguments[.to] = .text(days[to].day.text)
            used.insert(to)
            // A lunar day is given as such, and stands for the day.
            let isLunar = declared[.lunar] != nil && facts.lunarDay?.contains("-") == true
            // `十月十六的接待挪到11月25日`
            if declared[.lunar] != nil, !isLunar,
                let from = days.indices.first(where: { !used.contains($0) }),
                let lunar = facts.lunarSixteenth(days[from])
            {
                arguments[.lunar] = .text(lunar)
                return
            }
            if declared[.from] != nil, !isLunar,
                let from = days.indices.first(where: { !used.contains($0) })
            {
                arguments[.from] = .text(days[from].day.text)
            }
            return
        }
        // A day of the lunar calendar stands for itself where a command takes one.
        if declared[.lunar] != nil, facts.lunarDay?.contains("-") == true { return }
        guard let slot = Understanding.days.first(where: { declared[$0] != nil }),
            let argument = declared[slot], !arguments.has(slot)
        else { return }
        if let date = days.indices.first(where: { !used.contains($0) }).map({ days[$0] }) {
            let tense: Dates.Tense = argument.isPast ? .past : .future
            arguments[slot] = .text(facts.day(date, tense: tense).text)
            if declared[.lunar] != nil, date.isBareDay, Calendar16.isSixteenth(date, text) {
                arguments[.lunar] = .text("16")
            }
        } else if argument.isPast, let ago = facts.dayAgo {
            arguments[.date] = .text(ago.text)
        } else if declared[.lunar] == nil, declared[.which] == nil || declared[.period] != nil,
            !argument.isPast, let day = facts.nextLunarDay
        {
            // `农历十六约过的那个不来了`
            arguments[slot] = .text(day.text)
        }
    }

    /// `明早8点给全体代表发：开会`: when it is to be done stands before the words, and what the
    /// words say of days and times is theirs.
    func fillAhead(
        _ facts: Facts,
        _ declared: Command.Declared,
        _ arguments: inout Arguments
    ) {
        guard declared.all.contains(where: \.argument.isAhead), let colon = colon(in: facts.range)
        else { return }
        let ahead = self.facts(trimmed(facts.range.lowerBound..<colon))
        fillWhen(ahead, mayBegin: true, declared, &arguments)
    }

    /// When a notice is to go out, as `2026-11-21T15:00` or `15:00`, and the stretch that says when the
    /// reception is: the time in the clause before a word like 发, neither behind a reception nor its own.
    func sending(_ facts: Facts) -> (moment: String, rest: Facts)? {
        for verb in facts.all(book.list(.sendVerbs)).prefix(8) {
            let start = (facts.range.lowerBound..<verb.range.lowerBound).last(where: isClauseEnd)
            let clause = (start.map { $0 + 1 } ?? facts.range.lowerBound)..<verb.range.lowerBound
            guard !clause.isEmpty else { continue }
            let ahead = self.facts(clause)
            // `11月24日接待提醒定在23日下午四点发`: of two days the last is the one to send it on.
            let said =
                ahead.dates.count > 1
                ? ahead.dates[ahead.dates.count - 1].range.lowerBound : clause.lowerBound
            guard let time = ahead.timeSaid, said <= time.range.lowerBound,
                // `24号上午八点半的提醒`
                time.range.upperBound == clause.upperBound
                    || text.scalars[time.range.upperBound] != 0x7684,
                !book.list(.receptionNames).stand(in: text, said..<time.range.lowerBound)
            else { continue }
            let day = ahead.dates.last.map { $0.day.text + "T" } ?? ""
            let before = self.facts(facts.range.lowerBound..<said)
            let behind = self.facts(verb.range.upperBound..<facts.range.upperBound)
            return (day + time.value, before.dates.isEmpty ? behind : before)
        }
        return nil
    }

    /// Takes the time of the day from a stretch, and the day.
    ///
    /// A day without a time counts where the stretch begins or ends with it: `24日值班代表` are
    /// people.
    func fillWhen(
        _ ahead: Facts,
        mayBegin: Bool,
        _ declared: Command.Declared,
        _ arguments: inout Arguments
    ) {
        let time = ahead.time
        if declared[.at]?.isAhead == true, !arguments.has(.at) {
            arguments[.at] = time.map { .text($0) }
        }
        guard declared[.sendOn]?.isAhead == true, !arguments.has(.sendOn) else { return }
        if let lost = ahead.impossibleDates.first {
            arguments[.sendOn] = .text(ahead.text.original(lost))
        } else if let date = ahead.dates.first {
            let isAtStart = mayBegin && date.range.lowerBound == ahead.range.lowerBound
            let isAtEnd = date.range.upperBound == ahead.range.upperBound
            if time != nil || isAtStart || isAtEnd { arguments[.sendOn] = .text(date.day.text) }
        }
    }
}
