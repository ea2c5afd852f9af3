import Casework
import Testing

@Suite struct ClauseTests {
    static let sentences: [Said] = [
        Said(
            "36核实属实，转城建办，12月4日前",
            "verify_matter ref=36 result=true; assign_matter due=2026-12-04 ref=36 unit=城建办",
            as: .staff
        ),
        Said(
            "36核实属实 转城建办 12月4日前",
            "verify_matter ref=36 result=true; assign_matter due=2026-12-04 ref=36 unit=城建办",
            as: .staff
        ),
        Said("受理36，站长已同意", "accept_matter basis=yes ref=36", as: .staff),
        Said("站长已同意，受理36", "accept_matter basis=yes ref=36", as: .staff),
        Said("12月4日前，36转水利所", "assign_matter due=2026-12-04 ref=36 unit=水利所", as: .staff),
        Said("36，转水利所", "assign_matter ref=36 unit=水利所", as: .staff),
        Said("36转水利所，10个工作日内", "assign_matter due_workdays=10 ref=36 unit=水利所", as: .staff),
        Said(
            "36、38核实属实，转城建办",
            "verify_matter ref=36 result=true; verify_matter ref=38 result=true; "
                + "assign_matter refs=36,38 unit=城建办",
            as: .staff
        ),
        Said(
            "受理36、38并转水利所",
            "accept_matter refs=36,38; assign_matter refs=36,38 unit=水利所",
            as: .staff
        ),
        Said(
            "accept 36 and assign to water office by 4 Dec",
            "accept_matter ref=36; assign_matter due=2026-12-04 ref=36 unit=水利所",
            as: .staff
        ),
        Said(
            "36转水利所，免核实：水管爆了",
            "assign_matter override=水管爆了 ref=36 unit=水利所",
            as: .staff
        ),
        Said("36答复：已修好，12月4日前完工", "record_reply ref=36 text=已修好，12月4日前完工", as: .staff),
        Said("42号不太满意，只修了一半", "rate_matter comment=不太满意，只修了一半 rating=dissatisfied ref=42"),
        Said("你好，请问42号怎么样了", "query_status ref=42"),
    ]

    @Test(arguments: sentences) func `clauses become steps`(said: Said) {
        #expect(Desk.line(Desk.read(said.text, as: said.role)) == said.means)
    }
}
