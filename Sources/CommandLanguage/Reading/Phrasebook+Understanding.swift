package import Casework

extension Phrasebook {
    /// Understands one message.
    ///
    /// - Parameters:
    ///   - text: The words as they came; any length, may be empty.
    ///   - asker: Who wrote them. Roles decide ties between forms, never what is allowed.
    ///   - now: When they were sent, by the channel's clock: what `明天` counts from.
    /// - Returns: Steps, a question for what is missing, or unknown; never an error.
    package func understand(_ text: String, as asker: Reader, now: Instant) -> Reading {
        Understanding(text, self, asker, now).read()
    }

    /// Understands one message as the answer to an open question.
    ///
    /// A new command, or a no, is understood as such; else the words fill what was asked for.
    package func answer(
        _ question: Question,
        with text: String,
        as asker: Reader,
        now: Instant
    ) -> Reading {
        Understanding(text, self, asker, now).answer(question)
    }
}

extension Phrasebook {
    /// True for words that put off or refuse: `先等等`, `不是周三，是周四`, `hold on`.
    package func holdsBack(_ text: String) -> Bool {
        let written = NormalText(text, respelling, for: cues)
        return holdsBack(written, 0..<written.count)
    }

    /// True for words that put something right: `不是湖漫水库是横湖`, `更正：是两块`, `sorry, it is Henghu`.
    package func turnsBack(_ text: String) -> Bool {
        let written = NormalText(text, respelling, for: cues)
        guard let first = written.scalars.firstIndex(where: ScalarKind.isWord) else { return false }
        let limit = written.count
        if list(.takesBack).end(written.scalars, at: first, to: limit) != nil { return true }
        guard let end = list(.insteadOf).end(written.scalars, at: first, to: limit) else {
            return false
        }
        // `不是湖漫水库是横湖`, but not `不是很平整，像是雨水冲的`
        let names = [lexicon.places, lexicon.units, lexicon.people, lexicon.topics]
        let isKnown =
            end < limit
            && (Numerals.begins(written.scalars[end])
                || names.contains { $0.end(written.scalars, at: end, to: limit) != nil })
        return isKnown && list(.takesBackAfter).stand(in: written, end..<limit)
    }

    /// True for words that set right what was told: `不对是4处`, `地点改成桥浦`, `姓赵不姓邵`.
    package func setsRight(_ text: String) -> Bool {
        opens(.setsRight, text) || stands(.setsRightInside, text)
    }

    /// True for words that strike out what was told: `上一张不要`, `视1作废`.
    package func strikesOut(_ text: String) -> Bool { stands(.strikesOut, text) }

    /// True for a remark to the desk: `明天再说`, `照片晚点发`.
    package func remarks(_ text: String) -> Bool { stands(.remarks, text) }

    /// True for words that go back to what was told last: `刚才那个漏了一句，…`.
    package func goesBack(_ text: String) -> Bool {
        opens(.goesBack, text) || opens(.justNow, text) && stands(.goesBackInside, text)
    }

    /// True for words that say that a danger is over, or that somebody sees to it: `人散了`.
    package func calms(_ text: String) -> Bool { stands(.calms, text) }

    /// True for words of a deputy who comes, and not in time: `我要晚到半小时`.
    package func comesLate(_ text: String) -> Bool { stands(.comesLate, text) }

    /// The day to come that opens a text: `12月5日上午去湖漫水库视察`.
    package func dayAhead(in text: String, as asker: Reader, now: Instant) -> Day? {
        let reading = Understanding(text, self, asker, now)
        guard let first = reading.facts(0..<reading.text.count).dates.first,
            first.day > reading.today, first.range.lowerBound <= 8
        else { return nil }
        return first.day
    }

    /// True for words with a sign of a question.
    package func doubts(_ text: String) -> Bool { stands(.questionTails, text) }

    private func stands(_ words: WordList, _ text: String) -> Bool {
        let written = NormalText(text, respelling, for: cues)
        return list(words).stand(in: written, 0..<written.count)
    }

