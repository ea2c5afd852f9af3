import Casework
import Testing

/// What is taken back in the same breath counts nowhere, whatever it is.
@Suite struct SelfCorrectionTests {
    static let numbers: [Said] = [
        Said("29号,哦不对,是92号,到哪里了", "query_status ref=92"),
        Said("查43 哦打错了 是34", "query_status ref=34"),
        Said("不是36,是38", "query_status ref=38"),
        Said("status of 12, no wait, 21", "query_status ref=21"),
        Said("not 12, 21", "query_status ref=21"),
        Said("42号不满意,打错了,是43号不满意", "rate_matter rating=dissatisfied ref=43"),
        Said("36办结,噢不,63办结", "close_matter ref=63", as: .staff),
        Said(
            "assign 36 - no, 38 - to the water office",
            "assign_matter ref=38 unit=水利所",
            as: .staff
        ),
    ]

    static let others: [Said] = [
        Said("催交通所……打错，催城建办，十四号那件", "urge_unit ref=14 unit=城建办", as: .staff),
        Said("64上次派给环保所派错了,改派农业办", "assign_matter ref=64 unit=农业办", as: .staff),
        Said(
            "36转水利所,12月4日前答复,打错了,12月6日前",
            "assign_matter due=2026-12-06 ref=36 unit=水利所",
            as: .staff
        ),
        Said("请假24号,打错了,26号,家里有事", "request_leave date=2026-11-26 reason=家里有事", as: .deputy),
        Said("42不属实,哦不对,属实", "verify_matter ref=42 result=true", as: .deputy),
        Said("通知二组,哦不,三组代表:周三开会", "broadcast audience=group:3 text=周三开会", as: .staff),
        Said(
            "给镇级代表发,不对,给市级代表发:周五交述职",
            "broadcast audience=level:市级 text=周五交述职",
            as: .staff
        ),
        Said("王建国代表,啊不,林美华代表的电话", "query_deputy ask=phone name=林美华", as: .deputy),
        Said("第三季度,不对,第四季度的总结", "summary period=2026-Q4", as: .staff),
    ]

    static let kept: [Said] = [
        Said("24号不是接待日吗", "query_reception date=2026-11-24"),
        Said("上一条写错了不是三楼是五楼", "supplement_matter content=上一条写错了不是三楼是五楼 ref=last"),
        Said(
            "fix 140: the phone ends in 22, not 21",
            "correct_record content=the phone ends in 22, not 21 ref=140",
            as: .staff
        ),
        Said("36号,37号,38号转水利所", "assign_matter refs=36,37,38 unit=水利所", as: .staff),
    ]

    @Test(arguments: numbers + others) func `only what is put in place counts`(said: Said) {
        #expect(Desk.line(Desk.read(said.text, as: said.role)) == said.means)
    }

    @Test(arguments: kept) func `what corrects a record takes nothing back`(said: Said) {
        #expect(Desk.line(Desk.read(said.text, as: said.role)) == said.means)
    }

    @Test(arguments: [
        ("斜路,哦不,说错了,是度甲头的变压器嗡嗡响,怕得很", "度甲头"),
        ("横湖…哦不对,花桥河边那条路没灯,是花桥,我带娃散步老摔", "花桥"),
        ("路灯坏的不是花桥,是横湖,晚上黑咕隆咚", "横湖"),
        ("The lamp in Henghu, scratch that, in Huaqiao is broken since Monday", "花桥"),
    ])
    func `a place taken back is none`(text: String, place: String) {
        #expect(Desk.given(text, .place) == place)
    }

    @Test func `a rating that is taken back leaves the other`() {
        let text = "之前我打的不满意收回,28号后来补修过了,现在满意了"
        #expect(Desk.given(text, .rating) == "satisfied")
    }

    @Test func `the words around what is left out are given as they were written`() {
        let text = "接待了花桥的陈阿土,哦说错了,是陈阿根,反映路灯不亮"
        #expect(Desk.given(text, .voterName, as: .deputy) == "陈阿根")
        #expect(Desk.given(text, .content, as: .deputy) == "路灯不亮")
    }
}
