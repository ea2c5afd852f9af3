/// Where a deputy was: receptions, the station, activities; each day of reception and each activity
/// once, however many records tell of it.
extension DutySources {
    /// A check-in, the visits that were received and what tells of them are one reception a day; a
    /// day on which nobody was received is a day at the station.
    static let presence: DutyReader = { view, person, days in
        var receptions: [Day: DutyEntry] = [:]
        for visit in try view.records(ReceptionRecord.self, RecordQuery(days: days))
        where visit.deputies.contains(person) && receptions[visit.day] == nil {
            var entry = DutyEntry(.reception, on: visit.day, number: visit.session.description)
            entry.isPast = visit.past != nil
            receptions[visit.day] = entry
        }
        // Of what stands on paper no visit need be named.
        for session in try view.records(ReceptionSession.self, RecordQuery(days: days))
        where session.deputies?.contains(person) == true && receptions[session.day] == nil {
            var entry = DutyEntry(.reception, on: session.day, number: session.number.description)
            entry.isPast = true
            receptions[session.day] = entry
        }
        let acts = try view.acts(of: person, in: days).compactMap { act in
            act.event.dutyEntry(on: Day(of: act.at))
        }
        for entry in try outings(view, person, days) + acts
        where entry.kind == .reception && receptions[entry.day] == nil {
            receptions[entry.day] = entry
        }
        let stays = acts.filter { $0.kind == .checkIn && receptions[$0.day] == nil }
        return receptions.values + stays
    }

    static let activities: DutyReader = { view, person, days in
        try outings(view, person, days).filter { $0.kind != .reception }
    }

    /// What was held and somebody took part in, and every note that documents none of it.
    private static let outings: DutyReader = { view, person, days in
        let notes = try view.records(Note.self, RecordQuery(days: days)).filter {
            $0.deputies.contains(person)
        }
        let joined = try view.records(Activity.self, RecordQuery(days: days)).filter { activity in
            activity.stand == .held
                && (activity.present.contains(person)
                    || notes.contains { activity.isDocumented(by: $0) })
        }
        let others = notes.filter { note in !joined.contains { $0.isDocumented(by: note) } }
        return joined.map { DutyEntry($0) } + others.map { DutyEntry($0) }
    }
}

extension DutyEntry {
    fileprivate init(_ activity: Activity) {
        let kind = DutyKind(visiting: activity.kind)
        self.init(
            activity.countsForGroup && kind != .reception ? .activity : kind,
            on: activity.date,
            number: activity.number.description,
            tag: activity.kind
        )
        isPast = activity.past != nil
    }

    fileprivate init(_ note: Note) {
        self.init(
            DutyKind(visiting: note.kind),
            on: note.date,
            number: note.number.description,
            tag: note.kind
        )
    }
}

extension DutyKind {
    /// What the kind of a note, or of one deputy's own activity, counts as.
    fileprivate init(visiting kind: String) {
        self =
            switch kind {
            case "调研": .study
            case "走访": .visit
            case "接待", "接待选民": .reception
            default: .inspection
            }
    }
}

extension Activity {
    /// True for a note that only tells of this activity: it is of the same group and day, and
    /// nothing else that deputies do alone, such as a visit to a voter's home.
    package func isDocumented(by note: Note) -> Bool {
        note.group == group && note.date == date
            && (note.kind == kind || !Values.visits.contains(note.kind))
    }
}
