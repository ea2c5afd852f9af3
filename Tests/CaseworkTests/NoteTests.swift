import Casework
import Testing

@Suite struct `An inspection note` {
    @Test func `needs a place and a finding, and no more`() throws {
        var station = PaperStation()
        let answer = try station.ask(
            "deputy",
            .submitInspectionNote,
            [.place: "花桥村口", .finding: "路面破损4处"]
        )
        #expect(answer.said == [.noteSubmitted])
        #expect(answer.text(.number, of: .noteSubmitted) == "视2026-0001")
        #expect(answer.touched == .note(NoteNumber(year: 2026, serial: 1)))
        let note = try #require(station.notes.values.first)
        #expect(note.kind == "视察")
        #expect(note.date == "2026-11-20")
        #expect(note.village == "花桥")
        #expect(note.group == 2)
        #expect(note.deputy == station.id("deputy"))
        #expect(station.words(note.finding) == "路面破损4处")
        #expect(station.words(note.place) == "花桥村口")
        #expect(note.suggestion == nil)
    }

    @Test(
        arguments: [
            ([.place: "花桥"], .finding), ([.finding: "路面破损"], .place), ([:], .finding),
        ] as [([Slot: Arguments.Value], Slot)]
    )
    func `asks for what is missing`(said: [Slot: Arguments.Value], slot: Slot) throws {
        var station = PaperStation()
        let answer = try station.ask("deputy", .submitInspectionNote, said)
        #expect(answer.verdict == .missing(slot))
        #expect(station.notes.isEmpty)
    }

    @Test func `keeps suggestion, participants, kind and day when they are given`() throws {
        var station = PaperStation()
        try station.ask(
            "deputy",
            .submitInspectionNote,
            [
                .place: "横湖", .finding: "水质发黑", .suggestion: "建议清淤",
                .participants: "村干部两人", .kind: "调研", .date: "2026-11-18", .topic: "五水共治",
            ]
        )
        let note = try #require(station.notes.values.first)
        #expect(note.kind == "调研")
        #expect(note.date == "2026-11-18")
        #expect(note.topic == "五水共治")
        #expect(note.suggestion.flatMap { station.words($0) } == "建议清淤")
        #expect(note.participants.flatMap { station.words($0) } == "村干部两人")
    }

    @Test func `is no order: nothing happens to any matter`() throws {
        var station = PaperStation()
        let answer = try station.ask(
            "deputy",
            .submitInspectionNote,
            [.place: "横湖", .finding: "路灯不亮", .suggestion: "请城建办三天内修好"]
        )
        #expect(answer.events.count == 1)
        #expect(answer.told.isEmpty)
        #expect(station.matters.isEmpty)
    }

    @Test func `of tomorrow is refused`() throws {
        var station = PaperStation()
        let answer = try station.ask(
            "deputy",
            .submitInspectionNote,
            [.place: "横湖", .finding: "路灯不亮", .date: "2026-11-21"]
        )
        #expect(answer.said == [.refusedFutureDate])
    }

    @Test func `has its own series of numbers, from one each year`() throws {
        var station = PaperStation()
        let said: [Slot: Arguments.Value] = [.place: "横湖", .finding: "路灯不亮"]
        for place in ["花桥", "桥浦"] {
            try station.ask(
                "deputy",
                .submitInspectionNote,
                [.place: .text(place), .finding: "路灯不亮"]
            )
        }
        station.now = .at("2027-01-01", "0:00")
        try station.ask("leader", .submitInspectionNote, said)
        #expect(
            station.notes.keys.sorted().map(\.description)
                == ["视2026-0001", "视2026-0002", "视2027-0001"]
        )
    }

    @Test func `takes the photos at hand`() throws {
        var station = PaperStation()
        let photo = station.receive(from: "deputy")
        try station.ask(
            "deputy",
            .submitInspectionNote,
            [.place: "横湖", .finding: "路灯不亮"],
            files: [photo]
        )
        #expect(station.notes.values.first?.attachments == [photo])
        #expect(station.attachments[photo]?.isPlaced == true)
    }

    @Test func `is listed for its author alone, newest first`() throws {
        var station = PaperStation()
        for finding in ["路灯不亮", "水沟堵了"] {
            try station.ask(
                "deputy",
                .submitInspectionNote,
                [.place: "横湖", .finding: .text(finding)]
            )
        }
        let answer = try station.ask("deputy", .queryMyNotes)
        guard case .lines(let lines) = answer.fact(.list, of: .noteList) else {
            Issue.record("there is no list")
            return
        }
        #expect(lines.map { $0.fields[.subject] } == [.text("水沟堵了"), .text("路灯不亮")])
        #expect(try station.ask("leader", .queryMyNotes).said == [.noteNone])
    }
}
