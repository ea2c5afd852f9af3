import Casework
import CommandLanguage
import Testing

/// What offices write in short: terms in every wording, units that help, remarks on a reply.
@Suite struct OfficeOrderTests {
    static let orders: [Said] = [
        // Received on a Friday: the week has two days left.
        Said("1转城建办，本周内", "assign_matter due=2026-11-22 ref=1 unit=城建办", as: .staff),
        Said("1转城建办，下周内", "assign_matter due=2026-11-27 ref=1 unit=城建办", as: .staff),
        Said("1转城建办，月内", "assign_matter due=2026-11-30 ref=1 unit=城建办", as: .staff),
        Said("1转城建办，半个月", "assign_matter due=2026-12-05 ref=1 unit=城建办", as: .staff),
        Said("1转水利所，给他们十天", "assign_matter due=2026-11-30 ref=1 unit=水利所", as: .staff),
        Said("1转水利所，两周", "assign_matter due=2026-12-04 ref=1 unit=水利所", as: .staff),
        Said("1转城建办，明早十点前", "assign_matter due=2026-11-21 ref=1 unit=城建办", as: .staff),
        Said("1转城建办，停水三天了", "assign_matter ref=1 unit=城建办", as: .staff),
        Said(
            "assign 1 to water office by end of next week",
            "assign_matter due=2026-11-27 ref=1 unit=水利所",
            as: .staff
        ),
        Said(
            "1转城建办，免核实：有危险，今天下班前",
            "assign_matter due=2026-11-20 override=有危险 ref=1 unit=城建办",
            as: .staff
        ),
        Said("1延期一周，等材料", "extend_deadline days=7 reason=等材料 ref=1", as: .staff),
        Said("1延期半个月，等材料", "extend_deadline days=15 reason=等材料 ref=1", as: .staff),
        Said(
            "extend 1 by two weeks, waiting for parts",
            "extend_deadline days=14 reason=waiting for parts ref=1",
            as: .staff
        ),
        // One of several answers, the others help.
        Said(
            "1转城建办、交通所、水利所，12月4日前",
            "assign_matter co_units=交通所,水利所 due=2026-12-04 ref=1 unit=城建办",
            as: .staff
        ),
        Said("1增加环保所为协办单位", "assign_matter co_units=环保所 ref=1", as: .staff),
        Said("1再加交通所", "assign_matter co_units=交通所 ref=1", as: .staff),
        Said("1也给供电所一份", "assign_matter co_units=供电所 ref=1", as: .staff),
        Said(
            "1 also water office please",
            "assign_matter co_units=水利所 ref=1",
            as: .staff
        ),
        // What one clause does to several matters is carried on for all of them.
        Said(
            "1、2核实属实，转城建办，12月4日前",
            "verify_matter ref=1 result=true; verify_matter ref=2 result=true; "
                + "assign_matter due=2026-12-04 refs=1,2 unit=城建办",
            as: .staff
        ),
        Said(
            "1核实属实，转城建办；2核实属实，转水利所，都五天",
            "verify_matter ref=1 result=true; assign_matter due=2026-11-25 ref=1 unit=城建办; "
                + "verify_matter ref=2 result=true; assign_matter due=2026-11-25 ref=2 unit=水利所",
            as: .staff
        ),
        // A remark on a unit's reply is none.
        Said("1城建办的答复退回", "redo_matter ref=1", as: .staff),
        Said("1城建办答复不行，重写", "redo_matter reason=重写 ref=1", as: .staff),
        Said("1城建办的回复太简单，打回去", "redo_matter reason=打回去 ref=1", as: .staff),
        Said(
            "1城建办答复：不行，没有经费",
            "record_reply ref=1 text=不行，没有经费 unit=城建办",
            as: .staff
        ),
        Said("1城建办的回复我看过了，可以", "send_feedback ref=1", as: .staff),
        // Who can come after all asks for no leave.
        Said("24号不请假了", "confirm_attendance attending=true date=2026-11-24", as: .deputy),
        Said(
            "24号能来了，假不用请了",
            "confirm_attendance attending=true date=2026-11-24",
            as: .deputy
        ),
        // A telephone that ends in 12345 threatens nobody with the hotline.
        Said(
            "路灯不亮，电话13958612345",
            "file_matter content=路灯不亮，电话13958612345 phone=13958612345",
            as: .staff
        ),
    ]

    @Test(arguments: orders)
    func `are understood`(said: Said) {
        #expect(Desk.line(Desk.read(said.text, as: said.role)) == said.means)
    }
}
