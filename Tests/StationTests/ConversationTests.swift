import Casework
import Foundation
import Messages
import Station
import Store
import Testing

struct ConversationTests {
    @Test func `a question survives a restart`() async throws {
        let station = try SampleStation()
        _ = try await station.answer("横湖村口路灯坏了三天了")
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
        _ = try await station.answer("横湖村口路灯坏了三天了")
        _ = try await station.answer("撤回")
        station.clock.move(hours: 1, minutes: 59)
        #expect(try await station.answer("1").contains("撤回"))
        _ = try await station.answer("桥浦的垃圾没人收")
        _ = try await station.answer("撤回")
        station.clock.move(hours: 2, minutes: 1)
        _ = try await station.answer("2")
        #expect(try station.matter(2).state == .registered)
    }

    @Test func `an answer that is none goes to the clerk after one question`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        _ = try await station.answer("撤回")
        let heard = try await station.say("嘟嘟嘟")
        #expect(heard.text(to: "voter").contains("工作人员"))
        #expect(heard.text(to: "clerk").contains("嘟嘟嘟"))
    }

    @Test func `another wish is understood in the middle of a question`() async throws {
        let station = try SampleStation()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        _ = try await station.answer("撤回")
        #expect(try await station.answer("接待日").contains("2026年11月24日"))
        #expect(try station.matter(1).state == .registered)
    }
}
