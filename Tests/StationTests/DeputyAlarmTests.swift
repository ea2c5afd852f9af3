import Casework
import Testing

/// What a deputy tells of a danger, or of what brews, is heard at once; and no word falls.
@Suite struct DeputyAlarmTests {
    @Test(arguments: [
        "刚才接到群众电话说横湖幼儿园门口煤气味很大", "湖漫水库坝脚渗水，比昨天大",
        "下洞桥桥墩裂了，大车还在走", "76省道花桥段路面塌了个洞，车子还在过",
        "度甲头有个老人三天没出门，邻居敲门没人应", "花桥幼儿园今天好多小孩拉肚子",
        "花桥村养老院停电两天老人受不了", "gas smell at Huaqiao kindergarten",
        "There's a crack in the bridge pier at Xiadongqiao and lorries still cross",
    ])
    func `a danger reaches clerk and head at once, in a note as well`(text: String) async throws {
        for isOpen in [false, true] {
            let station = try SampleStation()
            try await station.bindEverybody()
            if isOpen { _ = try await station.answer("视察横湖，路灯坏了3盏", as: "deputy") }
            let heard = try await station.say(text, as: "deputy")
            let word = String(text.prefix(6))
            #expect(heard.text(to: "clerk").contains(word), "\(text): \(heard)")
            #expect(heard.text(to: "head").contains(word), "\(text): \(heard)")
        }
    }

    @Test(arguments: [
        "听说下洞桥有二十几个人明天要去镇政府门口拉横幅，因为征地的钱没发", "下宅吴拆迁户商量好下周一集体去镇里",
        "花桥那边老百姓情绪很大，说再不修路就去市政府", "小岭下几个老人说要写信到省里",
        "库区移民十几户今天下午去市里，已经上车了", "横湖厂里工资三个月没发，工人说要堵路",
        "上报党委：湖漫水库有人聚着不走", "赶紧向党委汇报，度甲头要打群架",
        "someone is collecting signatures in Henghu to go to the city on Monday",
    ])
    func `what brews reaches clerk and head whole, in a note as well`(text: String) async throws {
        for isOpen in [false, true] {
            let station = try SampleStation()
            try await station.bindEverybody()
            if isOpen { _ = try await station.answer("视察花桥，路灯坏了3盏", as: "deputy") }
            let heard = try await station.say(text, as: "deputy")
            let word = String(text.suffix(5))
            #expect(heard.text(to: "clerk").contains(word), "\(text): \(heard)")
            #expect(heard.text(to: "head").contains(word), "\(text): \(heard)")
        }
    }

