import Casework

/// What stands in a stretch of a composition: where, when, how many, with whom.
extension Understanding {
    /// A stretch without the clauses at its end that only count pictures.
    func withoutCounts(_ range: Range<Int>) -> Range<Int> {
        var range = range
        while let cut = range.last(where: {
            ScalarKind.isClauseEnd(text.scalars[$0]) || text.scalars[$0] == 0x20
                || text.scalars[$0] == 0x5B
        }) {
            let clause = cut..<range.upperBound
            let length = clause.reduce(0) { $0 + (ScalarKind.isWord(text.scalars[$1]) ? 1 : 0) }
            guard length <= 6, photoMarks(clause) != nil || photos(in: clause) != nil else { break }
            range = trimmed(range.lowerBound..<cut)
        }
        return range
    }

    /// A stretch without the clauses at its ends that only say when, where, what kind and who.
    func withoutFacts(
        _ range: Range<Int>,
        _ facts: [Slot],
        _ composer: Composer
    ) -> Range<Int>? {
        let all = withoutCounts(range)
        var range = all
        while !range.isEmpty {
            let end =
                range.first { isClauseEnd($0) } ?? range.upperBound
            let clause = range.lowerBound..<end
            guard !clause.isEmpty else {
                range = trimmed((end + 1)..<range.upperBound)
                continue
            }
            let words = clause.reduce(0) { $0 + (ScalarKind.isWord(text.scalars[$1]) ? 1 : 0) }
            let known = facts.reduce(0) { sum, slot in
                sum + (stretch(of: slot, in: clause, composer)?.count ?? 0)
            }
            // `我们四个看到路灯坏了` says what was seen as well.
            let isPeople =
                stretch(of: .participants, in: clause, composer) != nil
                && !self.facts(clause).has(.troubles)
            guard words <= known + 1 || isPeople else { break }
            range = trimmed(end..<range.upperBound)
        }
        return range.isEmpty ? nil : range
    }

    /// True at a stop, and at a space beside a Chinese word.
    func isClauseEnd(_ index: Int) -> Bool { text.endsClause(at: index) }

    /// The value of a slot anywhere in a stretch.
    func find(
        _ slot: Slot,
        in range: Range<Int>,
        _ composer: Composer
    ) -> Arguments.Value? {
        switch slot {
        case .place:
            return
                (composer.opensByKind
                ? place(in: range, reach: .whole) ?? unlistedPlace(in: range)
                : place(in: range, reach: reach))
                .map { .text($0) }
        case .photos:
            return photoMarks(range) ?? photos(in: range).map { .number($0.value) }
                ?? self.facts(range).photos.map { .number($0) }
        case .participants: return people(in: range).map { .number($0.value) }
        case .kind:
            return book.lexicon.values[.kind]?.first(in: text, range).map {
                .text($0.value)
            }
        case .topic:
            return topic(in: range).map { .text($0) }
        case .anonymous, .confidential:
            return book.lexicon.values[slot]?.first(in: text, range).map { _ in .flag }
        case .phone: return self.facts(range).phone.map { .text($0.value) }
        case .date: return date(in: range).map { .text($0.day.text) }
        case .lunar: return self.facts(range).lunarDay.map { .text($0) }
        case .group: return self.facts(range).group.map { .number($0) }
        case .with:
            let names = companions(in: range)
            return names.isEmpty ? nil : .list(names)
        case .village:
            return book.lexicon.villages.first(in: text, range).map { .text($0.value) }
        default: return nil
        }
    }

    /// The places that several numbered things begin with: `①横湖:塌方；②下宅吴:公厕没水`.
    func placesOfItems(in range: Range<Int>) -> [String] {
        let items = items(range).items
        let named = items.compactMap { item in
            book.lexicon.places.longest(text.scalars, at: item.lowerBound, to: item.upperBound)?
                .value
        }
        return items.count > 1 && named.count == items.count && Set(named).count == named.count
            && places(in: range).isEmpty ? named : []
    }

    private func stretch(
        of slot: Slot,
        in range: Range<Int>,
        _ composer: Composer
    ) -> Range<Int>? {
        switch slot {
        case .place: book.lexicon.places.first(in: text, range)?.range
        case .kind: book.lexicon.values[.kind]?.first(in: text, range)?.range
        case .topic: book.lexicon.topics.first(in: text, range)?.range
        case .date: date(in: range)?.range
        case .photos: photos(in: range)?.range
        case .participants: people(in: range)?.range
        default: nil
        }
    }

    private func date(in range: Range<Int>) -> (day: Day, range: Range<Int>)? {
        // `三天前视察…`
        if let ago = book.lexicon.dates.readAgo(
            text.scalars,
            at: range.lowerBound,
            to: range.upperBound,
            today: today
        ) {
            return (ago.day, range.lowerBound..<ago.end)
        }
        let facts = facts(range)
        return facts.dates.lazy
            .filter { date in
                // `约定10月底通电` is when something was to be.
                date.range.lowerBound < range.lowerBound + 80
                    && !facts.isPreceded(
                        date.range.lowerBound,
                        by: self.book.list(.promises),
                        within: 4
                    )
            }
            .map { (facts.day($0, tense: .past), $0.range) }
            .first { $0.0 <= self.today }
    }

    /// `照片2张`, `3 photos`.
    private func photos(in range: Range<Int>) -> (value: Int, range: Range<Int>)? {
        counted(book.photoCounts, in: range)
    }

    /// Deputies that are named, and units that came along: `会同水利所`, `环保所陪同`.
    ///
    /// A unit that is only named may be told of, or be wished to act.
    private func companions(in range: Range<Int>) -> [String] {
        let facts = facts(range)
        let units = facts.units.filter { unit in
            facts.isPreceded(unit.range.lowerBound, by: book.list(.withBefore), within: 14)
                || facts.isFollowed(unit.range.upperBound, by: book.list(.withAfter))
        }
        return facts.deputyNames + units.map(\.value)
    }

    /// `等5人`.
    func people(in range: Range<Int>) -> (value: Int, range: Range<Int>)? {
        if let counted = counted(book.personCounts, in: range) { return counted }
        // `参加代表7名`, `我们四个`
        return facts(range).all(book.list(.participantsBefore)).lazy.compactMap { lead in
            self.people(after: lead.range, to: range.upperBound)
        }.first
    }

    private func people(
        after lead: Range<Int>,
        to limit: Int
    ) -> (value: Int, range: Range<Int>)? {
        guard let found = Numerals.counted(text.scalars, at: lead.upperBound, to: limit),
            found.digits.count <= 3, found.end < limit,
            book.signs(.countPeople).contains(text.scalars[found.end])
        else { return nil }
        // `我们三个村` counts villages.
        let end = found.end + 1
        if text.scalars[found.end] == 0x4E2A, end < limit, ScalarKind.isHan(text.scalars[end]),
            book.list(.participantsAfter).end(text.scalars, at: end, to: limit) == nil
        {
            return nil
        }
        return (found.value, lead.lowerBound..<end)
    }

    private func counted(_ words: Words, in range: Range<Int>) -> (value: Int, range: Range<Int>)? {
        for index in range {
            guard let found = Numerals.counted(text.scalars, at: index, to: range.upperBound),
                found.length <= 3
            else { continue }
            let after = skipSpaces(text.scalars, found.end, range.upperBound)
            if let word = words.longest(text.scalars, at: after, to: range.upperBound) {
                return (found.value, index..<word.end)
            }
        }
        return nil
    }
}
