import Casework
import CommandLanguage
import Testing

/// What is said beside an order: who came along, where a visitor was sent, why more time is needed.
@Suite struct ArgumentTests {
    static let notes: [Said] = [
        Said(
            "视察湖漫水库，我们四个，警示牌倒了一块",
            "submit_inspection_note finding=警示牌倒了一块 kind=视察 participants=4 place=湖漫水库",
            as: .deputy
        ),
        Said(
            "我们三个村都去看了，横湖沟渠堵了",
            "submit_inspection_note finding=我们三个村都去看了，横湖沟渠堵了 place=横湖",
            as: .deputy
        ),
        Said(
            "Inspected Human reservoir, seven of us, a warning sign is down",
            "submit_inspection_note finding=a warning sign is down kind=视察 participants=7 place=湖漫水库",
            as: .deputy
        ),
        Said(
            "昨天会同水利所视察桥浦河道，发现有垃圾，建议清理",
            "submit_inspection_note date=2026-11-19 finding=有垃圾 kind=视察 place=桥浦河道 suggestion=清理 "
                + "topic=五水共治 with=水利所",
            as: .deputy
        ),
        Said(
            "视察76省道桥浦路口，车速太快，望交警设卡",
            "submit_inspection_note finding=视察76省道桥浦路口，车速太快 kind=视察 place=76省道桥浦路口 "
                + "suggestion=交警设卡",
            as: .deputy
        ),
        Said(
            "视察桥浦河，水浑，望见上游有人倒垃圾",
            "submit_inspection_note finding=水浑，望见上游有人倒垃圾 kind=视察 place=桥浦",
            as: .deputy
        ),
        Said(
            "视察花桥，机耕路破损，建义修复",
            "submit_inspection_note finding=机耕路破损 kind=视察 place=花桥 suggestion=修复",
            as: .deputy
        ),
        Said(
            "①横湖:机耕路塌方约10米;②下宅吴:公厕没水没灯。建议尽快修",
            "submit_inspection_note finding=①横湖:机耕路塌方约10米;②下宅吴:公厕没水没灯 places=横湖,下宅吴 "
                + "suggestion=尽快修",
            as: .deputy
        ),
        Said(
            "补充视察记录23号：警示牌已补立",
            "supplement_note about=警示牌已补立 ref=23",
            as: .deputy
        ),
        Said(
            "补充视23：警示牌已补立",
            "supplement_note about=警示牌已补立 ref=23",
            as: .deputy
        ),
        Said(
            "correct my inspection note 7: it was Tuesday",
            "correct_note about=it was Tuesday ref=7",
            as: .deputy
        ),
        Said("附议建25", "second_suggestion ref=25", as: .deputy),
    ]

    static let visits: [Said] = [
        Said(
            "接待记录：花桥吴大妈，反映手机被偷了，让她去派出所报案",
            "submit_reception_record content=手机被偷了 outcome=guided redirect=派出所 village=花桥 "
                + "voter_name=吴大妈",
            as: .deputy
        ),
        Said(
            "接待下宅吴老周，反映找工作难，让他到人社局问",
            "submit_reception_record content=找工作难 outcome=guided redirect=人社局 village=下宅吴 "
                + "voter_name=老周",
            as: .deputy
        ),
        Said(
            "接待横湖郑大伯，说村里分地不公，他说已经去过派出所没用",
            "submit_reception_record content=村里分地不公，他说已经去过派出所没用 village=横湖 "
                + "voter_name=郑大伯",
            as: .deputy
        ),
        Said(
            "接待横湖郑小妹，反映幼儿园收费高，当场解释清楚",
            "submit_reception_record answered_on_spot=yes content=幼儿园收费高 outcome=answered "
                + "village=横湖 voter_name=郑小妹",
            as: .deputy
        ),
        Said(
            "接待石景小区住户冯国平,买房合同的官司已经在打,想让代表说句话,请他向法院反映",
            "submit_reception_record content=买房合同的官司已经在打,想让代表说句话 outcome=guided redirect=法院 "
                + "village=石景小区 voter_name=冯国平",
            as: .deputy
        ),
        Said(
            "接待登记：花桥，何秀莲，反映周末配药没人值班",
            "submit_reception_record content=周末配药没人值班 village=花桥 voter_name=何秀莲",
            as: .deputy
        ),
    ]

