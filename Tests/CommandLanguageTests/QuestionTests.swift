import Casework
import CommandLanguage
import Testing

@Suite struct QuestionTests {
    private func answer(_ question: Question, _ text: String, as role: Role = .staff) -> String {
        let reader = Reader(roles: [.voter, role])
        return Desk.line(Desk.book.answer(question, with: text, as: reader, now: Desk.now))
    }

    private let unit = Question(
        action: .assignMatter,
        arguments: Arguments([.ref: .text("36")]),
        missing: .unit
    )

    private let place = Question(
        action: .submitInspectionNote,
        arguments: Arguments([.finding: .text("墙角渗水")]),
        missing: .place
    )

    @Test func `who may be in danger hears whom to call before anything is asked`() {
        let emergency = Question(
            action: .reportEmergency,
            arguments: Arguments(),
            wanted: .meaning
        )
        for language in Language.allCases {
            let asked = Desk.book.render(emergency, in: language)
            for number in ["110", "119", "120"] { #expect(asked.contains(number), "\(asked)") }
        }
        #expect(Desk.book.render(emergency, in: .zh).count < 70)
    }

    @Test func `what a record is asked for may be all of it`() {
        let record = Question(
            action: .submitReceptionRecord,
            arguments: Arguments(),
            missing: .content
        )
        #expect(
            answer(record, "横湖韩大姐，家里五个人，房子太小，当场给她答复了", as: .deputy)
                == "submit_reception_record answered_on_spot=yes content=横湖韩大姐，家里五个人，房子太小，当场给她答复了 "
                + "outcome=answered village=横湖 voter_name=韩大姐"
        )
    }

    @Test func `an answer fills what was missing`() {
        #expect(answer(unit, "水利所") == "assign_matter ref=36 unit=水利所")
        #expect(answer(unit, "water office, please") == "assign_matter ref=36 unit=水利所")
        #expect(
            answer(place, "湖漫水库", as: .deputy)
                == "submit_inspection_note finding=墙角渗水 place=湖漫水库"
        )
        #expect(
            answer(place, "老陈家门口", as: .deputy)
                == "submit_inspection_note finding=墙角渗水 place=老陈家门口"
        )
    }

    @Test func `a new command is taken instead of an answer`() {
        #expect(answer(place, "查42", as: .deputy) == "query_status ref=42")
        #expect(answer(unit, "待办") == "list_matters")
    }

    @Test(arguments: ["取消", "不是", "算了", "cancel"]) func `a no ends the question`(text: String) {
        #expect(answer(place, text, as: .deputy) == "cancel what=submit_inspection_note")
    }

    @Test func `an answer that fits nothing is not taken`() {
        let ref = Question(action: .withdrawMatter, missing: .ref)
        #expect(answer(ref, "不知道呀", as: .voter) == "unknown")
        #expect(answer(ref, "42号", as: .voter) == "withdraw_matter ref=42")
        #expect(answer(ref, "第四十二件，42号", as: .voter) == "withdraw_matter ref=42")
        #expect(answer(ref, "42号、43号", as: .voter) != "withdraw_matter ref=42")
    }

    @Test func `what the words ask for no more is asked anew`() {
        // As it stood in a conversation before the words were changed.
        let old = Question(
            action: .withdrawMatter,
            arguments: Arguments([.ref: .text("2026-0042")]),
            missing: .whom
        )
        #expect(answer(old, "老陈", as: .voter) == "withdraw_matter ref=2026-0042 ask=yes")
        #expect(answer(old, "接待日", as: .voter) == "query_reception")
        let bare = Question(action: .withdrawMatter, missing: .whom)
        #expect(answer(bare, "老陈", as: .voter) == "withdraw_matter ask=ref")
    }

    @Test func `a bare number rates while a rating is asked`() {
        let rating = Question(
            action: .rateMatter,
            arguments: Arguments([.ref: .text("2026-0042")]),
            missing: .rating
        )
        #expect(answer(rating, "3", as: .voter) == "rate_matter rating=dissatisfied ref=2026-0042")
    }

    @Test func `steps around the question wait for the answer`() {
        let reading = Desk.read("36核实属实，交办36", as: .staff)
        guard case .ask(let question, _) = reading else {
            Issue.record("nothing is asked")
            return
        }
        #expect(question.before.map(\.action) == [.verifyMatter])
        #expect(
            answer(question, "水利所")
                == "verify_matter ref=36 result=true; assign_matter ref=36 unit=水利所"
        )
    }

    @Test func `each question stands in both languages`() {
        #expect(Desk.book.render(place, in: .zh).contains("哪个村"))
        #expect(Desk.book.render(place, in: .en).hasPrefix("Where was it?"))
        #expect(
            Desk.book.render(Question(action: .help, missing: .ref), in: .en).contains("number")
        )
    }

    @Test func `whether something is meant is asked with all that would be done`() {
        let now = Day("2026-11-20")?.at(ClockTime(minutes: 540))
        let assign = Question(
            action: .assignMatter,
            arguments: Arguments([
                .refs: .list(["1", "2"]), .unit: .text("水利所"), .due: .text("2026-12-04"),
            ]),
            wanted: .meaning
        )
        #expect(
            Desk.book.render(assign, in: .zh, now: now).hasPrefix("您是要交办（1、2）：水利所，12月4日前吗？")
        )
        #expect(Desk.book.render(assign, in: .en, now: now).contains("by 4 December?"))
        let apart = Question(
            action: .assignMatter,
            arguments: Arguments([.ref: .text("2"), .unit: .text("水利所")]),
            wanted: .meaning,
            before: [Step(.assignMatter, Arguments([.ref: .text("1"), .unit: .text("城建办")]))]
        )
        #expect(Desk.book.render(apart, in: .zh).contains("（1、2）：1：城建办；2：水利所吗"))
        let reply = Question(
            action: .recordReply,
            arguments: Arguments([.ref: .text("1"), .text: .text("请问是哪座桥，电话13900001234")]),
            wanted: .meaning
        )
        let asked = Desk.book.render(reply, in: .zh)
        #expect(asked.contains("“请问是哪座桥") && !asked.contains("13900001234"), "\(asked)")
        let send = Question(
            action: .broadcast,
            arguments: Arguments([.audience: .list(["group:2", "staff"]), .text: .text("周三开会")]),
            wanted: .meaning
        )
        #expect(Desk.book.render(send, in: .zh).contains("发给第2组、联络员，“周三开会”"))
        #expect(Desk.book.render(send, in: .en).contains("to group 2, clerks"))
    }
}
