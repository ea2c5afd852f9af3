import Casework
import CommandLanguage
import Messages
import Testing

@Suite struct WordingTests {
    private let number = FieldValue.number(MatterNumber(year: 2026, serial: 42))

    private func say(
        _ kind: ReplyKind,
        _ fields: [Field: FieldValue],
        _ language: Language = .zh
    ) -> String {
        Desk.book.render(kind, fields, in: language, now: Desk.now)
    }

    @Test func `a status names the day, the unit and the term`() throws {
        let fields: [Field: FieldValue] = [
            .number: number, .subject: .text("路灯"), .unit: .name("城建办"),
            .date: .day(try #require(Day("2026-11-10"))),
            .due: .day(try #require(Day("2026-12-01"))),
        ]
        #expect(
            say(.statusAssigned, fields) == "2026-0042 路灯：11月10日交城建办办理，应于12月1日前答复。"
        )
        #expect(
            say(.statusAssigned, fields, .en)
                == "2026-0042 路灯: handed to construction office on 10 November, "
                + "answer due by 1 December."
        )
    }

    @Test func `an optional part goes with its fact`() {
        #expect(say(.matterClosed, [.number: number]) == "2026-0042已办结。")
        #expect(
            say(.matterClosed, [.number: number, .subject: .text("路灯")]) == "2026-0042（路灯）已办结。"
        )
    }

    @Test func `a reception day stands in both calendars`() throws {
        let day = try #require(Day("2026-11-24"))
        let lunar = LunarDay(year: 2026, month: 10, isLeap: false, day: 16)
        let fields: [Field: FieldValue] = [
            .date: .receptionDay(day, lunar), .hours: .text("08:30-11:00"),
            .address: .name("石景小区"), .deputies: .names(["陈美芳", "吴志强"]),
        ]
        #expect(
            say(.reception, fields)
                == "下次接待日：2026年11月24日 星期二（农历十月十六） 08:30-11:00，石景小区。"
                + "值班代表：陈美芳、吴志强。如有变动会再通知。"
        )
        #expect(
            say(.reception, fields, .en)
                == "Next reception: Tuesday 24 November 2026 (day 16 of lunar month 10), "
                + "08:30-11:00, Shijing estate. On duty: Chen Meifang, Wu Zhiqiang. "
                + "You will hear of changes."
        )
    }

    @Test func `a moment is said as the station's clocks show it`() throws {
        let since = try #require(Day("2026-11-20")?.at(ClockTime(minutes: 5)))
        let until = try #require(Day("2027-01-01")?.at(ClockTime(minutes: 1439)))
        let fields: [Field: FieldValue] = [
            .since: .moment(since), .until: .moment(until.adding(seconds: 59)),
        ]
        #expect(say(.staffUnpolled, fields).hasPrefix("11月20日00:05到2027年1月1日23:59没有收到"))
        #expect(
            say(.staffUnpolled, fields, .en)
                == "No message was fetched from 00:05 on 20 November to 23:59 on 1 January 2027; "
                + "some may be lost. Ask voters who had no answer to send it again."
        )
    }

    @Test func `an unread answer names the days and what to do next`() {
        let fields: [Field: FieldValue] = [
            .number: number, .subject: .text("路灯"), .days: .count(3),
        ]
        #expect(
            say(.staffFeedbackUnread, fields, .en)
                == "2026-0042 路灯: answer sent 3 working days ago, not known to be read. "
                + "Call or visit, then reply: told 2026-0042 by phone, and the name."
        )
    }

    @Test func `another year is said, this one is not`() throws {
        let day = try #require(Day("2027-01-05"))
        #expect(
            say(.refusedPastDate, [.date: .day(day)]) == "2027年1月5日已经过了，请给一个以后的日期。"
        )
    }

    @Test func `lines stand one below the other`() {
        let line = FieldValue.Line(
            .statusListLine,
            [.number: number, .state: .term("state.accepted")]
        )
        let text = say(.statusList, [.list: .lines([line, line]), .total: .count(2)])
        #expect(text.hasPrefix("您反映的有2件：\n2026-0042：已受理\n2026-0042：已受理\n"))
    }

    @Test func `a filing says the number first`() throws {
        let fields: [Field: FieldValue] = [
            .number: number, .code: .text("K7WQ3MHN"),
            .due: .day(try #require(Day("2026-11-27"))),
        ]
        #expect(
            say(.matterFiled, fields)
                == "已登记，编号2026-0042，11月27日前告诉您是否受理，结果一定告诉您。"
                + "查进度请回复：查2026-0042。查询码K7WQ3MHN。"
        )
    }

    @Test(arguments: ReplyKind.allCases) func `every reply speaks both languages`(kind: ReplyKind) {
        let fields = Dictionary(
            uniqueKeysWithValues: kind.fields.map { ($0, FieldValue.text("X")) }
        )
        for language in Language.allCases {
            let text = say(kind, fields, language)
            #expect(!text.isEmpty)
            #expect(!text.contains("{") && !text.contains("[["))
        }
    }

    @Test func `help lists what a role may do, each with an example`() {
        let voter = Desk.book.helpTopics(
            for: [.voter],
            in: .zh,
            allowed: Authority.actions(for: [.voter])
        )
        #expect(voter.count >= 8)
        #expect(voter.first?.fields[.example] == .text("反映横湖村口路灯不亮，晚上很黑"))
        let deputy = Desk.book.helpTopics(
            for: [.voter, .deputy],
            in: .en,
            allowed: Authority.actions(for: [.voter, .deputy])
        )
        #expect(!deputy.contains { $0.fields[.example] == .text("close 2026-0036") })
    }

    @Test(arguments: Language.allCases) func `every example of help is understood`(
        language: Language
    ) {
        for action in Action.allCases {
            let example = Desk.book.exampleFor(action, in: language)
            let roles: [Role] = [.voter, .deputy, .leader, .staff, .head, .unit, .adviser]
            let row = Authority.table[action, default: []]
            let role = roles.first { row.contains($0) } ?? .auditor
            let reading = Desk.read(example, as: role, pending: action == .confirm)
            guard case .steps(let steps, _) = reading else {
                Issue.record("\(action.rawValue): \(example): \(Desk.line(reading))")
                continue
            }
            #expect(steps.first?.action == action, "\(example)")
        }
    }

    @Test func `the menu offers names that a channel accepts`() {
        let menu = Desk.book.menu()
        #expect(menu.contains { $0.command == "status" && $0.language == "zh" })
        for entry in menu {
            #expect(Desk.line(Desk.read("/" + entry.command)) != "unknown", "\(entry.command)")
            #expect((1...256).contains(entry.text.count))
        }
    }

    @Test func `a choice has the words of its button`() {
        let choice = Choice("choice.satisfied", data: "评价 2026-0042 1")
        #expect(Desk.book.title(of: choice, in: .zh) == "1 满意")
        #expect(Desk.line(Desk.read(choice.data)) == "rate_matter rating=satisfied ref=2026-0042")
    }
}
