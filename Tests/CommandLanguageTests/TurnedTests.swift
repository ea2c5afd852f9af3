import Casework
import CommandLanguage
import Testing

/// Several wishes in one message, parted where the book's messages have taught that one begins.
@Suite struct TurnedTests {
    @Test(arguments: [
        Said("29号修得平平整整，满意，我要约24号上午见代表", "rate_matter; book_reception"),
        Said("51催一下，我的电话换成13900008888", "urge_matter; correct_my_data"),
        Said("那个接待提醒别发了，33号到哪一步了", "unsubscribe; query_status"),
        Said("花桥水渠漏了十几天没人管，24号上午给我留个号", "file_matter; book_reception"),
        Said(
            "Case 14 is done nicely, thank you. When is the next reception?",
            "rate_matter; query_reception"
        ),
        Said(
            "39受理，派二组去核实，期限到12月10日",
            "accept_matter; assign_verification; extend_deadline",
            as: .staff
        ),
        Said("列一下逾期的，给水利所发催办", "list_matters; urge_unit", as: .staff),
        Said("撤掉刚才那条通知，给三组代表发：周五下午集合", "cancel_broadcast; broadcast", as: .staff),
        Said("24号我到，上个月我接待了几次", "confirm_attendance; query_my_duty", as: .deputy),
        Said("已到站签到，18号我核实过属实", "check_in; verify_matter", as: .deputy),
    ])
    func `each wish is read by itself`(said: Said) {
        #expect(Desk.actions(said.text, as: said.role).joined(separator: "; ") == said.means)
    }

    @Test(arguments: [
        Said("石景小区3幢电梯坏了十来天，我妈七楼下不来。我叫李红英，手机13700001122", "file_matter"),
        Said("帮我开通提醒，每次接待前发个短信", "subscribe"),
        Said("评价：基本满意。编号2026-0093", "rate_matter"),
        Said("给42号补一句，坑边上还有一根断掉的电线", "supplement_matter"),
        Said("36催一下水利所，闸门还没修", "urge_unit", as: .staff),
    ])
    func `what belongs to one wish stays with it`(said: Said) {
        #expect(Desk.actions(said.text, as: said.role).joined(separator: "; ") == said.means)
    }

    @Test func `what is in doubt in one part is asked, and the rest waits`() {
        let reading = Desk.read("36催一下水利所，要是他们还不回，45就办结", as: .staff)
        guard case .ask = reading else {
            Issue.record("not asked")
            return
        }
        #expect(Desk.line(reading).contains("45"))
    }

    @Test func `the number of a suggestion is the one that is called so`() {
        #expect(Desk.given("38去看过了沟已通，附议6号建议", .ref, as: .deputy) == "6")
    }
}
