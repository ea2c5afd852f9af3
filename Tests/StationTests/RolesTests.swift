import Casework
import Messages
import Station
import Store
import Testing

/// Those beside the desk: the legal adviser, the Party committee, a unit in the morning, a voter
/// who wants few texts.
struct RolesTests {
    private func station(
        now: String = "2026-11-20 09:00",
        _ change: @escaping (inout StationRules) -> Void = { _ in }
    ) async throws -> SampleStation {
        let station = try SampleStation(now: now, change)
        try await station.bindEverybody()
        try await station.bind("adviser", .adviser, "周律师")
        try await station.bind("committee", .committee, "镇党委")
        return station
    }

    @Test func `the legal adviser's opinion comes back to the matter`() async throws {
        let station = try await station()
        _ = try await station.say("我叫陈阿土，13900001111，征地补偿合同有问题，花桥村")
        _ = try await station.say("横湖村口路灯坏了三天了", as: "neighbour")
        let asked = try await station.say("1请周律师出个法律意见", as: "clerk")
        let task = asked.text(to: "adviser")
        #expect(task.contains("2026-0001") && !task.contains("13900001111"))
        station.clock.move(hours: 2)
        let given = try await station.say("1意见：合同有效，建议先调解", as: "adviser")
        #expect(given.text(to: "adviser").contains("2026-0001"))
        #expect(given.text(to: "clerk").contains("建议先调解"))
        #expect(given.text(to: "head").contains("周律师"))
        #expect(given.text(to: "voter").isEmpty)
        let opinion = try #require(try station.matter(1).course.opinions?.first)
        #expect(try opinion.words.map { try station.words($0) } == "合同有效，建议先调解")
        #expect(opinion.at?.seconds(since: opinion.askedAt) == 7200)
        // What was not sent is not there.
        let other = try await station.answer("2意见：不合法", as: "adviser")
        #expect(!other.contains("2026-0002"))
        #expect(try station.matter(2).course.opinions == nil)
        #expect(try await !station.answer("查2", as: "adviser").contains("路灯"))
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `the Party committee receives what is escalated, signs and answers`() async throws {
        let station = try await station()
        let raised = try await station.say("花桥养殖户要堵路，紧急上报党委", as: "deputy")
        #expect(raised.text(to: "committee").isEmpty)
        #expect(try await !station.answer("查1", as: "committee").contains("堵路"))
        let shown = try await station.answer("上报党委1", as: "head")
        let done = try await station.say(
            try #require(SampleStation.confirmation(in: shown)),
            as: "head"
        )
        #expect(done.text(to: "committee").contains("堵路"))
        station.clock.move(minutes: 10)
        let signed = try await station.say("签收1", as: "committee")
        #expect(signed.text(to: "head").contains("2026-0001"))
        let received = try #require(try station.matter(1).guarding.escalation?.receivedAt)
        #expect(received == station.clock.now)
        let answered = try await station.say("1意见：请城建办三天内到现场", as: "committee")
        #expect(answered.text(to: "head").contains("三天内到现场"))
        #expect(answered.text(to: "unit").isEmpty)
        // It receives; it handles nothing.
        #expect(try await !station.answer("1转城建办", as: "committee").contains("已交"))
        #expect(try station.matter(1).state == .registered)
    }

    @Test func `a second word of the day waits for the morning, as things then stand`()
        async throws
    {
        let station = try await station { $0.newsPerDay = 1 }
        _ = try await station.say("横湖村口路灯坏了三天了")
        let accepted = try await station.say("受理1", as: "clerk")
        #expect(accepted.text(to: "voter").contains("已受理"))
        let assigned = try await station.say("1核实属实，转城建办，12月4日前", as: "clerk")
        #expect(assigned.text(to: "voter").isEmpty)
        #expect(!assigned.text(to: "unit").isEmpty)
        station.clock.move(hours: 23)
        #expect(try await station.conversing.tick().text(to: "voter").isEmpty)
        station.clock.move(hours: 1)
        let morning = try await station.conversing.tick().text(to: "voter")
        #expect(morning.contains("2026-0001") && morning.contains("城建办"))
        // The answer never waits.
        _ = try await station.say("1已修好", as: "unit")
        let told = try await station.say("反馈1", as: "clerk").text(to: "voter")
        #expect(told.contains("已修好"))
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `a voter answers the unit's question in bare words and the clock goes on`()
        async throws
    {
        let station = try await station()
        _ = try await station.say("横湖村口路灯坏了三天了，我叫陈阿土，13900001111")
        _ = try await station.say("1核实属实，转城建办，12月4日前", as: "clerk")
        let asked = try await station.say("问1 是哪根灯杆", as: "unit")
        #expect(asked.text(to: "voter").contains("是哪根灯杆"))
        #expect(try station.matter(1).course.pause != nil)
        station.clock.move(days: 3)
        let heard = try await station.say("第三根")
        #expect(heard.text(to: "unit").contains("第三根"))
        #expect(!heard.text(to: "unit").contains("陈阿土"))
        #expect(!heard.text(to: "unit").contains("13900001111"))
        let matter = try station.matter(1)
        #expect(matter.course.pause == nil)
        #expect(matter.due?.text ?? "" > "2026-12-04", "the days of waiting are given back")
        // Without a question the words are nobody's answer.
        #expect(try await !station.say("第三根").text(to: "unit").contains("第三根"))
    }

    @Test func `who wants few texts hears the answers alone`() async throws {
        let station = try await station { $0.newsPerDay = 1 }
        _ = try await station.say("横湖村口路灯坏了三天了")
        #expect(try await station.answer("少发短信").contains("少发"))
        for text in ["受理1", "1核实属实，转城建办，12月4日前"] {
            #expect(try await station.say(text, as: "clerk").text(to: "voter").isEmpty)
        }
        station.clock.move(days: 1)
        #expect(try await station.conversing.tick().text(to: "voter").isEmpty)
        _ = try await station.say("1已修好", as: "unit")
        let told = try await station.say("反馈1", as: "clerk").text(to: "voter")
        #expect(told.contains("已修好"))
        #expect(try await station.answer("照常发").contains("照常发"))
    }

    @Test func `a unit has one text in the morning while something is in its hands`()
        async throws
    {
        let station = try await station()
        _ = try await station.say("横湖村口路灯坏了三天了")
        _ = try await station.say("花桥水沟堵了", as: "neighbour")
        _ = try await station.say("1核实属实，转城建办，11月24日前", as: "clerk")
        _ = try await station.say("2核实属实，转城建办，12月18日前", as: "clerk")
        station.clock.move(days: 1)
        #expect(try await station.conversing.tick().text(to: "unit").isEmpty, "a Saturday")
        station.clock.move(days: 2)
        let monday = try await station.conversing.tick().text(to: "unit")
        #expect(monday.contains("快到期 2026-0001"))
        #expect(monday.contains("新件 2026-0002"))
        station.clock.move(days: 2)
        let late = try await station.conversing.tick().text(to: "unit")
        #expect(late.contains("已超期 2026-0001") && !late.contains("2026-0002"))
        _ = try await station.say("1已修好", as: "unit")
        _ = try await station.say("2已疏通", as: "unit")
        station.clock.move(days: 1)
        #expect(try await station.conversing.tick().text(to: "unit").isEmpty)
    }

    @Test func `every open debt is told in a clerk's words`() async throws {
        let station = try await station()
        for text in ["横湖村口路灯坏了", "花桥水沟堵了", "桥浦公厕没水了", "斜路栏杆断了"] {
            _ = try await station.say("反映：" + text, as: text)
        }
        _ = try await station.say("1核实属实，转城建办，12月4日前", as: "clerk")
        _ = try await station.say("2核实属实，转城建办，12月4日前", as: "clerk")
        _ = try await station.say("3核实属实，转水利所，12月4日前", as: "clerk")
        _ = try await station.say("1已修好", as: "unit")
        _ = try await station.say("反馈1", as: "clerk")
        _ = try await station.say("不满意", as: "横湖村口路灯坏了")
        _ = try await station.say("2已疏通", as: "unit")
        _ = try await station.say("花桥养殖户要堵路，紧急上报党委", as: "deputy")
        let administration = Administration(store: station.store, desk: station.desk)
        var found = try await administration.diagnose(in: .zh)
        #expect(!found.isWell)
        func numbers(_ kind: Debt.Kind) -> [String] {
            found.debts.first { $0.kind == kind }?.numbers.map(\.description) ?? []
        }
        #expect(numbers(.dissatisfied) == ["2026-0001"])
        #expect(numbers(.notFedBack) == ["2026-0002"])
        #expect(numbers(.inHand) == ["2026-0003"])
        #expect(numbers(.screening) == ["2026-0004", "2026-0005"])
        #expect(numbers(.escalationOpen) == ["2026-0005"])
        #expect(found.sentences.contains { $0.contains("2026-0001") && $0.contains("不满意") })
        station.clock.move(days: 30)
        found = try await administration.diagnose(in: .en)
        #expect(numbers(.answerLate) == ["2026-0003"])
        #expect(numbers(.screeningLate) == ["2026-0004", "2026-0005"])
        #expect(found.sentences.contains { $0.contains("2026-0003") && $0.contains("in time") })
        #expect(found.sentences.allSatisfy { !$0.contains("{") })
    }

    @Test func `a clock that an operator accepts is believed once`() async throws {
        let station = try await station()
        let administration = Administration(store: station.store, desk: station.desk)
        let now = station.clock.now
        #expect(try await station.store.write { try !$0.takeAcceptedClock(at: now) })
        try await administration.acceptClock()
        #expect(try await station.store.write { try $0.takeAcceptedClock(at: now) })
        #expect(try await station.store.write { try !$0.takeAcceptedClock(at: now) })
        let clock = ClockGuard(
            last: now.adding(seconds: -200_000),
            now: { now },
            monotonic: { 0 }
        )
        #expect(await clock.check())
        await clock.accept()
        #expect(await !clock.check())
    }
}
