import Casework
import Station
import Store
import Testing

/// Who asks that nobody learns it reads that nobody does, and no order says it.
@Suite(.timeLimit(.minutes(5)))
struct SecretTests {
    static func told(_ words: String) async throws -> SampleStation {
        let station = try SampleStation()
        try await station.bindEverybody()
        let heard = try await station.say(words)
        #expect(heard.text(to: "voter").contains("已保密"), "\(heard)")
        #expect(heard.text(to: "clerk").contains("反映人要保密"), "\(heard)")
        return station
    }

    @Test(
        arguments: [
            ("斜路小店老板往河里倒脏水，不要讲是我说的，我住他隔壁", "隔壁", "斜路小店老板往河里倒脏水"),
            ("花桥李麻子家养狗半夜叫，我住他楼上，千万别提我", "楼上", "花桥李麻子家养狗半夜叫"),
            ("桥浦养猪场半夜偷排，求你们保密，我叫毛阿福13566667777", "毛", "桥浦养猪场半夜偷排"),
        ]
    )
    func `the unit reads what is wrong, and not who says it`(
        words: String,
        telling: String,
        wrong: String
    ) async throws {
        let station = try await Self.told(words)
        let held = try await station.say("1核实属实，转城建办，12月4日前", as: "clerk")
        #expect(held.text(to: "unit").isEmpty, "\(held)")
        #expect(held.text(to: "clerk").contains("核实属实"), "\(held)")
        #expect(held.text(to: "clerk").contains("改成：“\(wrong)”"), "\(held)")
        let order = try await station.say("是", as: "clerk").text(to: "unit")
        #expect(order.contains(wrong) && !order.contains(telling), "\(order)")
        let again = try await station.say("1已处理", as: "unit") + station.say("重办1", as: "clerk")
        #expect(!again.text(to: "unit").contains(telling), "\(again)")
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `what the clerk writes for the unit is what the unit reads`() async throws {
        let station = try await Self.told("我家楼下半夜放炮，别说是我说的，花桥")
        let held = try await station.answer("1核实属实，转城建办，12月4日前", as: "clerk")
        #expect(held.contains("还没交办"), "\(held)")
        let order = try await station.say("1转城建办，12月4日前，内容：有人半夜放炮", as: "clerk")
        #expect(order.text(to: "unit").contains("交办：有人半夜放炮"), "\(order)")
        #expect(!order.text(to: "unit").contains("楼下"), "\(order)")
        #expect(try await !station.answer("查1", as: "unit").contains("楼下"))
    }

    @Test func `of several nothing goes out that would tell it`() async throws {
        let station = try await Self.told("花桥李麻子家养狗半夜叫，我住他楼上，千万别提我")
        _ = try await station.say("横湖路灯坏了", as: "neighbour")
        let both = try await station.say("1和2核实属实，转城建办，12月4日前", as: "clerk")
        #expect(both.text(to: "clerk").contains("2026-0001反映人要保密，还没交办"), "\(both)")
        #expect(both.text(to: "unit").contains("横湖路灯坏了"), "\(both)")
        #expect(!both.text(to: "unit").contains("楼上"), "\(both)")
    }
}
