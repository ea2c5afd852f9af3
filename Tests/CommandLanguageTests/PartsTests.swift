import CommandLanguage
import Testing

@Suite struct PartsTests {
    @Test func `a text that fits is one part without a number`() {
        #expect(Desk.book.parts("已登记，编号2026-0042。", limitInUTF16: 70) == ["已登记，编号2026-0042。"])
        #expect(Desk.book.parts("", limitInUTF16: 70).isEmpty)
    }

    @Test func `a long text is cut at sentence ends and numbered`() {
        let sentence = "您反映的事情已经登记，我们会核实后交有关单位办理。"
        let parts = Desk.book.parts(String(repeating: sentence, count: 6), limitInUTF16: 70)
        #expect(parts.count > 1)
        for (index, part) in parts.enumerated() {
            #expect(part.hasPrefix("(\(index + 1)/\(parts.count)) "))
            #expect(part.hasSuffix("。"))
            #expect(part.utf16.count <= 70)
        }
    }

    @Test func `numbers, dates and characters stay whole`() {
        for length in 20..<90 {
            let text =
                String(repeating: "好", count: length) + "2026-0042在2026年12月24日👨‍👩‍👧答复"
                + String(repeating: "好", count: 40)
            let parts = Desk.book.parts(text, limitInUTF16: 70)
            let bodies = parts.map { $0.drop { $0 != " " }.dropFirst() }
            #expect(bodies.contains { $0.contains("2026-0042") })
            #expect(bodies.contains { $0.contains("2026年12月24日") })
            #expect(bodies.contains { $0.contains("👨‍👩‍👧") })
            #expect(bodies.joined() == text)
        }
    }

    @Test func `a text without any pause is still sent whole`() {
        let text = String(repeating: "9", count: 500)
        let parts = Desk.book.parts(text, limitInUTF16: 60)
        #expect(parts.allSatisfy { $0.utf16.count <= 60 })
        #expect(parts.map { $0.drop { $0 != " " }.dropFirst() }.joined() == text)
    }

    /// What is read as one thing; none is longer than the smallest part.
    private static let whole = [
        "2026-0042", "2026-10042", "2026年12月24日", "12月4日", "24 November 2026", "4 December",
        "08:30-11:00",
        "K7WQ3MHN", "ABCD234567", "13900001111", "农历闰六月十六", "陈美芳", "吴志强", "Chen Meifang", "城建办",
        "construction office", "石桥头镇人大代表联络站", "湖漫水库", "Human reservoir", "视2026-0007", "👨‍👩‍👧",
        "agricultural",
    ]

    private static let between = [
        "，", "。", "、", "：", "；", "\n", "（", "）", "的", "交", "请回复查进度并于", "前答复", ", ", ". ",
        "路灯不亮晚上走路看不见", " please reply to ", "！", "？", "…",
    ]

    @Test(arguments: 0..<40) func `nothing that is read as one is parted`(seed: UInt64) {
        var dice = Dice(state: seed &* 7919 &+ 1)
        for _ in 0..<25 {
            var text = ""
            var things: [String] = []
            for _ in 0..<Int.random(in: 1...40, using: &dice) {
                for _ in 0..<Int.random(in: 1...3, using: &dice) {
                    text += Self.between.randomElement(using: &dice) ?? ""
                }
                if Bool.random(using: &dice), let thing = Self.whole.randomElement(using: &dice) {
                    // Latin words stand apart, as replies say them.
                    text += " " + thing + " "
                    things.append(thing)
                }
            }
            let limit = Int.random(in: 40...200, using: &dice)
            let parts = Desk.book.parts(text, limitInUTF16: limit)
            #expect(parts.allSatisfy { $0.utf16.count <= limit })
            let bodies =
                parts.count > 1 ? parts.map { String($0.drop { $0 != " " }.dropFirst()) } : parts
            let squeezed = { (text: String) in text.filter { !$0.isWhitespace } }
            #expect(squeezed(bodies.joined()) == squeezed(text), "nothing is lost")
            for thing in Set(things) {
                let found = bodies.reduce(0) { $0 + $1.ranges(of: thing).count }
                #expect(found == text.ranges(of: thing).count, "\(thing) in \(bodies)")
            }
        }
    }
}
