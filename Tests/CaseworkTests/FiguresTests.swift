import Casework
import Testing

extension PaperStation {
    /// What this year came to, as it stands.
    func figures() throws -> StationFigures {
        let period = try #require(DayRange("2026"))
        return try StationFigures(of: period, on: Day(of: now), view: self, rules: rules)
    }

    /// Takes a matter to its unit and back to its voter.
    mutating func settle(_ number: MatterNumber, rating: String? = nil) throws {
        try ask("staff", .verifyMatter, [.ref: number.typed, .result: "true"])
        try ask("staff", .assignMatter, [.ref: number.typed, .unit: "城建办"])
        try ask("unit", .recordReply, [.ref: number.typed, .text: "已修好"])
        try ask(
            "staff",
            .recordFeedback,
            [.ref: number.typed, .channel: "phone", .whom: "陈阿土"]
        )
        if let rating {
            try ask("voter", .rateMatter, [.ref: number.typed, .rating: .text(rating)])
        }
    }
}

@Suite struct `The figures of a period` {
    @Test func `give nothing of nothing no rate`() throws {
        let figures = try PaperStation().figures()
        #expect(figures.matters.isEmpty)
        #expect(figures.answeredBack == Share(hits: [], all: []))
        #expect(figures.answeredBack.percent == nil)
        #expect(figures.satisfied.value == nil)
    }

    @Test func `count every accepted matter, and those really told`() throws {
        var station = PaperStation()
        let told = try station.file("路灯不亮", by: "voter", [.place: "横湖村口"])
        let waiting = try station.file("水沟堵了")
        let declined = try station.file("邻居吵架")
        let withdrawn = try station.file("没事了")
        try station.settle(told, rating: "satisfied")
        try station.ask("staff", .acceptMatter, [.ref: waiting.typed])
        try station.ask("staff", .acceptMatter, [.ref: withdrawn.typed])
        try station.ask("voter", .withdrawMatter, [.ref: withdrawn.typed])
        try station.ask(
            "staff",
            .declineMatter,
            [.ref: declined.typed, .reason: "personal_dispute", .redirect: "人民调解委员会"]
        )
        let figures = try station.figures()
        #expect(figures.matters.count == 4)
        #expect(
            figures.answeredBack
                == Share(hits: [told.description], all: [told.description, waiting.description])
        )
        #expect(figures.answeredBack.misses == [waiting.description])
        #expect(figures.declinedRightly.percent == 100)
        #expect(figures.satisfied == Share(hits: [told.description], all: [told.description]))
        #expect(figures.rated.hits.count == 1)
        #expect(figures.closed == Share(hits: [], all: figures.answeredBack.all))
    }

    @Test func `count a late answer once and for good`() throws {
        var station = PaperStation()
        let late = try station.file("路灯不亮")
        try station.ask("staff", .verifyMatter, [.ref: late.typed, .result: "true"])
        try station.ask(
            "staff",
            .assignMatter,
            [.ref: late.typed, .unit: "城建办", .due: "2026-11-24"]
        )
        #expect(try station.figures().inTime.all.isEmpty, "nothing is due yet")
        station.pass(days: 10)
        #expect(try station.figures().inTime.misses == [late.description])
        try station.ask("unit", .recordReply, [.ref: late.typed, .text: "已修好"])
        let figures = try station.figures()
        #expect(figures.inTime == Share(hits: [], all: [late.description]))
        #expect(figures.answerDays == [10])
    }

    @Test func `keep how a matter ended when it is archived`() throws {
        var station = PaperStation()
        let number = try station.file("路灯不亮")
        try station.settle(number, rating: "basically_satisfied")
        try station.ask("staff", .closeMatter, [.ref: number.typed])
        try station.ask("staff", .archiveMatter, [.ref: number.typed])
        let figures = try station.figures()
        #expect(station.matter(number)?.state == .archived)
        #expect(figures.closed.hits == [number.description])
        #expect(figures.count(.closed) == 1)
        #expect(figures.satisfied.percent == 100)
    }

    @Test func `take one message with three matters for one time`() throws {
        var station = PaperStation()
        for words in ["路灯不亮", "水沟堵了", "站牌倒了"] { try station.file(words) }
        station.pass(days: 1)
        try station.file("路灯又坏了")
        let figures = try station.figures()
        #expect(figures.matters.count == 4)
        #expect(figures.senders == 2)
    }

    @Test func `show every group in every quarter that has begun`() throws {
        let figures = try PaperStation().figures()
        #expect(figures.grid.count == 16)
        #expect(figures.groupActivities == Share(hits: [], all: figures.grid.map(\.mark)))
    }

    @Test func `count activities by kind, by cell, and those that were done together`() throws {
        var station = PaperStation()
        for (group, kind) in [("1", "视察"), ("2", "调研"), ("1", "视察")] {
            try station.ask(
                "staff",
                .recordActivity,
                [.kind: .text(kind), .group: .text(group), .participants: "8"]
            )
            station.pass(days: 1)
        }
        try station.ask("leader", .recordActivity, [.kind: "走访", .mode: "individual"])
        // It tells of the second group's activity, and is no other.
        try station.ask(
            "leader",
            .submitInspectionNote,
            [.place: "花桥", .finding: "护栏断了", .date: "2026-11-21"]
        )
        let figures = try station.figures()
        #expect(figures.heldByKind.map { "\($0.kind)\($0.count)" } == ["视察2", "调研1", "走访1"])
        #expect(figures.groupActivities.hits == ["2026-Q4-1", "2026-Q4-2"])
        #expect(figures.groupActivities.all.count == 16)
        #expect(figures.gaps.count == 14)
        #expect((figures.collective.hits.count, figures.collective.all.count) == (3, 4))
        let said = try station.ask("staff", .summary)
        guard case .lines(let lines) = said.fact(.list, of: .summary) else {
            Issue.record("there are no lines")
            return
        }
        let shares = lines.filter { $0.kind == .summaryShare }
        #expect(
            shares.first { $0.fields[.name] == .term("evidence.collective") }?.fields[.result]
                == .share(3, of: 4)
        )
        #expect(lines.count { $0.kind == .gapLine } == 4, "every group has a gap")
        let judged = try station.ask("staff", .evaluationReport)
        guard case .lines(let points) = judged.fact(.list, of: .evaluation) else {
            Issue.record("there is no evaluation")
            return
        }
        #expect(points.count { $0.kind == .gapLine } == 4)
    }

    @Test func `count visits, with those that registered nothing`() throws {
        var station = PaperStation()
        try station.file("路灯不亮")
        for (name, words, outcome) in [
            ("陈阿土", "水沟堵了", "registered"), ("陈阿土", "站牌倒了", "registered"),
            ("郑小妹", "幼儿园收费高", "answered"),
        ] {
            try station.ask(
                "deputy",
                .submitReceptionRecord,
                [.voterName: .text(name), .content: .text(words), .outcome: .text(outcome)]
            )
        }
        let figures = try station.figures()
        #expect(figures.matters.count == 3)
        #expect((figures.received.visits, figures.received.items) == (2, 3))
        #expect(figures.received.itemsPerVisit == 15)
        #expect(figures.senders == 3)
        #expect(
            figures.received.registered + 1 == figures.matters.count,
            "the visits and the message are the ledger"
        )
    }

    @Test func `name what a matter is not in`() throws {
        var station = PaperStation()
        try station.file("路灯不亮", by: "voter", [.village: "横湖"])
        try station.file("水沟堵了")
        let parts = try station.figures().grouped(by: .village)
        #expect(parts.map(\.matters.count).reduce(0, +) == 2)
        #expect(parts.last?.key == nil)
    }
}

