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
        draft.say(.help)
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
package enum Acknowledge: Deed {
    package static let action = Action.acknowledge

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        draft.say(.acknowledged)
        return .done
    }
}
