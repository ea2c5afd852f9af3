import Casework
import Foundation
import Messages
import Station
import Store
import Testing

/// What the station knows of people, and who may know it.
struct PrivacyTests {
    @Test func `a voter sees, corrects and deletes what is kept`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖村口路灯坏了，我叫陈阿土，电话13900001111")
        _ = try await station.answer("1核实属实，转城建办，12月4日前", as: "clerk")
        _ = try await station.answer("改电话13900002222")
        let kept = try await station.answer("我的资料")
        #expect(kept.contains("2026-0001") && kept.contains("13900002222"))
        let shown = try await station.answer("删除我的资料")
        #expect(shown.contains("1件") && shown.contains("留档"))
        let code = try #require(SampleStation.confirmation(in: shown))
        let done = try await station.say(code)
        #expect(done.text(to: "voter").contains("2026-0001"))
        #expect(done.text(to: "clerk").contains("2026-0001"))

        let matter = try station.matter(1)
        #expect(matter.owner == nil && matter.name == nil && matter.phone == nil)
        #expect(matter.state == .assigned, "the matter itself goes on")
        let words = try #require(try station.words(matter.words[0]))
        #expect(words.contains("横湖村口路灯坏了") && !words.contains("13900001111"))
        #expect(try station.store.verify().isEmpty)
        try station.store.close()
        for file in try FileManager.default.contentsOfDirectory(atPath: station.folder.path) {
            let data = try? Data(contentsOf: station.folder.appending(path: file))
            for secret in ["13900001111", "13900002222"] {
                #expect(data?.range(of: Data(secret.utf8)) == nil, "\(secret) is in \(file)")
            }
        }
    }

    @Test func `what was filed by somebody who left is answered, closed and found by its code`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        let receipt = try await station.answer("横湖村口路灯坏了三天了")
        let query = try #require(SampleStation.code(in: receipt))
        _ = try await station.answer("1核实属实，转城建办，12月4日前", as: "clerk")
        let shown = try await station.answer("删除我的资料")
        _ = try await station.say(try #require(SampleStation.confirmation(in: shown)))
        _ = try await station.answer("1已修好", as: "unit")
        let told = try await station.say("反馈1", as: "clerk")
        #expect(told.text(to: "clerk").contains("查询码"))
        #expect(told.text(to: "voter").isEmpty)
        _ = try await station.answer("办结1", as: "clerk")
        #expect(try station.matter(1).state == .closed)
        #expect(try await station.answer("查 " + query, as: "neighbour").contains("已办结"))
        #expect(try await !station.answer("我的").contains("2026-0001"), "a stranger again")
    }

    @Test func `nothing in the store leads to somebody who had their data deleted`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let who = "account-of-long-standing"
        _ = try await station.answer("横湖村口路灯坏了三天了", as: who)
        _ = try await station.say("", as: who, photos: 1)
        _ = try await station.answer("谢谢你们，我住老槐树旁边第二家", as: who)
        _ = try await station.answer("订阅接待日", as: who)
        let shown = try await station.answer("删除我的资料", as: who)
        let code = try #require(SampleStation.confirmation(in: shown))
        #expect(try await station.answer(code, as: who).contains("已删除"))
        #expect(try station.store.verify().isEmpty)
        try station.store.close()
        for file in try FileManager.default.contentsOfDirectory(atPath: station.folder.path) {
            let data = try? Data(contentsOf: station.folder.appending(path: file))
            for secret in [who, "老槐树旁边第二家", "photo-0"] {
                #expect(data?.range(of: Data(secret.utf8)) == nil, "\(secret) is in \(file)")
            }
        }
    }

    @Test func `a yes to a deletion is void when something was filed since`() async throws {
        let station = try SampleStation()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        let shown = try await station.answer("删除我的资料")
        _ = try await station.answer("反映：桥浦的垃圾没人收")
        let again = try await station.answer(
            try #require(SampleStation.confirmation(in: shown))
        )
        #expect(again.contains("2件"))
        #expect(try station.matter(1).owner != nil)
    }

    @Test(arguments: [
        "我叫陈阿土，身份证331081199001011234，横湖村口路灯坏了",
        "横湖村口路灯坏了 33108119900101123X",
        "横湖村口路灯坏了，331081900101123",
        "横湖村口路灯坏了，身份证３３１０８１１９９００１０１１２３４",
    ])
    func `an identity number is never written down`(_ text: String) async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let heard = try await station.say(text)
        #expect(heard.text(to: "voter").contains("身份证"))
        #expect(heard.text(to: "voter").contains("2026-0001"))
        let secret = text.filter { $0.isNumber || $0 == "X" }
        try station.store.close()
        for file in try FileManager.default.contentsOfDirectory(atPath: station.folder.path) {
            let data = try? Data(contentsOf: station.folder.appending(path: file))
            #expect(data?.range(of: Data(secret.utf8)) == nil, "it is in \(file)")
        }
    }

    @Test func `a name and a phone are shown for a reason, with a code, and that is logged`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        let filed = "登记：姓名：陈阿土 村：横湖 电话：13900001111 内容：水管漏水"
        _ = try await station.answer(filed, as: "clerk")
        #expect(try await station.answer("查看电话1", as: "clerk").contains("为什么"))
        let shown = try await station.answer("电话告知答复", as: "clerk")
        #expect(shown.contains("电话告知答复") && !shown.contains("13900001111"))
        let code = try #require(SampleStation.confirmation(in: shown))
        let contact = try await station.answer(code, as: "clerk")
        #expect(contact.contains("陈阿土") && contact.contains("13900001111"))
        try await station.bind("auditor", .auditor, "钱审计")
        let log = try await station.answer("1操作记录", as: "auditor")
        #expect(log.contains("张联络 看了联系方式"))
        #expect(!log.contains("陈阿土") && !log.contains("水管"))
        let again = try await station.answer("1操作记录", as: "clerk")
        #expect(again.contains("钱审计 查看"), "every look at the log is in the log")
    }

    @Test func `a unit gets the number only on the voter's word`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖村口路灯坏了，电话13900001111")
        let order = try await station.say("1核实属实，转城建办，12月4日前", as: "clerk")
        #expect(order.text(to: "unit").contains("139****1111"))
        let asked = try await station.say("查看电话1", as: "unit")
        #expect(!asked.text(to: "unit").contains("13900001111"))
        #expect(asked.text(to: "voter").contains("可以联系我"))
        let given = try await station.say("可以联系我")
        #expect(given.text(to: "unit").contains("13900001111"))
        #expect(try await station.answer("查看电话1", as: "unit").contains("13900001111"))
    }

    @Test func `lists and alerts never show a phone or a whole name`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let heard = try await station.say("13900001111 横湖路灯坏了")
        let queue = try await station.answer("待办", as: "clerk")
        #expect(!heard.text(to: "clerk").contains("13900001111"))
        #expect(!queue.contains("13900001111"))
        let named = try await station.say("反映：我叫陈阿土，桥浦的垃圾没人收", as: "neighbour")
        #expect(!named.text(to: "clerk").contains("陈阿土"))
        #expect(try await !station.answer("待办", as: "clerk").contains("陈阿土"))
        let filed = "登记：姓名：陈阿土 村：横湖 内容：和邻居吵架"
        _ = try await station.answer(filed, as: "clerk")
        let declined = try await station.answer("不受理3 个人纠纷，请找人民调解委员会", as: "clerk")
        #expect(declined.contains("陈**") && !declined.contains("陈阿土"))
    }

    @Test func `what is past its time is counted first and then gone, and the rest stays`()
        async throws
    {
        let station = try SampleStation {
            $0.retention.messages = 200
            $0.retention.contacts = 300
            $0.retention.words = 400
        }
        try await station.bindEverybody()
        let filed = "登记：姓名：陈阿土 村：横湖 电话：13900001111 内容：和邻居吵架"
        _ = try await station.answer(filed, as: "clerk")
        _ = try await station.answer("不受理1 个人纠纷，请找人民调解委员会", as: "clerk")
        _ = try await station.answer("桥浦的路灯坏了三天了")
        let administration = Administration(store: station.store, desk: station.desk)
        #expect(try await administration.pastRetention().values.allSatisfy { $0 == 0 })
        station.clock.move(days: 301)
        let past = try await administration.pastRetention()
        #expect(past[.contacts] == 1 && past[.words] == 0)
        #expect(try station.matter(1).phone != nil, "counting changes nothing")
        #expect(try await administration.applyRetention() == past)
        let matter = try station.matter(1)
        #expect(matter.phone == nil && matter.name == nil)
        #expect(try station.words(matter.words[0]) != nil)
        station.clock.move(days: 100)
        #expect(try await administration.applyRetention()[.words] == 1)
        #expect(try station.words(matter.words[0]) == nil)
        #expect(try station.words(try station.matter(2).words[0]) != nil, "it is not ended")
        #expect(try await administration.pastRetention().values.allSatisfy { $0 == 0 })
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `a visitor who was answered on the spot is let go of as well`() async throws {
        let station = try SampleStation(now: "2026-11-24 09:00") {
            $0.retention.contacts = 300
            $0.retention.words = 400
        }
        try await station.bindEverybody()
        _ = try await station.say("接待横湖郑小妹 反映幼儿园收费高 当场解释了", as: "deputy")
        _ = try await station.say("接待记录：花桥吴大妈，说自来水发黄", as: "deputy")
        func visit(_ serial: Int) throws -> ReceptionRecord {
            let number = VisitNumber(year: 2026, serial: serial)
            return try #require(try station.store.readSync { try $0.record(number) })
        }
        let (answered, registered) = (try visit(1), try visit(2))
        let name = try #require(answered.name)
        let administration = Administration(store: station.store, desk: station.desk)
        station.clock.move(days: 302)
        #expect(try await administration.pastRetention()[.contacts] == 1)
        #expect(try await administration.applyRetention()[.contacts] == 1)
        #expect(try station.words(name) == nil)
        #expect(try station.words(answered.items[0].words) != nil)
        let waiting = try #require(registered.name)
        #expect(try station.words(waiting) != nil, "its matter is not ended")
        station.clock.move(days: 100)
        _ = try await administration.applyRetention()
        #expect(try station.words(answered.items[0].words) == nil)
        #expect(try station.words(registered.items[0].words) != nil)
        #expect(try await administration.pastRetention().values.allSatisfy { $0 == 0 })
        #expect(try station.store.verify().isEmpty)
    }
}
