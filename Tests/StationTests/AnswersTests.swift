import Casework
import CommandLanguage
import Foundation
import Messages
import Station
import Store
import Testing

/// Every action, said as its own help says it, by everybody who may say it.
@Suite struct `Every action` {
    /// Somebody of the sample station for each role.
    static let holders: [(role: Role, name: String)] = [
        (.voter, ""), (.deputy, "吴志强"), (.leader, "陈美芳"), (.staff, "张联络"), (.head, "王建国"),
        (.unit, "城建办"), (.presidium, "郑主席"), (.adviser, "周律师"), (.auditor, "钱审计"),
        (.committee, "镇党委"),
    ]

    /// What ends a binding or changes the language comes last.
    private static let order = Action.allCases.sorted { ends($0) < ends($1) }

    private static func ends(_ action: Action) -> Int {
        switch action {
        case .setLanguage: 1
        case .unbind: 2
        default: 0
        }
    }

    @Test(arguments: holders.map(\.role), Language.allCases)
    func `has one answer, loses nothing and shows nothing of our insides`(
        role: Role,
        language: Language
    ) async throws {
        let station = try SampleStation()
        let holder = try #require(Self.holders.first { $0.role == role })
        try await station.bind("the clerk", .staff, "张联络")
        let speaker = role == .staff ? "the clerk" : "speaker"
        if role != .voter, role != .staff { try await station.bind(speaker, role, holder.name) }
        _ = try await station.answer(language == .zh ? "你好" : "hello", as: speaker)
        let roles: Set<Role> = role == .leader ? [.voter, .leader, .deputy] : [.voter, role]
        for action in Self.order where Authority.allows(action, to: roles) {
            // The question before is over, and what was kept for it has gone its way.
            station.clock.move(hours: 3)
            _ = try await station.conversing.tick()
            let example = station.desk.phrasebook.exampleFor(action, in: language)
            let heard = try await station.say(example, as: speaker)
            let answers = heard.filter { $0.to == speaker }
            let answer = answers.map(\.text).joined(separator: "\n")
            #expect(answers.count == 1 || action == .help, "\(action.rawValue): \(example)")
            #expect(!answer.isEmpty, "\(action.rawValue): \(example)")
            #expect(Self.insides(of: answer) == [], "\(action.rawValue): \(answer)")
        }
    }

    /// Names that only the program knows: snake_case, braces, keys with dots.
    private static func insides(of text: String) -> [String] {
        let names = text.matches(
            of:
                /[a-z]+_[a-z_]+|[{}\[\]]|\b(role|state|term|question|action|choice|kind|move|channel|reason|result)\.\w+/
        )
        return names.map { String($0.0) }
    }
}

extension SampleStation {
    /// The words of the clerk's unsorted queue, oldest first.
    func items() throws -> [String] {
        try store.readSync { session in
            try session.openItems().map { item in
                try item.words.flatMap { try session.words($0) } ?? ""
            }
        }
    }
}
