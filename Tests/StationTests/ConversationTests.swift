import Casework
import Foundation
import Messages
import Station
import Store
import Testing

struct ConversationTests {
    @Test func `a question survives a restart`() async throws {
        let station = try SampleStation()
        _ = try await station.answer("反映：横湖村口路灯坏了三天了")
        _ = try await station.answer("反映：花桥的水沟堵了没人管")
        let question = try await station.answer("撤回")
        #expect(question.contains("编号"))
        try station.store.close()
        let store = try StationStore(folder: station.folder.path, as: .service)
        #expect(!store.wasUnclean)
        let conversing = Conversing(store: store, desk: station.desk)
        let answer = try await conversing.say("1", as: "voter", key: "after")
        #expect(answer.text(to: "voter").contains("2026-0001"))
        let matter = try store.readSync { try $0.matter(MatterNumber(year: 2026, serial: 1)) }
        #expect(matter?.state == .withdrawn)
        try store.close()
    }

    @Test func `a question is open for two hours`() async throws {
        let station = try SampleStation()
        _ = try await station.answer("反映：横湖村口路灯坏了三天了")
        _ = try await station.answer("反映：花桥的水沟堵了没人管")
        _ = try await station.answer("撤回")
        station.clock.move(hours: 1, minutes: 59)
        #expect(try await station.answer("1").contains("撤回"))
        _ = try await station.answer("反映：桥浦的垃圾没人收")
        _ = try await station.answer("撤回")
        station.clock.move(hours: 2, minutes: 1)
        _ = try await station.answer("2")
        #expect(try station.matter(2).state == .registered)
    }

    @Test func `words whose question nobody answers go to a person unchanged`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("反映：横湖村口路灯坏了三天了")
        let asked = try await station.answer("今天又停水了")
        #expect(asked.contains("2026-0001"))
        station.clock.move(hours: 1, minutes: 59)
        #expect(try await station.conversing.tick().isEmpty)
        station.clock.move(minutes: 2)
        let heard = try await station.conversing.tick()
        #expect(heard.text(to: "voter").contains("已转工作人员"))
        #expect(heard.text(to: "clerk").contains("今天又停水了"))
        #expect(try await station.conversing.tick().isEmpty, "once")
    }

    @Test func `an answer in time leaves nothing for a person`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("反映：横湖村口路灯坏了三天了")
        _ = try await station.answer("桥浦的垃圾没人收")
        #expect(try await station.answer("新事项").contains("2026-0002"))
        #expect(try station.matter(2).state == .registered)
        station.clock.move(hours: 3)
        #expect(try await station.conversing.tick().isEmpty)
    }

    @Test(arguments: ["补充", "2", "是那件的补充", "add"])
    func `words with an open matter become its supplement`(answer: String) async throws {
        let station = try SampleStation()
        _ = try await station.answer("反映：横湖村口路灯坏了三天了")
        let asked = try await station.say("今天灯杆也歪了")
        #expect(asked.text(to: "voter").contains("2026-0001"))
        #expect(asked.first?.buttons.count == 2)
        #expect(try await station.answer(answer).contains("2026-0001"))
        #expect(try station.matter(1).words.count == 2)
        #expect(try station.matterCount() == 1)
    }

    @Test func `an answer that is none goes to the clerk after one question`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("反映：横湖村口路灯坏了三天了")
        _ = try await station.answer("反映：花桥的水沟堵了没人管")
        _ = try await station.answer("撤回")
        let heard = try await station.say("嘟嘟嘟")
        #expect(heard.text(to: "voter").contains("工作人员"))
        let item = try #require(try station.store.readSync { try $0.openItems() }.first)
        let words = try item.words.flatMap { id in
            try station.store.readSync { try $0.words(id) }
        }
        #expect(words == "撤回\n嘟嘟嘟")
    }

    @Test func `another wish is understood in the middle of a question`() async throws {
        let station = try SampleStation()
        _ = try await station.answer("反映：横湖村口路灯坏了三天了")
        _ = try await station.answer("反映：花桥的水沟堵了没人管")
        _ = try await station.answer("撤回")
        #expect(try await station.answer("接待日").contains("2026年11月24日"))
        #expect(try station.matter(1).state == .registered)
    }

    @Test func `a weak guess is confirmed before anything changes`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("反映：横湖村口路灯坏了三天了")
        let asked = try await station.answer("先别受理1", as: "clerk")
        #expect(asked.contains("受理") && asked.contains("是"))
        #expect(try station.matter(1).state == .registered)
        _ = try await station.answer("取消", as: "clerk")
        #expect(try station.matter(1).state == .registered)
        _ = try await station.answer("先别受理1", as: "clerk")
        _ = try await station.answer("是", as: "clerk")
        #expect(try station.matter(1).state == .accepted)
    }
}