    static let orders: [Said] = [
        Said(
            "把2026-0014、0016并入2026-0011",
            "merge_matters from=2026-0014,2026-0016 into=2026-0011",
            as: .staff
        ),
        Said("把52并到50里", "merge_matters from=52 into=50", as: .staff),
        Said("33跟35都并到30里去", "merge_matters from=33,35 into=30", as: .staff),
        Said(
            "36 主办城建 协办水利 30工作日",
            "assign_matter co_units=水利所 due_workdays=30 ref=36 unit=城建办",
            as: .staff
        ),
        Said(
            "42交水利会同城建、农业，12月10日前",
            "assign_matter co_units=城建办,农业办 due=2026-12-10 ref=42 unit=水利所",
            as: .staff
        ),
        Said(
            "Hand 88 to the transport office, construction office to co-handle, answer due in ten working days",
            "assign_matter co_units=城建办 due_workdays=10 ref=88 unit=交通所",
            as: .staff
        ),
        Said(
            "36已于11月18日电话反馈选民，满意",
            "record_feedback channel=phone fed_back_on=2026-11-18 rating=satisfied ref=36",
            as: .staff
        ),
        Said(
            "反馈给选民 2026-0031 城建办已派人疏通 三天内完工",
            "send_feedback ref=2026-0031 text=城建办已派人疏通 三天内完工",
            as: .staff
        ),
        Said(
            "Let the voter of 39 know that the kerb has been repaired",
            "send_feedback ref=39 text=the kerb has been repaired",
            as: .staff
        ),
        Said(
            "年度工作计划主席团已经点头，可以对外公开了，发布吧",
            "publish what=年度工作计划",
            as: .staff
        ),
        Said("公示本季度已办结事项", "publish what=本季度已办结事项", as: .staff),
        Said(
            "Report the chemical dumping to the Party committee at once",
            "escalate about=chemical dumping to the Party committee at once to=党委",
            as: .deputy
        ),
        Said(
            "29签收，不过工期紧，申请延到12月20日",
            "sign_receipt ref=29; request_extension reason=工期紧 ref=29 to=2026-12-20",
            as: .unit
        ),
        Said(
            "2026-0064回复如下:秸秆补贴已发放到户,附照片3张",
            "record_reply photos=3 ref=2026-0064 text=如下:秸秆补贴已发放到户,附照片3张",
            as: .unit
        ),
    ]

    static let voters: [Said] = [
        Said("很满意", "rate_matter rating=satisfied ref=last"),
        Said("满意的话怎么评价", "rate_matter comment=满意的话怎么评价 rating=satisfied ask=ref"),
        Said("王建国代表手机号多少", "query_deputy ask=phone name=王建国"),
        Said("怎么联系王建国代表", "query_deputy ask=contact name=王建国"),
        Said("有人满头血躺在桥浦路口", "report_emergency kind=injury place=桥浦"),
        Said("大水进村了", "report_emergency kind=flood"),
    ]

    @Test(arguments: notes + visits + orders + voters)
    func `what is said beside an order is its arguments`(said: Said) {
        #expect(Desk.line(Desk.read(said.text, as: said.role)) == said.means)
    }

    @Test func `a rating without a number is asked about where several wait`() {
        let open = [MatterNumber("2026-0041"), MatterNumber("2026-0042")].compactMap { $0 }
        #expect(Desk.line(Desk.read("很满意", open: open)) == "rate_matter rating=satisfied ask=ref")
        #expect(
            Desk.line(Desk.read("很满意", open: [open[0]]))
                == "rate_matter rating=satisfied ref=2026-0041"
        )
    }

    @Test func `an arrow makes no English sentence Chinese`() {
        let reading = Desk.read("45 -> water office, 10 working days", as: .staff)
        guard case .steps(let steps, .en) = reading else {
            Issue.record("read as \(reading)")
            return
        }
        let spelled = Desk.book.spelled(steps, as: "45 -> water office, 10 working days")
        #expect(spelled.first?.arguments[.unit] == .text("water office"))
    }

    @Test func `a list of places is given in the writer's language`() {
        let text = "Inspected Henghu and Xiazhaiwu today: the ditches are blocked"
        guard case .steps(let steps, _) = Desk.read(text, as: .deputy) else {
            Issue.record("no step")
            return
        }
        let spelled = Desk.book.spelled(steps, as: text)
        #expect(spelled.first?.arguments[.places] == .list(["Henghu", "Xiazhaiwu"]))
    }
}
