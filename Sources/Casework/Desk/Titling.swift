/// How a text is cut to the few words that name it in a list.
///
/// What people begin with before they come to the matter stands in `titles` of `commands/words.yaml`.
package struct Titling: Hashable, Sendable {
    package enum Part: String, CaseIterable, Sendable {
        /// How people begin who say first who they are, where they live, or good day: `我是`.
        case greetings
        /// How people begin who say first for whom they write and where those live: `我妈`, `她住`.
        case onBehalf = "on_behalf"
        /// How people begin who say first how to reach them: `联系电话`.
        case phones
        /// What stands before the colon behind who tells it: `代横湖村郑阿姨反映：`.
        case says
        /// Signs of trouble: with one of them a clause on somebody else is the matter itself.
        case troubles
    }

    private let words: [Part: [String]]

    /// - Parameter words: By part, as people write them; a part that is missing has none.
    package init(_ words: [Part: [String]] = [:]) { self.words = words }

    private func words(_ part: Part) -> [String] { words[part] ?? [] }

    /// A text cut to what a list can carry: its first clause that says more than who writes.
    ///
    /// At most twelve characters of Chinese; thirty where most are narrow, at a word's end if it
    /// can be.
    package func title(of text: String) -> String {
        let line =
            Masking.phones(in: text).split(whereSeparator: \.isNewline).first.map(String.init)
            ?? ""
        let isWide = line.utf8.count > line.count * 2
        let limit = isWide ? 12 : 30
        let clauses = line.split(whereSeparator: { "，。；！？,;!?".contains($0) })
            .map { withoutWriter($0.drop { $0 == " " }) }
        let telling = clauses.first { clause in
            clause.count >= 4 && !begins(clause, with: .greetings)
                && !begins(clause, with: .phones)
                && !(begins(clause, with: .onBehalf) && !tellsOfTrouble(clause))
        }
        let clause = telling ?? clauses.first
        let head = clause.map { $0.count >= 4 ? String($0) : line } ?? line
        guard head.count > limit else { return head }
        let cut = head.prefix(limit)
        let isMidWord = !isWide && head[cut.endIndex] != " "
        let end = isMidWord ? cut.lastIndex(of: " ") ?? cut.endIndex : cut.endIndex
        return String(cut[..<end]) + "…"
    }

    /// True for words with a sign of trouble: `水沟也堵了`, and not `小店门口那根`.
    package func tellsOfTrouble(_ text: some StringProtocol) -> Bool {
        words(.troubles).contains { text.contains($0) }
    }

    /// A clause without what stands at its head of who writes: `联系我 139****1234 桥浦水管漏水`,
    /// `代横湖村郑**反映：村口桥面结冰`.
    private func withoutWriter(_ clause: Substring) -> Substring {
        var clause = clause
        if let colon = clause.prefix(20).lastIndex(where: { ":：".contains($0) }),
            words(.says).contains(where: clause[..<colon].hasSuffix)
        {
            clause = clause[clause.index(after: colon)...].drop { $0 == " " }
        }
        while let space = clause.firstIndex(of: " "),
            begins(clause, with: .phones) || clause[..<space].contains("****")
        {
            clause = clause[space...].drop { $0 == " " }
        }
        return clause
    }

    private func begins(_ clause: Substring, with part: Part) -> Bool {
        words(part).contains(where: clause.hasPrefix)
    }
}