    private func opens(_ words: WordList, _ text: String) -> Bool {
        let written = NormalText(text, respelling, for: cues)
        guard let first = written.scalars.firstIndex(where: ScalarKind.isWord) else { return false }
        return list(words).end(written.scalars, at: first, to: written.count) != nil
    }

    /// How many visitors a deputy's words name, or say that there were.
    package func visitors(in text: String, as asker: Reader, now: Instant) -> Int {
        let reading = Understanding(text, self, asker, now)
        return reading.facts(0..<reading.text.count).visitorsHeard
    }

    /// True for words that say where: `就是村口老樟树那边`, `next to the shop`.
    package func tellsOfPlace(_ text: String) -> Bool {
        let written = NormalText(text, respelling, for: cues)
        let lists = [list(.placeNear), list(.placeTails), list(.placeTailsEnglish)]
        return lists.contains { $0.stand(in: written, 0..<written.count) }
            || lexicon.placeEndings.stand(in: written, 0..<written.count)
    }

    /// True for words that go on to another thing: `还有水沟也堵了`, `by the way, …`.
    package func opensAnother(_ text: String) -> Bool {
        let written = NormalText(text, respelling, for: cues)
        guard let first = written.scalars.firstIndex(where: ScalarKind.isWord) else { return false }
        return list(.additions).end(written.scalars, at: first, to: written.count) != nil
    }

    /// True for words that say more of the same thing: `就是桥浦那个养猪的`.
    package func goesOn(_ text: String) -> Bool {
        let written = NormalText(text, respelling, for: cues)
        guard let first = written.scalars.firstIndex(where: ScalarKind.isWord) else { return false }
        return list(.goesOn).end(written.scalars, at: first, to: written.count) != nil
    }

    /// True for words like those with which people say how an answer turned out: `只亮了两天又不亮了`.
    package func tellsOfAnswer(_ text: String) -> Bool {
        let written = NormalText(text, respelling, for: cues)
        return list(.ofAnswer).stand(in: written, 0..<written.count)
    }

    /// True for words with which people come back to what they took back: `不对，只清了一半`, `点错了`.
    package func regrets(_ text: String) -> Bool {
        let written = NormalText(text, respelling, for: cues)
        return list(.comebacks).stand(in: written, 0..<written.count)
    }

    /// The place in a row and what stands behind it: `第二个 希望加到四班`; nil for other words.
    package func counted(_ text: String) -> (place: Int, rest: String)? {
        let written = NormalText(text, respelling, for: cues)
        let scalars = written.scalars
        guard let first = scalars.firstIndex(where: ScalarKind.isWord), scalars[first] == 0x7B2C,
            let number = Numerals.read(scalars, at: first + 1, to: written.count), number.value < 10
        else { return nil }
        var end = number.end
        guard end < written.count else { return nil }
        if signs(.countMatters).contains(scalars[end]) || scalars[end] == 0x4E2A { end += 1 }
        guard end > number.end, let word = scalars[end...].firstIndex(where: ScalarKind.isWord)
        else { return nil }
        return (number.value, written.original(word..<written.count))
    }

    /// True for words with a sign of trouble, in either language.
    package func tellsOfTrouble(_ text: String) -> Bool {
        let written = NormalText(text, respelling, for: cues)
        return list(.troubles).stand(in: written, 0..<written.count)
            || list(.troublesEnglish).stand(in: written, 0..<written.count)
    }

    /// True for words that wish for something: `最好装个灯`.
    package func wishes(_ text: String) -> Bool {
        let written = NormalText(text, respelling, for: cues)
        return list(.wishes).stand(in: written, 0..<written.count)
    }

    /// True for words that ask, among others, that nobody hear who told.
    package func mentionsSecrecy(_ text: String) -> Bool {
        let reading = Understanding(text, self, Reader(), Instant(milliseconds: 0))
        return reading.secrecyAsked(in: 0..<reading.text.count) != nil
    }

