import Casework
import Testing

@Suite struct `The station's books by text` {
    @Test func `say what a period came to, with numerator and denominator`() async throws {
        let station = try await SampleStation.withOneAnswered()
        let answer = try await station.answer("本季度汇总", as: "clerk")
        #expect(answer.hasPrefix("2026年第四季度：登记2件、2人次。"))
        #expect(answer.contains("受理必复 1/1（100%）"))
        #expect(answer.contains("办结 0/1（0%）"))
        #expect(answer.contains("满意（含基本满意） 1/1（100%）"))
        #expect(answer.contains("按时答复 1/1（100%）"))
        #expect(!answer.contains("接待日 0/0"))
        let english = try await station.answer("summary of October", as: "head")
        #expect(english.contains("closed: none"), "\(english)")
    }

    @Test func `count apart`() async throws {
        let station = try await SampleStation.withOneAnswered()
        let answer = try await station.answer("今年按村统计", as: "clerk")
        #expect(answer == "2026年按村，共2件：\n横湖 1件\n花桥 1件")
        #expect(
            try await station.answer("今年各单位办了多少件", as: "clerk")
                == "2026年按单位，共2件：\n城建办 1件\n未分 1件"
        )
    }

    @Test func `say one rate when one is asked for`() async throws {
        let station = try await SampleStation.withOneAnswered()
        let answer = try await station.answer("今年满意率多少", as: "clerk")
        #expect(
            answer
                == "2026年：登记2件、2人次。\n满意（含基本满意） 1/1（100%）\n已评价 1/1（100%）"
        )
    }

    @Test func `evaluate the station, each point with its evidence`() async throws {
        let station = try await SampleStation.withOneAnswered()
        _ = try await station.say("资产登记：资料柜，2个", as: "clerk")
        let answer = try await station.answer("出一份今年的考核材料", as: "head")
        #expect(answer.contains("场地设施 2.5/10：设施、1/4（25%）"), "\(answer)")
        #expect(answer.contains("群众满意 5/5"), "\(answer)")
        #expect(answer.contains("履职述职 无/5"), "\(answer)")
    }

    @Test func `tell how the ledger is taken out`() async throws {
        let station = try await SampleStation.withOneAnswered()
        let answer = try await station.answer("导出今年台账", as: "clerk")
        #expect(answer.contains("2026年台账2件（2026-0001至2026-0002）"))
        #expect(answer.contains("liaison export ledger --period 2026"))
        #expect(try await station.answer("导出10月台账", as: "clerk") == "2026年10月台账没有事项。")
    }

    @Test func `keep every version of a rule`() async throws {
        let station = try await SampleStation.withOneAnswered()
        _ = try await station.say("登记制度：接待日工作制度", as: "clerk")
        let again = try await station.answer("登记制度：接待日工作制度", as: "clerk")
        #expect(again == "文2026-0002 已登记制度《接待日工作制度》（第2版）。")
        #expect(
            try await station.answer("查制度")
                == "共1件：\n文2026-0002 制度《接待日工作制度》（第2版） 11月20日"
        )
        #expect(try await station.answer("查制度 文2026-0001").contains("文2026-0001"))
    }

    @Test func `keep a report to the Party committee with its response`() async throws {
        let station = try await SampleStation.withOneAnswered()
        #expect(try await station.answer("专题汇报党委批示：同意", as: "clerk").contains("没有找到"))
        _ = try await station.say("登记专题汇报：联络站创建工作", as: "clerk")
        #expect(
            try await station.answer("专题汇报党委批示：同意，抓紧落实", as: "clerk")
                == "文2026-0001《联络站创建工作》：已记11月20日党委批示。"
        )
        #expect(try await station.answer("查制度").contains("没有找到"), "voters see rules alone")
    }
}
