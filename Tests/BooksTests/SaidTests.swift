import Books
import Casework
import CommandLanguage
import Testing

@Suite struct SaidTests {
    private static let now = Instant(milliseconds: 1_795_136_400_000)

    private func reading(_ text: String, in copy: borrowing Copy) throws -> Reading {
        let station = try loadStation(at: copy.path + "/config")
        let book = try loadPhrasebook(at: copy.path + "/commands", station: station)
        return book.understand(text, as: Reader(), now: Self.now)
    }

    private func actions(_ reading: Reading) -> [Action] {
        switch reading {
        case .steps(let steps, _): steps.map(\.action)
        case .ask(let question, _): question.steps.map(\.action)
        case .unknown: []
        }
    }

    @Test func `a sentence added to the book is learnt at once`() throws {
        let copy = try Copy()
        let text = "烽火台那边怎么个讲法"
        #expect(try actions(reading(text, in: copy)) != [.queryStation])
        try copy.spoil(
            "commands/said.yaml",
            "  query_station:\n",
            "  query_station:\n    - \"烽火台怎么个讲法\"\n    - \"烽火台是个什么讲法\"\n"
        )
        #expect(try actions(reading(text, in: copy)) == [.queryStation])
    }

    @Test func `what sentences say in passing is learnt with them`() throws {
        let copy = try Copy()
        let text = "水沟堵了，烽火台的人莫知晓"
        func isHidden() throws -> Bool {
            guard case .steps(let steps, _) = try reading(text, in: copy) else { return false }
            return steps.first?.arguments.has(.confidential) == true
        }
        #expect(try !isHidden())
        let marked = ["路灯坏了", "垃圾满了", "桥板断了", "井盖没了", "护栏倒了"].map {
            "    - \"\($0)，烽火台的人莫知晓\": \"confidential\"\n"
        }
        try copy.spoil(
            "commands/said.yaml",
            "  file_matter:\n",
            "  file_matter:\n" + marked.joined()
        )
        #expect(try isHidden())
    }

    @Test func `a mark that is no argument is a fault with its line`() throws {
        let copy = try Copy()
        try copy.spoil(
            "commands/said.yaml",
            "  acknowledge:\n",
            "  acknowledge:\n    - \"蛮好蛮好\": \"politeness\"\n"
        )
        #expect(copy.faults().contains { $0.contains("said.yaml:") && $0.contains("politeness") })
    }

    @Test func `what nobody looked for is not learnt to be missing`() throws {
        let copy = try Copy()
        let text = "水沟堵了，烽火台的人莫知晓"
        func isHidden() throws -> Bool {
            guard case .steps(let steps, _) = try reading(text, in: copy) else { return false }
            return steps.first?.arguments.has(.confidential) == true
        }
        func add(_ mark: String) throws {
            let marked = ["路灯坏了", "垃圾满了", "桥板断了", "井盖没了", "护栏倒了"].map {
                "    - \"\($0)，\(mark)的烽火台的人莫知晓\": \"\(mark)\"\n"
            }
            try copy.spoil(
                "commands/said.yaml",
                "  file_matter:\n",
                "  file_matter:\n" + marked.joined()
            )
        }
        try add("confidential")
        #expect(try isHidden())
        // Whoever looked for names alone says nothing against it.
        try add("only name")
        try add("not confidential")
        #expect(try isHidden())
        try add("only politeness")
        #expect(copy.faults().contains { $0.contains("politeness") })
    }

    @Test func `a message with a mark where a further wish begins is learnt at once`() throws {
        let copy = try Copy()
        let text = "查42号麻烦烽火台订阅接待日提醒"
        #expect(try actions(reading(text, in: copy)) == [.subscribe])
        let joined = (51...62).map { "    - \"查\($0)号麻烦‖烽火台订阅接待日提醒\"\n" }
        try copy.spoil("commands/said.yaml", "  joined:\n", "  joined:\n" + joined.joined())
        #expect(try actions(reading(text, in: copy)) == [.queryStatus, .subscribe])
    }

    @Test func `without sentences the phrasings still speak`() throws {
        let copy = try Copy()
        try copy.write("commands/said.yaml", "voter: {}\n")
        #expect(try actions(reading("42号怎么样了", in: copy)) == [.queryStatus])
        #expect(try actions(reading("横湖村口路灯不亮", in: copy)) == [.fileMatter])
    }

    @Test func `an unknown role or action is a fault`() throws {
        let copy = try Copy()
        try copy.spoil("commands/said.yaml", "unit:\n", "units:\n")
        #expect(
            copy.faults().contains {
                $0.hasSuffix("unknown role 'units' (did you mean 'unit'?)")
            }
        )
    }
}
