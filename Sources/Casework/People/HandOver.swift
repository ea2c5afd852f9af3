/// Something that a person still has to do, and that another can take over.
struct OpenTask {
    enum Kind: String {
        /// A suggestion that the person speaks for.
        case suggestion
        /// A place on the roster of a reception to come.
        case duty
        /// A voter without a chat whom the person has to tell.
        case telling
        /// A wish to meet an official.
        case meeting
        /// A duty report that is scheduled.
        case report
        /// The clerk's queue, a notice that waits for its time or its second person, a proposal
        /// that waits for the head: the office's, whoever holds it.
        case queue, notice, proposal
    }

    enum Subject {
        case suggestion(Suggestion)
        case duty(Reception)
        case telling(Matter)
        case meeting(MeetingRequest)
        case report(DutyReport)
        case office
    }

    var kind: Kind
    var subject: Subject
    var line: FieldValue.Line
}

extension Draft {
    /// What a person still has open, the suggestions first.
    mutating func debts(of person: PersonID) throws -> [OpenTask] {
        func debt(
            _ kind: OpenTask.Kind,
            _ subject: OpenTask.Subject,
            _ facts: [Field: FieldValue]
        ) -> OpenTask {
            var facts = facts
            facts[.topic] = .term("open_task." + kind.rawValue)
            return OpenTask(
                kind: kind,
                subject: subject,
                line: FieldValue.Line(.openTaskLine, facts)
            )
        }
        var found: [OpenTask] = []
        for suggestion in try view.records(Suggestion.self, RecordQuery(isOpen: true))
        where suggestion.speaker == person {
            var facts: [Field: FieldValue] = [.number: .text(suggestion.number.description)]
            facts[.subject] = try said(suggestion.title)
            found.append(debt(.suggestion, .suggestion(suggestion), facts))
        }
        for reception in try receptionCalendar().held(in: today...yearAhead)
        where reception.deputies?.contains(person) == true && !reception.away.contains(person) {
            found.append(debt(.duty, .duty(reception), [.date: bothCalendars(reception.day)]))
        }
        var query = MatterQuery()
        query.filedBy = person
        for matter in try view.matters(query)
        where matter.owner == nil && matter.teller == person
            && (matter.state.isOpen || matter.guarding.owesTelling)
        {
            var facts: [Field: FieldValue] = [.number: .number(matter.number)]
            facts[.subject] = try subject(of: matter)
            found.append(debt(.telling, .telling(matter), facts))
        }
        for meeting in try view.records(
            MeetingRequest.self,
            RecordQuery(isOpen: true)
        ) where (meeting.successor ?? meeting.deputy) == person {
            found.append(
                debt(
                    .meeting,
                    .meeting(meeting),
                    [.number: .text(meeting.number.description), .subject: .name(meeting.unit)]
                )
            )
        }
        for report in try view.records(DutyReport.self, RecordQuery(person: person, isOpen: true)) {
            var facts: [Field: FieldValue] = [.number: .text(report.number.description)]
            facts[.date] = report.on.map { .day($0) }
            found.append(debt(.report, .report(report), facts))
        }
        guard try view.person(person)?.offices.contains(where: { $0.role == .staff }) == true
        else { return found }
        let items = try view.openItems().count
        if items > 0 { found.append(debt(.queue, .office, [.count: .count(items)])) }
        for broadcast in try view.openBroadcasts() where broadcast.by == person {
            found.append(debt(.notice, .office, [.count: .count(Int(broadcast.id))]))
        }
        for proposal in try view.proposals() where proposal.by == person {
            found.append(debt(.proposal, .office, [.number: .number(proposal.number)]))
        }
        return found
    }
}

/// 交接: what somebody still has open, and, with a successor, its moving to them.
///
/// Earlier acts keep their author; what the whole office has open (the queue, what waits for a
/// yes) is anybody's of the office: it is listed for the successor and needs no moving.
package enum HandOver: Deed {
    package static let action = Action.handOver

    private static let shown = 15

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let name = draft.arguments.text(.deputy) else { return try listLeavers(&draft) }
        guard let person = try draft.view.people(named: name).first else {
            return draft.nobody(name)
        }
        let debts = try draft.debts(of: person.id)
        guard !debts.isEmpty else {
            draft.say(.handOverNone, [.name: .text(name)])
            return .done
        }
        var facts: [Field: FieldValue] = [
            .name: .text(name), .count: .count(debts.count),
            .list: .lines(debts.prefix(shown).map(\.line)),
        ]
        guard let other = draft.arguments.text(.with) ?? draft.arguments.text(.name) else {
            draft.say(.handOverList, facts)
            return .done
        }
        guard let successor = try draft.enrolledOfficer(other), successor.id != person.id else {
            return draft.nobody(other)
        }
        facts[.person] = .text(other)
        let shown = draft.chance.digest(
            "hand over \(person.id.value) \(successor.id.value) \(debts.count)"
        )
        guard draft.confirmed == shown else {
            return try draft.ask(shown: shown, .handOverPreview, facts, needsCode: false)
        }
        let left = try debts.filter { try !draft.move($0, from: person.id, to: successor) }
        let moved = debts.count - left.count
        facts[.count] = .count(moved)
        facts[.list] = left.isEmpty ? nil : .lines(left.prefix(Self.shown).map(\.line))
        draft.say(.handedOver, facts)
        facts[.list] = .lines(debts.prefix(Self.shown).map(\.line))
        draft.tell(successor.id, .handedOverToYou, facts)
        return .done
    }

    /// Everybody who is on the roster no more and has something open still.
    private static func listLeavers(_ draft: inout Draft) throws -> Verdict {
        let names = Set(try draft.roster().map(\.name))
        var lines: [FieldValue.Line] = []
        var seen: Set<PersonID> = []
        for appointment in try draft.view.appointments()
        where !seen.contains(appointment.person) {
            seen.insert(appointment.person)
            guard let name = try draft.name(of: appointment.person), !names.contains(name) else {
                continue
            }
            for debt in try draft.debts(of: appointment.person) {
                var line = debt.line
                line.fields[.person] = .text(name)
                lines.append(line)
            }
        }
        guard !lines.isEmpty else {
            draft.say(.handOverNone)
            return .done
        }
        draft.say(
            .handOverList,
            [.count: .count(lines.count), .list: .lines(Array(lines.prefix(shown)))]
        )
        return .done
    }
}

extension Draft {
    /// Moves one thing to a successor.
    ///
    /// - Returns: False for what nobody else can do: a duty report is one's own, and a suggestion
    ///   or a duty is a deputy's.
    fileprivate mutating func move(
        _ debt: OpenTask,
        from person: PersonID,
        to successor: Person
    ) throws -> Bool {
        let isDeputy = successor.roles.contains(.deputy)
        switch debt.subject {
        case .suggestion(let suggestion):
            guard isDeputy else { return false }
            add(.suggestionTurned(suggestion.number, .passed(to: successor.id)))
        case .duty(let reception):
            guard isDeputy, let deputies = reception.deputies else { return false }
            let others = deputies.filter { $0 != person && $0 != successor.id }
            _ = try setRoster(of: reception, others + [successor.id], by: asker.person?.id)
        case .telling(let matter):
            add(.turned(matter.number, .carriedOn(by: successor.id)))
        case .meeting(let meeting):
            guard isDeputy else { return false }
            add(.meetingPassed(meeting.number, to: successor.id))
        case .report: return false
        case .office: break
        }
        return true
    }
}
