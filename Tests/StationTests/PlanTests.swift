import Books
import Casework
import CommandLanguage
import Foundation
import Station
import Store
import Testing

/// A station that lives through years: it is stopped and started, and its clock is set.
final class LongStation {
    private let folder: URL
    private var store: StationStore
    private var conversing: Conversing
    private let desk: Desk
    let clock: TestClock
    let rules: Locked<StationRules>
    private let watch: HolidayWatch
    let tables: Locked<Result<WorkingDays, HolidayWatch.Fault>>
    private let stamp = Locked(0)
    private var messages = 0
    /// Everything that anybody heard, with its time.
    private(set) var heard: [(to: String, text: String, at: Instant)] = []

    init(now: String, _ change: (inout StationRules) -> Void = { _ in }) async throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "liaison-years-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let (book, phrasebook) = try SampleStation.books.get()
        var laidDown = StationRules(book)
        change(&laidDown)
        let rules = Locked(laidDown)
        let clock = TestClock(try #require(TestClock.instant(now)))
        let dice = TestDice()
        self.rules = rules
        self.clock = clock
        desk = Desk(
            currentRules: { rules.value },
            phrasebook: phrasebook,
            chance: Chance(bits: { dice.roll() }, digest: { "digest:" + $0 }),
            now: { clock.now }
        )
        let tables = Locked(Result<WorkingDays, HolidayWatch.Fault>.success(laidDown.workingDays))
        let stamp = stamp
        self.tables = tables
        watch = HolidayWatch(
            stamp: { String(stamp.value) },
            read: { tables.value },
            adopt: { days in rules.change { $0.workingDays = days } }
        )
        store = try StationStore(folder: folder.path, as: .service)
        conversing = Conversing(store: store, desk: desk)
        try await conversing.begin()
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Ends the service and starts it again on what it left.
    func restart() async throws {
        try store.close()
        store = try StationStore(folder: folder.path, as: .service)
        conversing = Conversing(store: store, desk: desk)
        try await conversing.begin()
    }

    /// Does what is due by now; a look at the clock when nothing is.
    func tick() async throws {
        let now = clock.now
        while try await store.read({ try $0.nextDue() }).map({ $0 <= now }) ?? false {
            note(try await conversing.tick())
        }
    }

    /// Lets time pass until something is due, and so many minutes more.
    func passToNextDue(late minutes: Int) async throws {
        let next = try await store.read { try $0.nextDue() } ?? clock.now
        let wait = max(0, next.seconds(since: clock.now) / 60)
        clock.move(minutes: Int(wait) + minutes + 1)
    }

    /// Lets time pass, looking at the clock as often as said.
    func pass(days: Int, every minutes: Int = 60) async throws {
        for _ in 0..<(days * 1440 / minutes) {
            clock.move(minutes: minutes)
            try await tick()
        }
    }

    @discardableResult
    func say(_ text: String, as speaker: String) async throws -> [Conversing.Heard] {
        messages += 1
        let answers = try await conversing.say(text, as: speaker, key: String(messages))
        note(answers)
        try await tick()
        return answers
    }

    func bind(_ speaker: String, _ role: Role, _ name: String) async throws {
        let code = try await Administration(store: store, desk: desk).invite(role, name: name)
        try await say("绑定 " + code, as: speaker)
    }

    /// Somebody drops a table into the config folder; the service looks twice.
    func drop(_ table: Result<WorkingDays, HolidayWatch.Fault>) async throws {
        tables.change { $0 = table }
        stamp.change { $0 += 1 }
        #expect(await watch.look() == .none, "a file may still be written")
        note(try await conversing.hear(of: await watch.look()))
        try await tick()
    }

    func forget() { heard = [] }

    func texts(to speaker: String, _ words: String? = nil) -> [String] {
        heard.filter { one in
            one.to == speaker && words.map { one.text.contains($0) } ?? true
        }.map(\.text)
    }

    func faults() throws -> [String] { try store.verify().map { "\($0)" } }

    func matter(_ serial: Int) throws -> Matter {
        try #require(
            try store.readSync { try $0.matter(MatterNumber(year: 2026, serial: serial)) }
        )
    }

