/// 我的建议, 查建3: suggestions and how they stand.
package enum QuerySuggestions: Deed {
    package static let action = Action.querySuggestions

    private static let shown = 10

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if draft.arguments.has(.ref) || draft.arguments.has(.refs) {
            switch try draft.findSuggestion() {
            case .failure(let none): return none.verdict
            case .success(let suggestion):
                try draft.sayStatus(of: suggestion)
                return .done
            }
        }
        if draft.arguments.text(.kind) == "meeting" { return try draft.sayMeetings() }
        let isMine = draft.arguments.text(.scope) == "mine" && draft.roles.contains(.deputy)
        var query = RecordQuery(newestFirst: true)
        if let text = draft.arguments.text(.period) {
            guard let days = draft.period(text) else {
                return .refused(FieldValue.Line(.refusedDate, [.text: .text(text)]))
            }
            query.days = days.first...days.last
        }
        if isMine { query.person = draft.me }
        if draft.arguments.text(.status) == "open" { query.isOpen = true }
        if draft.arguments.text(.status) == "closed" { query.isOpen = false }
        let stand = draft.arguments.text(.status).flatMap { Suggestion.Stand(rawValue: $0) }
        let unit = draft.arguments.text(.unit)
        let found = try draft.view.records(Suggestion.self, query).filter {
            draft.maySee($0) && (stand == nil || $0.stand == stand)
                && (unit == nil || $0.unit == unit)
        }
        guard !found.isEmpty else {
            draft.say(.suggestionNone)
            return .done
        }
        let lines = try found.prefix(shown).map {
            FieldValue.Line(.suggestionListLine, try draft.facts(of: $0))
        }
        draft.say(
            .suggestionList,
            [
                .list: .lines(lines), .count: .count(found.count),
                .total: .count(found.count { $0.stand.isOpen }),
            ]
        )
        return .done
    }
}

extension Draft {
    /// 约见清单: who wants to meet whom, and what was held.
    fileprivate mutating func sayMeetings() throws -> Verdict {
        var query = RecordQuery(newestFirst: true)
        if let text = arguments.text(.period) {
            guard let days = period(text) else {
                return .refused(FieldValue.Line(.refusedDate, [.text: .text(text)]))
            }
            query.days = days.first...days.last
        }
        if arguments.text(.status) == "open" { query.isOpen = true }
        if arguments.text(.status) == "closed" { query.isOpen = false }
        // A deputy sees the own ones alone.
        if roles.isDisjoint(with: [.staff, .head, .presidium]) { query.person = me }
        let found = try view.records(MeetingRequest.self, query)
        guard !found.isEmpty else {
            say(.meetingNone)
            return .done
        }
        let lines = try found.prefix(10).map { meeting in
            var facts: [Field: FieldValue] = [
                .number: .text(meeting.number.description), .unit: .name(meeting.unit),
            ]
            facts[.subject] = try text(meeting.topic).map { .text(title(of: $0)) }
            facts[.person] = try officer(meeting.successor ?? meeting.deputy)
            facts[.date] = meeting.heldOn.map { .day($0) }
            return FieldValue.Line(.meetingListLine, facts)
        }
        say(
            .meetingList,
            [
                .list: .lines(lines), .count: .count(lines.count),
                .total: .count(found.count),
            ]
        )
        return .done
    }

    fileprivate mutating func sayStatus(of suggestion: Suggestion) throws {
        var facts = try facts(of: suggestion)
        facts[.date] = .day(Day(of: suggestion.at))
        if suggestion.proposal != suggestion.title { facts[.text] = try said(suggestion.proposal) }
        if !suggestion.cosigners.isEmpty {
            facts[.deputies] = .names(try suggestion.cosigners.compactMap { try name(of: $0) })
        }
        if !suggestion.matters.isEmpty {
            facts[.list] = .list(suggestion.matters.map { .number($0) })
        }
        say(.suggestionStatus, facts)
    }

    /// What became of a matter that grew into suggestions, below its own status.
    mutating func saySuggestions(of matter: Matter) throws {
        for number in matter.course.suggestions ?? [] {
            guard let suggestion = try record(number) else { continue }
            var facts = try facts(of: suggestion)
            facts[.item] = facts[.number]
            facts[.number] = .number(matter.number)
            say(.matterSuggestion, facts)
        }
    }
}
