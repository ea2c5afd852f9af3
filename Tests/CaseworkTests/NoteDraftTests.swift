import Casework
import Testing

@Suite struct `A note that is being written` {
    static let first: [Slot: Arguments.Value] = [.place: "湖漫水库", .finding: "警示牌倒了一块"]

    @Test func `says at each part what is still missing`() throws {
        var station = PaperStation()
        let opened = try station.ask("deputy", .submitInspectionNote, Self.first)
        #expect(
            opened.fact(.needed, of: .noteSubmitted)
                == .terms([
                    "missing.topic", "missing.basis", "missing.suggestion", "missing.photos",
                ])
        )
        let added = try station.ask(
            "deputy",
            .submitInspectionNote,
            [.ref: "视2026-0001", .grounds: "饮用水条例", .suggestion: "补立警示牌", .topic: "饮用水保护"]
        )
        #expect(added.said == [.noteAdded])
        #expect(added.fact(.needed, of: .noteAdded) == .terms(["missing.photos"]))
        let note = try #require(station.notes.values.first)
        #expect(note.topic == "饮用水保护")
        #expect(note.basis.flatMap { station.words($0) } == "饮用水条例")
        #expect(note.suggestions.compactMap { station.words($0) } == ["补立警示牌"])
    }

    @Test func `is whole at 完`() throws {
        var station = PaperStation()
        try station.ask("deputy", .submitInspectionNote, Self.first)
        #expect(try station.ask("deputy", .finishNote).said == [.noteEnded])
        #expect(try station.ask("deputy", .finishNote).said == [.noteNotOpen])
        #expect(station.notes.values.first?.course.isOpen == false)
    }

    @Test func `is whole after thirty quiet minutes, counted from the last word`() throws {
        var station = PaperStation()
        let opened = try station.ask("deputy", .submitInspectionNote, Self.first)
        let due = try #require(opened.dues.first { $0.kind == .note })
        #expect(due.at == station.now.adding(seconds: 1800))
        let look = try #require(NoteDue(subject: due.subject))
        station.pass(seconds: 1200)
        try station.ask(
            "deputy",
            .submitInspectionNote,
            [.ref: "视2026-0001", .finding: "围网破了"]
        )
        station.pass(seconds: 600)
        let early = try station.desk { try $0.look(look) }
        #expect(early.told.isEmpty)
        #expect(early.dues.map(\.at) == [station.now.adding(seconds: 1200)])
        station.pass(seconds: 1200)
        #expect(try station.desk { try $0.look(look) }.told == ["deputy: noteEnded"])
        #expect(try station.desk { try $0.look(look) }.told.isEmpty)
        let note = try #require(station.notes.values.first)
        #expect(note.findings.compactMap { station.words($0) } == ["警示牌倒了一块", "围网破了"])
    }

    @Test func `takes a part that came twice once`() throws {
        var station = PaperStation()
        try station.ask("deputy", .submitInspectionNote, Self.first)
        for _ in 1...2 {
            try station.ask(
                "deputy",
                .submitInspectionNote,
                [.ref: "视2026-0001", .finding: "围网破了"]
            )
        }
        #expect(station.notes.values.first?.findings.count == 2)
    }

    @Test func `gets no second number for the same words, unless it is wanted`() throws {
        var station = PaperStation()
        try station.ask("deputy", .submitInspectionNote, Self.first)
        let again = try station.ask("deputy", .submitInspectionNote, Self.first)
        #expect(again.said == [.noteKnown])
        #expect(again.text(.number, of: .noteKnown) == "视2026-0001")
        #expect(station.notes.count == 1)
        let second = try station.ask("deputy", .recordAgain)
        #expect(second.text(.number, of: .noteSubmitted) == "视2026-0002")
        #expect(try station.ask("deputy", .recordAgain).said == [.noteNothingAgain])
    }

    @Test func `of another deputy, or of another day, is a note of its own`() throws {
        var station = PaperStation()
        try station.ask("deputy", .submitInspectionNote, Self.first)
        try station.ask("leader", .submitInspectionNote, Self.first)
        station.pass(days: 2)
        try station.ask("deputy", .submitInspectionNote, Self.first)
        #expect(station.notes.count == 3)
    }

    @Test func `keeps who was there, what units said, and the lunar day`() throws {
        var station = PaperStation()
        try station.ask(
            "deputy",
            .submitInspectionNote,
            [
                .place: "横湖", .finding: "水质发黑", .participants: "陈美芳、村书记",
                .unitsSaid: "水利所：月底前清淤", .lunar: "10-11", .followUpOn: "2026-12-01",
            ]
        )
        let note = try #require(station.notes.values.first)
        #expect(note.deputies == [station.id("deputy"), station.id("leader")])
        #expect(note.isCollective)
        #expect(note.course.parts.first?.lunar == "10-11")
        #expect(note.followUpOn == "2026-12-01")
    }

    @Test func `is the only one of its author: a new one ends it`() throws {
        var station = PaperStation()
        try station.ask("deputy", .submitInspectionNote, Self.first)
        try station.ask("deputy", .submitInspectionNote, [.place: "横湖", .finding: "路灯不亮"])
        #expect(station.notes.values.filter(\.course.isOpen).map(\.number.serial) == [2])
    }
}