@Suite struct `The station's evaluation` {
    @Test func `leaves out what cannot be judged`() throws {
        let figures = try PaperStation().figures()
        let evaluation = Evaluation(figures, by: EvaluationRules())
        let line = try #require(evaluation.lines.first { $0.term == "indicator.satisfaction" })
        #expect(line.tenths == nil)
        #expect(evaluation.judged < 100)
    }

    @Test func `changes with a weight, and names its evidence`() throws {
        var station = PaperStation()
        try station.settle(try station.file("路灯不亮"), rating: "satisfied")
        let figures = try station.figures()
        var rules = EvaluationRules()
        let before = Evaluation(figures, by: rules)
        rules.points[.satisfaction] = 8
        let after = Evaluation(figures, by: rules)
        #expect(after.score == before.score + 30)
        let line = try #require(after.lines.first { $0.term == "indicator.satisfaction" })
        #expect(line.evidence.map(\.share.hits) == [["2026-0001"]])
    }

    @Test func `takes off for late answers`() throws {
        var station = PaperStation()
        let late = try station.file("路灯不亮")
        try station.ask("staff", .verifyMatter, [.ref: late.typed, .result: "true"])
        try station.ask("staff", .assignMatter, [.ref: late.typed, .unit: "城建办"])
        station.pass(days: 40)
        let evaluation = Evaluation(try station.figures(), by: EvaluationRules())
        #expect(evaluation.lines.last?.term == "indicator.deduction")
        #expect(evaluation.lines.last?.tenths == -30)
    }
}