    @Test func `what follows an alarm belongs to it`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("听说下洞桥有二十几个人明天要去镇政府门口拉横幅", as: "deputy")
        for text in ["后天，不是明天", "刚又打听了，是后天，不是明天", "现在人散了", "有人处理了吗"] {
            let heard = try await station.say(text, as: "deputy")
            #expect(heard.text(to: "clerk").contains(text), "\(heard)")
            #expect(heard.text(to: "head").contains(text), "\(heard)")
            #expect(!heard.text(to: "deputy").contains("110"), "\(heard)")
        }
        #expect(try station.matterCount() == 1)
    }

    @Test func `after gas, what was done is heard`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("刚才接到群众电话说横湖幼儿园门口煤气味很大", as: "deputy")
        for text in ["你们赶紧派人", "燃气公司已经到了，没事了"] {
            let heard = try await station.say(text, as: "deputy")
            #expect(heard.text(to: "clerk").contains(text), "\(heard)")
        }
        #expect(try station.matterCount() == 0)
    }

    static let dialogues: [Dialogue] = [
        Dialogue(
            "words of a deputy that nobody answered about go to the clerk",
            .says("deputy", "我那个东西弄一下嘛那边讲的", hears: ["没听懂"]),
            .waits(hours: 2, minutes: 1),
            .time(voter: [], clerk: ["我那个东西弄一下"])
        ),
        Dialogue(
            "words that were twice not understood go to the clerk, both",
            .says("deputy", "我那个东西弄一下嘛那边讲的", hears: ["没听懂"]),
            .says("deputy", "就是上回那个东西呀弄一弄", hears: ["已转工作人员"]),
            .queue(["我那个东西弄一下嘛那边讲的\n就是上回那个东西呀弄一弄"])
        ),
        Dialogue(
            "fishing beside a broken sign is no emergency and stands in the note",
            .says("deputy", "今天和第二组去湖漫水库看了看", hears: ["视2026-0001"]),
            .says("deputy", "警示牌倒了一块，水边还有人钓鱼", hears: ["视2026-0001已添上"], not: ["110"]),
            .says("deputy", "参加的有我、林美华还有水利所老李", hears: ["视2026-0001"], not: ["请准时到"]),
            .says("deputy", "照片晚点发", hears: ["还开着"]),
            .says("deputy", "上一张不要", hears: ["已转工作人员"]),
            .says("deputy", "I want to talk to the clerk", hears: ["item is 2"], not: ["Added"])
        ),
        Dialogue(
            "what is still to come is no note of today",
            .says(
                "deputy",
                "12月5日上午去湖漫水库视察饮用水，8个人",
                hears: ["12月5日"],
                not: ["视2026-0001"]
            )
        ),
        Dialogue(
            "a note of its own after an alarm is one",
            .says("deputy", "视察花桥，路灯坏了3盏", hears: ["视2026-0001"]),
            .says("deputy", "小岭下几个老人说要写信到省里", hears: ["急报"]),
            .says("deputy", "视察花桥，路灯坏了4盏，路面开裂，很危险，建议修", not: ["又说", "记在2026"])
        ),
        Dialogue(
            "the reason of a leave may read like a leave",
            .says("deputy", "24号请假", hears: ["原因"]),
            .says("deputy", "家里老人住院", hears: ["请假已登记"])
        ),
        Dialogue(
            "a question whether a matter is closed orders nothing",
            .says("deputy", "1办结了吗", not: ["代表不直接处理"])
        ),
        Dialogue(
            "a place that is set right is the note's place",
            .says("deputy", "视察下洞桥，桥栏杆断了一截", hears: ["视2026-0001"]),
            .says("deputy", "这不是下洞桥，是花桥的", hears: ["花桥", "更正"]),
            .says("deputy", "视1", hears: ["花桥"])
        ),
    ]

    @Test(arguments: dialogues) func plays(_ dialogue: Dialogue) async throws {
        try await dialogue.play()
    }

    static let visitors: [(String, Int, Int)] = [
        (
            "今天接待了3个人，花桥吴大妈说自来水发黄，桥浦老毛问医保怎么报，我当场跟他讲清楚了，"
                + "还有一个姓李的来吵宅基地的事叫他去法院了", 3, 1
        ),
        (
            "接待记录：陈阿公，桥浦，水黄；李大妈，花桥，问社保，我当场跟她讲清楚了；"
                + "赵师傅，横湖，吵宅基地，叫他去法院了", 3, 1
        ),
        (
            "Reception record: Mrs Wu from Huaqiao says the tap water is yellow, phone 13800001111; "
                + "Mr Mao of Qiaopu wants to know about medical insurance, I told him on the spot",
            2, 1
        ),
    ]

    @Test(arguments: visitors)
    func `each visitor of a message is a visit`(
        text: String,
        visits: Int,
        matters: Int
    ) async throws {
        let station = try SampleStation(now: "2026-11-24 11:00")
        try await station.bindEverybody()
        let answer = try await station.answer(text, as: "deputy")
        #expect(answer.contains("访2026-000\(visits)"), "\(answer)")
        #expect(try station.matterCount() == matters, "\(answer)")
    }

    @Test func `of visitors that are not told apart none is lost`() async throws {
        let station = try SampleStation(now: "2026-11-24 11:00")
        try await station.bindEverybody()
        let heard = try await station.say("花桥的李明和桥浦的陈大姐找我，一个要修桥，一个问养老金", as: "deputy")
        #expect(heard.text(to: "clerk").contains("桥浦的陈大姐"), "\(heard)")
    }

    @Test func `the same record sent twice is one visit, and an afterthought is kept`() async throws
    {
        let station = try SampleStation(now: "2026-11-24 11:00")
        try await station.bindEverybody()
        _ = try await station.answer("接待记录：花桥邵小明反映路面裂缝", as: "deputy")
        let more = try await station.say("刚才邵小明那个漏了一句，他说裂缝去年就有", as: "deputy")
        #expect(more.text(to: "clerk").contains("裂缝去年就有"), "\(more)")
        station.clock.move(minutes: 1)
        let again = try await station.answer("接待记录：花桥邵小明反映路面裂缝", as: "deputy")
        #expect(again.contains("访2026-0001"), "\(again)")
        #expect(try station.matterCount() == 1)
    }

    @Test(arguments: [
        "接待记录：邵大爷，横湖，反映村里自来水半夜停，电话13812345678，他不想让村里知道",
        "横湖林大姐反映楼上漏水，电话13711110000，她怕邻居报复",
    ])
    func `a visitor's fear is kept`(text: String) async throws {
        let station = try SampleStation(now: "2026-11-24 11:00")
        try await station.bindEverybody()
        let heard = try await station.say(text, as: "deputy")
        #expect(try station.matter(1).isConfidential, "\(heard)")
    }
}
