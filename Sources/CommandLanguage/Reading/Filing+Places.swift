import Casework

extension Understanding {
    /// How much of the words behind a place of the list belongs to it.
    enum PlaceReach {
        /// The place as it is listed, and `斜路葡萄园`: grounds that are known by their village's name.
        case name
        /// With a word like 葡萄园 right behind it.
        case named
        /// With further words before that one: `下宅吴污水泵站`.
        case whole
    }

    /// A place of the list, or one said after `在` that ends like a place.
    func place(in range: Range<Int>, reach: PlaceReach = .named) -> String? {
        let first = book.lexicon.places.first(in: text, range)
        let named = reach == .whole ? first.map { around($0, in: range) } : meant(in: range)
        if let found = named {
            return extended(found, in: range, reach)
        }
        for index in range.prefix(300) {
            guard
                let lead = book.placeLeads.longest(text.scalars, at: index, to: range.upperBound)
            else { continue }
            let start = skipSpaces(text.scalars, lead.end, range.upperBound)
            guard start < range.upperBound else { return nil }
            // `在我们村`, `on our lane`: nobody knows where that is.
            let limit = range.upperBound
            if book.list(.placeNever).end(text.scalars, at: start, to: limit) != nil {
                continue
            }
            let recogniser = Recogniser(slot: .place, shape: .name(.place))
            let found = book.lexicon.candidates(recogniser, text, start, limit, today)
            if let shortest = found.last, case .text(let words) = shortest.values[0].1 {
                return words
            }
        }
        return nil
    }

    /// `斜路葡萄园`, `桥浦桥`, `下宅吴污水泵站`: a place with what belongs to its name.
    private func extended(
        _ found: (value: String, range: Range<Int>),
        in range: Range<Int>,
        _ reach: PlaceReach
    ) -> String {
        let end = found.range.upperBound
        // `Huaqiao pumping station`
        if reach != .name, ScalarKind.isLetter(text.scalars[end - 1]), end < range.upperBound,
            text.scalars[end] == 0x20,
            let tail = book.list(.placeTailsEnglish).end(
                text.scalars,
                at: end + 1,
                to: range.upperBound
            )
        {
            return text.original(found.range.lowerBound..<tail)
        }
        // `斜路村口`, where 村 belongs to either.
        let isJoint = reach == .whole && text.scalars[end - 1] == 0x6751
        let stop = max(
            placeEnd(from: end, to: range.upperBound, reach),
            isJoint ? placeEnd(from: end - 1, to: range.upperBound, reach) : end
        )
        // `桥浦村桥栏杆`: a name that ends with 村 is whole, but for a note.
        guard stop > end, ScalarKind.isHan(text.scalars[end]),
            text.scalars[end - 1] != 0x6751 || reach == .whole
        else { return found.value }
        let tail = text.original(end..<stop)
        return reach == .whole ? text.original(found.range.lowerBound..<stop) : found.value + tail
    }

    /// A place that no list has: `安居房工地`, `冷库旧址`, where a clause begins or behind 在, 看 and the
    /// like, and words that a place ends with stand soon behind.
    func unlistedPlace(in range: Range<Int>) -> String? {
        let leads = [book.list(.visitVerbs), book.placeLeads]
        var start = range.lowerBound
        var isBehindLead = false
        for index in range.prefix(160) {
            let isOpening = index == range.lowerBound || isClauseEnd(index - 1)
            let lead = leads.lazy.compactMap {
                $0.end(self.text.scalars, at: index, to: range.upperBound)
            }.max()
            if let lead {
                start = skipSpaces(text.scalars, lead, range.upperBound)
                isBehindLead = true
            } else if isOpening {
                start = index
                isBehindLead = false
            } else {
                continue
            }
            if let end = unlistedEnd(from: start, to: range.upperBound, isLed: isBehindLead),
                end - start >= (isBehindLead ? 2 : 3)
            {
                return text.original(start..<end)
            }
        }
        return nil
    }

    private func unlistedEnd(from start: Int, to limit: Int, isLed: Bool) -> Int? {
        let (tails, stops) = (book.list(.noteTails), book.list(.placeStops))
        var end: Int?
        var index = start
        while index < min(limit, start + 12), ScalarKind.isHan(text.scalars[index]) {
            let stop = stops.end(text.scalars, at: index, to: limit) ?? index
            if isLed || index > start, let tail = tails.end(text.scalars, at: index, to: limit),
                tail >= stop
            {
                end = tail
                index = tail
            } else if stop > index {
                break
            } else {
                index += 1
            }
        }
        return end
    }

