import Casework
import CommandLanguage
import Foundation
import Testing

@Suite struct RobustnessTests {
    private static let pieces = [
        "36", "2026-0042", "转", "水利所", "，", "、", "核实", "属实", "12月4日", "前", "同意", "退回", "\n",
        " ", "。", "第", "号", "①", "2、", "视察", "建议", "：", "地点", "登记", "电话", "[图片]", "status",
        "assign", "to", "by", "👍", "\u{200B}", "é", "十", "闰", "初", "不受理", "找", "{ref}", "'; --",
        "\u{0}", "满意", "/", "@", "?", "全部", "答复", "已", "code", "K7WQ3MHN",
    ]

    @Test(.timeLimit(.minutes(2))) func `no message breaks understanding`() {
        var dice = Dice(state: 42)
        let roles: [Role] = [.voter, .deputy, .staff, .head, .unit]
        for _ in 0..<2000 {
            let count = Int.random(in: 0...14, using: &dice)
            let text = (0..<count).map { _ in Self.pieces.randomElement(using: &dice) ?? "" }
                .joined()
            let role = roles.randomElement(using: &dice) ?? .voter
            let pending = Bool.random(using: &dice)
            _ = Desk.read(text, as: role, pending: pending)
        }
    }

    @Test(.timeLimit(.minutes(5))) func `a megabyte is read in no time and kept whole`() {
        let text = String(repeating: "横湖村口路灯不亮，", count: 40_000)
        guard case .steps(let steps, _) = Desk.read(text) else {
            Issue.record("not understood")
            return
        }
        #expect(steps.last?.arguments.text(.content)?.utf8.count ?? 0 > 1_000_000)
        _ = Desk.read(String(repeating: "36、", count: 100_000), as: .staff)
        _ = Desk.read(String(repeating: "1、2、", count: 100_000))
        _ = Desk.read(String(repeating: "\u{301}", count: 1_000_000))
    }

    static let sentences: [(String, Role)] = [
        ("查询2026-0042的进度", .voter), ("撤回42", .voter), ("评价42 基本满意", .voter), ("催36", .voter),
        ("补充42 灯杆也歪了", .voter), ("转36给水利所", .staff), ("36核实属实，转城建办，12月4日前", .staff),
        ("办结36、38", .staff), ("同意36、38，40退回", .head), ("下次接待日是什么时候", .voter),
        ("36答复：已修好", .staff), ("订阅接待日提醒", .voter), ("重办36 12月20日前", .staff),
        ("status 2026-0042", .voter), ("assign 36 to water office by 4 Dec", .staff),
    ]

    @Test(arguments: sentences)
    func `full width, traditional and Chinese numerals change nothing`(
        text: String,
        role: Role
    ) throws {
        func shape(_ text: String) -> String {
            guard case .steps(let steps, _) = Desk.read(text, as: role) else { return "unknown" }
            return steps.map { step in
                var step = step
                for slot in [Slot.content, .text] { step.arguments[slot] = nil }
                return Desk.line(step)
            }.joined(separator: "; ")
        }
        let plain = shape(text)
        #expect(plain != "unknown")
        let wide = String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    (0x21...0x7E).contains(scalar.value)
                        ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar
                }
            )
        )
        #expect(shape(wide) == plain)
        let traditional = try #require(
            text.applyingTransform(StringTransform("Hans-Hant"), reverse: false)
        )
        #expect(shape(traditional) == plain)
        let digits = Array("零一二三四五六七八九")
        // Digit by digit, as one reads a number aloud; dates in tens as one says them.
        var spoken = ""
        for character in text {
            let digit = character.isASCII ? character.wholeNumberValue : nil
            spoken.append(digit.map { digits[$0] } ?? character)
        }
        if !text.contains("月"), !text.contains("Dec") {
            let said = shape(spoken.replacingOccurrences(of: "-", with: "杠"))
            #expect(said == plain)
        }
        #expect(
            shape("  " + text.replacingOccurrences(of: "，", with: " ， ") + "\u{200B} ") == plain
        )
    }
}
