/// English, 中文: the language that this person is answered in.
package enum SetLanguage: Deed {
    package static let action = Action.setLanguage

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let language = draft.arguments.text(.language).flatMap(Language.init(rawValue:))
        else { return .missing(.language) }
        draft.add(.languageChosen(person: draft.me, language: language))
        draft.say(.languageChosen, [.language: .term("language." + language.rawValue)])
        return .done
    }
}

/// 隐私: the whole privacy notice.
package enum QueryPrivacy: Deed {
    package static let action = Action.queryPrivacy

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        draft.say(
            .privacyFull,
            [
                .name: .name(draft.rules.stationName), .address: .name(draft.rules.address),
                .hours: .text(draft.rules.hours),
            ]
        )
        return .done
    }
}

/// 帮助: what this person may do, each with an example; the turn fills in the lines.
package enum Help: Deed {
    package static let action = Action.help

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        // A voter reads what fits on a screen; all of it is a word away.
        let isShort =
            draft.asker.isDirect && draft.roles == [.voter]
            && draft.arguments.text(.scope) != "all"
        draft.say(isShort ? .helpShort : .help)
        return .done
    }
}

/// 你好: who we are, and what to send.
package enum Greeting: Deed {
    package static let action = Action.greeting

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        draft.say(.greeting, [.name: .name(draft.rules.stationName)])
        return .done
    }
}

/// 谢谢, 好的, 收到: heard, and never the start of a question.
///
/// To a voter's one answer that was handed over it is the word that it was seen.
package enum Acknowledge: Deed {
    package static let action = Action.acknowledge

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if draft.asker.isDirect { try draft.noteAnswerSeen() }
        draft.say(.acknowledged)
        return .done
    }
}

extension Draft {
    /// Takes a thank-you as the word that an answer was seen, where only one can be meant.
    fileprivate mutating func noteAnswerSeen() throws {
        guard let person = asker.person else { return }
        var query = MatterQuery()
        query.owner = person.id
        query.states = [.replied]
        let doubtful = try view.matters(query).filter { $0.feedbackInDoubt != nil }
        guard doubtful.count == 1 else { return }
        _ = try noteSeen(doubtful[0])
    }
}

/// Not for us: one short answer, and nothing is registered.
package enum WrongNumber: Deed {
    package static let action = Action.wrongNumber

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        draft.say(.wrongNumber)
        return .done
    }
}

extension Draft {
    /// What is said after a cry for help belongs to it: clerks and heads hear each word at once.
    package mutating func addToEmergency(_ item: Int, _ words: String) throws {
        add(.itemSupplemented(item: item, attachments: files, words: try keep(words)))
        place(files)
        var facts: [Field: FieldValue] = [.item: .count(item)]
        say(.emergencyMore, facts)
        facts[.text] = .text(String(words.prefix(200)))
        try tell(all: .staff, .staffEmergencyMore, facts)
        try tell(all: .head, .staffEmergencyMore, facts)
        touch(.item(item))
    }
}

/// 着火了: the numbers that help at once, and the clerks are told.
package enum ReportEmergency: Deed {
    package static let action = Action.reportEmergency

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let item = try draft.keepItem(
            kind: "text",
            words: draft.message,
            files: draft.files,
            alert: nil
        )
        let kind = draft.arguments.text(.kind, among: Values.emergencies) ?? "any"
        var facts: [Field: FieldValue] = [
            .item: .count(item), .phone: .term("emergency." + kind),
        ]
        draft.say(.emergency, facts)
        // An alert goes out at once, in quiet hours too: whoever helps needs every word.
        facts[.text] = draft.message.map { .text(String($0.prefix(200))) }
        try draft.tell(all: .staff, .staffEmergency, facts)
        try draft.tell(all: .head, .staffEmergency, facts)
        return .done
    }
}
