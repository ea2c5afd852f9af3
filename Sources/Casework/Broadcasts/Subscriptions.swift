/// 订阅: word of the next reception days, or notices; nothing else ever subscribes anyone.
package enum Subscribe: Deed {
    package static let action = Action.subscribe

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if let no = draft.strangeVillage { return .refused(no) }
        let topic = draft.topicMeant ?? "reception"
        if draft.asker.person?.topics.contains(topic) != true
            || (topic == "notices" && draft.asker.person?.stopsNotices == true)
        {
            draft.add(.subscribed(person: draft.me, topic: topic))
        }
        var facts = Draft.facts(of: topic)
        if topic == "reception", let next = try draft.reception(from: draft.today) {
            facts[.date] = next
        }
        draft.say(.subscribed, facts)
        return .done
    }
}

/// 退订: at once, all or one topic; one's own matters are still answered.
///
/// What waits to go out to the person is taken back in the same transaction.
package enum Unsubscribe: Deed {
    package static let action = Action.unsubscribe

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let before = draft.asker.person else {
            return .refused(FieldValue.Line(.notSubscribed))
        }
        if let no = draft.strangeVillage { return .refused(no) }
        var person = before
        let meant = draft.topicMeant
        for topic in person.topics.sorted() where meant.map({ $0 == topic }) ?? true {
            draft.add(.unsubscribed(person: person.id, topic: topic))
            person.topics.remove(topic)
        }
        // Notices that come by office, and not by a subscription, end too.
        if !person.offices.isEmpty, !person.stopsNotices, meant ?? "notices" == "notices" {
            draft.add(.noticesStopped(person: person.id))
            person.stopsNotices = true
        }
        let topic = meant ?? (before.topics.count == 1 ? before.topics.first : nil)
        let facts = topic.map { Draft.facts(of: $0) } ?? [.topic: .term("topic.all")]
        guard person != before else {
            draft.say(.notSubscribed, facts)
            return .done
        }
        try draft.takeBackCopies(of: person)
        let isAll = meant == nil && !before.offices.isEmpty
        draft.say(.unsubscribed, isAll ? [.topic: .term("topic.all")] : facts)
        return .done
    }
}

extension Draft {
    /// The topic that was said; nil for none that there is.
    fileprivate var topicMeant: String? {
        if let village = arguments.text(.village), rules.isVillage(village) {
            return "village:" + village
        }
        return arguments.text(.topic, among: Values.topics)
    }

    /// The refusal of a village that is not on the list; nil where none such was said.
    fileprivate var strangeVillage: FieldValue.Line? {
        guard let village = arguments.text(.village), !rules.isVillage(village) else { return nil }
        return FieldValue.Line(
            .refusedVillage,
            [
                .text: .text(village),
                .list: .names(rules.places.keys.filter(rules.isVillage).sorted()),
            ]
        )
    }

    fileprivate static func facts(of topic: String) -> [Field: FieldValue] {
        guard topic.hasPrefix("village:") else { return [.topic: .term("topic." + topic)] }
        return [
            .topic: .term("topic.village"),
            .place: .name(String(topic.dropFirst("village:".count))),
        ]
    }

    /// Takes back every copy that waits for a person who is in its audience no more.
    package mutating func takeBackCopies(of person: Person) throws {
        let ids = try view.openBroadcasts().filter { !$0.audience.includes(person) }.map(\.id)
        if !ids.isEmpty { withdraw(.copies(of: ids, person.id)) }
    }
}
