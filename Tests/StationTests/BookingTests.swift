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
}

extension SampleStation {
    /// How many places are taken at the next reception.
    fileprivate func bookings() throws -> Int {
        let day = try #require(Day("2026-11-24"))
        return try store.readSync { try $0.bookings(at: day).count }
    }
}