    /// True for words that ask that nobody hear who told, and say nothing else.
    package func asksForSecrecy(_ text: String, as asker: Reader, now: Instant) -> Bool {
        let reading = Understanding(text, self, asker, now)
        let whole = 0..<reading.text.count
        guard reading.asksSecrecyAlone(whole) else { return false }
        // `怕他们报复`: the wish itself may name a trouble.
        return reading.secrecyAsked(in: whole).map {
            !reading.tellsOfTrouble(beside: $0, in: whole)
        } ?? false
    }

    /// True for words that ask in English: `how to find you`, `can i bring my kid`.
    package func opensAsQuestion(_ text: String) -> Bool {
        let written = NormalText(text, respelling, for: cues)
        guard let first = written.scalars.firstIndex(where: ScalarKind.isWord) else { return false }
        return list(.asksBefore).end(written.scalars, at: first, to: written.count) != nil
    }

    /// True for words that put right what was said: `写错了 是桥浦卫生室`, `sorry i mean Huaqiao not Henghu`.
    package func mends(_ text: String) -> Bool {
        let written = NormalText(text, respelling, for: cues)
        return list(.mends).stand(in: written, 0..<written.count)
    }

    /// Ratings with the words before each: `灯满意`, `厕所不满意`; empty where one has none before it.
    package func ratingsApart(in text: String) -> [(words: String, rating: String)] {
        guard let words = lexicon.values[.rating] else { return [] }
        let written = NormalText(text, respelling, for: cues)
        var found: [(words: String, rating: String)] = []
        var start = 0
        var index = 0
        while index < written.count {
            guard let rating = words.longest(written.scalars, at: index, to: written.count) else {
                index += 1
                continue
            }
            let isWord = { ScalarKind.isWord(written.scalars[$0]) }
            guard let first = (start..<index).first(where: isWord) else { return [] }
            found.append((written.original(first..<rating.end), rating.value))
            start = rating.end
            index = rating.end
        }
        return found
    }

    /// The rating that a few words name last: dissatisfied in `改成3`; nil for none.
    package func ratingMeant(in text: String) -> String? {
        guard let words = lexicon.values[.rating] else { return nil }
        let written = NormalText(text, respelling, for: cues)
        var found: String?
        var index = 0
        while index < written.count {
            guard let rating = words.longest(written.scalars, at: index, to: written.count) else {
                index += 1
                continue
            }
            found = rating.value
            index = rating.end
        }
        return found
    }

    /// The places of the station's list that a text names, without those that it says it is not: 桥浦 of
    /// `不是花桥，是桥浦`.
    package func placesMeant(in text: String) -> [String] {
        let written = NormalText(text, respelling, for: cues)
        var found: [String] = []
        var index = 0
        while index < written.count {
            guard let place = lexicon.places.longest(written.scalars, at: index, to: written.count)
            else {
                index += 1
                continue
            }
            let before = max(0, index - 4)..<index
            if !list(.insteadOf).stand(in: written, before) { found.append(place.value) }
            index = place.end
        }
        return found
    }

    /// True for words that want the last ones left out: `这句别写上去`.
    package func leavesOut(_ text: String) -> Bool {
        let written = NormalText(text, respelling, for: cues)
        return list(.leavesOut).stand(in: written, 0..<written.count)
    }

    /// True for `28号能弄好吗`, `3号有空来看吗`: a day on which something may be done.
    package func asksForDay(_ text: String) -> Bool {
        let written = NormalText(text, respelling, for: cues)
        return list(.asksForDay).stand(in: written, 0..<written.count)
    }

    /// True for what may harm somebody, however calmly it is told: `楼道里一股煤气味，有空来看看`.
    package func mayHarm(_ text: String) -> Bool {
        risks.stand(in: NormalText(text, respelling, for: cues))
    }

