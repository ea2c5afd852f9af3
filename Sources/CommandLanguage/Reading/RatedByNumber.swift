import Casework

// `1满意3不满意`: a voter rates each of several matters, by its number.
extension Understanding {
    /// A rating for each; nil for a message that is not such, and where fewer than two of the numbers
    /// are matters whose answer waits for a rating.
    ///
    /// A bare number is the matter's here: the choices that were offered contradict each other.
    func ratedByNumber() -> Reading? {
        guard asker.isVoterOnly, asker.unratedMatters.count > 1 else { return nil }
        let marks = ratedNumbers()
        guard marks.count > 1, Set(marks.map(\.number)).count == marks.count,
            !text.scalars[..<marks[0].start].contains(where: ScalarKind.isWord)
        else { return nil }
        let ends = marks.dropFirst().map(\.start) + [text.count]
        let steps = zip(marks, ends).map { mark, end in
            var arguments = Arguments([
                .ref: .text(mark.number.description), .rating: .text(mark.rating),
            ])
            let rest = trimmed(mark.end..<end)
            if rest.count(where: { ScalarKind.isWord(text.scalars[$0]) }) > 1 {
                arguments[.comment] = .text(text.original(rest))
            }
            return Step(.rateMatter, arguments)
        }
        return .steps(steps, language: language)
    }

    /// Each number of an unrated matter with a rating right behind it.
    private func ratedNumbers() -> [(number: MatterNumber, rating: String, start: Int, end: Int)] {
        guard let ratings = book.lexicon.values[.rating] else { return [] }
        var found: [(number: MatterNumber, rating: String, start: Int, end: Int)] = []
        let scalars = text.scalars
        var index = 0
        while index < scalars.count {
            guard ScalarKind.isDigit(scalars[index]),
                let number = Numerals.read(scalars, at: index, to: scalars.count),
                let matter = asker.unratedMatters.first(where: { $0.serial == number.value })
            else {
                index += 1
                continue
            }
            // The 号 of `1号满意` and the like.
            let next = skipSpaces(scalars, number.end, scalars.count)
            let rating = [next, next + 1].filter { $0 < scalars.count }
                .compactMap { ratings.longest(scalars, at: $0, to: scalars.count) }.first
            guard let rating else {
                index = number.end
                continue
            }
            found.append((matter, rating.value, index, rating.end))
            index = rating.end
        }
        return found
    }
}
