/// A share that names what it counts: its numerator and its denominator, one mark each.
///
/// A mark is what a reader looks up: a matter's number, a reception's date. Nothing of nothing is
/// no share at all, and never 100 % (`domain.md` §11, rule 16).
package struct Share: Hashable, Sendable {
    /// What counts; each is also in ``all``.
    package var hits: [String]
    package var all: [String]

    package init(hits: [String], all: [String]) {
        self.hits = hits
        self.all = all
    }

    /// - Parameters:
    ///   - items: What is asked about.
    ///   - mark: How a reader finds one.
    ///   - isHit: Whether it counts.
    package init<Item>(
        of items: [Item],
        mark: (Item) -> String,
        where isHit: (Item) -> Bool
    ) {
        self.init(hits: items.filter(isHit).map(mark), all: items.map(mark))
    }

    /// Nil without a denominator.
    package var value: Double? { all.isEmpty ? nil : Double(hits.count) / Double(all.count) }

    /// Whole percent, rounded down (199 of 200 are not all); nil without a denominator.
    package var percent: Int? { all.isEmpty ? nil : hits.count * 100 / all.count }

    /// What does not count, in the order of ``all``.
    package var misses: [String] {
        let hits = Set(hits)
        return all.filter { !hits.contains($0) }
    }

    package var fact: FieldValue { .share(hits.count, of: all.count) }
}
