import Casework
import Testing

/// Somebody sent to inspect: reads until a day, changes nothing, and is written down.
@Suite struct `An auditor` {
    /// A station with matters and records, and an auditor who may look until 31 December.
    static func station() throws -> PaperStation {
        var station = PaperStation()
        let code = try station.invite(.auditor, name: "钱审计", until: "2026-12-31").get()
        try station.ask("auditor", .bind, [.code: .text(code)])
        try station.file("我叫陈阿土，横湖路灯不亮，电话13900001111", by: "voter", [.name: "陈阿土"])
        _ = try station.matter(in: .closed)
        try station.ask("leader", .submitInspectionNote, [.place: "花桥", .finding: "警示牌倒了"])
        try station.ask("leader", .submitSuggestion, [.content: "在76省道装减速带"])
        try station.ask("leader", .requestMeeting, [.unit: "水利所", .topic: "灌溉渠"])
        try station.ask(
            "staff",
            .submitReceptionRecord,
            [
                .voterName: "陈阿土", .phone: "13900001111", .village: "横湖",
                .content: "陈阿土说水管漏水，电话13900001111", .outcome: "answered",
            ]
        )
        try station.ask("staff", .recordDocument, [.kind: "制度", .title: "接待制度"])
        return station
    }

    /// What an auditor's own acts may leave behind.
    private static func isOwn(_ event: Event) -> Bool {
        switch event {
        case .viewed, .matterGuarded(_, .lookedAt), .languageChosen, .unbound, .noticeShown,
            .confirmationSettled:
            true
        // Who was told of a reception day is told when it moves.
        case .receptionTold(_, let people): people.count == 1
        default: false
        }
    }

    private static let said: [Slot: Arguments.Value] = [
        .content: "水沟堵了", .text: "已修好", .place: "花桥", .finding: "牌倒了", .unit: "城建办",
        .reason: "litigation", .redirect: "法院", .rating: "satisfied", .basis: .flag,
        .result: "true", .title: "制度", .kind: "制度", .date: "2026-12-01", .due: "2026-12-04",
        .name: "林美华", .phone: "13900001111", .into: "2026-0002", .item: .number(1),
        .topic: "notices", .progress: "好了", .language: "en", .audience: "deputies",
        .voterName: "陈阿土", .outcome: "answered", .about: "路灯", .what: "制度", .district: "一",
        .deputies: .list(["林美华"]), .code: "ABCD2345", .to: "2026-12-10", .days: .number(3),
    ]

