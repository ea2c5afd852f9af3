import Casework

// For whom a writer speaks, and for whom a visit is booked.
extension Facts {
    /// The kinsman or neighbour whom a writer speaks for: `我爸李福根`, `my grandma Ni Guixiang`.
    var kinName: String? {
        for kin in all(book.list(.kin)) {
            var start = skipSpaces(scalars, kin.range.upperBound, range.upperBound)
            guard start < range.upperBound else { return nil }
            // `my neighbour, Mrs Shen`
            if scalars[start] == 0x2C {
                let next = skipSpaces(scalars, start + 1, range.upperBound)
                if book.list(.nameTitles).end(scalars, at: next, to: range.upperBound) != nil {
                    start = next
                }
            }
            if let end = ScalarKind.isLetter(scalars[start])
                ? latinName(from: start) : fullName(from: start)
            {
                return text.original(start..<end)
            }
        }
        return nil
    }

    /// The person for whom something is asked: `帮吴阿凤查一下进度`, `帮老石登记`.
    var nameSpokenFor: String? {
        for word in all(book.list(.speaksFor)) {
            guard let person = person(spokenFor: word), let name = person.name,
                ScalarKind.isLetter(scalars[name.lowerBound]) || tells(behind: person.end)
            else { continue }
            return text.original(name)
        }
        return nil
    }

    /// True where somebody writes for another: `帮我外婆反映个事`, `婆婆让我代她讲`.
    var isOnBehalf: Bool {
        for word in all(book.list(.speaksFor)) {
            guard let person = person(spokenFor: word) else { continue }
            if ScalarKind.isLetter(scalars[word.range.lowerBound]) || tells(behind: person.end) {
                return true
            }
        }
        return isBidden
    }

    /// Who stands behind a word like 替 or 帮, with what is said of them before: `隔壁不识字的项阿婆`.
    private func person(spokenFor word: Found<String>) -> (name: Range<Int>?, end: Int)? {
        let limit = range.upperBound
        var index = skipSpaces(scalars, word.range.upperBound, limit)
        var isKin = false
        while index < limit {
            let kin =
                book.list(.kin).end(scalars, at: index, to: limit)
                ?? book.list(.third).end(scalars, at: index, to: limit)
            // `代横湖村郑阿姨反映`
            let aside =
                book.list(.whose).end(scalars, at: index, to: limit)
                ?? book.lexicon.places.end(scalars, at: index, to: limit)
            guard let end = kin ?? aside else { break }
            if kin != nil { isKin = true }
            index = skipSpaces(scalars, end, limit)
        }
        if ScalarKind.isLetter(scalars[word.range.lowerBound]) {
            let end = latinName(from: index)
            return isKin || end != nil ? (end.map { index..<$0 }, end ?? index) : nil
        }
        if let end = knownName(from: index) ?? expectedName(from: index) {
            return (index..<end, end)
        }
        let bound = min(limit, index + 8)
        let clause = (index..<max(index, bound)).prefix { !ScalarKind.isClauseEnd(scalars[$0]) }
        guard let of = clause.first(where: { scalars[$0] == 0x7684 }) else {
            return isKin ? (nil, index) : nil
        }
        if let end = knownName(from: of + 1) { return (of + 1..<end, end) }
        // `帮一位腿脚不便的老伯约…`
        if let end = book.list(.kin).end(scalars, at: of + 1, to: limit)
            ?? book.list(.nameTitles).end(scalars, at: of + 1, to: limit)
        {
            return (nil, end)
        }
        return isKin ? (nil, index) : nil
    }

    /// The end of a full name, or of one like 老石.
    func knownName(from start: Int) -> Int? {
        if let end = fullName(from: start) { return end }
        guard start < range.upperBound, book.signs(.openGiven).contains(scalars[start]),
            book.list(.nameTitles).end(scalars, at: start + 1, to: range.upperBound) == nil,
            book.list(.kin).end(scalars, at: start, to: range.upperBound) == nil,
            let end = nameEnd(from: start), end - start == 2, endsWord(end)
        else { return nil }
        return end
    }

    /// True where somebody tells something shortly behind a position.
    private func tells(behind position: Int) -> Bool {
        let bound = max(position, min(range.upperBound, position + 6))
        return (position..<bound).prefix { !ScalarKind.isClauseEnd(scalars[$0]) }
            .contains { book.list(.telling).end(scalars, at: $0, to: range.upperBound) != nil }
    }

    /// `我妈让我来说`, `my grandfather Lou Agen asked me to report`.
    private var isBidden: Bool {
        all(book.list(.bids)).contains { bid in
            let isLatin = ScalarKind.isLetter(scalars[bid.range.lowerBound])
            var start = bid.range.lowerBound
            let low = max(range.lowerBound, start - (isLatin ? 48 : 12))
            while start > low, isLatin || !ScalarKind.isClauseEnd(scalars[start - 1]) { start -= 1 }
            // `我老公不让我说`
            if isPreceded(bid.range.lowerBound, by: book.list(.negators), within: 3) {
                return false
            }
            return (start..<bid.range.lowerBound).contains { index in
                book.list(.kin).end(scalars, at: index, to: bid.range.lowerBound) != nil
            }
        }
    }

    /// True where somebody else is said not to be able to come: `我爹瘫在床上来不了`.
    var isForTheUnable: Bool {
        let limit = range.upperBound
        // `代表能来我家看看不,我妈下不了床`: the writer is at home as well.
        // `我爹…出不了门，想请代表来家里坐坐，他要谈抚恤金`: there it is the other who wants to talk.
        let isAtOwn = all(book.list(.ownHome)).contains { home in
            book.list(.kin).end(scalars, at: home.range.upperBound, to: limit) == nil
                && !all(book.list(.pronouns)).contains { person in
                    person.range.lowerBound > home.range.upperBound
                        && person.range.upperBound < limit
                        && book.signs(.wish).contains(scalars[person.range.upperBound])
                }
        }
        if isAtOwn { return false }
        let persons = all(book.list(.kin)) + all(book.list(.pronouns))
        return persons.contains { person in
            let start = person.range.upperBound
            return (start..<min(limit, start + 16))
                .prefix { !ScalarKind.isClauseEnd(scalars[$0]) }
                .contains { book.list(.unable).end(scalars, at: $0, to: limit) != nil }
        }
    }
}
