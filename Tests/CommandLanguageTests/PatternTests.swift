import Casework
import Testing

/// How people write (`domain.md` §7.2): a table a pattern.
@Suite struct PatternTests {
    static let numbered: [Said] = [
        Said("请问36号怎么样啦", "query_status ref=36"),
        Said("第二十一号有进展吗", "query_status ref=21"),
        Said("2026年度36号", "query_status ref=2026-0036"),
        Said("36号件有无进展", "query_status ref=36"),
        Said("查 2026—0042", "query_status ref=2026-0042"),
        Said("how is number 36 going?", "query_status ref=36"),
    ]

    static let unnumbered: [Said] = [
        Said("前阵子讲的水沟有下文吗", "query_status about=水沟"),
        Said("我那件事呢", "query_status"),
        Said("我反映过的都列给我看看", "query_status scope=all_mine"),
        Said("any news about the drain I reported?", "query_status about=drain I reported"),
    ]

    static let filed: [Said] = [
        Said("反映一下横湖村口路灯不亮", "file_matter content=反映一下横湖村口路灯不亮 place=横湖"),
        Said("想提个意见，花桥的公厕太脏", "file_matter content=花桥的公厕太脏 kind=suggestion place=花桥"),
        Said(
            "有没有人来看看啊，小岭下的井水发臭",
            "file_matter content=有没有人来看看啊，小岭下的井水发臭 place=小岭下"
        ),
        Said("桥浦垃圾没人收，盼解决", "file_matter content=桥浦垃圾没人收，盼解决 place=桥浦"),
        Said(
            "the lamp at Henghu is broken",
            "file_matter content=the lamp at Henghu is broken place=横湖"
        ),
    ]

    static let several: [Said] = [
        Said(
            "首先横湖路灯不亮，其次横湖水沟堵了",
            "file_matter content=横湖路灯不亮 place=横湖; file_matter content=横湖水沟堵了 place=横湖"
        ),
        Said(
            "①花桥路灯不亮②桥浦垃圾没人收",
            "file_matter content=花桥路灯不亮 place=花桥; file_matter content=桥浦垃圾没人收 place=桥浦"
        ),
        Said(
            "横湖路灯不亮，还有一桩，花桥厕所没水",
            "file_matter content=横湖路灯不亮 place=横湖; file_matter content=花桥厕所没水 place=花桥"
        ),
        Said(
            "横湖村有两件事：1、路灯不亮 2、垃圾没人收",
            "file_matter content=路灯不亮 place=横湖; file_matter content=垃圾没人收 place=横湖"
        ),
    ]

    static let secret: [Said] = [
        Said(
            "横湖有人偷排污水，别讲出去",
            "file_matter confidential=yes content=横湖有人偷排污水，别讲出去 place=横湖"
                + " topic=五水共治"
        ),
        Said(
            "请保护我，桥浦工厂半夜排黑水",
            "file_matter confidential=yes content=请保护我，桥浦工厂半夜排黑水 place=桥浦"
        ),
        Said(
            "斜路有人乱倒垃圾，怕报复，匿名",
            "file_matter anonymous=yes confidential=yes content=斜路有人乱倒垃圾，怕报复，匿名 place=斜路"
        ),
    ]

    static let angry: [Said] = [
        Said("42号要等到猴年马月", "urge_matter about=等到 angry=yes ref=42"),
        Said("糊弄老百姓，42号还没修", "urge_matter about=老百姓 angry=yes ref=42"),
        Said("42 is a joke, still nothing!", "urge_matter angry=yes ref=42"),
    ]

    static let rated: [Said] = [
        Said("42蛮好", "rate_matter rating=satisfied ref=42"),
        Said("42一般般", "rate_matter rating=basically_satisfied ref=42"),
        Said("42很不满意", "rate_matter rating=dissatisfied ref=42"),
        Said("42并不满意", "rate_matter rating=dissatisfied ref=42"),
        Said("42不满意", "rate_matter rating=dissatisfied ref=42"),
        Said(
            "没什么不满意的，42号办得挺好",
            "rate_matter comment=没什么不满意的，42号办得挺好 rating=satisfied ref=42"
        ),
        Said("42号谈不上满意", "rate_matter comment=谈不上满意 rating=dissatisfied ref=42"),
        Said("not satisfied with 42", "rate_matter rating=dissatisfied ref=42"),
    ]

    static let sixteenth: [Said] = [
        Said("十六号开门吗", "query_reception date=2026-12-16 lunar=16"),
        Said("16号有代表吗", "query_reception date=2026-12-16 lunar=16"),
    ]

    static let notes: [Said] = [
        Said(
            "地点：横湖\n发现：水沟堵了\n建议：清淤",
            "submit_inspection_note finding=水沟堵了 place=横湖 suggestion=清淤",
            as: .deputy
        ),
        Said(
            "横湖水沟堵了建议清淤",
            "submit_inspection_note finding=横湖水沟堵了 place=横湖 suggestion=清淤",
            as: .deputy
        ),
        Said(
            "花桥 河道垃圾多 最好每周打捞",
            "submit_inspection_note finding=河道垃圾多 place=花桥 suggestion=每周打捞 topic=五水共治",
            as: .deputy
        ),
        Said(
            "视察湖漫水库，没有发现垃圾，希望补立警示牌",
            "submit_inspection_note finding=没有发现垃圾 kind=视察 place=湖漫水库 suggestion=补立警示牌",
            as: .deputy
        ),
    ]

