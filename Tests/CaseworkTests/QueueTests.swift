import Casework
import Testing

@Suite struct `What a person at the station has to look at` {
    @Test func `is kept with a number, and the clerk is told`() throws {
        var station = PaperStation()
        let answer = try station.ask("voter", .requestHuman, [.content: "请给我回个电话"])
        #expect(answer.said == [.humanRequested])
        #expect(answer.told == ["staff: staffHumanRequested"])
        #expect(answer.touched == .item(1))
        #expect(station.item(1)?.kind == "callback")
        #expect(station.item(1)?.words.flatMap { station.words($0) } == "请给我回个电话")
        let next = try station.ask("voter", .requestHuman)
        #expect(next.fact(.item, of: .humanRequested) == .count(1))
        #expect(next.told == [])
        let more = try station.ask("voter", .requestHuman, [.content: "下午打"])
        #expect(more.fact(.item, of: .humanRequested) == .count(2))
    }

    @Test func `becomes a matter of the sender, beside the sender's own words`() throws {
        var station = PaperStation()
        try station.ask("voter", .requestHuman, [.content: "横湖那个灯"])
        let answer = try station.ask(
            "staff",
            .sortItem,
            [.item: "1", .content: "横湖村口路灯不亮"]
        )
        #expect(answer.said == [.itemSorted])
        #expect(answer.told == ["voter: matterFiled"])
        #expect(answer.text(.code, of: .matterFiled)?.count == 8)
        let matter = try #require(station.matters["2026-0001"])
        #expect(matter.owner == station.id("voter"))
        #expect(matter.filedBy == station.id("staff"))
        #expect(matter.village == "横湖")
        #expect(matter.words.map { station.words($0) } == ["横湖村口路灯不亮", "横湖那个灯"])
        #expect(station.item(1)?.isSettled == true)
    }

    @Test func `is settled without a matter when it is dealt with`() throws {
        var station = PaperStation()
        try station.ask("voter", .requestHuman)
        let answer = try station.ask("staff", .sortItem, [.item: "1", .result: "done"])
        #expect(answer.events == [.itemSettled(item: 1, matter: nil)])
        #expect(station.matters.isEmpty)
        #expect(
            try station.ask("staff", .sortItem, [.item: "1", .result: "done"]).said == [
                .refusedItem
            ]
        )
    }

    @Test func `is read with its telephone numbers for a reason that is kept`() throws {
        var station = PaperStation()
        try station.ask("voter", .requestHuman, [.content: "打我电话13900001111，下午"])
        #expect(try station.ask("voter", .viewContact, [.item: "1"]).said == [.refusedRole])
        #expect(
            try station.ask("staff", .viewContact, [.item: "1"]).verdict == .missing(.reason)
        )
        let shown = try station.ask("staff", .viewContact, [.item: "1", .reason: "要回电"])
        let code = try #require(shown.text(.code, of: .confirmItemContact))
        let seen = try station.ask("staff", .confirm, [.code: .text(code)])
        #expect(seen.text(.text, of: .itemContactShown) == "打我电话13900001111，下午")
        let reasons = seen.events.compactMap { event -> String? in
            guard case .itemRead(1, station.id("staff"), let reason) = event else { return nil }
            return station.words(reason)
        }
        #expect(reasons == ["要回电"])
    }

    @Test func `is named by its number`() throws {
        var station = PaperStation()
        #expect(try station.ask("staff", .sortItem).verdict == .missing(.item))
        #expect(try station.ask("staff", .sortItem, [.item: "9"]).said == [.refusedItem])
    }

    @Test func `is also a file that came without a word`() throws {
        var station = PaperStation()
        let first = station.receive(file: "voice", from: "voter")
        let second = station.receive(from: "voter")
        let voter = try #require(station.person("voter"))
        let answer = try station.desk(for: "voter") { try $0.settleLooseFiles(of: voter) }
        #expect(answer.told == ["staff: staffUnsorted", "voter: unsortedKept"])
        #expect(station.item(1)?.attachments == [first, second])
        #expect(station.item(1)?.kind == "voice")
        let again = try station.desk(for: "voter") { try $0.settleLooseFiles(of: voter) }
        #expect(again.events.isEmpty)
    }
}

@Suite struct `Words that must not be kept` {
    @Test func `go after a code, and the head is told`() throws {
        var station = PaperStation()
        let number = try station.file("涉密内容", by: "deputy", [.name: "陈阿婆", .place: "横湖"])
        let matter = try #require(station.matters[number])
        let shown = try station.ask("staff", .quarantineContent, [.ref: number.typed])
        #expect(shown.said == [.confirmErasure])
        #expect(shown.fact(.count, of: .confirmErasure) == .count(3))
        #expect(station.words(matter.words[0]) == "涉密内容")
        let code = try #require(shown.text(.code, of: .confirmErasure))
        let answer = try station.ask("staff", .confirm, [.code: .text(code)])
        #expect(answer.said == [.contentQuarantined])
        #expect(answer.told == ["head: contentQuarantined"])
        #expect(!station.contents.values.contains { $0.contains("涉密") || $0 == "陈阿婆" })
        #expect(station.matters[number]?.state == .registered)
    }

    @Test func `are shown again when some were added meanwhile`() throws {
        var station = PaperStation()
        let number = try station.file("涉密内容")
        let shown = try station.ask("staff", .quarantineContent, [.ref: number.typed])
        let code = try #require(shown.text(.code, of: .confirmErasure))
        try station.ask("voter", .supplementMatter, [.content: "再说一句"])
        let answer = try station.ask("staff", .confirm, [.code: .text(code)])
        #expect(answer.said == [.confirmErasure])
        #expect(station.contents.values.contains("涉密内容"))
    }

    @Test func `are asked for by number`() throws {
        var station = PaperStation()
        #expect(try station.ask("staff", .quarantineContent).verdict == .missing(.ref))
        #expect(
            try station.ask("staff", .quarantineContent, [.ref: "9"]).said == [.noSuchMatter]
        )
    }
}