    private func note(_ answers: [Conversing.Heard]) {
        for answer in answers { heard.append((answer.to, answer.text, clock.now)) }
    }
}

extension WorkingDays {
    /// The delivered table with a few days of 2027, as the State Council might announce them.
    static func announced() throws -> WorkingDays {
        let (book, _) = try SampleStation.books.get()
        var holidays: Set<Day> = []
        var makeUpDays: Set<Day> = []
        for ordinal in 0..<22_000 {
            let day = Day(ordinal: ordinal)
            if book.workingDays.isHoliday(day) { holidays.insert(day) }
            if day.weekday > 5, book.workingDays.isWorkday(day) { makeUpDays.insert(day) }
        }
        for text in ["2027-01-01", "2027-01-04", "2027-06-19", "2027-06-20", "2027-06-21"] {
            holidays.insert(try #require(Day(text)))
        }
        for text in ["2027-01-09", "2027-06-26"] { makeUpDays.insert(try #require(Day(text))) }
        return WorkingDays(holidays: holidays, makeUpDays: makeUpDays)
    }
}

/// One at a time: years of work would leave no room for tests that wait on the clock.
@Suite(.serialized) struct PlanTests {
    /// Clerk, head, three deputies, two subscribers and one who is not.
    private func station(
        now: String,
        _ change: (inout StationRules) -> Void = { _ in }
    ) async throws -> LongStation {
        let station = try await LongStation(now: now, change)
        try await station.bind("clerk", .staff, "张联络")
        try await station.bind("head", .head, "王建国")
        try await station.bind("lin", .deputy, "林美华")
        try await station.bind("chen", .leader, "陈美芳")
        try await station.bind("wu", .deputy, "吴志强")
        try await station.say("订阅", as: "reader")
        try await station.say("订阅", as: "second reader")
        try await station.say("你好", as: "stranger")
        station.forget()
        return station
    }

    @Test(arguments: [1, 2] as [UInt64])
    func `every reminder of 2026 and 2027 goes to each person once`(seed: UInt64) async throws {
        let station = try await station(now: "2025-12-10 00:00")
        let dice = TestDice(seed: seed)
        let end = try #require(TestClock.instant("2028-01-01 00:00"))
        let dropAt = try #require(TestClock.instant("2026-12-20 12:00"))
        var isDropped = false
        var notices: [String] = []
        var restarts = 0
        var jumps = 0
        while station.clock.now < end {
            switch dice.roll() % 12 {
            case 0:
                try await station.restart()
                restarts += 1
            case 1:
                // Somebody sets the clock back by up to half a day.
                station.clock.move(minutes: -Int(dice.roll() % 720))
                jumps += 1
            case 2:
                // Off for three hours, or set forward: late, and still of use.
                station.clock.move(minutes: 180)
                try await station.restart()
                jumps += 1
            default:
                // To the next due row, and up to two hours late.
                try await station.passToNextDue(late: Int(dice.roll() % 120))
            }
            if !isDropped, station.clock.now >= dropAt {
                try await station.drop(.success(.announced()))
                isDropped = true
            }
            try await station.tick()
            // The clerk writes to all deputies now and then, at any hour.
            if notices.count < 40, dice.roll().isMultiple(of: 16) {
                notices.append("第\(notices.count + 1)号通知")
                try await station.say("给全体代表发：" + (notices.last ?? ""), as: "clerk")
                try await station.say("是", as: "clerk")
            }
        }
        #expect(notices.count > 20, "\(notices.count) notices")
        for notice in notices {
            for speaker in ["head", "lin", "chen", "wu"] {
                #expect(station.texts(to: speaker, "】" + notice).count == 1, "\(notice)")
            }
        }
        #expect(restarts > 50 && jumps > 100, "\(restarts) restarts, \(jumps) jumps")

        let rules = station.rules.value
        let days2026 = try #require(rules.receptions(in: 2026))
        let days2027 = try #require(rules.receptions(in: 2027))
        #expect(days2026.count == 13 && days2027.count == 12)
        let receptions = days2026 + days2027
        for reader in ["reader", "second reader"] {
            for day in receptions {
                let date = day.chinese
                #expect(station.texts(to: reader, "接待日提醒：" + date).count == 1, "\(day.text)")
                #expect(station.texts(to: reader, "今天接待日：" + date).count == 1, "\(day.text)")
            }
            #expect(station.texts(to: reader).count == 50)
        }
        #expect(station.texts(to: "stranger").isEmpty)
        for (speaker, name) in [
            ("head", "王建国"), ("lin", "林美华"), ("chen", "陈美芳"), ("wu", "吴志强"),
        ] {
            for day in receptions {
                let isOnDuty = rules.deputiesOnDuty(on: day).contains(name)
                let wanted = isOnDuty ? 1 : 0
                let date = day.chinese
                #expect(
                    station.texts(to: speaker, "您" + date).count == wanted,
                    "asked \(name) \(day.text)"
                )
                #expect(
                    station.texts(to: speaker, "明天接待值班：" + date).count == wanted,
                    "the evening before \(name) \(day.text)"
                )
            }
        }
        for day in receptions {
            for office in ["clerk", "head"] {
                #expect(
                    station.texts(to: office, day.chinese).filter { $0.contains("接待值班：") }
                        .filter { !$0.hasPrefix("明天") }.count == 1
                )
            }
            #expect(station.texts(to: "clerk", "公告：" + day.chinese).count == 1)
            #expect(
                station.texts(to: "clerk", "的接待记录登记了吗")
                    .filter { $0.hasPrefix(day.chinese) }.count == 1
            )
        }
        // On public holidays alone, and of 2027 only those that the dropped table has.
        let proposed = station.texts(to: "head", "接待日逢节假日").map { String($0.prefix(10)) }
        #expect(proposed == ["2026年5月2日 ", "2026年9月26日", "2027年6月20日"])
        // Weekly from 1 December until the table is there; the next year's is not.
        #expect(station.texts(to: "clerk", "2027年放假安排还没有录入").count == 3)
        #expect(station.texts(to: "clerk", "2028年放假安排还没有录入").count == 5)
        #expect(station.texts(to: "clerk", "2027年放假安排已录入").count == 1)
        #expect(station.texts(to: "chen", "第2组第").count == 8)
        #expect(station.texts(to: "clerk", "制定年度计划").count == 2)
        #expect(station.texts(to: "clerk", "年终总结").count == 3)  // One of December 2025.
        #expect(station.texts(to: "head", "代表述职").count == 2)
        // Nobody is disturbed at night; whoever writes then is answered.
        for one in station.heard {
            let isAnswer = one.text.hasPrefix("将发给") || one.text.hasPrefix("群发")
            if one.to == "clerk", isAnswer { continue }
            let hour = ClockTime(of: one.at).minutes / 60
            #expect((7..<21).contains(hour), "\(one.text)")
        }
        #expect(station.texts(to: "clerk", "错过").isEmpty)
        #expect(try station.faults().isEmpty)
    }

    @Test func `what a stop outlasted is said to the clerk and to nobody else`() async throws {
        let station = try await station(now: "2026-11-16 12:00")
        try await station.pass(days: 1)
        station.forget()
        // Off from the seventeenth to the evening after reception day.
        station.clock.move(days: 8, hours: 8)
        try await station.restart()
        try await station.tick()
        try await station.pass(days: 1)
        #expect(station.texts(to: "reader").isEmpty)
        #expect(station.texts(to: "chen").isEmpty)
        let missed = station.texts(to: "clerk", "错过")
        #expect(missed.count == 1)
        for reminder in ["接待日公告和提醒", "值班代表确认", "值班前一天提醒", "接待日当天提醒"] {
            #expect(missed.first?.contains("11月24日 " + reminder) == true)
        }
        #expect(station.texts(to: "clerk", "接待记录登记了吗").count == 1, "late, but of use")
        try await station.restart()
        try await station.pass(days: 2)
        #expect(station.texts(to: "clerk", "错过").count == 1)
        #expect(try station.faults().isEmpty)
    }

    @Test func `a clock that was a year ahead and is set back stops no later reminder`()
        async throws
    {
        let station = try await station(now: "2026-11-25 12:00")
        station.clock.move(days: 365)
        try await station.restart()
        try await station.tick()
        station.clock.move(days: -365)
        try await station.restart()
        station.forget()
        try await station.pass(days: 30)
        #expect(station.texts(to: "reader", "接待日提醒：2026年12月24日").count == 1)
        #expect(station.texts(to: "reader", "今天接待日：2026年12月24日").count == 1)
    }

    @Test func `before the congress meets deputies get what is open, by topic`() async throws {
        let session = try #require(Day("2026-12-10"))
        let station = try await station(now: "2026-11-20 12:00") { $0.plan.sessions = [session] }
        try await station.say("横湖村口路灯坏了三天了", as: "voter")
        try await station.say("1核实属实，转城建办", as: "clerk")
        try await station.pass(days: 5)
        #expect(station.texts(to: "chen", "人代会").isEmpty)
        try await station.pass(days: 14)
        for speaker in ["chen", "lin", "wu", "head", "clerk"] {
            let digest = station.texts(to: speaker, "12月10日开人代会")
            #expect(digest.count == 1, "\(speaker)")
            #expect(digest.first?.contains("未办结事项1件") == true)
        }
        #expect(station.texts(to: "voter", "人代会").isEmpty)
    }

    @Test func `a reminder that is late but of use is sent late`() async throws {
        let station = try await station(now: "2026-11-20 12:00")
        station.clock.move(days: 2, hours: 20)  // The twenty-third, eight in the morning.
        try await station.restart()
        try await station.tick()
        #expect(station.texts(to: "reader", "接待日提醒：2026年11月24日").count == 1)
        #expect(station.texts(to: "chen", "您2026年11月24日").count == 1)
    }

    @Test func `a move is told once to each who was told, whatever restarts`() async throws {
        let station = try await station(now: "2026-11-20 12:00")
        try await station.say("接待日", as: "asker")
        try await station.say("预约24号", as: "booker")
        try await station.pass(days: 1, every: 60)
        station.forget()
        try await station.say("24日接待日改到26日，因为台风", as: "clerk")
        #expect(station.texts(to: "reader").isEmpty, "nobody hears of it before the yes")
        try await station.say("是", as: "clerk")
        for _ in 0..<5 {
            try await station.restart()
            try await station.tick()
        }
        for speaker in ["reader", "second reader", "asker", "booker"] {
            let moved = station.texts(to: speaker, "改到2026年11月26日")
            #expect(moved.count == 1, "\(speaker)")
            #expect(moved.first?.contains("台风") == true)
        }
        #expect(station.texts(to: "chen", "您值班的接待日由2026年11月24日").count == 1)
        #expect(station.texts(to: "stranger").isEmpty)
        #expect(station.texts(to: "clerk", "已改到").count == 1)
        #expect(station.texts(to: "head", "已改到").count == 1)
        station.forget()
        try await station.pass(days: 7)
        #expect(station.texts(to: "reader", "今天接待日：2026年11月26日").count == 1)
        #expect(station.texts(to: "reader", "2026年11月24日").isEmpty)
        #expect(station.texts(to: "booker", "您预约了明天的接待：2026年11月26日").count == 1)
        #expect(try station.faults().isEmpty)
    }

    @Test func `a second move is told again, and one at night waits for the morning`()
        async throws
    {
        let station = try await station(now: "2026-11-20 12:00")
        try await station.say("24日接待日改到26日，因为台风", as: "clerk")
        try await station.say("是", as: "clerk")
        station.clock.move(hours: 10)  // Ten in the evening.
        station.forget()
        try await station.say("26日接待日改到27日，因为台风没走", as: "clerk")
        let answer = try await station.say("是", as: "clerk")
        #expect(answer.contains { $0.to == "clerk" && $0.text.contains("已改到") })
        #expect(station.texts(to: "reader").isEmpty)
        try await station.pass(days: 1, every: 30)
        let told = station.heard.filter { $0.to == "reader" }
        #expect(told.map(\.text).filter { $0.contains("改到2026年11月27日") }.count == 1)
        #expect(told.first.map { ClockTime(of: $0.at).text } == "07:00")
    }

    @Test func `a cancelled day is told once, and nobody is reminded of it`() async throws {
        let station = try await station(now: "2026-11-20 12:00")
        try await station.say("取消11月24日接待日，台风", as: "clerk")
        try await station.say("是", as: "clerk")
        #expect(station.texts(to: "reader", "取消").count == 1)
        #expect(station.texts(to: "reader", "2026年12月24日").count == 1)
        station.forget()
        try await station.pass(days: 6)
        #expect(station.texts(to: "reader").isEmpty)
        #expect(station.texts(to: "chen").isEmpty)
    }

    @Test func `the clerk sets how many days ahead subscribers are reminded`() async throws {
        let station = try await station(now: "2026-11-25 12:00")
        try await station.say("接待日提前5天提醒", as: "clerk")
        station.forget()
        try await station.pass(days: 30)
        let told = station.heard.filter { $0.to == "reader" }.map { Day(of: $0.at).text }
        #expect(told == ["2026-12-19", "2026-12-24"])
        #expect(
            try await station.say("接待日提前90天提醒", as: "clerk").text(to: "clerk")
                .contains("1到15")
        )
    }

    @Test func `a dropped table recomputes what was provisional and tells those concerned`()
        async throws
    {
        let station = try await station(now: "2026-12-24 09:00") { $0.newsPerDay = 2 }
        try await station.bind("unit", .unit, "城建办")
        try await station.say("横湖村口路灯坏了三天了", as: "voter")
        try await station.say("1核实属实，转城建办", as: "clerk")
        // Fifteen days from Monday to Friday, 1 January among them.
        #expect(try station.matter(1).due == Day("2027-01-14"))
        #expect(try station.matter(1).isDueProvisional)
        #expect(station.texts(to: "voter", "1月14日（暂定）").count == 1)
        station.forget()
        try await station.drop(.failure(HolidayWatch.Fault("config/holidays-2027.tsv:3: broken")))
        #expect(station.texts(to: "clerk", "holidays-2027.tsv:3").count == 1)
        #expect(try station.matter(1).isDueProvisional)

        try await station.drop(.success(.announced()))
        let matter = try station.matter(1)
        // Two days more are off, and Saturday the ninth is worked.
        #expect(matter.due == Day("2027-01-15"))
        #expect(!matter.isDueProvisional)
        for speaker in ["voter", "unit"] {
            #expect(station.texts(to: speaker, "改为2027年1月15日").count == 1, "\(speaker)")
        }
        try await station.restart()
        try await station.pass(days: 1)
        #expect(station.texts(to: "voter", "改为").count == 1)
        #expect(try station.faults().isEmpty)
    }
}

extension Day {
    /// `2026年11月24日`, as replies say it.
    fileprivate var chinese: String { "\(parts.year)年\(parts.month)月\(parts.day)日" }
}
