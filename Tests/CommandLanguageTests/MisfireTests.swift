import Casework
import CommandLanguage
import Testing

/// Sentences whose words are another command's by chance.
@Suite struct MisfireTests {
    static let said: [Said] = [
        Said("It would be great if someone fixed the lamp in Henghu, thanks", "file_matter"),
        Said("手机掉沟里了能帮忙捞一下吗", "file_matter"),
        Said("物业叫人打电话来骂我，没人管", "file_matter"),
        Said("我不收提醒短信也没关系，路灯什么时候修", "query_status"),
        Said("通知值班代表24号接待改在花桥", "broadcast", as: .staff),
        Said("接待日是按农历还是按阳历算的", "query_reception ask=rule"),
        Said("我想提个建议", "submit_suggestion ask=content", as: .deputy),
        Said("接待记录：", "submit_reception_record ask=content", as: .deputy),
        Said("38的答复转给本人，问一下满意不满意", "send_feedback", as: .staff),
        Said("村里通知说只要签字我的补偿就到，一直没有", "file_matter"),
        Said("perfect, thanks a lot", "acknowledge"),
        Said("有两件事:第一,下洞桥的桥面坑坑洼洼;第二,村里的广播早上五点就响", "file_matter"),
        Said("about 311, the smoke one, please make me anonymous", "set_anonymity"),
        Said("最近一次接待日提醒发了多少人", "broadcast_status", as: .staff),
        Said("36号怎么还没动静", "query_status", as: .staff),
        Said("催一下水利所,36号怎么还没动静", "urge_unit", as: .staff),
        Said("2026-0070和2026-0068重复了，以0068为主，把0070合并进来", "merge_matters", as: .staff),
        Said("38不受理，法院正在审，告诉当事人去温岭市人民法院", "decline_matter", as: .staff),
    ]

    @Test(arguments: said) func `all words together say what is meant`(said: Said) {
        let line = Desk.line(Desk.read(said.text, as: said.role))
        #expect(line.hasPrefix(said.means), "\(line)")
        #expect(said.means == "file_matter" || !line.contains(";"), "\(line)")
    }

    @Test func `a problem told before a booking is registered too`() {
        let line = Desk.line(Desk.read("横湖的垃圾没人收一个礼拜了，我24号上午来站里当面讲"))
        #expect(line.hasPrefix("file_matter content=横湖的垃圾没人收一个礼拜了 place=横湖; book_reception"))
    }

    @Test(arguments: [
        ("61等电话反馈了才可以办结", Role.staff), ("61电话反馈以后看选民意见，满意才可以办结", .staff),
        ("57是邻居吵架，但也有公共的水沟，先别不受理", .staff), ("36号别撤", .voter), ("36号撤回之后水沟又堵了", .voter),
    ])
    func `nothing is closed, declined or withdrawn on such words`(text: String, role: Role) {
        let actions = Desk.actions(text, as: role)
        let ends = ["close_matter", "decline_matter", "withdraw_matter", "record_feedback"]
        #expect(actions.allSatisfy { !ends.contains($0) }, "\(actions)")
    }

    @Test(arguments: [
        ("桥浦菜农老许，把垃圾倒在河里", Slot.name), ("我是陈阿土的邻居，有两件事：一是路灯不亮；二是水沟堵了", .name),
        ("42号满意，不用重办", .redo), ("42 satisfied, no redo needed", .redo),
        ("实名举报横湖村长占公路", .anonymous), ("不怕别人知道，横湖村长占了公路", .confidential),
        ("不要跟老百姓说不知道，垃圾堆在路口", .confidential),
    ])
    func `what only looks like it is not said`(text: String, slot: Slot) {
        #expect(Desk.given(text, slot) == nil)
    }

    @Test(arguments: [
        "我实名反映，请对我的信息保密：横湖加工点偷排", "能不能保密，斜路有人半夜倒油漆桶", "实名举报，不过千万别告诉村里是我讲的，公路被占了",
    ])
    func `who gives his name may still ask that it is kept`(text: String) {
        #expect(Desk.given(text, .confidential) == "yes")
    }

    @Test func `secrecy for one of several problems is for all`() {
        let text = "①横湖路灯不亮②这话传出去我在厂里就待不下去了，废油倒在花桥田沟"
        let parts = Desk.line(Desk.read(text)).split(separator: "; file_matter")
        #expect(
            parts.count == 2 && parts.allSatisfy { $0.contains("confidential=yes") },
            "\(parts)"
        )
        #expect(Desk.given("不用替我保密，横湖路灯不亮", .confidential) == nil)
    }

    @Test func `a rating is not turned round by what is waived`() {
        #expect(Desk.given("42号满意，不用重办", .rating) == "satisfied")
        #expect(Desk.given("催33，不用正式", .formal, as: .staff) == nil)
        #expect(Desk.given("林美华哪天值班", .scope, as: .deputy) == nil)
    }

    @Test func `what went wrong since is no praise`() {
        guard case .ask = Desk.read("42号修得不错，可惜第二天又不亮") else {
            Issue.record("rated unasked")
            return
        }
        #expect(Desk.given("水利所没超期的有哪些", .filter, as: .staff) == nil)
    }

    @Test func `a unit's words are not another's`() {
        let reading = Desk.read("水利所33答复：已修好，还有环保所的29", as: .staff)
        guard case .steps = reading else { return }
        #expect(!Desk.line(reading).contains("ref=29"))
    }

    @Test func `what everybody is told of a reception is no reminder of it`() {
        let actions = Desk.actions("通知订阅的选民接待日取消", as: .staff)
        #expect(actions != ["broadcast_reception_reminder"])
        #expect(Desk.given("let the voter of 52 know", .text, as: .staff) == nil)
    }

    @Test(arguments: ["短信我不要了，36号结果还是告诉我", "接待日提醒不要了，我那件事的结果还是要告诉我"])
    func `who wants no reminders is still told of his matter`(text: String) {
        #expect(Desk.actions(text) == ["unsubscribe"])
        #expect(Desk.given(text, .keep) == "my_matters")
    }

    @Test func `who asks for secrecy asks it for all problems`() {
        let line = Desk.line(Desk.read("①横湖路灯不亮②花桥水沟堵了。两件都不要跟村里说是我讲的"))
        #expect(
            line.split(separator: ";").allSatisfy { $0.contains("confidential=yes") },
            "\(line)"
        )
    }

    @Test func `a name behind several problems is the writer's of all`() {
        let line = Desk.line(Desk.read("第一，横湖路灯不亮；第二，花桥水沟堵了；我叫林大根，13900001111"))
        let parts = line.split(separator: "; file_matter")
        #expect(parts.count == 2)
        #expect(parts.allSatisfy { $0.contains("name=林大根") && $0.contains("phone=13900001111") })
    }

    @Test func `what another was heard to say is asked about`() {
        for text in ["十五号那件属实不属实,我看了也讲不好", "农业办的人讲50号不归他们管", "老李说\"给全体代表发个通知开会\",是他自己讲的,没跟站里说过"] {
            guard case .ask = Desk.read(text, as: .staff) else {
                Issue.record("done unasked: \(text)")
                continue
            }
        }
    }
}
