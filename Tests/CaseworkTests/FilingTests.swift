import Casework
import Testing

@Suite struct `Filing a matter` {
    @Test func `gives one number, a code and the day by which it is screened`() throws {
        var station = PaperStation()
        let answer = try station.ask(
            "voter",
            .fileMatter,
            [.content: "横湖村口路灯不亮三天了", .place: "横湖村口"]
        )
        #expect(answer.verdict == .done)
        #expect(answer.registered == ["2026-0001"])
        #expect(answer.said == [.matterFiled])
        #expect(answer.fact(.number, of: .matterFiled) == .number("2026-0001"))
        #expect(answer.fact(.due, of: .matterFiled) == .day("2026-11-27"))
        #expect(answer.fact(.place, of: .matterFiled) == .text("横湖村口"))
        #expect(answer.touched == .matter("2026-0001"))
        let code = try #require(answer.text(.code, of: .matterFiled))
        #expect(code.count == 8)
        let matter = try #require(station.matters["2026-0001"])
        #expect(matter.state == .registered)
        #expect(matter.owner == station.id("voter"))
        #expect(matter.codeDigest == station.chance.digest(code))
        #expect(matter.village == "横湖")
        #expect(matter.group == 1)
        #expect(matter.screenBy == "2026-11-27")
    }

    @Test func `keeps the voter's words as they were written, beside the journal`() throws {
        var station = PaperStation()
        let number = try station.file("  路灯不亮，已经三天了！！", by: "voter")
        let matter = try #require(station.matters[number])
        #expect(matter.words.map { station.words($0) } == ["  路灯不亮，已经三天了！！"])
    }

    @Test func `tells the clerk, without the code`() throws {
        var station = PaperStation()
        let answer = try station.ask("voter", .fileMatter, [.content: "路灯不亮"])
        #expect(answer.told == ["staff: staffNewMatter"])
        #expect(answer.fact(.code, of: .staffNewMatter) == nil)
    }

    @Test func `never subscribes anybody to anything`() throws {
        var station = PaperStation()
        try station.file(by: "voter")
        #expect(station.person("voter")?.topics.isEmpty == true)
    }

    @Test func `asks for the words when there are none`() throws {
        var station = PaperStation()
        let answer = try station.ask("voter", .fileMatter, [.place: "横湖"])
        #expect(answer.verdict == .missing(.content))
        #expect(station.matters.isEmpty)
    }

    @Test func `gives each problem a number of its own`() throws {
        var station = PaperStation()
        let numbers = try ["路灯不亮", "水沟堵了", "垃圾没人收"].map { try station.file($0) }
        #expect(numbers == ["2026-0001", "2026-0002", "2026-0003"])
    }

    @Test func `begins again at one on the first of January, Beijing time`() throws {
        var station = PaperStation()
        station.now = .at("2026-12-31", "23:59")
        #expect(try station.file() == "2026-0001")
        station.pass(seconds: 60)
        #expect(try station.file() == "2027-0001")
        #expect(try station.file() == "2027-0002")
    }

    @Test func `never gives a number twice, whatever became of the first`() throws {
        var station = PaperStation()
        let first = try station.file()
        try station.ask("voter", .withdrawMatter, [.ref: first.typed])
        #expect(try station.file() == "2026-0002")
    }

    @Test(arguments: ["deputy", "staff"])
    func `for someone without a chat gives the receipt to who filed it`(who: String) throws {
        var station = PaperStation()
        let answer = try station.ask(
            who,
            .fileMatter,
            [.content: "路灯不亮", .name: "陈阿婆", .phone: "13900000000", .village: "花桥"]
        )
        #expect(answer.said == [.matterFiledForOther])
        #expect(answer.text(.code, of: .matterFiledForOther)?.count == 8)
        let matter = try #require(station.matters["2026-0001"])
        #expect(matter.owner == nil)
        #expect(matter.filedBy == station.id(who))
        #expect(matter.name.flatMap { station.words($0) } == "陈阿婆")
        #expect(matter.phone.flatMap { station.words($0) } == "13900000000")
        #expect(matter.village == "花桥")
        #expect(matter.place.flatMap { station.words($0) } == "花桥")
        #expect(matter.group == 2)
        #expect(answer.told == (who == "staff" ? [] : ["staff: staffNewMatter"]))
    }

    @Test func `by a deputy in the deputy's own name is the deputy's own`() throws {
        var station = PaperStation()
        let number = try station.file(by: "deputy")
        #expect(station.matters[number]?.owner == station.id("deputy"))
    }

