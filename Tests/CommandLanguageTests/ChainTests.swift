import Casework
import CommandLanguage
import Testing

/// An office's orders in one message, with signs between them or without, and what they share.
@Suite struct ChainTests {
    static let chains: [Said] = [
        Said(
            "36转水利所38转交通所都12月4日前回",
            "assign_matter due=2026-12-04 ref=36 unit=水利所; assign_matter due=2026-12-04 ref=38 unit=交通所",
            as: .staff
        ),
        Said(
            "12月1日前回的:25水利所 29农业办",
            "assign_matter due=2026-12-01 ref=25 unit=水利所; assign_matter due=2026-12-01 ref=29 unit=农业办",
            as: .staff
        ),
        Said(
            "45环保所46供电所,统一5个工作日",
            "assign_matter due_workdays=5 ref=45 unit=环保所; assign_matter due_workdays=5 ref=46 unit=供电所",
            as: .staff
        ),
        Said(
            "95转交通所7个工作日96转供电所5个工作日",
            "assign_matter due_workdays=7 ref=95 unit=交通所; assign_matter due_workdays=5 ref=96 unit=供电所",
            as: .staff
        ),
        Said(
            "1受理转水利所2受理转城建办，都12月4日前",
            "accept_matter ref=1; assign_matter due=2026-12-04 ref=1 unit=水利所; "
                + "accept_matter ref=2; assign_matter due=2026-12-04 ref=2 unit=城建办",
            as: .staff
        ),
        Said("9归档11归档15催", "archive_matter refs=9,11; urge_unit ref=15", as: .staff),
        Said(
            "61已电话反馈，可以办结",
            "record_feedback channel=phone ref=61; close_matter ref=61",
            as: .staff
        ),
        Said(
            "27号城建办回复，路灯已装好，回复了。可以办结了",
            "record_reply ref=27 text=路灯已装好，回复了 unit=城建办; close_matter ref=27 status=closed",
            as: .staff
        ),
        Said(
            "催一下水利所的33 还有环保所的29",
            "urge_unit ref=33 unit=水利所; urge_unit ref=29 unit=环保所",
            as: .staff
        ),
        Said(
            "2026-0061答复：水管接好。[图片]2026-0062答复：列入明年计划。",
            "record_reply photos=1 ref=2026-0061 text=水管接好。[图片]; record_reply ref=2026-0062 text=列入明年计划",
            as: .unit
        ),
        Said("办结并归档：72、74", "close_matter refs=72,74; archive_matter refs=72,74", as: .staff),
        Said("受理36转水利所", "accept_matter ref=36; assign_matter ref=36 unit=水利所", as: .staff),
        Said("8办结 3归档", "close_matter ref=8; archive_matter ref=3", as: .staff),
        Said("40办结归档", "close_matter ref=40; archive_matter ref=40", as: .staff),
        Said(
            "36受理转水利所,12月3日前回",
            "accept_matter ref=36; assign_matter due=2026-12-03 ref=36 unit=水利所",
            as: .staff
        ),
        Said(
            "2026-0101和0102办结,0103催",
            "close_matter refs=2026-0101,2026-0102; urge_unit ref=2026-0103",
            as: .staff
        ),
        Said(
            "5重办 6延10天 7结",
            "redo_matter ref=5; extend_deadline days=10 ref=6; close_matter ref=7",
            as: .staff
        ),
        Said(
            "38第四组核实,39第二组核实,核完都上会讨论",
            "assign_verification group=4 ref=38; assign_verification group=2 ref=39; "
                + "submit_for_discussion refs=38,39",
            as: .staff
        ),
        Said(
            "公布接待日公告再群发接待日提醒",
            "publish what=接待日公告; broadcast_reception_reminder which=next",
            as: .staff
        ),
        Said(
            "七十七号查了一下，跟在办的那件69讲的是同一段沟，归拢到69里",
            "merge_matters from=77 into=69",
            as: .staff
        ),
        Said("38并到36", "merge_matters from=38 into=36", as: .staff),
        Said(
            "52号答复：涵管已换好。另外53号申请延期到12月11日，在等材料",
            "record_reply ref=52 text=涵管已换好; request_extension reason=在等材料 ref=53 to=2026-12-11",
            as: .unit
        ),
        Said("24号那天去不了,不参加接待", "confirm_attendance attending=false date=2026-11-24", as: .deputy),
    ]

    @Test(arguments: chains) func `each order of a row is read by itself`(said: Said) {
        #expect(Desk.line(Desk.read(said.text, as: said.role)) == said.means)
    }