    @Test(arguments: Action.allCases)
    func `changes nothing, whatever is asked`(action: Action) throws {
        // An emergency is answered and passed on, whoever writes it.
        guard action != .reportEmergency else { return }
        for ref in ["2026-0001", "2026-0002", nil] as [String?] {
            var station = try Self.station()
            var said = Self.said
            said[.ref] = ref.map { .text($0) }
            let before = station
            let answer = try station.ask("auditor", action, said)
            #expect(answer.events.allSatisfy(Self.isOwn), "\(action.rawValue): \(answer.events)")
            #expect(answer.told.isEmpty, "\(action.rawValue): \(answer.told)")
            #expect(answer.dues.isEmpty && answer.touched == nil, "\(action.rawValue)")
            #expect(station.matters == before.matters, "\(action.rawValue)")
            #expect(
                answer.said.contains(.refusedAuditor) == !Authority.forAuditors.contains(action),
                "\(action.rawValue): \(answer.said)"
            )
        }
    }

    @Test(arguments: Action.allCases, RecordKind.allCases)
    func `changes no record either`(action: Action, kind: RecordKind) throws {
        guard action != .reportEmergency, action != .unbind, action != .setLanguage else { return }
        var station = try Self.station()
        let before = station.records
        var said = Self.said
        said[.ref] = .text(kind.sign + "2026-0001")
        let answer = try station.ask("auditor", action, said)
        #expect(answer.events.allSatisfy(Self.isOwn), "\(answer.events)")
        #expect(answer.told.isEmpty, "\(answer.told)")
        let after = station.records.filter { $0.key.kind != .auditView }
        let stood = before.filter { $0.key.kind != .auditView }
        #expect(Set(after.keys) == Set(stood.keys))
    }

    @Test(
        arguments: [
            (.queryStatus, [.ref: "2026-0001"], .officeRegistered),
            (.explainDelay, [.ref: "2026-0001"], .historyInTime),
            (.listMatters, [.status: "closed"], .mattersList), (.listMatters, [:], .mattersList),
            (.auditLog, [.ref: "2026-0001"], .auditLog),
            (.auditLog, [.scope: "views"], .auditViewsNone),
            (.exportLedger, [.period: "2026"], .ledgerPage), (.summary, [:], .summary),
            (.evaluationReport, [:], .evaluation), (.queryDocuments, [:], .paperList),
            (.querySuggestions, [:], .suggestionList), (.queryMyNotes, [.ref: "1"], .noteShown),
            (.queryStatus, [.ref: "视2026-0001"], .noteShown),
            (.queryStatus, [.ref: "访2026-0001"], .visitShown),
            (.queryStatus, [.ref: "约2026-0001"], .recordShown),
            (.queryStatus, [.ref: "文2026-0001"], .paperShown),
            (.queryStatus, [.ref: "建2026-0001"], .suggestionStatus),
            (.inspectRecords, [:], .recordCounts),
            (.inspectRecords, [.kind: "receptionRecord", .period: "2026"], .recordList),
        ] as [(Action, [Slot: Arguments.Value], ReplyKind)]
    )
    func `reads it, masked, and the look is written down`(
        action: Action,
        said: [Slot: Arguments.Value],
        kind: ReplyKind
    ) throws {
        var station = try Self.station()
        let answer = try station.ask("auditor", action, said)
        #expect(answer.said.first == kind)
        let words = String(describing: answer.lines)
        #expect(!words.contains("陈阿土") && !words.contains("13900001111"), "\(words)")
        let views = answer.events.compactMap { event -> AuditView? in
            if case .viewed(let view) = event { view } else { nil }
        }
        #expect(views.map(\.action) == [action])
        #expect(views.map(\.by) == [station.id("auditor")])
        #expect(views.map(\.at) == [station.now])
        // A clerk sees who, when and what.
        let log = try station.ask("staff", .auditLog, [.scope: "views"])
        #expect(log.said == [.auditViews])
        guard case .lines(let lines) = log.fact(.list, of: .auditViews), let line = lines.first
        else {
            Issue.record("the log has no lines")
            return
        }
        #expect(line.fields[.person] == .name("钱审计"))
        #expect(line.fields[.since] == .moment(station.now))
        #expect(line.fields[.action] == .term(action.term))
    }

    @Test func `sees of a guarded matter how it went and none of its words`() throws {
        var station = try Self.station()
        try station.ask("staff", .setConfidential, [.ref: "2026-0002"])
        let status = try station.ask("auditor", .queryStatus, [.ref: "2026-0002"])
        #expect(status.fact(.subject, of: .officeClosed) == .term("mark.withheld"))
        #expect(status.fact(.answer, of: .officeClosed) == nil)
        let list = try station.ask("auditor", .listMatters, [.status: "closed"])
        #expect(!String(describing: list.lines).contains("路灯不亮三天"))
    }

    @Test func `leaves no words of anybody in the log of looks`() throws {
        var station = try Self.station()
        let said: [Slot: Arguments.Value] = [
            .ref: "陈阿土的路灯", .unit: "陈阿土", .village: "陈家", .period: "陈年", .status: "陈",
        ]
        for action in [Action.listMatters, .inspectRecords, .exportLedger, .queryStatus] {
            let answer = try station.ask("auditor", action, said)
            for event in answer.events { #expect(try !event.encoded().contains("陈")) }
        }
    }

    @Test func `may look to the end of the last day and not a minute longer`() throws {
        var station = try Self.station()
        station.now = .at("2026-12-31", "23:59")
        #expect(try station.ask("auditor", .listMatters).said == [.mattersList])
        // The due row may be late: the rights are not.
        station.now = .at("2027-01-01", "0:00")
        let late = try station.ask("auditor", .listMatters)
        #expect(late.said == [.auditEnded])
        #expect(late.events.isEmpty)
    }

    @Test func `is cut off by a due row, and the clerk is told`() throws {
        var station = PaperStation()
        var dues: [Due] = []
        let invited = try station.desk { draft in
            _ = try draft.invite(.auditor, name: "孙巡视", until: "2026-12-31")
        }
        dues = invited.dues
        let due = try #require(dues.first { $0.kind == .appointment })
        #expect(due.at == .at("2027-01-01", "0:00"))
        let person = try #require(station.people(named: "孙巡视").first)
        #expect(person.offices == [Office(role: .auditor)])
        station.now = due.at
        let ended = try station.desk { try $0.settleOffices(due.subject) }
        #expect(ended.told == ["staff: staffAuditEnded"])
        #expect(try #require(station.people(named: "孙巡视").first).offices.isEmpty)
    }

    @Test(
        arguments: [
            ("2026-11-20", nil), ("2027-11-21", nil), ("2027-11-22", .auditTooLong),
            ("2026-11-19", .auditTooLong),
        ] as [(Day, InviteFault?)]
    )
    func `gets a code until a day within a year`(until: Day, fault: InviteFault?) throws {
        var station = PaperStation()
        switch try station.invite(.auditor, name: "孙巡视", until: until) {
        case .success: #expect(fault == nil)
        case .failure(let found): #expect(found == fault)
        }
        for invite in station.invites.values {
            #expect(invite.until <= until.adding(days: 1).at(ClockTime(minutes: 0)))
        }
    }

    @Test func `is invited again for longer, and the new day counts`() throws {
        var station = try Self.station()
        _ = try station.invite(.auditor, name: "钱审计", until: "2027-03-31").get()
        station.now = .at("2027-02-01", "9:00")
        #expect(try station.ask("auditor", .listMatters).said == [.mattersList])
        let subject = "\(station.id("auditor").value)/2027-01-01"
        try station.desk { try $0.settleOffices(subject) }
        #expect(try station.ask("auditor", .listMatters).said == [.mattersList])
    }
}
