import Casework
import Testing

/// Days and numbers as people say them, on Friday 20 November 2026.
@Suite struct DaysAndNumbersTests {
    @Test(arguments: [
        ("下下周一", "2026-11-30"), ("下个周五", "2026-11-27"), ("周五(27日)", "2026-11-27"),
        ("27日（周五）", "2026-11-27"), ("12月上旬", "2026-12-10"), ("元旦", "2027-01-01"),
        ("春节", "2027-02-06"), ("月底", "2026-11-30"),
    ])
    func `a term may be said in many ways`(day: String, date: String) {
        #expect(Desk.given("36转水利所,\(day)前答复", .due, as: .staff) == date)
    }

    @Test(arguments: [
        ("by Friday 27 November", "2026-11-27"), ("by Friday the 4th", "2026-12-04"),
        ("by Tuesday week", "2026-12-01"), ("by the end of November", "2026-11-30"),
        ("by 4/12/2026", "2026-12-04"), ("by December the 4th", "2026-12-04"),
        ("within a week", "2026-11-27"), ("in a fortnight", "2026-12-04"),
    ])
    func `so it may in English`(day: String, date: String) {
        #expect(Desk.given("assign 36 to the water office \(day)", .due, as: .staff) == date)
    }

    @Test(arguments: [
        ("上上周三", "2026-11-04"), ("昨儿个", "2026-11-19"), ("三天前", "2026-11-17"),
        ("上月28日", "2026-10-28"),
    ])
    func `a note tells of a day that lies behind`(day: String, date: String) {
        let text = "\(day)视察花桥,路灯不亮,建议修"
        #expect(Desk.given(text, .date, as: .deputy) == date)
    }

    static let numbers: [Said] = [
        Said("No. 52: mostly satisfied", "rate_matter rating=basically_satisfied ref=52"),
        Said("85箇件我去问过了,弗属实", "verify_matter ref=85 result=false", as: .deputy),
    ]

    @Test(arguments: numbers) func `a number with a word behind it is a matter's`(said: Said) {
        #expect(Desk.line(Desk.read(said.text, as: said.role)) == said.means)
    }

    @Test func `a number that counts times is none`() {
        let text = "水库上游又漂死鱼了,这已经是第三回,赶紧向党委汇报"
        #expect(Desk.given(text, .ref, as: .deputy) == nil)
    }

    @Test func `of a day and a later one the first may be a matter's number`() {
        let text = "连着落雨，路面浇不了，14号能不能宽限到12月5日啊"
        #expect(Desk.given(text, .ref, as: .unit) == "14")
        #expect(Desk.given(text, .to, as: .unit) == "2026-12-05")
    }

    @Test func `dots before a number are no point`() {
        #expect(Desk.given("那个...十九号我不想弄了,太麻烦了,撤吧", .ref) == "19")
    }
}