    @Test(arguments: [
        Said(
            "42、43都不满意",
            "rate_matter comment=都不满意 rating=dissatisfied ref=42; "
                + "rate_matter comment=都不满意 rating=dissatisfied ref=43"
        ),
        Said("3 不满意,垃圾还在", "rate_matter comment=3 不满意,垃圾还在 rating=dissatisfied ref=last"),
        Said(
            "三个问题:井盖丢了一个,狗没人拴,快递车开太快",
            "file_matter content=井盖丢了一个; file_matter content=狗没人拴; file_matter content=快递车开太快"
        ),
        Said(
            "三件事:1.下宅吴路灯暗 2.水沟堵 3.健身器材生锈",
            "file_matter content=下宅吴路灯暗 place=下宅吴; file_matter content=水沟堵 place=下宅吴; "
                + "file_matter content=健身器材生锈 place=下宅吴"
        ),
    ])
    func `what is said of several is done for each`(said: Said) {
        #expect(Desk.line(Desk.read(said.text, as: said.role)) == said.means)
    }

    /// What a clerk did not order is not done.
    @Test(arguments: [
        ("36转水利所，38转交通所，附近各村12月4日前停水", "36", nil), ("36转水利所,他们都说12月4日前能好,38转交通所", "38", nil),
        ("36转水利所,38转交通所,都12月4日前", "36", "2026-12-04"),
    ])
    func `a term is only theirs of whom it is said`(text: String, ref: String, due: String?) {
        let steps: [Step] =
            switch Desk.read(text, as: .staff) {
            case .steps(let steps, _): steps
            case .ask(let question, _): question.steps
            case .unknown: []
            }
        let step = steps.first { $0.arguments[.ref] == .text(ref) }
        #expect(step != nil)
        #expect(step?.arguments[.due] == due.map { .text($0) })
    }

    @Test(arguments: [
        Said("36转水利所，38催，资料都齐了，归档", "assign_matter; urge_unit; archive_matter", as: .staff),
        Said("36催一下，38办结，各位领导都同意归档", "urge_unit; close_matter; archive_matter", as: .staff),
    ])
    func `a last order is for all only where it says so`(said: Said) {
        guard case .steps(let steps, _) = Desk.read(said.text, as: said.role) else {
            Issue.record("not understood")
            return
        }
        #expect(steps.map(\.action.rawValue).joined(separator: "; ") == said.means)
        #expect(steps.last?.arguments[.ref] == .text("38"))
        #expect(steps.last?.arguments[.refs] == nil)
    }

    @Test(arguments: [
        "36办结,38没办结", "76和77两件都不受理，78受理",
    ])
    func `where one is denied it is asked`(text: String) {
        #expect(Desk.actions(text, as: .staff).isEmpty)
    }

    @Test(arguments: ["36归档38不归档", "36归档，38先别归"])
    func `what is denied of one is done with the other alone`(text: String) {
        #expect(
            Desk.line(Desk.read(text, as: .staff))
                == "archive_matter ref=36; cancel denied=archive_matter refs=38"
        )
    }

    @Test func `of two that are named one may be picked out`() {
        let reading = Desk.read("42和43，我只对43不满意")
        #expect(
            Desk.line(reading) == "rate_matter comment=我只对43不满意 rating=dissatisfied ref=43 ask=yes"
        )
    }

    @Test(arguments: ["因故12月24日的接待要改期，请提前3天告知", "12月24日接待改期材料推迟两天交"])
    func `what else is put off moves no reception`(text: String) {
        #expect(Desk.given(text, .to, as: .staff) == nil)
    }

    @Test(arguments: [
        ("12月24日的接待顺延一天,因为停电", "2026-12-25"), ("12月24日的接待推迟两天", "2026-12-26"),
        ("12月24日的接待提前一天", "2026-12-23"),
    ])
    func `a reception is put off by days`(text: String, to: String) {
        #expect(Desk.given(text, .from, as: .staff) == "2026-12-24")
        #expect(Desk.given(text, .to, as: .staff) == to)
    }

    @Test func `of several open matters it is asked which is withdrawn`() {
        let open = ["2026-0042", "2026-0043"].compactMap { MatterNumber($0) }
        #expect(Desk.line(Desk.read("撤了吧", open: open)) == "withdraw_matter ask=ref")
        #expect(Desk.line(Desk.read("撤了吧", open: [open[0]])) == "withdraw_matter ref=last")
    }
}