    static let counts: [Said] = [
        Said(
            "视察横湖，路灯坏了4处，建议修，图5张",
            "submit_inspection_note finding=路灯坏了4处 kind=视察 photos=5 place=横湖 suggestion=修",
            as: .deputy
        ),
        Said(
            "走访斜路，葡萄倒了12亩，建议补种",
            "submit_inspection_note finding=葡萄倒了12亩 kind=走访 place=斜路 suggestion=补种",
            as: .deputy
        ),
    ]

    static let shorthand: [Said] = [
        Said("36转水利所", "assign_matter ref=36 unit=水利所", as: .staff),
        Said("36、38两件归档", "archive_matter refs=36,38", as: .staff),
        Said("36催", "urge_unit ref=36", as: .staff),
        Said("水利所 36 12月4日前", "assign_matter due=2026-12-04 ref=36 unit=水利所", as: .staff),
        Said("归档36和38", "archive_matter refs=36,38", as: .staff),
        Said("办结36，38", "close_matter refs=36,38", as: .staff),
        Said(
            "36转交通所，38转城建办",
            "assign_matter ref=36 unit=交通所; assign_matter ref=38 unit=城建办",
            as: .staff
        ),
        Said("36处理好了，换了灯管", "record_reply ref=36 text=处理好了，换了灯管", as: .unit),
        Said(
            "24日接待改到12月26日",
            "reschedule_reception from=2026-11-24 to=2026-12-26",
            as: .staff
        ),
        Said(
            "12月24日接待改到25日",
            "reschedule_reception from=2026-12-24 to=2026-12-25",
            as: .staff
        ),
    ]

    static let sameYear: [Said] = [
        Said("2026-0036及0038办结", "close_matter refs=2026-0036,2026-0038", as: .staff),
        Said("归档2026-0036、0038", "archive_matter refs=2026-0036,2026-0038", as: .staff),
    ]

    static let stopped: [Said] = [
        Said("N", "unsubscribe"),
        Said("取消订阅", "unsubscribe"),
        Said("不想收了", "unsubscribe"),
        Said("unsubscribe", "unsubscribe"),
        Said("只退接待日提醒，我的事还要", "unsubscribe keep=my_matters topic=reception"),
    ]

    static let foreign: [Said] = [
        Said("外卖到了", "wrong_number"),
        Said("今晚打牌吗", "wrong_number"),
        Said("quick loans, no credit check", "wrong_number"),
    ]

    /// What points back, depends on something or holds off is asked about, not done.
    static let held: [Said] = [
        Said("如果修好了36就办结", "close_matter ref=36 ask=yes", as: .staff),
        Said("close 36 once the voter agrees", "close_matter ref=36 ask=yes", as: .staff),
        Said("别归档36", "cancel denied=archive_matter refs=36", as: .staff),
        Said("36能办结吗", "close_matter ref=36 ask=yes", as: .staff),
        Said("把36转给环保所的事先放一放", "assign_matter ref=36 unit=环保所 ask=yes", as: .staff),
        Said("那个水管坏了", "file_matter content=那个水管坏了 ask=yes"),
    ]

    @Test(arguments: numbered) func `asking with a number`(said: Said) { check(said) }
    @Test(arguments: unnumbered) func `asking without a number`(said: Said) { check(said) }
    @Test(arguments: filed) func `a problem by label or by complaint`(said: Said) { check(said) }
    @Test(arguments: several) func `several matters`(said: Said) { check(said) }
    @Test(arguments: secret) func `secrecy in passing`(said: Said) { check(said) }
    @Test(arguments: angry) func `urging in anger`(said: Said) { check(said) }
    @Test(arguments: rated) func `ratings, negated and litotes`(said: Said) { check(said) }
    @Test(arguments: sixteenth) func `the sixteenth of both calendars`(said: Said) { check(said) }
    @Test(arguments: notes) func `a deputy's note`(said: Said) { check(said) }
    @Test(arguments: counts) func `numbers that count`(said: Said) { check(said) }
    @Test(arguments: shorthand) func `a clerk's shorthand`(said: Said) { check(said) }
    @Test(arguments: sameYear) func `a second number of the same year`(said: Said) { check(said) }
    @Test(arguments: stopped) func `stop words`(said: Said) { check(said) }
    @Test(arguments: foreign) func `what is not for us`(said: Said) { check(said) }
    @Test(arguments: held) func `what is not to be done yet`(said: Said) { check(said) }

    @Test func `a threat urges and is flagged`() {
        let line = Desk.line(Desk.read("42号再不修，我们一起去上面反映"))
        #expect(line.contains("urge_matter"))
        #expect(line.contains("escalation_risk=yes"))
        #expect(line.contains("ref=42"))
    }

    private func check(_ said: Said) {
        #expect(Desk.line(Desk.read(said.text, as: said.role)) == said.means)
    }
}
