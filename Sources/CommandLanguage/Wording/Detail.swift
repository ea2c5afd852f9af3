internal import Casework

// What would be done at a yes, in the words of whoever is asked.
extension Phrasebook {
    /// What steps of one action say beside their numbers: `城建办，12月4日前`; each with its number
    /// where they differ.
    ///
    /// Only arguments that `asked` of `commands/terms.yaml` has words for are said.
    ///
    /// - Parameters:
    ///   - steps: What a yes would do.
    ///   - language: The reader's.
    ///   - year: The year that goes without saying.
    /// - Returns: nil where the numbers say all.
    func detail(of steps: [Step], _ language: Language, _ year: Int) -> String? {
        let details = steps.map { detail(of: $0, language, year) }
        guard let first = details.first, details.contains(where: { !$0.isEmpty }) else {
            return nil
        }
        if details.allSatisfy({ $0 == first }) { return first }
        let isChinese = language == .zh
        return zip(steps, details).map { step, detail in
            let numbers = step.numbers.joined(separator: "、")
            return numbers.isEmpty || detail.isEmpty
                ? numbers + detail : numbers + (isChinese ? "：" : ": ") + detail
        }.joined(separator: isChinese ? "；" : "; ")
    }

    private func detail(of step: Step, _ language: Language, _ year: Int) -> String {
        step.arguments.values.keys.sorted { $0.place < $1.place }.compactMap { slot in
            guard let words = known("asked.\(slot.rawValue)", language),
                let said = said(step.arguments[slot], as: slot, language, year)
            else { return nil }
            return words.replacing("{}", with: said)
        }.joined(separator: language == .zh ? "，" : ", ")
    }

    /// One value; nil where there is nothing to say of it.
    private func said(
        _ value: Arguments.Value?,
        as slot: Slot,
        _ language: Language,
        _ year: Int
    ) -> String? {
        switch value {
        case .number(let number): String(number)
        case .text(let text): said(text, as: slot, language, year)
        case .list(let list):
            list.compactMap { said($0, as: slot, language, year) }
                .joined(separator: language == .zh ? "、" : ", ")
        case .flag, nil: nil
        }
    }

    private func said(
        _ text: String,
        as slot: Slot,
        _ language: Language,
        _ year: Int
    ) -> String? {
        if let day = Day(text) { return self.day(day, language, year) }
        if let term = known("\(slot.rawValue).\(text)", language) { return term }
        if slot == .period { return DayRange(text).map { period($0, language) } }
        if slot == .audience { return audience(text, language) }
        // A code that no term stands for says nothing to a person.
        if Phrasebook.coded.contains(slot) { return nil }
        let words = Masking.phones(in: text)
        let most = 24
        return words.count > most ? words.prefix(most) + "…" : name(words, language)
    }

    /// Arguments that hold nothing but codes.
    private static let coded: Set<Slot> = [.rating, .result, .channel]

    /// `group:2`, `group_leader:2`, `level:市级`, `village:花桥`.
    private func audience(_ code: String, _ language: Language) -> String {
        let parts = code.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return code }
        return known("asked.audience_\(parts[0])", language)?
            .replacing("{}", with: name(parts[1], language)) ?? parts[1]
    }

    private func known(_ key: String, _ language: Language) -> String? {
        words.terms[key].flatMap { $0[language] ?? $0[.zh] }
    }
}

extension Slot {
    /// Where it stands in a question: as the vocabulary lists it.
    fileprivate var place: Int { Slot.allCases.firstIndex(of: self) ?? 0 }
}
