/// The number of a wish to meet an official: its own series, `约2026-0001`.
package typealias MeetingNumber = RecordNumber<MeetingRequest>

/// 约见: a deputy asks to meet a unit's head (代表法 art 29); the presidium arranges it.
package struct MeetingRequest: StationRecord {
    package static let kind = RecordKind.meeting

    package var number: MeetingNumber
    package var deputy: PersonID
    package var at: Instant
    package var unit: String
    package var topic: ContentID
    package var heldOn: Day?
    /// Who took it over from a deputy that left.
    package var successor: PersonID?

    package init(
        number: MeetingNumber,
        deputy: PersonID,
        at: Instant,
        unit: String,
        topic: ContentID
    ) {
        self.number = number
        self.deputy = deputy
        self.at = at
        self.unit = unit
        self.topic = topic
    }

    package var facets: RecordFacets {
        RecordFacets(person: deputy, day: heldOn ?? Day(of: at), isOpen: heldOn == nil, tag: unit)
    }

    package init?(opening event: Event, at instant: Instant) {
        guard case .meetingAsked(let meeting) = event else { return nil }
        self = meeting
    }

    package mutating func apply(_ event: Event, at instant: Instant) {
        switch event {
        case .meetingHeld(_, let day): heldOn = day
        case .meetingPassed(_, let person): successor = person
        default: break
        }
    }
}

/// 约见: asked of the station, which arranges it; nobody is summoned by a message.
package enum RequestMeeting: Deed {
    package static let action = Action.requestMeeting

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let named = draft.arguments.text(.unit) else { return .missing(.unit) }
        guard draft.rules.units.contains(named) else {
            return .refused(
                FieldValue.Line(
                    .refusedUnit,
                    [.text: .text(named), .list: .names(draft.rules.units)]
                )
            )
        }
        guard let topic = draft.arguments.text(.topic) else { return .missing(.topic) }
        let number = try draft.nextNumber(of: MeetingRequest.self)
        let meeting = MeetingRequest(
            number: number,
            deputy: draft.me,
            at: draft.now,
            unit: named,
            topic: try draft.keep(topic)
        )
        draft.add(.meetingAsked(meeting))
        var facts: [Field: FieldValue] = [
            .number: .text(number.description), .unit: .name(named),
            .subject: .text(draft.title(of: topic)),
        ]
        draft.say(.meetingRequested, facts)
        facts[.person] = try draft.name(of: draft.me).map { .name($0) }
        try draft.tell(all: .staff, .staffMeetingRequested, facts)
        try draft.tell(all: .presidium, .staffMeetingRequested, facts)
        return .done
    }
}

/// 办结约1: the meeting was held.
package enum HoldMeeting: Deed {
    package static let action = Action.closeMatter

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let ref = draft.arguments.text(.ref) ?? draft.arguments.list(.refs).first else {
            return .missing(.ref)
        }
        guard let meeting = try draft.record(MeetingRequest.self, named: ref),
            meeting.heldOn == nil
        else { return .refused(FieldValue.Line(.suggestionUnknown, [.text: .text(ref)])) }
        let day = draft.arguments.day(.date) ?? draft.today
        draft.add(.meetingHeld(meeting.number, on: day))
        let facts: [Field: FieldValue] = [
            .number: .text(meeting.number.description), .unit: .name(meeting.unit),
            .date: .day(day),
        ]
        draft.say(.meetingHeld, facts)
        draft.tell(meeting.successor ?? meeting.deputy, .meetingHeld, facts)
        return .done
    }
}
