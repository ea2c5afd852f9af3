/// 接待日: when voters are received next, in both calendars.
package enum QueryReception: Deed {
    package static let action = Action.queryReception

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if let year = draft.arguments.number(.year) { return list(year, &draft) }
        if draft.arguments.text(.ask) == "rule" {
            guard let next = draft.reception(from: draft.today) else {
                return outside(draft.today.year)
            }
            draft.say(.receptionRule, [.date: next, .hours: .text(draft.rules.hours)])
            return .done
        }
        if let day = draft.arguments.day(.date) { return on(day, &draft) }
        var from = draft.today
        if draft.arguments.text(.which) == "last" {
            guard let last = draft.rules.reception(before: from) else {
                return outside(from.year - 1)
            }
            from = last
        }
        guard let next = draft.rules.reception(onOrAfter: from) else {
            return outside(from.year + 1)
        }
        draft.say(.reception, draft.receptionFacts(on: next))
        return .done
    }

    private static func list(_ year: Int, _ draft: inout Draft) -> Verdict {
        guard let days = draft.rules.receptions(in: year) else { return outside(year) }
        let lines = days.compactMap { day in
            draft.rules.lunar.lunarDay(of: day).map {
                FieldValue.Line(.receptionListLine, [.date: .receptionDay(day, $0)])
            }
        }
        draft.say(
            .receptionList,
            [.year: .count(year), .list: .lines(lines), .count: .count(lines.count)]
        )
        return .done
    }

    /// A day that somebody named: whether it is one, and when the next is.
    private static func on(_ day: Day, _ draft: inout Draft) -> Verdict {
        guard let lunar = draft.rules.lunar.lunarDay(of: day) else { return outside(day.year) }
        if draft.rules.reception(onOrAfter: day) == day {
            draft.say(.reception, draft.receptionFacts(on: day))
            return .done
        }
        // 十六号 alone may mean either calendar: the day that was named and the next reception
        // are both said, each in both calendars.
        guard let next = draft.rules.reception(onOrAfter: draft.today) else {
            return outside(draft.today.year + 1)
        }
        var facts = draft.receptionFacts(on: next)
        facts[.list] = .receptionDay(day, lunar)
        draft.say(.receptionBothCalendars, facts)
        return .done
    }

    private static func outside(_ year: Int) -> Verdict {
        .refused(FieldValue.Line(.receptionOutsideTable, [.year: .count(year)]))
    }
}

/// 联络站在哪: where and when a person finds somebody.
package enum QueryStation: Deed {
    package static let action = Action.queryStation

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        var facts: [Field: FieldValue] = [
            .name: .name(draft.rules.stationName), .address: .name(draft.rules.address),
            .hours: .text(draft.rules.hours),
        ]
        if let next = draft.reception(from: draft.today) { facts[.date] = next }
        draft.say(.stationAddress, facts)
        return .done
    }
}

/// 订阅: word of the next reception days; nothing else ever subscribes anyone.
package enum Subscribe: Deed {
    package static let action = Action.subscribe

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let topic = draft.arguments.text(.topic, among: Values.topics) ?? "reception"
        if draft.asker.person?.topics.contains(topic) != true {
            draft.add(.subscribed(person: draft.me, topic: topic))
        }
        var facts: [Field: FieldValue] = [.topic: .term("topic." + topic)]
        if let next = draft.reception(from: draft.today) { facts[.date] = next }
        draft.say(.subscribed, facts)
        return .done
    }
}

/// 退订: at once, and one's own matters are still answered.
package enum Unsubscribe: Deed {
    package static let action = Action.unsubscribe

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let topic = draft.arguments.text(.topic, among: Values.topics) ?? "reception"
        let facts: [Field: FieldValue] = [.topic: .term("topic." + topic)]
        guard draft.asker.person?.topics.contains(topic) == true else {
            draft.say(.notSubscribed, facts)
            return .done
        }
        draft.add(.unsubscribed(person: draft.me, topic: topic))
        draft.say(.unsubscribed, facts)
        return .done
    }
}

extension StationRules {
    /// `8:30-11:00`.
    package var hours: String { opens.text + "-" + closes.text }
}

extension Draft {
    package func reception(from day: Day) -> FieldValue? {
        guard let next = rules.reception(onOrAfter: day),
            let lunar = rules.lunar.lunarDay(of: next)
        else { return nil }
        return .receptionDay(next, lunar)
    }

    package func receptionFacts(on day: Day) -> [Field: FieldValue] {
        var facts: [Field: FieldValue] = [
            .hours: .text(rules.hours), .address: .name(rules.address),
        ]
        if let lunar = rules.lunar.lunarDay(of: day) { facts[.date] = .receptionDay(day, lunar) }
        let deputies = rules.deputiesOnDuty(on: day)
        if !deputies.isEmpty { facts[.deputies] = .names(deputies) }
        return facts
    }
}
