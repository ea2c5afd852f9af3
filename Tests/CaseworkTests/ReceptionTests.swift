import Casework
import Testing

@Suite struct `Asking about reception day` {
    @Test func `gives the next in both calendars, with hours, place and deputies`() throws {
        var station = PaperStation()
        let answer = try station.ask("voter", .queryReception)
        #expect(
            answer.lines == [
                FieldValue.Line(
                    .reception,
                    [
                        .date: .receptionDay(
                            "2026-11-24",
                            LunarDay(year: 2026, month: 10, isLeap: false, day: 16)
                        ),
                        .hours: .text("08:30-11:00"), .address: .name("石景小区"),
                        .deputies: .names(["陈美芳"]),
                    ]
                )
            ]
        )
    }

    @Test func `on the day itself gives that day`() throws {
        var station = PaperStation()
        station.now = .at("2026-11-24", "23:00")
        let answer = try station.ask("voter", .queryReception)
        #expect(answer.receptionDay == "2026-11-24")
        station.now = .at("2026-11-25", "0:00")
        #expect(try station.ask("voter", .queryReception).receptionDay == "2026-12-24")
    }

    @Test func `names both days for one that is none`() throws {
        var station = PaperStation()
        let answer = try station.ask("voter", .queryReception, [.date: "2026-12-16"])
        #expect(answer.said == [.receptionBothCalendars])
        #expect(answer.receptionDay == "2026-11-24")
        let day = try station.ask("voter", .queryReception, [.date: "2026-12-24"])
        #expect(day.said == [.reception])
    }

    @Test func `lists a year`() throws {
        var station = PaperStation()
        let answer = try station.ask("voter", .queryReception, [.year: .number(2027)])
        #expect(answer.said == [.receptionList])
        #expect(answer.fact(.count, of: .receptionList) == .count(12))
    }

    @Test(arguments: [1800, 2101, 9999])
    func `refuses a year outside the table`(year: Int) throws {
        var station = PaperStation()
        let answer = try station.ask("voter", .queryReception, [.year: .number(year)])
        #expect(answer.said == [.receptionOutsideTable])
    }

    @Test func `tells the rule`() throws {
        var station = PaperStation()
        #expect(
            try station.ask("voter", .queryReception, [.ask: "rule"]).said == [.receptionRule]
        )
    }

    @Test func `tells the last`() throws {
        var station = PaperStation()
        let answer = try station.ask("voter", .queryReception, [.which: "last"])
        #expect(answer.receptionDay == "2026-10-25")
    }

    @Test func `tells the last one in the first days of a year too`() throws {
        var station = PaperStation()
        station.now = .at("2026-01-02", "9:00")
        let answer = try station.ask("voter", .queryReception, [.which: "last"])
        #expect(answer.receptionDay == "2025-12-05")
    }

    @Test func `tells where the station is`() throws {
        var station = PaperStation()
        let answer = try station.ask("voter", .queryStation, [.ask: "address"])
        #expect(answer.fact(.address, of: .stationAddress) == .name("石景小区"))
        #expect(answer.fact(.hours, of: .stationAddress) == .text("08:30-11:00"))
    }

    @Test func `tells what the station is to who asks for nothing else`() throws {
        var station = PaperStation()
        let answer = try station.ask("voter", .queryStation)
        #expect(answer.fact(.name, of: .stationAbout) == .name("石桥头镇人大代表联络站"))
    }
}

@Suite struct `Subscribing` {
    @Test func `is noted once`() throws {
        var station = PaperStation()
        let first = try station.ask("voter", .subscribe)
        #expect(first.events == [.subscribed(person: station.id("voter"), topic: "reception")])
        let second = try station.ask("voter", .subscribe)
        #expect(second.said == [.subscribed])
        #expect(second.events.isEmpty)
    }

    @Test func `ends at once`() throws {
        var station = PaperStation()
        try station.ask("voter", .subscribe)
        let answer = try station.ask("voter", .unsubscribe)
        #expect(answer.said == [.unsubscribed])
        #expect(station.subscribers(of: "reception").reachable.isEmpty)
        #expect(try station.ask("voter", .unsubscribe).said == [.notSubscribed])
    }
}

@Suite struct `Everyday words` {
    @Test(
        arguments: [
            (.greeting, .greeting), (.acknowledge, .acknowledged), (.help, .helpShort),
            (.queryPrivacy, .privacyFull),
        ] as [(Action, ReplyKind)]
    )
    func `are answered and change nothing`(action: Action, kind: ReplyKind) throws {
        var station = PaperStation()
        let answer = try station.ask("voter", action)
        #expect(answer.said == [kind])
        #expect(answer.events.isEmpty)
    }

    @Test(arguments: [("zh", Language.zh), ("en", .en)])
    func `choose the language`(said: String, language: Language) throws {
        var station = PaperStation()
        let answer = try station.ask("voter", .setLanguage, [.language: .text(said)])
        #expect(answer.said == [.languageChosen])
        #expect(station.person("voter")?.language == language)
        let unknown = try station.ask("voter", .setLanguage, [.language: "fr"])
        #expect(unknown.verdict == .missing(.language))
    }
}

extension Answer {
    /// The reception day that the first sentence names.
    var receptionDay: Day? {
        guard case .receptionDay(let day, _) = lines.first?.fields[.date] else { return nil }
        return day
    }
}
