/// How what people wrote is cut for those who read it: to a few words that name it in a list, and
/// without what is not for them.
///
/// What is cut stands in `excerpts` of `commands/words.yaml`.
package struct Excerpts: Hashable, Sendable {
    package enum Part: String, CaseIterable, Sendable {
        /// How people begin who say first who they are, where they live, or good day: `我是`.
        case greetings
        /// How people begin who say first for whom they write and where those live: `我妈`, `她住`.
        case onBehalf = "on_behalf"
        /// How people begin who say first how to reach them: `联系电话`.
        case phones
        /// What stands before the colon behind who tells it: `代横湖村郑阿姨反映：`.
        case says
        /// How staff begin who say first that somebody came or called: `来了个`, `有位`.
        case came
        /// That somebody called, anywhere in the clause that says who: `打来电话`.
        case called
        /// How a clause begins that says for whom it is told: `帮横湖的王**反映`.
        case spokenFor = "spoken_for"
        /// How a deputy begins who says first that something is suggested: `我想提个建议`.
        case proposes
        /// Signs of trouble: with one of them a clause on somebody else is the matter itself.
        case troubles
        /// Signs of who writes, or of a wish that nobody learns it: `我住`, `打来电话`, `别说是`.
        case tellers
        /// How a clerk is told to say it to the voter, which is not said to the voter: `给他解释一下`.
        case errands
        /// How somebody is sent elsewhere: `让他去`, `请找`.
        case sendings
        /// What says no more than that it is not taken: `不归我们管`.
        case refusals
        /// What stands before and behind where a voter is sent, in the order in which it is cut: `请`, `找`, `反映`.
        case addressLeads = "address_leads"
        case addressEnds = "address_ends"
        /// What only agrees, and is no reason: `行，给到12月10日`.
        case assents
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
                && !begins(clause, with: .phones) && !begins(clause, with: .proposes)
                && (!tellsWhoCame(clause) || tellsOfTrouble(clause))
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
    private func tellsOfTrouble(_ text: some StringProtocol) -> Bool {
        words(.troubles).contains { text.contains($0) }
    }

    /// A text, with names and telephone numbers masked, without the clauses that tell who says it:
    /// empty where nothing is left, nil where none does.
    package func withoutTeller(_ text: String) -> String? {
        var kept = ""
        var clause = ""
        var isCut = false
        func close() {
            if tellsOfWriter(clause) { isCut = true } else { kept += clause }
            clause = ""
        }
        for sign in text {
            clause.append(sign)
            if "，。；！？,;!?\n".contains(sign) { close() }
        }
        close()
        guard isCut else { return nil }
        let rest = kept.drop { !$0.isLetter && !$0.isNumber }
        let end = rest.lastIndex { $0.isLetter || $0.isNumber }
        return end.map { String(rest[...$0]) } ?? ""
    }

    /// Where to turn, without the words that lead there: `请找公交公司反映` names 公交公司.
    package func addressee(of sending: String) -> String {
        var text = sending[...]
        for lead in words(.addressLeads) where text.hasPrefix(lead) && text.count > lead.count + 1 {
            text = text.dropFirst(lead.count)
        }
        for end in words(.addressEnds) where text.hasSuffix(end) && text.count > end.count + 1 {
            text = text.dropLast(end.count)
        }
        return String(text)
    }

    /// True for words that only agree.
    package func isAssent(_ text: String) -> Bool {
        words(.assents).contains(text.lowercased().filter { $0.isLetter || $0 == " " })
    }

    /// Why something is not taken, apart from where its voter is sent: each nil where it is not said.
    package func partedSending(_ text: String) -> (rest: String?, sending: String?) {
        var kept: [Substring] = []
        var sending: String?
        for clause in text.split(whereSeparator: { "，。；,;".contains($0) }) {
            let plain = clause.drop { $0 == " " }
            if sending == nil, begins(plain, with: .sendings) {
                sending = String(plain)
            } else if !words(.refusals).contains(String(plain)) {
                kept.append(plain)
            }
        }
        let rest = kept.joined(separator: text.utf8.count > text.count * 2 ? "，" : ", ")
        return (rest.isEmpty ? nil : rest, sending)
    }

    /// Words for a voter without a clause that only asks the clerk to say them: `等明年改造，给他解释一下`.
    package func withoutErrand(_ text: String) -> String {
        let isSign: (Character) -> Bool = { "，。；！,;! ".contains($0) }
        var clauses = text.split(whereSeparator: isSign)
        while clauses.count > 1, let last = clauses.last, last.count <= 24,
            words(.errands).contains(where: last.lowercased().contains)
        {
            clauses.removeLast()
        }
        guard let end = clauses.last?.endIndex else { return text }
        return end == text.split(whereSeparator: isSign).last?.endIndex
            ? text : String(text[..<end])
    }

    /// `我们村` tells of nobody in particular.
    private func tellsOfWriter(_ clause: String) -> Bool {
        let spoken = " " + clause.lowercased().replacing("我们", with: "").replacing("**", with: "*")
        return clause.contains("**") || words(.tellers).contains { spoken.contains($0) }
    }
    /// True for words that begin with no more than that something is suggested: `我想提个建议，…`.
    package func proposes(_ text: String) -> Bool { begins(text[...], with: .proposes) }

    /// A clause without what stands at its head of who writes: `联系我 139****1234 桥浦水管漏水`,
    /// `代横湖村郑**反映：村口桥面结冰`.
    private func withoutWriter(_ clause: Substring) -> Substring {
        var clause = clause
        if let colon = clause.prefix(20).lastIndex(where: { ":：".contains($0) }),
            words(.says).contains(where: clause[..<colon].hasSuffix)
        {
            clause = clause[clause.index(after: colon)...].drop { $0 == " " }
        }
        // `村民来站里反映桥浦路灯不亮`, `说自来水有股铁锈味`
        if tellsWhoCame(clause) || words(.says).contains(where: clause.hasPrefix),
            let behind = behindSays(clause)
        {
            clause = behind
        }
        while let space = clause.firstIndex(of: " "),
            begins(clause, with: .phones) || clause[..<space].contains("****")
        {
            clause = clause[space...].drop { $0 == " " }
        }
        return clause
    }

    /// True for a clause that says who came, called, or is spoken for, and nothing else yet.
    private func tellsWhoCame(_ clause: Substring) -> Bool {
        if begins(clause, with: .came) { return true }
        if words(.called).contains(where: { clause.contains($0) }) { return true }
        return begins(clause, with: .spokenFor) && words(.says).contains(where: clause.hasSuffix)
    }

    /// What stands behind the first word of telling near the head; nil where that is too little.
    private func behindSays(_ clause: Substring) -> Substring? {
        let ends = words(.says).compactMap { word -> Substring.Index? in
            guard let found = clause.firstRange(of: word),
                clause.distance(from: clause.startIndex, to: found.lowerBound) <= 16
            else { return nil }
            return found.upperBound
        }
        guard let end = ends.min() else { return nil }
        let rest = clause[end...].drop { $0 == " " }
        return rest.count >= 4 ? rest : nil
    }

    private func begins(_ clause: Substring, with part: Part) -> Bool {
        words(part).contains(where: clause.hasPrefix)
    }
}
