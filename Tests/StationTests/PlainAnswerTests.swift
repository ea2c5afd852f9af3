import Casework
import Testing

/// Plain words while a matter waits for some.
@Suite struct `Plain words` {
    @Test(arguments: ["桥浦", "就是村口老樟树那边", "Qiaopu"])
    func `after a filing without a place say where it is`(place: String) async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let receipt = try await station.answer("我们这里路灯不亮")
        #expect(receipt.contains("2026-0001"))
        #expect(receipt.contains("请告诉我们在哪个村、哪一段，方便核实。"))
        let heard = try await station.say(place)
        #expect(heard.text(to: "voter").contains("已补充到2026-0001"))
        #expect(heard.text(to: "clerk").contains(place))
        let matter = try station.matter(1)
        #expect(try matter.words.map { try station.words($0) } == ["我们这里路灯不亮", place])
        #expect(matter.village == (place.contains("樟树") ? nil : "桥浦"))
    }

    @Test func `are no place where one was given, or long after`() async throws {
        let station = try SampleStation()
        #expect(try await !station.answer("花桥路灯坏了").contains("哪个村"))
        _ = try await station.answer("桥浦")
        #expect(try station.matter(1).words.count == 1)
        _ = try await station.answer("我们这里路灯不亮", as: "neighbour")
        station.clock.move(hours: 2, minutes: 1)
        _ = try await station.answer("桥浦", as: "neighbour")
        #expect(try station.matter(2).words.count == 1)
    }

    @Test func `that tell of another trouble are no place, and are asked about`() async throws {
        let station = try SampleStation()
        _ = try await station.answer("我们这里路灯不亮")
        _ = try await station.answer("还有水沟也堵了")
        #expect(try station.matter(1).words.count == 1)
        let other = try await SampleStation.withOneAsked()
        _ = try await other.answer("还有水沟也堵了")
        #expect(try other.matter(1).course.pause != nil)
    }

    @Test func `that are a place alone wait for what is wrong there`() async throws {
        let station = try SampleStation()
        _ = try await station.say("", photos: 1)
        #expect(try await station.answer("桥浦").contains("请再说一下是什么事"))
        #expect(try await !station.answer("路灯坏了").contains("哪个村"))
        let matter = try station.matter(1)
        #expect(matter.village == "桥浦" && matter.attachments.count == 1)
    }

    @Test func `after a filing without a place are a command where they are one`() async throws {
        let station = try SampleStation()
        _ = try await station.answer("我们这里路灯不亮")
        #expect(try await station.answer("接待日").contains("11月24日"))
        #expect(try await station.answer("谢谢").contains("不客气"))
        #expect(try station.matter(1).words.count == 1)
        #expect(try await station.answer("桥浦").contains("已补充"))
    }

    @Test func `answer the unit's question, the unit hears them, and the clock goes on`()
        async throws
    {
        let station = try await SampleStation.withOneAsked()
        #expect(try await station.answer("好的").contains("不客气"))
        #expect(try station.matter(1).course.pause != nil)
        let heard = try await station.say("小店门口那根")
        #expect(heard.text(to: "voter").contains("已补充到2026-0001"))
        #expect(heard.text(to: "unit").contains("小店门口那根"))
        let matter = try station.matter(1)
        #expect(matter.course.pause == nil)
        #expect(matter.runningClocks[.answering] != nil)
    }

    @Test func `that are a command leave the unit's question open`() async throws {
        let station = try await SampleStation.withOneAsked()
        #expect(try await station.answer("查1").contains("2026-0001"))
        #expect(try await station.answer("反映：桥浦的垃圾没人收").contains("2026-0002"))
        #expect(try station.matter(1).course.pause != nil)
    }

    @Test(arguments: ["结果打她电话13812345678", "好的，我等着，电话13812345678"])
    func `with a telephone number are kept with the matter`(words: String) async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("花桥路灯坏了")
        let heard = try await station.say(words)
        #expect(heard.text(to: "voter").contains("已补充到2026-0001"))
        #expect(heard.text(to: "clerk").contains("138****5678"))
        #expect(try station.words(station.matter(1).words[1]) == words)
    }

    @Test func `under a photo after a filing are added with it`() async throws {
        let station = try SampleStation()
        _ = try await station.answer("花桥路灯坏了")
        let heard = try await station.say("这是近照", photos: 1)
        #expect(heard.text(to: "voter").contains("已补充到2026-0001"))
        let matter = try station.matter(1)
        #expect(matter.attachments.count == 1 && matter.words.count == 2)
    }

    @Test(arguments: ["已经修好了，谢谢", "修好了", "it is fixed, thanks"])
    func `that it is mended reach the clerk, and the voter may withdraw`(
        words: String
    )
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("花桥路灯坏了")
        let heard = try await station.say(words)
        #expect(
            heard.text(to: "voter").contains("撤回2026-0001")
                || heard.text(to: "voter").contains("withdraw 2026-0001")
        )
        #expect(heard.text(to: "clerk").contains("2026-0001"))
        #expect(try station.matter(1).state == .registered)
        #expect(try station.matter(1).words.count == 2)
    }

    @Test(arguments: [
        ("三", "dissatisfied"), ("③", "dissatisfied"), ("二", "basically_satisfied"),
        ("①", "satisfied"),
    ])
    func `that are a number of another kind rate an answer`(
        said: String,
        rating: String
    )
        async throws
    {
        let station = try await SampleStation.withOneToRate()
        _ = try await station.answer(said)
        #expect(try station.matter(1).rating == rating)
    }

    @Test(arguments: [
        ("3，根本没通，就拿铲子挖了两下", "dissatisfied", "就拿铲子挖了两下"), ("3 还是不亮", "dissatisfied", "还是不亮"),
        ("2，慢了点", "basically_satisfied", "慢了点"), ("评价2", "basically_satisfied", ""),
        ("满意你个头", "dissatisfied", ""), ("我不同意", "dissatisfied", ""),
    ])
    func `with a reason rate an answer, and the reason is kept`(
        said: String,
        rating: String,
        reason: String
    )
        async throws
    {
        let station = try await SampleStation.withOneToRate()
        let heard = try await station.say(said)
        #expect(try station.matter(1).rating == rating)
        if !reason.isEmpty { #expect(heard.text(to: "clerk").contains(reason)) }
    }

    @Test(arguments: ["亮了", "没修啊"])
    func `on the work after an answer ask for the rating, and stand beside it`(
        said: String
    )
        async throws
    {
        let station = try await SampleStation.withOneToRate()
        #expect(try await station.answer(said).contains("1满意"))
        let heard = try await station.say("3")
        #expect(try station.matter(1).rating == "dissatisfied")
        #expect(heard.text(to: "clerk").contains(said))
    }
}

extension SampleStation {
    /// One matter with 城建办, which has asked its voter something.
    fileprivate static func withOneAsked() async throws -> SampleStation {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("花桥路灯坏了")
        _ = try await station.say("1核实属实，转城建办，12月4日前", as: "clerk")
        _ = try await station.say("问1 是哪根灯杆", as: "unit")
        return station
    }

    /// One matter whose answer has reached its voter.
    fileprivate static func withOneToRate() async throws -> SampleStation {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("花桥路灯坏了")
        for line in ["1核实属实，转城建办", "1答复：已修好，换了两盏灯", "反馈1"] {
            _ = try await station.say(line, as: "clerk")
        }
        return station
    }
}
