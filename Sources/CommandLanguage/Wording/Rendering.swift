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
    /// - Returns: The words; empty where the books have no such sentence.
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

    /// A fact in words, outside a sentence: a day in both calendars, a name of the station's lists.
    package func said(_ fact: FieldValue, in language: Language, now: Instant) -> String {
        text(fact, language, Day(of: now).year)
    }

    /// The matter number of all examples in the words.
    package static let sampleNumber = "2026-0042"

    /// The question, in one sentence with an example; whether something is meant, with all that would
    /// be done.
    ///
    /// - Parameters:
    ///   - question: What is asked.
    ///   - language: The reader's.
    ///   - now: What year goes without saying; nil where every year is said.
    /// - Returns: The words.
    package func render(
        _ question: Question,
        in language: Language,
        now: Instant? = nil
    ) -> String {
        switch question.wanted {
        case .argument(let slot):
            let asked = commands[question.action]?.arguments[slot]?.question
            if let asked = asked?[language] ?? asked?[.zh] { return asked }
            let general = words.terms["question.\(slot.rawValue)"]
            if let general = general?[language] ?? general?[.zh] { return general }
            // Nobody ever reads the name of an argument, whatever the books lack.
            let example = exampleFor(question.action, in: language)
            return sentence(.detailAsked, [.example: .text(example)], language)
        case .meaning:
            if let own = commands[question.action]?.doubt[language] { return own }
            var fields: [Field: FieldValue] = [
                .action: .term(question.action.term),
                .example: .text(exampleFor(question.action, in: language)),
            ]
            // A yes is for all of one action: `76和77都不受理`.
            let meant = question.steps.filter { $0.action == question.action }
            let numbers =
                meant
                .flatMap(\.numbers).filter { $0 != "last" }
            if !numbers.isEmpty { fields[.number] = .text(numbers.joined(separator: "、")) }
            fields[.text] = detail(of: meant, language, now.map { Day(of: $0).year } ?? 0)
                .map { .text($0) }
            return sentence(.meaningAsked, fields, language)
        case .newOrAbout(let number):
            return sentence(.newOrAboutAsked, [.number: .number(number)], language)
        }
    }

    private func sentence(
        _ kind: ReplyKind,
        _ fields: [Field: FieldValue],
        _ language: Language
    ) -> String {
        guard let template = wordings[kind]?[language] ?? wordings[kind]?[.zh] else { return "" }
        return text(template.parts, fields, language, 0)
    }

    /// What may be pressed instead of typed; empty for a question that wants words.
    package func choices(for question: Question) -> [Choice] {
        switch question.wanted {
        case .argument: []
        case .meaning: [Choice("choice.yes", data: "是"), Choice("choice.no", data: "取消")]
        case .newOrAbout: [Choice("choice.new", data: "新事项"), Choice("choice.about", data: "补充")]
        }
    }

    /// What stands on the button of a choice.
    package func title(of choice: Choice, in language: Language) -> String {
        term(choice.term, language)
    }

    /// A fixed word of the trade; the key itself where the books have none.
    package func term(_ key: String, _ language: Language) -> String {
        words.terms[key]?[language] ?? words.terms[key]?[.zh] ?? key
    }

    /// What a text to many may name in braces, by the words of both languages.
    package var variables: [String: Field] {
        var variables: [String: Field] = [:]
        for field in Field.allCases {
            for (_, word) in words.terms["variable.\(field.rawValue)"] ?? [:] {
                variables[word] = field
            }
        }
        return variables
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

    /// A sentence of somebody's own work that can be copied; that of help where there is none.
    package func exampleOfWork(for roles: Set<Role>, in language: Language) -> String {
        let offices = roles.subtracting([.voter])
        let own = order.first { action in
            commands[action].map {
                !$0.shownTo.isDisjoint(with: offices) && !$0.shownTo.contains(.voter)
            } ?? false
        }
        return exampleFor(own ?? .help, in: language)
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
        case .provisional(let day):
            return self.day(day, language, year) + term("mark.provisional", language)
        case .receptionDay(let day, let lunar): return reception(day, lunar, language)
        case .clock(let time): return time.text
        case .moment(let instant): return moment(instant, language, year)
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
        case .list(let values):
            return values.map { text($0, language, year) }
                .joined(separator: language == .zh ? "、" : ", ")
        case .share(let part, let whole):
            guard whole > 0 else { return term("mark.none", language) }
            let percent = "\(part * 100 / whole)%"
            return "\(part)/\(whole)" + (language == .zh ? "（\(percent)）" : " (\(percent))")
        case .period(let period): return self.period(period, language)
        case .filled(var words, let values):
            for (name, value) in values {
                words = words.replacing(name, with: text(value, language, year))
            }
            return words
        }
    }

    /// Steps as the vocabulary of actions has them: a step for each matter where it knows one at a time,
    /// and the station's names in the script of the text they were read from.
    ///
    /// - Parameters:
    ///   - steps: As they were understood: names stand in the station's own spelling.
    ///   - text: What the person wrote; without a Chinese sign in it, names are given in English.
    /// - Returns: The same steps, all else untouched.
    package func spelled(_ steps: [Step], as text: String) -> [Step] {
        let steps = steps.flatMap { step in
            let isJoined = commands[step.action]?.arguments[.refs]?.isJoined == true
            return isJoined ? step.apart : [step]
        }
        let normal = NormalText(text, respelling)
        let isChinese =
            text.unicodeScalars.contains { ScalarKind.isHan($0.value) }
            || normal.scalars.contains { ScalarKind.isHan($0) } && normal.language(of: text) == .zh
        guard !isChinese else { return steps }
        return steps.map { step in
            var step = step
            for slot in Phrasebook.named {
                switch step.arguments[slot] {
                case .text(let name): step.arguments[slot] = .text(self.name(name, .en))
                case .list(let names):
                    step.arguments[slot] = .list(names.map { name($0, .en) })
                case .number, .flag, nil: continue
                }
            }
            return step
        }
    }

    /// Arguments that hold names of the station's lists.
    private static let named: [Slot] = [
        .place, .places, .village, .villages, .unit, .coUnits, .suggestUnit, .deputy, .deputies,
        .with,
        .lead, .name, .district,
    ]

    func name(_ name: String, _ language: Language) -> String {
        language == .en ? english[name] ?? name : name
    }

    func day(_ day: Day, _ language: Language, _ year: Int) -> String {
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

    /// `2026年`, `2026年第三季度`, `2026年11月`; else both of its ends.
    package func period(_ period: DayRange, _ language: Language) -> String {
        let parts = period.first.parts
        let year = String(parts.year)
        switch period.text.utf8.count {
        case 4: return language == .zh ? year + "年" : year
        case 7 where period.text.contains("Q"):
            let quarter = (parts.month + 2) / 3
            return language == .zh
                ? year + "年" + term("quarter.\(quarter)", .zh) : "Q\(quarter) \(year)"
        case 7:
            return language == .zh
                ? year + "年\(parts.month)月" : term("month.\(parts.month)", .en) + " " + year
        default:
            if period.first == period.last { return day(period.first, language, 0) }
            let ends = [period.first, period.last].map { day($0, language, 0) }
            return ends.joined(separator: language == .zh ? "至" : " to ")
        }
    }

    private func moment(_ instant: Instant, _ language: Language, _ year: Int) -> String {
        let day = Day(of: instant)
        let date = self.day(day, language, year)
        let midnight = day.at(ClockTime(minutes: 0))
        let time = ClockTime(minutes: Int(instant.seconds(since: midnight) / 60)).text
        return language == .zh ? date + time : time + " on " + date
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
