import Casework
import Station
import Store
import Testing

@Suite struct `A clerk who tidies up` {
    @Test func `closes a month and archives it, each at one yes`() async throws {
        let station = try await SampleStation.withOneAnswered()
        let shown = try await station.answer("11月的都办结", as: "clerk")
        #expect(
            shown == """
                要办结1件：2026-0001。
                这1件还不能：2026-0002。
                照办请回复：是。不做请回复：取消。
                """
        )
        #expect(try station.matter(1).state == .fedBack)
        #expect(try await station.answer("是", as: "clerk").hasPrefix("已办结1件：2026-0001。"))
        let archive = try await station.answer("归档11月已办结的", as: "clerk")
        #expect(archive.hasPrefix("要归档1件：2026-0001。"), "\(archive)")
        #expect(try await station.answer("是", as: "clerk") == "已归档1件：2026-0001。")
        #expect(try station.matter(1).state == .archived)
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `puts a paper away and sets it right beside`() async throws {
        let station = try await SampleStation.withOneAnswered()
        _ = try await station.say("登记制度：接待日工作制度", as: "clerk")
        #expect(
            try await station.answer("归档文2026-0001，永久", as: "clerk")
                == "文2026-0001已归档，保管永久。"
        )
        let again = try await station.answer("归档文1", as: "clerk")
        #expect(again.contains("已于11月20日归档，不能再改"), "\(again)")
        let corrected = try await station.answer("更正登记文2026-0001 应为接待日制度", as: "clerk")
        #expect(corrected.contains("已加更正"), "\(corrected)")
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `lists by several things at once`() async throws {
        let station = try await SampleStation.withOneAnswered()
        let answer = try await station.answer("列出11月横湖的件", as: "clerk")
        #expect(answer.hasPrefix("共1件，列1件：\n2026-0002"), "\(answer)")
        #expect(try await station.answer("约见清单", as: "clerk").hasPrefix("没有约见"))
        #expect(try await station.answer("列出10月横湖的件", as: "clerk") == "没有符合的件。")
    }
}
