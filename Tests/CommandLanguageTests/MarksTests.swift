import Casework
import CommandLanguage
import Testing

/// What is said in passing in words that no list has, learnt from the marked sentences of the book.
@Suite struct MarksTests {
    @Test(arguments: [
        ("后山采石的灰飘进灶间，我还要在村里做人，你们心里有数就好", Slot.confidential),
        ("这话传出去我在厂里就待不下去了：废油倒在田沟", .confidential),
        ("外婆耳朵背，她的话我来传：卫生室没人看牙", .onBehalf),
        (
            "My neighbour can't write so I do it for her: the steps to the clinic have no handrail",
            .onBehalf
        ),
    ])
    func `a problem is told with a wish of its writer's`(text: String, slot: Slot) {
        #expect(Desk.actions(text) == ["file_matter"])
        #expect(Desk.given(text, slot) == "yes")
    }

    @Test(arguments: [
        ("要是桥头能搭个避雨的亭子，等车的人要谢天谢地", Slot.kind, "suggestion"),
        ("外嫁女的口粮田还算不算数，按哪条政策", .kind, "consult"),
        ("42号拖成这样，你们还好意思领工资", .angry, "yes"),
        ("再拖下去我们几十户一起去市里坐着等，42", .escalationRisk, "yes"),
        ("38号办得没话讲，给你们竖大拇指", .rating, "satisfied"),
        ("38号等于没办", .rating, "dissatisfied"),
        ("坐班的日子哪天轮到哪位代表", .ask, "deputies"),
        ("老父亲下不了床，哪位代表肯来屋里听他讲讲", .mode, "home_visit"),
    ])
    func `a voter's words say a value that no list has`(text: String, slot: Slot, value: String) {
        #expect(Desk.given(text, slot) == value)
    }

    @Test(arguments: [
        ("8号那件我查过，纯属误会，根本没倒垃圾", Slot.result, "false", Role.deputy),
        ("42看过了，讲的有一半对得上", .result, "partly", .deputy),
        ("借钱不还的65，退，自个儿私下解决", .reason, "personal_dispute", .staff),
        ("61不办，内容沾到不能公开的军事用地图纸", .reason, "secret", .staff),
    ])
    func `an office's words say a value that no list has`(
        text: String,
        slot: Slot,
        value: String,
        role: Role
    ) {
        #expect(Desk.given(text, slot, as: role) == value)
    }

    @Test(arguments: [
        "横湖村口路灯坏了三天了", "别跟我说不知道，路挖开就跑", "幼儿园门口的斑马线磨没了", "法院门口那段人行道的地砖翘起来了",
    ])
    func `a plain problem is told for oneself, and openly`(text: String) {
        for slot in [Slot.confidential, .anonymous, .onBehalf, .kind] {
            #expect(Desk.given(text, slot) == nil, "\(slot)")
        }
    }

    /// A form of filing around it makes no filing of a call for help; a danger long past is none.
    @Test(arguments: [
        ("我要反映一个问题：隔壁阿公倒在灶间叫不应了", true),
        ("我想投诉，邻居现在举着柴刀在砍我家门", true),
        ("report: a man fell off the roof just now and does not move", true),
        ("我要反映：小时候有人在这口塘里淹死过，现在还是没栏杆", false),
    ])
    func `a call for help is never only filed`(text: String, isCall: Bool) {
        let line = Desk.line(Desk.read(text))
        #expect(line.hasPrefix("report_emergency") == isCall, "\(line)")
    }

    @Test func `a reason in the clerk's own words stands beside the one of the list`() {
        let text = "48号是告村主任的，不予受理，请去纪检监察机关"
        #expect(Desk.given(text, .reason, as: .staff) == "discipline")
        #expect(Desk.given(text, .comment, as: .staff) == "告村主任的")
        #expect(Desk.given(text, .redirect, as: .staff) == "纪检监察机关")
    }

    @Test func `without what is needed it is asked for`() {
        let line = Desk.line(Desk.read("42去看了一趟", as: .deputy))
        #expect(!line.contains("result="), "\(line)")
    }
}
