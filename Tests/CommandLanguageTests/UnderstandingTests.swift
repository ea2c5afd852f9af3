import Casework
import CommandLanguage
import Testing

@Suite struct UnderstandingTests {
    static let voter: [Said] = [
        Said("进度42", "query_status ref=42"),
        Said("/status 42", "query_status ref=42"),
        Said("/status@desk_bot 42", "query_status ref=42"),
        Said("2026-0042", "query_status ref=2026-0042"),
        Said("K7WQ3MHN", "query_status code=K7WQ3MHN"),
        Said("查询码 k7wq3mhn", "query_status code=K7WQ3MHN"),
        Said("我的", "query_status scope=all_mine"),
        Said("my matters", "query_status scope=all_mine"),
        Said("/my_matters", "query_status scope=all_mine"),
        Said("补充42 灯杆也歪了", "supplement_matter content=灯杆也歪了 ref=42"),
        Said("撤回42", "withdraw_matter ref=42"),
        Said("催36", "urge_matter ref=36"),
        Said("42 满意", "rate_matter rating=satisfied ref=42"),
        Said("评价 42 1", "rate_matter rating=satisfied ref=42"),
        Said("接待日", "query_reception"),
        Said("下次接待日是哪天？", "query_reception which=next"),
        Said("when is the next reception day?", "query_reception which=next"),
        Said("接待日 2027", "query_reception year=2027"),
        Said("接待日 明年", "query_reception year=2027"),
        Said("十六号开门吗", "query_reception date=2026-12-16 lunar=16"),
        Said("地址", "query_station ask=address"),
        Said("what is your phone number?", "query_station ask=phone"),
        Said("订阅接待日提醒", "subscribe topic=reception"),
        Said("接待日提醒", "subscribe topic=reception"),
        Said("退订", "unsubscribe"),
        Said("N", "unsubscribe"),
        Said("STOP", "unsubscribe"),
        Said("帮助", "help"),
        Said("？", "help"),
        Said("转人工", "request_human"),
        Said("你好", "greeting"),
        Said("好的，谢谢！", "acknowledge"),
        Said("English", "set_language language=en"),
        Said("中文", "set_language language=zh"),
        Said("隐私", "query_privacy"),
        Said("绑定 ABCD234567", "bind code=ABCD234567"),
        Said("bind abcd-234567", "bind code=ABCD234567"),
        Said("解绑", "unbind"),
        Said("认领 2026-0042 K7WQ3MHN", "take_over_matter code=K7WQ3MHN ref=2026-0042"),
        Said("换码 42", "renew_code ref=42"),
        Said("取消", "cancel"),
        Said("是", "acknowledge"),
        Said("今天", "unknown"),
        Said("😀😀", "unknown"),
        Said("", "unknown"),
        Said("请问一下，2026-0042 怎么样了？谢谢", "query_status ref=2026-0042"),
    ]

    static let offices: [Said] = [
        Said("本组件", "list_matters scope=group", as: .deputy),
        Said("我的记录", "query_my_notes", as: .deputy),
        Said("转36给水利所", "assign_matter ref=36 unit=水利所", as: .deputy),
        Said("办结36", "close_matter ref=36", as: .deputy),
        Said("核实36属实", "verify_matter ref=36 result=true", as: .deputy),
        Said("今天天气不错，去走走看看", "wrong_number", as: .deputy),
        Said("待办", "list_matters", as: .staff),
        Said("queue", "list_matters", as: .staff),
        Said("受理36", "accept_matter ref=36", as: .staff),
        Said("accept 36", "accept_matter ref=36", as: .staff),
        Said(
            "不受理57 个人纠纷，请找人民调解委员会",
            "decline_matter comment=个人纠纷 reason=personal_dispute redirect=人民调解委员会 ref=57",
            as: .staff
        ),
        Said("核实36不属实", "verify_matter ref=36 result=false", as: .staff),
        Said("36转水利所", "assign_matter ref=36 unit=水利所", as: .staff),
        Said(
            "assign 36 to water office by 4 Dec",
            "assign_matter due=2026-12-04 ref=36 unit=水利所",
            as: .staff
        ),
        Said("36答复：已修好，请放心", "record_reply ref=36 text=已修好，请放心", as: .staff),
        Said("reply 36: repaired", "record_reply ref=36 text=repaired", as: .staff),
        Said("反馈36", "send_feedback ref=36", as: .staff),
        Said("feedback 36", "send_feedback ref=36", as: .staff),
        Said("36已电话告知 张三", "record_feedback channel=phone ref=36 whom=张三", as: .staff),
        Said(
            "口头反馈36 张三 11月20日",
            "record_feedback channel=oral fed_back_on=2026-11-20 ref=36 whom=张三",
            as: .staff
        ),
        Said(
            "told 36 by phone Mr Zhang",
            "record_feedback channel=phone ref=36 whom=Mr Zhang",
            as: .staff
        ),
        Said("办结36、38", "close_matter refs=36,38", as: .staff),
        Said("close 36", "close_matter ref=36", as: .staff),
        Said("当场答复36：到二楼办", "answer_on_spot ref=36 text=到二楼办", as: .staff),
        Said("重办36 12月20日前", "redo_matter due=2026-12-20 ref=36", as: .staff),
        Said("撤销36", "reverse ref=36", as: .head),
        Said("删除内容 36 涉密", "quarantine_content reason=涉密 ref=36", as: .staff),
        Said("提醒接待日", "broadcast_reception_reminder which=next", as: .staff),
        Said("remind reception", "broadcast_reception_reminder which=next", as: .staff),
        Said("提醒情况", "broadcast_status", as: .staff),
        Said("取消提醒", "cancel_broadcast", as: .staff),
        Said("分拣3 已处理", "sort_item item=3 result=done", as: .staff),
        Said("分拣3 登记：横湖路灯不亮", "sort_item content=横湖路灯不亮 item=3 place=横湖", as: .staff),
        Said("同意 36、38，40退回", "approve refs=36,38 returned=40", as: .head),
        Said("同意", "approve", as: .head),
        Said("解绑 陈美芳", "unbind name=陈美芳", as: .staff),
        Said("36已修好[图片]", "record_reply photos=1 ref=36 text=已修好[图片]", as: .unit),
        Said("这话跟哪条都沾不上边", "unknown", as: .staff),
    ]

