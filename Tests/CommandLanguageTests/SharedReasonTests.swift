import Casework
import CommandLanguage
import Testing

/// What is said of several orders, and what only repeats an order.
@Suite struct SharedReasonTests {
    static let orders: [Said] = [
        Said(
            "1延期4天，2延期5天，都等材料",
            "extend_deadline days=4 reason=等材料 ref=1; extend_deadline days=5 reason=等材料 ref=2",
            as: .staff
        ),
        Said(
            "1延期到12月4日，2延期到12月8日，都是因为下雨",
            "extend_deadline reason=下雨 ref=1 to=2026-12-04; "
                + "extend_deadline reason=下雨 ref=2 to=2026-12-08",
            as: .staff
        ),
        // An order is no reason of itself.
        Said("1延期4天", "extend_deadline days=4 ref=1", as: .staff),
        Said("再给36号三天时间", "extend_deadline days=3 ref=36", as: .staff),
        Said("36延长到12月20号吧", "extend_deadline ref=36 to=2026-12-20", as: .staff),
        Said("取消24号接待日", "cancel_reception date=2026-11-24", as: .staff),
        Said("36申请延期5天", "request_extension days=5 ref=36", as: .unit),
        Said("36退回，不归我们", "return_matter reason=不归我们 ref=36", as: .unit),
        Said("36人手不够，申请延期5天", "request_extension days=5 reason=人手不够 ref=36", as: .unit),
    ]

    @Test(arguments: orders)
    func `a reason is what says why`(said: Said) {
        #expect(Desk.line(Desk.read(said.text, as: said.role)) == said.means)
    }
}
