import Casework
import Store
import Testing

/// A voter's place at a reception: asked for, asked about, and given up.
@Suite struct `A place at a reception` {
    @Test(
        arguments: [
            "我的预约", "我预约了哪天", "查预约", "我约了没", "排第几", "几点到", "我约的是哪天来着",
            "my booking", "did I book?", "when is my booking",
        ]
    )
    func `is told with day, hours and place in the queue, and stays`(
        question: String
    )
        async throws
    {
        let station = try SampleStation()
        _ = try await station.answer("预约", as: "neighbour")
        _ = try await station.answer("预约")
        let answer = try await station.answer(question)
        #expect(answer.contains("11月24日") || answer.contains("24 November"))
        #expect(answer.contains("08:30-11:00"))
        #expect(answer.contains("第2位") || answer.contains("no. 2"))
        #expect(try station.bookings() == 2)
        let other = try await station.answer(question, as: "stranger")
        #expect(other.contains("没有预约") || other.contains("no booking"))
        #expect(try station.bookings() == 2, "asking books nothing")
    }

    @Test func `is told first to whoever asks for reception day`() async throws {
        let station = try SampleStation()
        _ = try await station.answer("预约")
        let answer = try await station.answer("接待日")
        #expect(answer.hasPrefix("您约了2026年11月24日"))
        #expect(answer.contains("下次接待日"))
        #expect(try await !station.answer("接待日", as: "stranger").contains("您约了"))
    }

    @Test(arguments: [("book", "cancel booking"), ("book", "cancel"), ("预约", "取消预约"), ("预约", "取消")])
    func `is given up by the words of its receipt, and the answer says so`(
        made: String,
        word: String
    ) async throws {
        let station = try SampleStation()
        _ = try await station.answer(made)
        let answer = try await station.answer(word)
        #expect(answer.contains("24 November") || answer.contains("11月24日"))
        #expect(answer.contains("cancelled") || answer.contains("已取消"))
        #expect(try station.bookings() == 0)
    }

    @Test func `stands when a cancel comes later and nothing is asked`() async throws {
        let station = try SampleStation()
        _ = try await station.answer("预约")
        station.clock.move(minutes: 11)
        #expect(try await station.answer("取消").contains("什么也没改"))
        #expect(try station.bookings() == 1)
    }

    @Test func `of several is asked which, and the one that is meant is given up`() async throws {
        let station = try SampleStation()
        _ = try await station.answer("预约24号")
        _ = try await station.answer("给我妈预约24号")
        let asked = try await station.answer("我不去了")
        #expect(asked.contains("取消11月24日自己的预约"))
        #expect(asked.contains("取消11月24日家人的预约"))
        #expect(try station.bookings() == 2)
        #expect(try await station.answer("取消11月24日自己的预约").contains("自己的"))
        #expect(try await station.answer("我的预约").contains("替家人约"))
        #expect(try await station.answer("取消预约").contains("替家人约"))
        #expect(try station.bookings() == 0)
    }

    @Test func `of the family is given up and one's own stays`() async throws {
        let station = try SampleStation()
        _ = try await station.answer("预约24号")
        _ = try await station.answer("给我妈预约24号")
        #expect(try await station.answer("取消我妈的预约").contains("替家人约"))
        #expect(try station.bookings() == 1)
        let again = try await station.answer("取消我妈的预约")
        #expect(again.contains("没有取消"))
        #expect(try station.bookings() == 1)
    }

    @Test func `is given up with all others when all are named`() async throws {
        let station = try SampleStation()
        _ = try await station.answer("预约24号")
        _ = try await station.answer("给我妈预约24号")
        _ = try await station.answer("取消全部预约")
        #expect(try station.bookings() == 0)
    }

    @Test(
        arguments: [
            "24号预约了几个人", "24号谁预约了", "预约名单", "预约情况", "how many booked for the 24th",
        ]
    )
    func `is seen by the clerk and the head`(question: String) async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let none = try await station.answer(question, as: "clerk")
        #expect(none.contains("没有人预约") || none.contains("Nobody is booked"), "\(none)")
        _ = try await station.answer("给我妈预约24号")
        for speaker in ["clerk", "head"] {
            let list = try await station.answer(question, as: speaker)
            #expect(list.contains("1.") && list.contains("10"), "\(list)")
        }
        // A deputy reads nobody's places but an own one.
        let other = try await station.answer(question, as: "deputy")
        #expect(!other.contains("1."), "\(other)")
    }
}

extension SampleStation {
    /// How many places are taken at the next reception.
    fileprivate func bookings() throws -> Int {
        let day = try #require(Day("2026-11-24"))
        return try store.readSync { try $0.bookings(at: day).count }
    }
}