    /// Where a place ends that goes on with a few words and one like 葡萄园.
    private func placeEnd(from end: Int, to limit: Int, _ reach: PlaceReach) -> Int {
        let tails = book.list(
            reach == .whole ? .noteTails : reach == .named ? .placeTails : .placeGrounds
        )
        var stop = end
        var index = end
        if reach == .whole, index < limit, text.scalars[index] == 0x6751,  // 村
            tails.end(text.scalars, at: index, to: limit) == nil
        {
            index += 1
        }
        while index < min(limit, end + 8), ScalarKind.isHan(text.scalars[index]) {
            let broken = book.list(.placeBreaks).end(text.scalars, at: index, to: limit) ?? 0
            if let tail = tails.longest(text.scalars, at: index, to: limit), tail.end >= broken {
                // `横湖村垃圾房三处`: what is counted is no place.
                if let count = Numerals.read(text.scalars, at: tail.end, to: limit),
                    count.end < limit, book.signs(.countThings).contains(text.scalars[count.end]),
                    !countsThing(at: count.end, to: limit)
                {
                    break
                }
                stop = tail.end
                index = tail.end
            } else if reach != .whole || index - stop >= 3
                || book.list(.placeBreaks).longest(text.scalars, at: index, to: limit) != nil
            {
                break
            } else {
                index += 1
            }
        }
        return reach == .whole && stop == end ? toPause(from: end, to: limit) ?? stop : stop
    }

    /// `下洞桥渡槽 裂缝两道`, `黄西岙蘑菇冷链仓库，冷机…`: a few words behind a place that end at a pause, and
    /// tell of nothing.
    private func toPause(from end: Int, to limit: Int) -> Int? {
        guard let stop = (end..<limit).first(where: { !ScalarKind.isHan(text.scalars[$0]) }) else {
            return nil
        }
        let words = end..<stop
        guard (2...7).contains(words.count), isClauseEnd(stop),
            book.signs(.endSites).contains(text.scalars[stop - 1]),
            !book.list(.troubles).stand(in: text, words),
            !book.list(.wishes).stand(in: text, words),
            !book.list(.notPlaces).stand(in: text, words),
            facts(words).topics.isEmpty,
            book.lexicon.values[.kind]?.stand(in: text, words) != true,
            !words.contains(where: {
                book.list(.placeBreaks).end(text.scalars, at: $0, to: stop) != nil
            })
        else { return nil }
        return stop
    }

    /// True for `横湖污水处理站一台泵停转`, which counts pumps, and not for `垃圾房三处没人管`.
    private func countsThing(at measure: Int, to limit: Int) -> Bool {
        let next = measure + 1
        return book.signs(.countInside).contains(text.scalars[measure]) && next < limit
            && ScalarKind.isHan(text.scalars[next])
            && book.list(.placeBreaks).end(text.scalars, at: next, to: limit) == nil
    }

    /// Two places or more that are named in a row: `斜路、黄西岙两个村`, `Huaqiao and Qiaopu`.
    func places(in range: Range<Int>) -> [String] {
        let all = facts(range).places
        guard let first = all.first else { return [] }
        var named = [first.value]
        var end = first.range.upperBound
        for next in all.dropFirst() {
            guard isPlaceJoint(end..<next.range.lowerBound, before: next.range) else { break }
            if !named.contains(next.value) { named.append(next.value) }
            end = next.range.upperBound
        }
        return named.count > 1 ? named : []
    }

    /// `斜路2户黄西岙3户`: where what is counted at the first place ends.
    private func countEnd(_ between: Range<Int>) -> Int? {
        let start = skipSpaces(text.scalars, between.lowerBound, between.upperBound)
        guard let count = Numerals.counted(text.scalars, at: start, to: between.upperBound),
            count.end < between.upperBound,
            book.signs(.countThings).contains(text.scalars[count.end])
        else { return nil }
        return count.end + 1
    }

    private func isPlaceJoint(_ between: Range<Int>, before next: Range<Int>) -> Bool {
        let counted = countEnd(between)
        let start = skipSpaces(text.scalars, counted ?? between.lowerBound, between.upperBound)
        if counted != nil, start == between.upperBound { return true }
        // `横湖花桥桥浦` are three; `76省道桥浦段` and `桥浦菜市场` are one.
        guard start < between.upperBound else {
            let villages = book.lexicon.villages
            return (max(0, start - 4)..<start).contains {
                villages.longest(text.scalars, at: $0, to: start)?.end == start
            } && villages.end(text.scalars, at: next.lowerBound, to: next.upperBound) != nil
        }
        let joint = book.list(.placeJoints).longest(text.scalars, at: start, to: between.upperBound)
        return joint.map { skipSpaces(text.scalars, $0.end, between.upperBound) }
            == between.upperBound
    }