@Suite struct `What is said of a note later` {
    static func written() throws -> PaperStation {
        var station = PaperStation()
        try station.ask("deputy", .submitInspectionNote, [.place: "横湖", .finding: "2户散养鸭子"])
        try station.ask("deputy", .submitInspectionNote, [.place: "花桥", .finding: "护栏断了"])
        try station.ask("deputy", .finishNote)
        return station
    }

    @Test func `stands beside it and overwrites nothing`() throws {
        var station = try Self.written()
        let answer = try station.ask(
            "deputy",
            .correctNote,
            [.ref: "1", .about: "是3户不是2户"]
        )
        #expect(answer.said == [.noteCorrected])
        let note = try #require(station.notes[NoteNumber(year: 2026, serial: 1)])
        #expect(station.words(note.finding) == "2户散养鸭子")
        #expect(note.course.additions.map(\.isCorrection) == [true])
    }

    @Test func `belongs to the note at the place that the words name`() throws {
        var station = try Self.written()
        let answer = try station.ask(
            "deputy",
            .supplementNote,
            [.ref: "last", .about: "横湖那份，河长也到场了"]
        )
        #expect(answer.text(.number, of: .noteSupplemented) == "视2026-0001")
        let latest = try station.ask("deputy", .supplementNote, [.about: "村书记答应月底前修"])
        #expect(latest.text(.number, of: .noteSupplemented) == "视2026-0002")
    }

    @Test func `is not said by other deputies, who are answered as for a number that is not`()
        throws
    {
        var station = try Self.written()
        for ref in ["1", "99"] {
            let answer = try station.ask(
                "leader",
                .correctNote,
                [.ref: .text(ref), .about: "不对"]
            )
            #expect(answer.said == [.noteUnknown])
        }
    }

    @Test func `may be a follow-up, each counted, and the clerk reads it`() throws {
        var station = try Self.written()
        for count in 1...2 {
            let answer = try station.ask(
                "deputy",
                .followUp,
                [.ref: "1", .what: "note", .progress: "已迁走一户"]
            )
            #expect(answer.fact(.count, of: .noteFollowedUp) == .count(count))
            #expect(answer.told == ["staff: noteFollowedUp"])
        }
    }

    @Test func `may be a matter, with links both ways and no order to anybody`() throws {
        var station = try Self.written()
        let answer = try station.ask("deputy", .noteToMatter, [.ref: "1"])
        #expect(answer.registered == ["2026-0001"])
        let matter = try #require(station.matter("2026-0001"))
        let note = try #require(station.notes[NoteNumber(year: 2026, serial: 1)])
        #expect(matter.course.source == note.number.key)
        #expect(note.course.matters == ["2026-0001"])
        #expect(matter.owner == station.id("deputy"))
        #expect(matter.state == .registered)
        #expect(matter.village == "横湖")
        #expect(answer.told == ["staff: staffNewMatter"])
        try station.ask("deputy", .noteToMatter, [.ref: "1", .content: "鸭棚占河道"])
        #expect(station.notes[note.number]?.course.matters == ["2026-0001", "2026-0002"])
    }

    @Test func `may be measures, each with its day, its reminder and its tick`() throws {
        var station = try Self.written()
        var dues: [Due] = []
        for (words, day) in [("关两口", "2026-11-25"), ("全关", "2026-12-20")] {
            dues += try station.ask(
                "deputy",
                .recordMeasure,
                [.ref: "1", .due: .text(day), .text: .text(words)]
            ).dues
        }
        let looks = dues.compactMap { NoteDue(subject: $0.subject) }
        #expect(dues.map { Day(of: $0.at) } == ["2026-11-25", "2026-12-20"])
        let first = try station.ask("deputy", .recordMeasure, [.ref: "1", .item: "1"])
        #expect(first.said == [.measureDone])
        #expect(first.fact(.result, of: .measureDone) == .term("step.in_time"))
        station.now = .at("2026-12-20", "8:30")
        #expect(try station.desk { try $0.look(looks[0]) }.told.isEmpty)
        #expect(
            try station.desk { try $0.look(looks[1]) }.told
                == ["deputy: measureDue", "staff: measureDue"]
        )
        station.pass(days: 1)
        let last = try station.ask("staff", .recordMeasure, [.ref: "视2026-0001", .item: "2"])
        #expect(last.said == [.measuresAllDone])
        #expect(last.fact(.result, of: .measuresAllDone) == .term("step.late"))
        #expect(
            try station.ask("deputy", .recordMeasure, [.ref: "1", .item: "3"]).said
                == [.measureUnknown]
        )
    }

    @Test func `is shown whole, the suggestion marked as none that orders`() throws {
        var station = try Self.written()
        try station.ask("deputy", .supplementNote, [.ref: "1", .about: "河长也到场了"])
        let answer = try station.ask("deputy", .queryMyNotes, [.ref: "1"])
        guard case .lines(let lines) = answer.fact(.list, of: .noteShown) else {
            Issue.record("nothing is shown")
            return
        }
        #expect(lines.map { $0.fields[.topic] } == [.term("note.finding"), .term("note.addition")])
    }
}