    func holdsBack(_ text: NormalText, _ range: Range<Int>) -> Bool {
        let words = list(.holdsBack)
        if list(.dropped).stand(in: text, range) || list(.undecided).stand(in: text, range) {
            return true
        }
        return range.contains { index in
            let isStart = index == range.lowerBound || !ScalarKind.isWord(text.scalars[index - 1])
            return isStart
                && (signs(.noes).contains(text.scalars[index])
                    || words.end(text.scalars, at: index, to: range.upperBound) != nil
                    || list(.butWords).end(text.scalars, at: index, to: range.upperBound) != nil)
        }
    }

    /// What a text is like of all that was ever said: the likeliest actions, each with its share of 1,
    /// the likeliest first; empty where no word is known.
    package func likeness(
        of text: String,
        as asker: Reader,
        now: Instant,
        count: Int = 3
    ) -> [(action: Action, share: Float)] {
        let reading = Understanding(text, self, asker, now)
        return reading.likeness(0..<reading.text.count).likeliest(count)
    }

    /// How likely a further wish begins where clauses of a text do, 0 to 1, by the words there.
    package func turns(
        of text: String,
        as asker: Reader,
        now: Instant
    ) -> [(words: String, share: Float)] {
        let reading = Understanding(text, self, asker, now)
        return reading.turnShares.map { turn in
            let end = min(reading.text.count, turn.start + 8)
            return (reading.text.original(turn.start..<end), turn.share)
        }
    }
}

extension Phrasebook {
    /// Takes a text apart as words of one command, whatever else it may mean.
    ///
    /// - Parameters:
    ///   - action: One that has a composition, such as a note.
    ///   - text: The words as they came.
    ///   - asker: Who wrote them.
    ///   - now: When they were sent.
    /// - Returns: What they say; all of them in the composition's body where they say no more.
    package func arguments(
        of action: Action,
        in text: String,
        as asker: Reader,
        now: Instant
    ) -> Arguments {
        Understanding(text, self, asker, now).composed(as: action)?.first?.arguments
            ?? Arguments()
    }
}

extension Phrasebook {
    /// True when a text begins with a name of the command, in either language.
    package func isNamed(_ action: Action, in text: String) -> Bool {
        let said = text.lowercased().drop { $0.isWhitespace }
        return commands[action]?.names.values.joined().contains { said.hasPrefix($0) } ?? false
    }

    /// What a single clause says behind the label of an argument, without a colon: of
    /// `依据饮用水保护条例` what the note rests on.
    package func labelled(_ slot: Slot, of action: Action, in text: String) -> String? {
        let written = NormalText(text, respelling)
        guard let composer = compositions.first(where: { $0.action == action }),
            let first = written.scalars.firstIndex(where: ScalarKind.isWord),
            let label = composer.labels.longest(written.scalars, at: first, to: written.count),
            label.value == slot.rawValue, label.end < written.count,
            ScalarKind.isWord(written.scalars[label.end]),
            !written.scalars[first..<written.count - 1].contains(where: ScalarKind.isClauseEnd)
        else { return nil }
        return written.original(label.end..<written.count)
    }

    /// True when these words still ask what the question asked.
    func knows(_ question: Question) -> Bool {
        guard let command = commands[question.action] else { return false }
        guard let slot = question.missing, slot != .ref else { return true }
        return command.arguments[slot] != nil
    }
}

extension Phrasebook {
    /// The language that words themselves are in; nil for a number, a code, a sign.
    ///
    /// Pinyin is Chinese: `wo na jian shi zen me yang le`.
    package func spokenLanguage(of text: String) -> Language? {
        let scalars = text.unicodeScalars
        if scalars.contains(where: { (0x2E80...0x9FFF).contains($0.value) }) { return .zh }
        guard scalars.contains(where: { ("a"..."z").contains($0) }) else { return nil }
        return respelling.pinyin(NormalText.spelling(text)) == nil ? .en : .zh
    }
}
