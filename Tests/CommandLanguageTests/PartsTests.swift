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
            let text = String(repeating: "好", count: length) + "2026-0042在2026年12月24日👨‍👩‍👧答复" + String(repeating: "好", count: 40)
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
}
