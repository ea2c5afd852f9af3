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
        ("上月28日", "2026-10-28"), ("初八那天", "2026-11-16"), ("11.13", "2026-11-13"),
        ("11/16 ", "2026-11-16"),
    ])
    func `a note tells of a day that lies behind`(day: String, date: String) {
        let text = "\(day)视察花桥,路灯不亮,建议修"
        #expect(Desk.given(text, .date, as: .deputy) == date)
    }

    @Test(arguments: [
        ("十二月廿四号值班换成林美华", "2026-12-24"), ("十二月廿四值班换成林美华", "2027-01-31"),
    ])
    func `廿 is said of either calendar, 号 of one`(text: String, date: String) {
        #expect(Desk.given(text, .date, as: .deputy) == date)
    }

    @Test func `a reception is moved by its lunar day`() {
        let text = "十月十六的接待挪到11月25日，礼堂要办酒"
        #expect(Desk.given(text, .lunar, as: .staff) == "10-16")
        #expect(Desk.given(text, .from, as: .staff) == nil)
        #expect(Desk.given(text, .to, as: .staff) == "2026-11-25")
    }

    @Test func `哪一日 is no day`() {
        #expect(Desk.given("十二月还有接待吗 哪一日", .date) == nil)
        #expect(Desk.given("十二月还有接待吗 哪一日", .month) == "2026-12")
    }

    @Test(arguments: ["63的结果发给本人：公交时刻已调整，头班6:40", "63的结果告诉本人：6:40发头班车"])
    func `a time is no number of a matter`(text: String) {
        #expect(Desk.given(text, .ref, as: .staff) == "63")
    }

    @Test(arguments: [
        "石景小区3号楼电动车充电桩少,线从楼上飞下来,建议加桩", "水沟只清了1.5公里,建议年底前清完",
    ])
    func `a number that is no day makes a note of no day`(text: String) {
        #expect(Desk.given(text, .date, as: .deputy) == nil)
    }

    @Test(arguments: [
        ("81号想申请缓到元旦那天,户主在外地", "2027-01-01"), ("40号请求宽限到元月十号", "2027-01-10"),
        ("23 延期 12.12 资金没批下来", "2026-12-12"),
    ])
    func `a new term may be a feast or stand alone`(text: String, date: String) {
        #expect(Desk.given(text, .to, as: .unit) == date)
    }

    @Test(arguments: [
        ("明天下午三点给订阅的发接待提醒", "2026-11-21T15:00"), ("下次接待日提醒,晚上六点发,发给订阅的人", "18:00"),
    ])
    func `when a reminder goes out is no time of the reception`(text: String, at: String) {
        #expect(Desk.given(text, .at, as: .staff) == at)
        #expect(Desk.given(text, .date, as: .staff) == nil)
        #expect(Desk.given(text, .time, as: .staff) == nil)
    }

    @Test func `a reminder may name the day of the reception beside its own`() {
        let text = "12月24号接待提醒，明天下午三点发给所有订阅的选民和代表们"
        #expect(Desk.actions(text, as: .staff) == ["broadcast_reception_reminder"])
        #expect(Desk.given(text, .at, as: .staff) == "2026-11-21T15:00")
        #expect(Desk.given(text, .date, as: .staff) == "2026-12-24")
    }

    @Test func `the time of a reception is not when its reminder goes out`() {
        let text = "24号上午八点半的接待日提醒发给订阅的"
        #expect(Desk.given(text, .at, as: .staff) == nil)
        #expect(Desk.given(text, .date, as: .staff) == "2026-11-24")
        #expect(Desk.given(text, .time, as: .staff) == "08:30")
    }

    @Test(
        arguments: [
            ("桥浦视察done,7号灯杆倾斜,建议扶正", .date, nil),
            ("视察石景小区18-2号，消防通道堵，建议清理", .date, nil),
            (
                "inspection Dujiatou 17/11, waste water in the ditch, suggest a tank", .date,
                "2026-11-17"
            ),
            ("十月初五一组走访过了,实到十一人,帮我录入活动台账", .date, "2026-11-13"),
            ("【地点】斜路\n【看到】沿溪垃圾约两车\n【人数】7", .participants, "7"),
            ("走访困难户 斜路2户黄西岙3户 医保都断缴了 建议村里先代缴", .places, "斜路,黄西岙"),
            ("视察横湖,消火栓没水压[图片],建议检修", .suggestion, "检修"),
        ] as [(String, Slot, String?)]
    )
    func `an office's days and counts are what they say`(text: String, slot: Slot, value: String?) {
        let role: Role = text.hasPrefix("十月") ? .staff : .deputy
        #expect(Desk.given(text, slot, as: role) == value)
    }

    @Test(
        arguments: [
            ("登记号是44，撤了", .ref, "44"),
            ("请问我上个礼拜报的那个窨井盖,编号好像是58,有动静没", .ref, "58"),
            ("2026-0036及0038分别办到什么程度", .refs, "2026-0036,2026-0038"),
            ("去年十二月登记的危房那件有结果没", .filedMonth, "2025-12"),
            ("农历十六约过的那个不来了,号让给别人", .date, "2026-11-24"),
        ] as [(String, Slot, String)]
    )
    func `so are a voter's`(text: String, slot: Slot, value: String) {
        #expect(Desk.given(text, slot) == value)
    }

    @Test func `a day is asked about with the rule for such days`() {
        let text = "2027年1月23号是礼拜六,还接待吗"
        #expect(Desk.given(text, .date) == "2027-01-23")
        #expect(Desk.given("接待日遇到礼拜天还开吗", .date) == nil)
    }

    @Test(arguments: [
        ("登记一下,联系我 一三九 零零零零 五六七八 桥浦水管漏水", "13900005678"),
        ("登记:横湖路灯坏了,13900005678一直没人接", "13900005678"),
        ("帮选民登记一件,桥浦王水根,电线杆歪了,手机幺三八零零零零二二三三", "13800002233"),
    ])
    func `a telephone may be spelled in words`(text: String, phone: String) {
        #expect(Desk.given(text, .phone, as: .deputy) == phone)
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
