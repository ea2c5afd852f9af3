package import Casework
package import Messages

extension Phrasebook {
    /// A reply as its reader sees it.
    ///
    /// - Parameters:
    ///   - kind: Which sentence.
    ///   - fields: The facts it may name; a fact that is missing outside an optional part is
    ///     left out.
    ///   - language: The reader's.
    ///   - now: What year goes without saying.
    package func render(
        _ kind: ReplyKind,
        _ fields: [Field: FieldValue],
        in language: Language,
        now: Instant
    ) -> String {
        guard let template = wordings[kind]?[language] ?? wordings[kind]?[.zh] else { return "" }
        let year = Day(of: now).year
        return text(template.parts, fields, language, year)
    }

    /// The question that asks for what is missing.
    package func render(_ question: Question, in language: Language) -> String {
        let asked = commands[question.action]?.arguments[question.missing]?.question
        return asked?[language] ?? asked?[.zh] ?? term("question.\(question.missing.rawValue)", language)
    }

    /// What stands on the button of a choice.
    package func title(of choice: Choice, in language: Language) -> String {
        term(choice.term, language)
    }

    /// A fixed word of the trade; the key itself where the books have none.
    package func term(_ key: String, _ language: Language) -> String {
        words.terms[key]?[language] ?? words.terms[key]?[.zh] ?? key
    }

    /// One line for each command that these roles may see, each with an example.
    package func helpTopics(
        for roles: Set<Role>,
        in language: Language,
        allowed: Set<Action>
    ) -> [FieldValue.Line] {
        let offices = roles.subtracting([.voter])
        return order.compactMap { action in
            guard let command = commands[action], allowed.contains(action) else { return nil }
            // Somebody with an office is helped with that office.
            let shown = offices.isEmpty ? command.shownTo : command.shownTo.intersection(offices)
            guard !shown.isDisjoint(with: roles), let help = command.help[language] else {
                return nil
            }
            return FieldValue.Line(
                .helpLine,
                [.action: .text(help), .example: .text(exampleFor(action, in: language))]
            )
        }
    }

    /// A sentence that can be copied; empty where the command has none.
    package func exampleFor(_ action: Action, in language: Language) -> String {
        let example = commands[action]?.example
        return example?[language] ?? example?[.zh] ?? ""
    }

    /// What the command does, in one line.
    package func helpFor(_ action: Action, in language: Language) -> String {
        let help = commands[action]?.help
        return help?[language] ?? help?[.zh] ?? ""
    }

    /// The commands of a channel's menu, in both languages: those that voters see.
    package func menu() -> [MenuEntry] {
        Language.allCases.flatMap { language in
            order.compactMap { action in
                guard let command = commands[action], let name = command.menu,
                    let help = command.help[language]
                else { return nil }
                return MenuEntry(command: name, text: help, language: language.rawValue)
            }
        }
    }

    private func text(
        _ parts: [Template.Part],
        _ fields: [Field: FieldValue],
        _ language: Language,
        _ year: Int
    ) -> String {
        var text = ""
        for part in parts {
            switch part {
            case .words(let words): text += words
            case .field(let field):
                if let value = fields[field] { text += self.text(value, language, year) }
            case .optional(let parts):
                let named = Template.fields(parts)
                if named.allSatisfy({ fields[$0] != nil }) {
                    text += self.text(parts, fields, language, year)
                }
            }
        }
        return text
    }

    private func text(_ value: FieldValue, _ language: Language, _ year: Int) -> String {
        switch value {
        case .text(let text): return text
        case .number(let number): return number.description
        case .count(let count): return String(count)
        case .day(let day): return self.day(day, language, year)
        case .receptionDay(let day, let lunar): return reception(day, lunar, language)
        case .clock(let time): return time.text
        case .name(let name): return self.name(name, language)
        case .term(let key): return term(key, language)
        case .terms(let keys):
            return keys.map { term($0, language) }
                .joined(separator: language == .zh ? "、" : ", ")
        case .lines(let lines):
            return lines.map { line in
                guard let template = wordings[line.kind]?[language] ?? wordings[line.kind]?[.zh]
                else { return "" }
                return self.text(template.parts, line.fields, language, year)
            }.joined(separator: "\n")
        case .names(let names):
            return names.map { name($0, language) }
                .joined(separator: language == .zh ? "、" : ", ")
        }
    }

    private func name(_ name: String, _ language: Language) -> String {
        language == .en ? english[name] ?? name : name
    }

    private func day(_ day: Day, _ language: Language, _ year: Int) -> String {
        let parts = day.parts
        switch language {
        case .zh:
            let date = "\(parts.month)月\(parts.day)日"
            return parts.year == year ? date : "\(parts.year)年" + date
        case .en:
            let date = "\(parts.day) " + term("month.\(parts.month)", .en)
            return parts.year == year ? date : date + " \(parts.year)"
        }
    }

    /// `2026年11月24日 星期二（农历十月十六）`.
    private func reception(_ day: Day, _ lunar: LunarDay, _ language: Language) -> String {
        let parts = day.parts
        let weekday = term("weekday.\(day.weekday)", language)
        switch language {
        case .zh:
            let month = (lunar.isLeap ? "闰" : "") + term("lunar_month.\(lunar.month)", .zh)
            let lunarDay = term("lunar_day.\(lunar.day)", .zh)
            return "\(parts.year)年\(parts.month)月\(parts.day)日 \(weekday)（农历\(month)\(lunarDay)）"
        case .en:
            let month = term("month.\(parts.month)", .en)
            let leap = lunar.isLeap ? "leap " : ""
            return "\(weekday) \(parts.day) \(month) \(parts.year) "
                + "(day \(lunar.day) of \(leap)lunar month \(lunar.month))"
        }
    }
}
