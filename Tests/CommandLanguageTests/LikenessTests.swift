import Casework
import CommandLanguage
import Testing

/// Wordings that no phrasing has, understood by what was said in such words before.
@Suite struct LikenessTests {
    @Test(arguments: [
        Said("我家的申请卡在哪个环节", "query_status"),
        Said("老人家腿脚差，代表能登门坐一坐吗", "book_reception"),
        Said("菜场后门的阴沟一到夏天就翻泡", "file_matter"),
    ])
    func `an unseen wording is taken for what it is likest`(said: Said) {
        let line = Desk.line(Desk.read(said.text, as: said.role))
        #expect(line.hasPrefix(said.means), "\(line)")
    }

    @Test func `a word or two are like nothing`() {
        #expect(Desk.line(Desk.read("老陈")) == "unknown")
        #expect(Desk.line(Desk.read("那个")) == "unknown")
    }

    @Test func `a report that says nothing yet is asked for its words`() {
        #expect(Desk.line(Desk.read("提个建议！")).contains("ask=content"))
        #expect(Desk.line(Desk.read("我要投诉!")).hasSuffix("ask=content"))
    }

    @Test func `an office's question orders nothing`() {
        for text in ["36办结了吗", "36要不要归档？", "等水利所答复了再办结42", "选民说“42办结吧”，是真的吗"] {
            let line = Desk.line(Desk.read(text, as: .staff))
            let changesNothing = line == "unknown" || line == "query_status ref=36"
            #expect(line.hasSuffix("ask=yes") || changesNothing, "\(text): \(line)")
        }
    }

    @Test func `a known number is no new problem`() {
        let line = Desk.line(Desk.read("请教，2026-0099当前状态？"))
        #expect(line.hasPrefix("query_status") && line.hasSuffix("ref=2026-0099"), "\(line)")
    }

    @Test func `numbers run from one to another`() {
        #expect(Desk.line(Desk.read("归档28到30", as: .staff)) == "archive_matter refs=28,29,30")
    }

    @Test func `two ratings are two`() {
        #expect(
            Desk.line(Desk.read("36满意，42催一催"))
                == "rate_matter rating=satisfied ref=36; urge_matter ref=42"
        )
    }

    @Test func `what words are like is told in shares, the likeliest first`() throws {
        let likely = Desk.book.likeness(of: "村口路灯坏了三天", as: Reader(), now: Desk.now)
        #expect(likely.count == 3)
        #expect(likely[0].action == .fileMatter && likely[0].share > 0.8)
        let shares = likely.map { $0.share }
        #expect(shares == shares.sorted(by: >))
        #expect(shares.reduce(0, +) <= 1.001)
        #expect(Desk.book.likeness(of: "", as: Reader(), now: Desk.now).isEmpty)
    }

    @Test(arguments: [
        Said("36归不归档我拿不准，等站长回来再定", "archive_matter", as: .staff),
        Said("我家那口子讲要撤，我是没拿定主意", "withdraw_matter"),
        Said(
            "maybe I will ask for leave on the 24th, depends on the harvest",
            "request_leave",
            as: .deputy
        ),
    ])
    func `on words like those of people who hesitate nothing is done`(said: Said) {
        if case .steps(let steps, _) = Desk.read(said.text, as: said.role) {
            #expect(steps.allSatisfy { $0.action.changesNothing }, "\(steps)")
        }
    }
}
