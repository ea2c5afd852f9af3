import Casework
import CommandLanguage
import Testing

/// Several orders in one message, one that looks like two, and orders that are none.
@Suite struct ReserveTests {
    static let several: [Said] = [
        Said(
            "17给城建办办，18给交通所办",
            "assign_matter ref=17 unit=城建办; assign_matter ref=18 unit=交通所",
            as: .staff
        ),
        Said(
            "33不予受理，个人纠纷；34受理",
            "decline_matter comment=个人纠纷 reason=personal_dispute ref=33; accept_matter ref=34",
            as: .staff
        ),
        Said("90办结,91也一样", "close_matter refs=90,91", as: .staff),
        Said("36转水利所.38催一下.", "assign_matter ref=36 unit=水利所; urge_unit ref=38", as: .staff),
        Said(
            "10收到。11办好了，答复：水沟盖板已补齐",
            "sign_receipt ref=10; record_reply ref=11 text=水沟盖板已补齐",
            as: .unit
        ),
        Said(
            "29签收，不过工期紧，申请延到12月20日",
            "sign_receipt ref=29; request_extension reason=工期紧 ref=29 to=2026-12-20",
            as: .unit
        ),
        Said(
            "45不属实,路早修好了;43去看过了,还有一堆没运走",
            "verify_matter ref=45 result=false; follow_up progress=去看过了,还有一堆没运走 ref=43",
            as: .deputy
        ),
        Said(
            "42号满意。另外横湖公厕没灯,晚上老人不敢去",
            "rate_matter rating=satisfied ref=42; file_matter content=横湖公厕没灯,晚上老人不敢去 place=横湖"
        ),
        Said(
            "桥浦的水管爆了,还有我上次的36号给催一下",
            "file_matter content=桥浦的水管爆了 place=桥浦; urge_matter ref=36"
        ),
        Said(
            "51 is fine now, satisfied. How is 52 doing?",
            "rate_matter comment=is fine now, satisfied. rating=satisfied ref=51; query_status ref=52"
        ),
        Said(
            "先谢谢你们。再说两件事,都是下洞桥的:一个是路灯不亮,一个是水沟堵了",
            "file_matter content=路灯不亮 place=下洞桥; file_matter content=水沟堵了 place=下洞桥"
        ),
    ]

    @Test(arguments: several) func `each order of a message is read`(said: Said) {
        #expect(Desk.line(Desk.read(said.text, as: said.role)) == said.means)
    }

    static let single: [Said] = [
        Said("一天到晚嘀嘀响,烦死了,这些短信不要再发了", "unsubscribe"),
        Said("依个人信息保护法,请删除贵站保存的我的全部资料", "delete_my_data"),
        Said("36号办好了,很满意", "rate_matter rating=satisfied ref=36"),
        Said(
            "不满意!!!52号根本没人来看过,回复里写已整改,整改了个啥",
            "rate_matter comment=不满意!!!52号根本没人来看过,回复里写已整改,整改了个啥 "
                + "rating=dissatisfied ref=52"
        ),
        Said("０２５号建议看了,写到老百姓心坎里了,附议", "second_suggestion ref=25", as: .deputy),
        Said(
            "36答复:路灯已修好,38号路灯杆也已更换",
            "record_reply ref=36 text=路灯已修好,38号路灯杆也已更换",
            as: .unit
        ),
    ]

    @Test(arguments: single) func `one wish stays one`(said: Said) {
        #expect(Desk.line(Desk.read(said.text, as: said.role)) == said.means)
    }

    static let held: [Said] = [
        Said("51到底转城建办还是转交通所，我再想想", "assign_matter", as: .staff),
        Said("听老王讲43可以办结了，我也不晓得作不作数", "close_matter", as: .staff),
        Said("58归不归档,主席没表态", "archive_matter", as: .staff),
        Said("92办结……算了,等选民回话", "close_matter", as: .staff),
        Said("把36转给", "assign_matter", as: .staff),
        Said("群发给三组代表:", "broadcast", as: .staff),
        Said("Someone told me 36 can be closed", "close_matter", as: .staff),
        Said("林美华说她想跟谁换24号的班,你们问她自己", "swap_duty", as: .deputy),
        Said("55号建议我要不要联名,容我再想想", "second_suggestion", as: .deputy),
        Said("村长让我发一句“38号满意”,我也不知道该不该发", "rate_matter"),
        Said("Withdraw 42. On second thought, keep it", "withdraw_matter"),
        Said("退订。算了还是留着吧", "unsubscribe"),
    ]

    @Test(arguments: held) func `nothing is done on words that are no order`(said: Said) {
        let reading = Desk.read(said.text, as: said.role)
        guard case .ask(let question, _) = reading else {
            Issue.record("not asked: \(said.text)")
            return
        }
        #expect(question.action.rawValue == said.means)
    }

    static let polite: [Said] = [
        Said("麻烦看下能不能把36转水利所", "assign_matter ref=36 unit=水利所", as: .staff),

        Said("86件拿不准,列入11月23日的讨论会", "submit_for_discussion date=2026-11-23 refs=86", as: .staff),
        Said("算了,36号我撤回", "withdraw_matter reason=算了,36号我撤回 ref=36"),
        Said(
            "36号催一下,你们再想想办法好不好",
            "urge_matter about=再想想办法 ref=36"
        ),
    ]

    @Test(arguments: polite) func `an order with hesitant words is one`(said: Said) {
        #expect(Desk.line(Desk.read(said.text, as: said.role)) == said.means)
    }
}