    @Test func `by a voter who gives a name stays the voter's own`() throws {
        var station = PaperStation()
        let number = try station.file("路灯不亮", by: "voter", [.name: "陈阿婆"])
        #expect(station.matters[number]?.owner == station.id("voter"))
    }

    @Test func `notes what was asked about secrecy`() throws {
        var station = PaperStation()
        let number = try station.file(
            "有人倒垃圾",
            by: "voter",
            [.confidential: .flag, .anonymous: .flag]
        )
        #expect(station.matters[number]?.isConfidential == true)
        #expect(station.matters[number]?.isAnonymous == true)
    }

    @Test func `keeps a village that is not in the list as the place`() throws {
        var station = PaperStation()
        let number = try station.file("路灯不亮", by: "staff", [.village: "外村", .name: "陈阿婆"])
        let matter = try #require(station.matters[number])
        #expect(matter.village == nil)
        #expect(matter.place.flatMap { station.words($0) } == "外村")
    }

    @Test func `counts the screening days in working days`() throws {
        var station = PaperStation()
        station.now = .at("2026-09-30", "16:00")
        let number = try station.file()
        #expect(station.matters[number]?.screenBy == "2026-10-13")
    }

    @Test func `takes the photos of the message and of the last ten minutes`() throws {
        var station = PaperStation()
        let stale = station.receive(from: "voter")
        station.pass(seconds: 601)
        let recent = station.receive(from: "voter")
        let other = station.receive(from: "neighbour")
        station.pass(seconds: 600)
        let own = station.receive(from: "voter")
        try station.ask("voter", .fileMatter, [.content: "路灯不亮"], files: [own])
        #expect(station.matters["2026-0001"]?.attachments == [recent, own])
        #expect(station.attachments[recent]?.isPlaced == true)
        #expect(station.attachments[stale]?.isPlaced == false)
        #expect(station.attachments[other]?.isPlaced == false)
    }
}

@Suite struct `Adding to a matter` {
    @Test func `keeps what was said before`() throws {
        var station = PaperStation()
        let number = try station.file("路灯不亮")
        let answer = try station.ask(
            "voter",
            .supplementMatter,
            [.ref: number.typed, .content: "是村口第二盏"]
        )
        #expect(answer.said == [.matterSupplemented])
        #expect(answer.told == ["staff: staffSupplemented"])
        let words = station.matters[number]?.words.map { station.words($0) }
        #expect(words == ["路灯不亮", "是村口第二盏"])
    }

    @Test func `without a number goes to the latest of one's own`() throws {
        var station = PaperStation()
        try station.file("水沟堵了")
        let latest = try station.file("路灯不亮")
        try station.file("垃圾没人收", by: "neighbour")
        try station.ask("voter", .supplementMatter, [.content: "是村口第二盏"])
        #expect(station.matters[latest]?.words.count == 2)
    }

    @Test func `can be a photo alone`() throws {
        var station = PaperStation()
        let number = try station.file()
        let photo = station.receive(from: "voter")
        let answer = try station.ask("voter", .supplementMatter, [:], files: [photo])
        #expect(answer.said == [.matterSupplemented])
        #expect(station.matters[number]?.attachments == [photo])
        #expect(station.attachments[photo]?.isPlaced == true)
    }

    @Test func `asks what to add when nothing came`() throws {
        var station = PaperStation()
        try station.file()
        #expect(try station.ask("voter", .supplementMatter).verdict == .missing(.content))
    }

    @Test(arguments: ["deputy", "unit"])
    func `is not for those who only see it`(who: String) throws {
        var station = PaperStation()
        let number = try station.matter(in: .assigned)
        let answer = try station.ask(
            who,
            .supplementMatter,
            [.ref: number.typed, .content: "灯没有坏"]
        )
        #expect(answer.said == [.matterUnknown])
        #expect(station.matters[number]?.words.count == 1)
    }

    @Test func `is for the clerk too`() throws {
        var station = PaperStation()
        let number = try station.file()
        let answer = try station.ask(
            "staff",
            .supplementMatter,
            [.ref: number.typed, .content: "来电补充"]
        )
        #expect(answer.said == [.matterSupplemented])
    }

    @Test func `of somebody else is as unknown as one that does not exist`() throws {
        var station = PaperStation()
        let number = try station.file()
        let theirs = try station.ask(
            "neighbour",
            .supplementMatter,
            [.ref: number.typed, .content: "我也要说"]
        )
        let none = try station.ask(
            "neighbour",
            .supplementMatter,
            [.ref: "2026-0999", .content: "我也要说"]
        )
        #expect(theirs.said == [.matterUnknown])
        #expect(theirs.effects == none.effects)
        #expect(theirs.strikes == none.strikes)
    }
}