    // MARK: - Which of several

    /// How surely a place that is named is where the trouble is.
    private enum Nearness: Comparable {
        /// Who told of something is from there.
        case told
        /// One lives, works or comes from there, or it is held against another.
        case aside
        case named
        /// `我们桥浦`
        case own
    }

    /// The place of the list that a stretch is about: the first of those that are nearest to it.
    private func meant(in range: Range<Int>) -> (value: String, range: Range<Int>)? {
        let facts = facts(range)
        var best: (found: Facts.Found<String>, nearness: Nearness)?
        for found in facts.places {
            let nearness = nearness(of: found.range, facts)
            if nearness > .told, best.map({ nearness > $0.nearness }) ?? true {
                best = (found, nearness)
            }
        }
        return best.map { around(($0.found.value, $0.found.range), in: range) }
    }

    /// Of `the clinic at Dujiatou` the village.
    private func around(
        _ spot: (value: String, range: Range<Int>),
        in range: Range<Int>
    ) -> (value: String, range: Range<Int>) {
        guard ScalarKind.isLetter(text.scalars[spot.range.lowerBound]) else { return spot }
        let village = facts(range).villages.first { village in
            let start = spot.range.upperBound
            return village.range.lowerBound > start
                && ["at", "in", "of"].contains(text.original(start..<village.range.lowerBound))
        }
        return village.map { ($0.value, $0.range) } ?? spot
    }

    private func nearness(of place: Range<Int>, _ facts: Facts) -> Nearness {
        let limit = facts.range.upperBound
        let isHeard = facts.isPreceded(place.lowerBound, by: book.list(.heardBefore))
        if book.list(.placePeople).end(text.scalars, at: place.upperBound, to: limit) != nil {
            if isHeard { return .told }
            if facts.isPreceded(place.lowerBound, by: book.list(.ownPlace)) { return .own }
            return .aside
        }
        let near = book.list(.placeNear).end(text.scalars, at: place.upperBound, to: limit)
        if let kin = book.list(.placeKin)
            .end(text.scalars, at: near ?? place.upperBound, to: limit)
        {
            let tells = (kin..<min(limit, kin + 4)).contains {
                book.list(.tells).end(text.scalars, at: $0, to: limit) != nil
            }
            if isHeard || tells { return .told }
            if facts.isPreceded(place.lowerBound, by: book.list(.ownPlace)) { return .own }
            return .aside
        }
        if facts.isPreceded(place.lowerBound, by: book.list(.ownPlace)) { return .own }
        let isAside =
            facts.isFollowed(place.upperBound, by: book.list(.placeAsideAfter))
            || facts.isPreceded(place.lowerBound, by: book.list(.placeAside), within: 16)
        guard isAside, !opensStretch(place, facts) else { return .named }
        return isNamedAgain(place, facts) ? .named : .aside
    }

    /// `从花桥到横湖的路灯`: the trouble is between the two.
    private func opensStretch(_ place: Range<Int>, _ facts: Facts) -> Bool {
        let limit = facts.range.upperBound
        let start = skipSpaces(text.scalars, place.upperBound, limit)
        guard let end = book.list(.placeStretch).end(text.scalars, at: start, to: limit) else {
            return false
        }
        let next = skipSpaces(text.scalars, end, limit)
        return facts.places.contains { $0.range.lowerBound == next }
    }

    /// `work at Shiqiaotou market, and … the market`: its last word stands again elsewhere.
    private func isNamedAgain(_ place: Range<Int>, _ facts: Facts) -> Bool {
        let scalars = text.scalars
        let isLatin = ScalarKind.isLetter(scalars[place.upperBound - 1])
        var start = place.upperBound - (isLatin ? 1 : 3)
        if isLatin {
            while start > place.lowerBound, ScalarKind.isLetter(scalars[start - 1]) { start -= 1 }
        }
        guard start > place.lowerBound else { return false }
        let word = scalars[start..<place.upperBound]
        return facts.range.contains { index in
            let end = index + word.count
            return end <= facts.range.upperBound && !place.contains(index)
                && scalars[index] == word.first && scalars[index..<end].elementsEqual(word)
                && !facts.places.contains { $0.range.contains(index) }
        }
    }
}
