import Casework
import Station
import Store
import Testing

/// An inspection from elsewhere, in sentences.
struct AuditorTests {
    private func station() async throws -> SampleStation {
        let station = try SampleStation()
        try await station.bindEverybody()
        let code = try await Administration(store: station.store, desk: station.desk)
            .invite(.auditor, name: "孙巡视", until: Day("2026-12-04"))
        let bound = try await station.answer("绑定 " + code, as: "auditor")
        #expect(bound.contains("孙巡视") && bound.contains("12月4日"))
        _ = try await station.say("我叫陈阿土，电话13900001111，横湖村口路灯坏了三天了")
        _ = try await station.say("1核实属实，转城建办，12月4日前", as: "clerk")
        return station
    }

    @Test func `the auditor lists and reads, masked, and every look is in the log`() async throws {
        let station = try await station()
        let matters = try station.matter(1)
        let log = try await station.answer("1操作记录", as: "auditor")
        #expect(log.contains("交办") && !log.contains("路灯"))
        #expect(try await station.answer("1操作记录", as: "auditor").contains("孙巡视 查看"))
        for text in ["待办", "查1", "台账", "导出2026年台账", "查阅档案", "汇总", "queue", "export ledger 2026"] {
            let answer = try await station.answer(text, as: "auditor")
            #expect(!answer.isEmpty && !answer.contains("？"), "\(text): \(answer)")
            #expect(!answer.contains("陈阿土") && !answer.contains("13900001111"), "\(answer)")
        }
        #expect(try await station.answer("查1", as: "auditor").contains("城建办"))
        #expect(try await station.answer("待办", as: "auditor").contains("2026-0001"))
        #expect(try await station.answer("台账", as: "auditor").contains("2026-0001"))
        #expect(try station.matter(1) == matters)
        let views = try await station.answer("查阅记录", as: "clerk")
        #expect(views.contains("孙巡视 导出台账") && views.contains("孙巡视 查询进度（1）"))
        #expect(try await station.answer("view log", as: "head").contains("孙巡视"))
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `the auditor brings nothing in: no filing, no photo, nothing forwarded`()
        async throws
    {
        let station = try await station()
        for text in [
            "花桥水沟堵了", "1转水利所", "1答复：已修好", "受理1", "催1", "评价1 满意", "撤回2026-0001", "群发给全体代表：开会",
            "登记制度：新制度", "订阅接待日提醒", "找工作人员", "查看电话1",
        ] {
            let heard = try await station.say(text, as: "auditor")
            #expect(heard.map(\.to) == ["auditor"], "\(text): \(heard.map(\.text))")
            #expect(heard.text(to: "auditor").contains("只能查看"), "\(text)")
        }
        let photo = try await station.say("", as: "auditor", photos: 1)
        #expect(photo.text(to: "auditor").contains("只能查看"))
        let forwarded = try await station.send(
            "花桥水沟堵了",
            as: "auditor",
            id: "f1",
            isForwarded: true
        )
        #expect(forwarded.text(to: "auditor").contains("只能查看"))
        #expect(try station.matterCount() == 1)
        #expect(try station.store.readSync { try $0.openItems().isEmpty })
        #expect(try station.store.readSync { try $0.lastAttachment() } == 0)
        let english = try await station.answer("hello", as: "auditor")
        #expect(!english.isEmpty)
        #expect(try await station.answer("accept 1", as: "auditor").contains("only reads"))
    }

    @Test func `what somebody filed before becoming an auditor is edited by nobody`() async throws {
        let station = try await station()
        _ = try await station.send("花桥水沟堵了", as: "other", id: "e1")
        let code = try await Administration(store: station.store, desk: station.desk)
            .invite(.auditor, name: "李巡视", until: Day("2026-12-04"))
        _ = try await station.say("绑定 " + code, as: "other")
        let before = try station.matter(2)
        _ = try await station.send("花桥水沟塌了", as: "other", id: "e1", edited: 1)
        #expect(try station.matter(2) == before)
    }

    @Test func `the auditor's role and binding end by themselves`() async throws {
        let station = try await station()
        station.clock.move(days: 14)
        #expect(try await station.answer("查1", as: "auditor").contains("城建办"))
        station.clock.move(days: 1)
        let ended = try await station.conversing.tick()
        #expect(ended.text(to: "clerk").contains("孙巡视"))
        #expect(try await !station.answer("查1", as: "auditor").contains("城建办"))
        #expect(try await !station.answer("1操作记录", as: "auditor").contains("交办"))
        #expect(try station.store.verify().isEmpty)
    }
}
