import Learning
import Testing

/// Features 0 to 3 speak of class 0 or 1; feature 4 of either, by the group that has it.
@Suite struct ClassifierTests {
    private static let examples: [Classifier.Example] = (0..<40).map { index in
        let group = index / 2 % 2
        let label = index % 2
        return index % 3 == 0
            ? .init(features: [4], group: group, label: group, key: UInt64(index))
            : .init(
                features: [Int32(label * 2 + index / 4 % 2), 5],
                group: group,
                label: label,
                key: UInt64(index)
            )
    }

    private static func classifier(_ examples: [Classifier.Example] = examples) -> Classifier {
        Classifier(examples, features: 7, classes: 3, groups: 2)
    }

    private func best(_ features: [Int32], in group: Int) throws -> Int {
        let shares = try #require(Self.classifier().probabilities(of: features, in: group))
        return try #require(shares.indices.max { shares[$0] < shares[$1] })
    }

    @Test(arguments: [(Int32(0), 0), (1, 0), (2, 1), (3, 1)])
    func `learns which class a feature speaks of`(feature: Int32, label: Int) throws {
        for group in 0...1 { #expect(try best([feature], in: group) == label) }
    }

    @Test func `tells groups apart where they differ`() throws {
        #expect(try best([4], in: 0) == 0)
        #expect(try best([4], in: 1) == 1)
    }

    @Test func `gives shares of one, and hardly any to a class that was never seen`() throws {
        let shares = try #require(Self.classifier().probabilities(of: [0, 5], in: 0))
        #expect(shares.count == 3)
        #expect(abs(shares.reduce(0, +) - 1) < 1e-5)
        #expect(shares.allSatisfy { $0 >= 0 })
        #expect(shares[2] < 0.05)
        #expect(shares[0] > 0.9)
    }

    @Test func `knows nothing of what it never saw, or saw once`() {
        #expect(Self.classifier().probabilities(of: [6], in: 0) == nil)
        #expect(Self.classifier().probabilities(of: [], in: 0) == nil)
        let once = Self.examples + [.init(features: [6], group: 0, label: 2, key: 99)]
        #expect(Self.classifier(once).probabilities(of: [6], in: 0) == nil)
    }

    @Test func `learns the same from the same`() throws {
        let (one, other) = (Self.classifier(), Self.classifier())
        for feature in Int32(0)..<6 {
            let shares = one.probabilities(of: [feature, 5], in: 1)
            #expect(shares == other.probabilities(of: [feature, 5], in: 1))
        }
    }

    @Test func `learns the same whatever the order in which examples stand`() throws {
        let turned = Self.classifier(Self.examples.reversed())
        for feature in Int32(0)..<6 {
            let shares = Self.classifier().probabilities(of: [feature, 5], in: 1)
            #expect(shares == turned.probabilities(of: [feature, 5], in: 1))
        }
    }

    @Test func `leaves the order of the others as it is where one more is to be learnt`() {
        let more = [.init(features: [4, 5], group: 0, label: 0, key: 99)] + Self.examples
        for round in 0..<6 {
            let before = Classifier.order(Self.examples, in: round)
            let after = Classifier.order(more, in: round).filter { $0 > 0 }.map { $0 - 1 }
            #expect(before == after)
            #expect(before != Classifier.order(Self.examples, in: round + 1))
        }
    }
}
