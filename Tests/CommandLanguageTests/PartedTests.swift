import Casework
import Testing

/// Messages that say several things: what belongs together stays so, what does not is parted.
@Suite struct PartedTests {
    static let voters: [Said] = [
        Said("3不满意", "rate_matter rating=dissatisfied ref=last"),
        Said("1 满意", "rate_matter rating=satisfied ref=last"),
        Said("没有不满意，1", "rate_matter comment=没有不满意，1 rating=satisfied ref=last"),
        Said("47号一般般，凑合吧", "rate_matter rating=basically_satisfied ref=47"),
        Said("还行吧，2026-0019基本满意", "rate_matter rating=basically_satisfied ref=2026-0019"),
        Said(
            "两件事：横湖的路灯坏了；桥浦的垃圾没人收",
            "file_matter content=横湖的路灯坏了 place=横湖; file_matter content=桥浦的垃圾没人收 place=桥浦"
        ),
        Said(
            "two problems in Dujiatou: the bus shelter roof is gone, and stray dogs chase the kids",
            "file_matter content=the bus shelter roof is gone place=度甲头; "
                + "file_matter content=and stray dogs chase the kids place=度甲头"
        ),
        Said(
            "please withdraw 37 and book me for the next reception day",
            "withdraw_matter ref=37; "
                + "book_reception topic=and book me for the next reception day which=next"
        ),
        Said(
            "你们地址在哪？24号哪些代表在？",
            "query_station ask=address; query_reception ask=deputies date=2026-11-24"
        ),
        Said(
            "王建国代表是第几组的，我要约他24号见面",
            "query_deputy name=王建国; book_reception date=2026-11-24 deputy=王建国 topic=我要约他24号见面"
        ),
        Said(
            "有两件事：一是下宅吴祠堂边上电线杆歪了；二是同一条弄堂的水沟盖板断了",
            "file_matter content=一是下宅吴祠堂边上电线杆歪了 place=下宅吴; "
                + "file_matter content=二是同一条弄堂的水沟盖板断了 place=下宅吴"
        ),
        Said(
            "我叫陈阿土，有三样要讲：斜路桥板翘起来了，桥浦食堂冬天没热水，横湖路口反光镜碎了",
            "file_matter content=斜路桥板翘起来了 name=陈阿土 place=斜路; "
                + "file_matter content=桥浦食堂冬天没热水 name=陈阿土 place=桥浦; "
                + "file_matter content=横湖路口反光镜碎了 name=陈阿土 place=横湖"
        ),
        Said("12、17、30这三个都什么情况", "query_status refs=12,17,30"),
    ]

    static let offices: [Said] = [
        Said("81、82跟80是一回事，并到80里去", "merge_matters from=81,82 into=80", as: .staff),
        Said("把值班表公示出去", "publish what=值班表", as: .staff),
        Said(
            "录入水利所回复 36 渠道清淤已完工",
            "record_reply ref=36 text=录入水利所回复 36 渠道清淤已完工 unit=水利所",
            as: .staff
        ),
        Said(
            "10月25日接待日汇总：来了7个选民，提意见9条，当场答复3条",
            "submit_reception_record answered_on_spot=3 content=来了7个选民，提意见9条，当场答复3条 "
                + "date=2026-10-25 opinions=9 outcome=answered voters=7",
            as: .deputy
        ),
        Said(
            "接待记录：1.下洞桥吴阿姨，养鸡场臭；2.花桥老郑，机耕路坑洼",
            "submit_reception_record content=养鸡场臭 village=下洞桥 voter_name=吴阿姨; "
                + "submit_reception_record content=机耕路坑洼 village=花桥 voter_name=老郑",
            as: .deputy
        ),
        Said(
            "第三组11月17号督察斜路、黄西岙两个村垃圾分类，厨余桶都是混投，建议每周通报一次",
            "submit_inspection_note date=2026-11-17 finding=第三组11月17号督察斜路、黄西岙两个村垃圾分类，厨余桶都是混投 "
                + "group=3 kind=督察 places=斜路,黄西岙 suggestion=每周通报一次 topic=环境综合整治",
            as: .deputy
        ),
        Said(
            "视察横湖，水渠没挖通，建议月底前接上。另外24号接待我要请假",
            "submit_inspection_note finding=水渠没挖通 kind=视察 place=横湖 suggestion=月底前接上; "
                + "request_leave date=2026-11-24 reason=接待我要请假",
            as: .deputy
        ),
    ]

    @Test(arguments: voters + offices) func `a message is parted where it should be`(said: Said) {
        #expect(Desk.line(Desk.read(said.text, as: said.role)) == said.means)
    }
}