    @Test(arguments: voter) func `a voter is understood`(said: Said) {
        #expect(Desk.line(Desk.read(said.text, as: said.role)) == said.means)
    }

    @Test(arguments: offices) func `an office holder is understood`(said: Said) {
        #expect(Desk.line(Desk.read(said.text, as: said.role)) == said.means)
    }

    @Test(arguments: ["是", "yes", "好的"]) func `a yes confirms while something waits`(text: String) {
        #expect(Desk.line(Desk.read(text, as: .staff, pending: true)) == "confirm")
    }

    @Test func `four digits confirm only while something waits`() {
        #expect(Desk.line(Desk.read("4821", as: .staff, pending: true)) == "confirm code=4821")
        #expect(Desk.line(Desk.read("4821", as: .staff)) == "query_status ref=4821")
    }

    /// The names of the vocabulary, in its order.
    static let vocabulary = """
        query_status file_matter supplement_matter withdraw_matter urge_matter \
        rate_matter query_reception book_reception cancel_booking query_station \
        query_deputy subscribe unsubscribe set_anonymity delete_my_data \
        query_my_data correct_my_data give_consent help request_human \
        greeting acknowledge wrong_number report_emergency submit_inspection_note \
        supplement_note correct_note follow_up verify_matter submit_reception_record \
        submit_suggestion second_suggestion convert_to_suggestion rate_reply request_meeting \
        confirm_attendance request_leave swap_duty check_in query_my_duty \
        query_schedule submit_duty_report list_matters escalate accept_matter \
        decline_matter assign_matter assign_verification submit_for_discussion merge_matters \
        urge_unit record_reply send_feedback record_feedback redo_matter \
        extend_deadline close_matter archive_matter correct_record set_confidential \
        view_contact audit_log request_legal_opinion broadcast broadcast_reception_reminder \
        broadcast_status cancel_broadcast set_reminder publish schedule_reception \
        reschedule_reception cancel_reception plan_activity record_activity query_plan \
        schedule_duty_report summary evaluation_report export_ledger register_deputy \
        update_deputy sign_receipt return_matter request_extension
        """

    @Test func `every action of the vocabulary exists`() {
        let names = Self.vocabulary.split(separator: " ").map(String.init)
        #expect(names.count == 84)
        for name in names { #expect(Action(rawValue: name) != nil, "\(name)") }
    }

    @Test func `what is missing is asked, and an only open matter is taken`() {
        #expect(Desk.line(Desk.read("撤回")) == "withdraw_matter ask=ref")
        let open = [MatterNumber(year: 2026, serial: 42)]
        #expect(Desk.line(Desk.read("撤回", open: open)) == "withdraw_matter ref=2026-0042")
    }

    @Test func `the language is the person's own, else that of the words`() {
        #expect(Desk.read("status 42").language == .en)
        #expect(Desk.read("查42").language == .zh)
        let reader = Reader(language: .en)
        #expect(Desk.book.understand("查42", as: reader, now: Desk.now).language == .en)
    }
}
