import Casework
import Testing

@Suite struct `The archive` {
    /// A station with one paper, a note that is whole, and a suggestion that is closed.
    private func full() throws -> PaperStation {
        var station = PaperStation()
        try station.ask(
            "staff",
            .recordDocument,
            [.kind: "制度", .title: "接待日工作制度", .text: "每月农历十六"]
        )
        try station.ask(
            "deputy",
            .submitInspectionNote,
            [.place: "横湖", .finding: "警示牌倒了", .kind: "视察"]
        )
        try station.ask("deputy", .finishNote)
        try station.ask("deputy", .submitSuggestion, [.content: "在76省道装减速带"])
        return station
    }

    @Test(arguments: ["文2026-0001", "视2026-0001"])
    func `takes a paper and a note, with its class, and once`(ref: String) throws {
        var station = try full()
        let said = try station.ask(
            "staff",
            .archiveMatter,
            [.ref: .text(ref), .retention: "永久"]
        )
        #expect(said.said == [.matterArchived])
        #expect(said.text(.period, of: .matterArchived) == "永久")
        let again = try station.ask("staff", .archiveMatter, [.ref: .text(ref)])
        #expect(again.said == [.refusedArchived])
        #expect(try station.ask("deputy", .archiveMatter, [.ref: .text(ref)]).events.isEmpty)
    }

    @Test func `waits for what is still open`() throws {
        var station = try full()
        let open = try station.ask("staff", .archiveMatter, [.ref: "建3"])
        #expect(open.said == [.refusedNoEntry])
        let suggestion = try station.ask("staff", .archiveMatter, [.ref: "建1"])
        #expect(suggestion.said == [.refusedStillOpen])
        try station.ask("deputy", .withdrawMatter, [.ref: "建1"])
        #expect(try station.ask("staff", .archiveMatter, [.ref: "建1"]).said == [.matterArchived])
    }

    @Test func `lets a correction stand beside, and nothing else be changed`() throws {
        var station = try full()
        try station.ask("staff", .archiveMatter, [.ref: "视2026-0001"])
        let more = try station.ask("deputy", .supplementNote, [.ref: "1", .about: "还有一块"])
        #expect(more.said == [.refusedArchived] && more.events.isEmpty)
        let look = try station.ask("deputy", .followUp, [.ref: "视2026-0001", .progress: "已立"])
        #expect(look.events.isEmpty)
        let right = try station.ask("deputy", .correctNote, [.ref: "1", .about: "是两块"])
        #expect(right.said == [.noteCorrected])
        try station.ask("deputy", .withdrawMatter, [.ref: "建1"])
        let early = try station.ask("staff", .correctRecord, [.ref: "建1", .content: "是78省道"])
        #expect(early.said == [.refusedNotArchived])
        try station.ask("staff", .archiveMatter, [.ref: "建1"])
        let urged = try station.ask("deputy", .urgeMatter, [.ref: "建1"])
        #expect(urged.said == [.refusedArchived])
        let corrected = try station.ask("staff", .correctRecord, [.ref: "建1", .content: "是78省道"])
        #expect(corrected.said == [.recordCorrected])
        let number = SuggestionNumber(year: 2026, serial: 1)
        #expect(station.record(number)?.archived?.corrections?.count == 1)
    }

    @Test func `takes several of several kinds in one sentence`() throws {
        var station = try full()
        let number = try station.matter(in: .closed)
        let said = try station.ask(
            "staff",
            .archiveMatter,
            [.refs: .list([number.description, "文2026-0001", "建1"])]
        )
        #expect(said.said == [.matterArchived, .matterArchived, .refusedStillOpen])
    }
}

@Suite struct `A whole period` {
    /// Two that are told, one that waits for its unit.
    private func three() throws -> (PaperStation, [MatterNumber]) {
        var station = PaperStation()
        var numbers: [MatterNumber] = []
        for words in ["路灯不亮", "水沟堵了", "桥栏杆断了"] {
            numbers.append(try station.file(words))
        }
        try station.settle(numbers[0], rating: "satisfied")
        try station.settle(numbers[1])
        try station.ask("staff", .acceptMatter, [.ref: numbers[2].typed])
        return (station, numbers)
    }

    @Test func `is shown with its numbers, and closed at the yes, what may not be is named`()
        throws
    {
        var (station, numbers) = try three()
        let shown = try station.ask("staff", .closeMatter, [.period: "2026-Q4"])
        #expect(shown.said == [.manyPreview])
        #expect(shown.fact(.count, of: .manyPreview) == .count(2))
        #expect(shown.fact(.samples, of: .manyPreview) == .list([.number(numbers[2])]))
        #expect(station.matters[numbers[0]]?.state == .fedBack)
        let done = try station.ask("staff", .confirm)
        #expect(done.said == [.manyDone])
        #expect(done.events.count { if case .matterClosed = $0 { true } else { false } } == 2)
        #expect(station.matters[numbers[2]]?.state == .accepted)
        let archive = try station.ask(
            "staff",
            .archiveMatter,
            [.period: "2026-Q4", .status: "closed"]
        )
        #expect(archive.fact(.count, of: .manyPreview) == .count(2))
        #expect(try station.ask("staff", .confirm).said == [.manyDone])
        #expect(station.matters[numbers[1]]?.state == .archived)
        let none = try station.ask("staff", .archiveMatter, [.period: "2026-Q4"])
        #expect(none.said == [.mattersNone])
    }

    @Test func `leaves what changed before the yes, and names it`() throws {
        var (station, numbers) = try three()
        try station.ask("staff", .closeMatter, [.period: "2026-Q4"])
        try station.ask("voter", .rateMatter, [.ref: numbers[1].typed, .rating: "dissatisfied"])
        let done = try station.ask("staff", .confirm)
        #expect(done.fact(.count, of: .manyDone) == .count(1))
        #expect(done.fact(.samples, of: .manyDone) == .list([.number(numbers[1])]))
    }

    @Test func `is left as it is at a no`() throws {
        var (station, numbers) = try three()
        try station.ask("staff", .closeMatter, [.period: "2026-Q4"])
        try station.ask("staff", .cancel)
        #expect(station.matters[numbers[0]]?.state == .fedBack)
    }

    @Test func `is listed by village, topic, rating and who filed, all at once`() throws {
        var station = PaperStation()
        let wanted = try station.file(
            "路灯不亮",
            by: "deputy",
            [.village: "横湖", .topic: "民生", .onBehalf: .flag]
        )
        _ = try station.file("水沟堵了", [.village: "横湖"])
        _ = try station.file("桥断了", [.village: "花桥", .topic: "民生"])
        func listed(_ said: [Slot: Arguments.Value]) throws -> FieldValue? {
            try station.ask("staff", .listMatters, said).fact(.total, of: .mattersList)
        }
        #expect(try listed([.village: "横湖"]) == .count(2))
        #expect(try listed([.topic: "民生"]) == .count(2))
        #expect(try listed([.village: "横湖", .topic: "民生", .period: "2026-11"]) == .count(1))
        #expect(try listed([.deputy: "林美华"]) == .count(1))
        #expect(try listed([.period: "2025"]) == nil)
        #expect(wanted.serial == 1)
    }
}
