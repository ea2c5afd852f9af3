import Casework
import Testing

@Suite struct RecogniserTests {
    @Test(arguments: [
        ("20260042", "2026-0042"), ("2026-0042", "2026-0042"), ("２０２６-００４２", "2026-0042"),
        ("2026－0042", "2026-0042"), ("2026年第42号", "2026-0042"), ("2026 - 42", "2026-0042"),
        ("42", "42"), ("0042", "42"), ("42号", "42"), ("#42", "42"), ("No. 42", "42"),
        ("第42号件", "42"), ("四十二号", "42"), ("第十五号件", "15"), ("一百零三号", "103"),
        ("二零二六零零四二", "2026-0042"), ("二〇二六年零零四二号", "2026-0042"),
        ("2026杠0042", "2026-0042"), ("四十二", "42"), ("2026-12345", "2026-12345"),
    ])
    func `a matter's number is read as people write it`(written: String, ref: String) {
        #expect(Desk.line(Desk.read("查" + written)) == "query_status ref=" + ref)
        #expect(Desk.line(Desk.read("status " + written)) == "query_status ref=" + ref)
    }

    @Test(arguments: [
        ("2026-0036及0038", "2026-0036,2026-0038"), ("36、38", "36,38"), ("36，38", "36,38"),
        ("36和38", "36,38"), ("36 and 38", "36,38"), ("36、38，40", "36,38,40"),
        ("2026-0042、0043", "2026-0042,2026-0043"), ("36号、38号", "36,38"),
    ])
    func `several numbers share a year and any joint`(written: String, refs: String) {
        #expect(Desk.line(Desk.read("查" + written)) == "query_status refs=" + refs)
    }

    @Test(arguments: [
        ("12月4日", "due=2026-12-04"), ("12月4日前", "due=2026-12-04"),
        ("12/4", "due=2026-12-04"), ("2026-12-04", "due=2026-12-04"),
        ("2026年12月4日之前", "due=2026-12-04"), ("十二月四日前", "due=2026-12-04"),
        ("明天", "due=2026-11-21"), ("后天前", "due=2026-11-22"),
        ("周三", "due=2026-11-25"), ("下周一", "due=2026-11-23"), ("周五", "due=2026-11-20"),
        ("月底前", "due=2026-11-30"), ("十天内", "due=2026-11-30"),
        ("10个工作日内", "due_workdays=10"), ("十五个工作日", "due_workdays=15"),
        ("两周内", "due=2026-12-04"), ("一个月内", "due_months=1"),
        ("十月廿五", "due=2026-12-03"), ("1月5日前", "due=2027-01-05"),
        ("24号前", "due=2026-11-24"), ("下个月5号前", "due=2026-12-05"),
        // No day of any year: kept as it was written, for the desk to say so.
        ("2月29日前", "due=2028-02-29"), ("2月30日前", "due=2月30日"), ("11月31日前", "due=11月31日"),
        ("2027-02-29", "due=2027-02-29"),
    ])
    func `a day to answer by is read in Chinese`(written: String, due: String) {
        let line = Desk.line(Desk.read("重办36 " + written, as: .staff))
        #expect(line == "redo_matter \(due) ref=36")
    }

    @Test(arguments: [
        ("by 4 December", "due=2026-12-04"), ("by 4 Dec", "due=2026-12-04"),
        ("Dec 4", "due=2026-12-04"), ("by December 4th, 2026", "due=2026-12-04"),
        ("by 4th of December", "due=2026-12-04"), ("tomorrow", "due=2026-11-21"),
        ("by next Monday", "due=2026-11-23"), ("within 10 working days", "due_workdays=10"),
        ("in 3 days", "due=2026-11-23"), ("by 2026-12-04", "due=2026-12-04"),
        ("by 31 November", "due=31 November"),
    ])
    func `a day to answer by is read in English`(written: String, due: String) {
        let line = Desk.line(Desk.read("redo 36 " + written, as: .staff))
        #expect(line == "redo_matter \(due) ref=36")
    }

    @Test(arguments: [
        ("昨天", "2026-11-19"), ("前天", "2026-11-18"), ("11月19日", "2026-11-19"),
        ("十月初九", "2026-11-17"), ("12月30日", "2025-12-30"), ("2月29日", "2024-02-29"),
        ("周三", "2026-11-18"),
        ("19号", "2026-11-19"), ("25号", "2026-10-25"),
    ])
    func `a note's date looks back`(written: String, date: String) {
        let text = "视察记录：\(written)湖漫水库。发现警示牌倒了"
        let line = Desk.line(Desk.read(text, as: .deputy))
        #expect(line.contains("date=" + date))
        #expect(line.contains("finding=警示牌倒了"))
    }

    @Test(arguments: [
        ("满意", "satisfied"), ("很满意", "satisfied"), ("基本满意", "basically_satisfied"),
        ("不满意", "dissatisfied"), ("不太满意", "dissatisfied"), ("很不满意", "dissatisfied"),
        ("并不满意", "dissatisfied"), ("1", "satisfied"), ("2", "basically_satisfied"),
        ("３", "dissatisfied"), ("satisfied", "satisfied"), ("not satisfied", "dissatisfied"),
        ("basically satisfied", "basically_satisfied"), ("一般般", "basically_satisfied"),
    ])
    func `a rating is read with its negation first`(written: String, rating: String) {
        #expect(Desk.line(Desk.read("评价42 " + written)) == "rate_matter rating=\(rating) ref=42")
    }

    @Test(arguments: [
        ("水利所", "水利所"), ("水利管理所", "水利所"), ("water office", "水利所"),
        ("城镇建设办公室", "城建办"), ("Water Office", "水利所"), ("水利局", "水利局"),
    ])
    func `a unit is known by all its names, and an unknown one is kept as written`(
        written: String,
        unit: String
    ) {
        let line = Desk.line(Desk.read("assign 36 to " + written, as: .staff))
        #expect(line == "assign_matter ref=36 unit=" + unit)
    }

    @Test(arguments: [
        ("个人纠纷", "personal_dispute"), ("已经起诉到法院", "litigation"), ("不属本镇", "other_town"),
        ("正在行政复议", "reconsideration"), ("涉密", "secret"),
    ])
    func `a reason is given its name and its words are kept`(written: String, reason: String) {
        let line = Desk.line(Desk.read("不受理57 " + written, as: .staff))
        #expect(line == "decline_matter comment=\(written) reason=\(reason) ref=57")
    }

    @Test func `a reason of no list stays as it was written`() {
        let line = Desk.line(Desk.read("不受理57 已由村里解决", as: .staff))
        #expect(line == "decline_matter reason=已由村里解决 ref=57")
    }
}
