import Casework
import CommandLanguage
import Testing

/// An office's no is never the order itself, wherever it stands.
@Suite struct ForbiddingTests {
    @Test(
        arguments: [
            "2不办结", "1不归档", "3不办结归档", "1不催", "别催城建办", "1先不要催", "1别转水利所",
            "4不转水利所了", "4不反馈", "4不并到2", "2别办结，等他再看看", "先别催5", "不要归档4",
            "暂时别反馈2", "1不重办",
        ]
    )
    func `nothing is done but a word that it is not`(order: String) {
        #expect(Desk.actions(order, as: .staff) == ["cancel"], "\(order)")
    }

    static let exceptions: [Said] = [
        Said(
            "把1归档，2先别归",
            "archive_matter ref=1; cancel denied=archive_matter refs=2",
            as: .staff
        ),
        Said(
            "1办结，2不办结",
            "close_matter ref=1; cancel denied=close_matter refs=2",
            as: .staff
        ),
        Said("1-4都归档，3除外", "archive_matter refs=1,2,4", as: .staff),
        Said("除了2，其他归档", "archive_matter except=2 status=closed", as: .staff),
        Said("催城建办超期的，5除外", "urge_unit except=5 filter=overdue unit=城建办", as: .staff),
    ]

    @Test(arguments: exceptions) func `what is left out is left out of the rest`(said: Said) {
        #expect(Desk.line(Desk.read(said.text, as: .staff)) == said.means, "\(said.text)")
    }

    @Test(
        arguments: [
            "不上报1，已派人去谈", "1不上报，已派人去谈", "不上报了", "先不报，等我问清楚",
            "不上报了，先让林美华去谈", "算了不报了", "副镇长说他去谈，先不报",
        ]
    )
    func `the head's no to the Party committee is one`(order: String) {
        #expect(Desk.actions(order, as: .head) == ["escalate"], "\(order)")
        #expect(Desk.given(order, .result, as: .head) == "no", "\(order)")
    }

    @Test(arguments: ["1不受理，个人纠纷，请找人民调解委员会", "2不属实", "4不上报"])
    func `orders that are a no themselves stay orders`(order: String) {
        #expect(!Desk.actions(order, as: .head).contains("cancel"), "\(order)")
    }

    @Test func `what a unit is to read stands behind whatever the order holds`() {
        let order = "1属实，转城建办，12月4日前，交通所、水利所协办，内容：村口路灯三天不亮，请尽快"
        guard case .steps(let steps, _) = Desk.read(order, as: .staff) else {
            Issue.record("asked")
            return
        }
        let assigned = steps.first { $0.action == .assignMatter }
        #expect(assigned?.arguments.text(.text) == "村口路灯三天不亮，请尽快")
        #expect(assigned?.arguments.list(.coUnits) == ["交通所", "水利所"])
    }
}
