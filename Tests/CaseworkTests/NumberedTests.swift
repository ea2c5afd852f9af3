import Casework
import Testing

@Suite struct NumberedTests {
    @Test func `names are numbered in the order in which they are listed`() {
        #expect(Action.allCases.map(\.number) == Array(Action.allCases.indices))
        #expect(Slot.allCases.map(\.number) == Array(Slot.allCases.indices))
        #expect(Role.allCases.map(\.number) == Array(Role.allCases.indices))
        #expect(Language.allCases.map(\.number) == Array(Language.allCases.indices))
    }

    @Test func `a name is found by its number as it was by its letters`() {
        let roles = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, $0.rawValue) })
        for role in Role.allCases { #expect(roles[role] == role.rawValue) }
        #expect(Set(Action.allCases).count == Action.allCases.count)
    }
}
