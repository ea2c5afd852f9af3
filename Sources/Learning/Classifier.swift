/// Which of several classes a set of features belongs to, learnt from examples.
///
/// Multinomial logistic regression, trained by stochastic gradient descent. Every feature counts
/// twice: once as anyone's, once as its group's, so that what all groups have in common is learnt from
/// all and what is peculiar to one from its own examples (Daumé III, "Frustratingly Easy Domain
/// Adaptation", 2007). Equal examples make equal classifiers, on every machine of one kind.
package struct Classifier: Sendable {
    /// What was seen together, and what it was.
    package struct Example: Sendable {
        /// Numbers of features, each once, 0 or more.
        package var features: [Int32]
        /// 0 up to the number of groups.
        package var group: Int
        /// 0 up to the number of classes.
        package var label: Int
        /// What tells it from others whatever stands beside it: examples are learnt in an order made of
        /// this, so that one more does not shuffle all the others.
        package var key: UInt64

        package init(features: [Int32], group: Int, label: Int, key: UInt64) {
            self.features = features
            self.group = group
            self.label = label
            self.key = key
        }
    }

    private typealias Lane = SIMD8<Float>

    package let classes: Int
    private let groups: Int
    /// Of each feature: its row as anyone's, then as each group's; -1 where it was seen only once.
    private let rows: [Int32]
    /// The weights of each row, one for each class, in lanes.
    private var weights: [Lane]
    /// How many lanes a row has.
    private let lanes: Int

    private var width: Int { groups + 1 }

    /// - Parameters:
    ///   - examples: Those of equal keys in an order that does not change from one time to the next.
    ///   - features: More than the highest number of a feature.
    ///   - classes: How many there are; labels are below it.
    ///   - groups: How many there are; groups of examples are below it.
    package init(_ examples: [Example], features: Int, classes: Int, groups: Int) {
        self.classes = classes
        self.groups = groups
        lanes = (classes + Lane.scalarCount - 1) / Lane.scalarCount
        var counts = Array(repeating: Int32(0), count: features * (groups + 1))
        for example in examples {
            for feature in example.features {
                let base = Int(feature) * (groups + 1)
                counts[base] += 1
                counts[base + 1 + example.group] += 1
            }
        }
        var next: Int32 = 0
        for index in counts.indices {
            // What was seen once says nothing that its example does not say.
            if counts[index] > 1 {
                counts[index] = next
                next += 1
            } else {
                counts[index] = -1
            }
        }
        rows = counts
        weights = Array(repeating: .zero, count: (Int(next) + groups) * lanes)
        train(examples)
        join()
    }

    /// Adds what a feature weighs as anyone's to what it weighs as a group's: from now on one row is
    /// enough.
    private mutating func join() {
        for feature in 0..<rows.count / width {
            let common = rows[feature * width]
            for own in rows[(feature * width + 1)..<((feature + 1) * width)]
            where own >= 0 && common >= 0 {
                for lane in 0..<lanes {
                    weights[Int(own) * lanes + lane] += weights[Int(common) * lanes + lane]
                }
            }
        }
    }

    /// How likely each class is, 0 to 1, in all 1; nil where no feature is known.
    package func probabilities(of features: [Int32], in group: Int) -> [Float]? {
        let (rows, count) = joined(features, in: group)
        guard count > 1 else { return nil }
        return weights.withUnsafeBufferPointer { weights in
            withUnsafeTemporaryAllocation(of: Lane.self, capacity: lanes) { sums in
                spread(weights, rows, count, sums)
                return sums.withMemoryRebound(to: Float.self) { Array($0.prefix(classes)) }
            }
        }
    }

    /// The rows of the features that are known, and the row that every example of a group has.
    private func known(_ features: [Int32], in group: Int) -> [Int32] {
        var found: [Int32] = []
        found.reserveCapacity(features.count * 2 + 1)
        for feature in features {
            let base = Int(feature) * width
            if rows[base] >= 0 { found.append(rows[base]) }
            if rows[base + 1 + group] >= 0 { found.append(rows[base + 1 + group]) }
        }
        found.append(Int32(weights.count / lanes - groups + group))
        return found
    }

    /// The same once they are joined: one row for each feature, and how many rows it stands for.
    private func joined(_ features: [Int32], in group: Int) -> (rows: [Int32], count: Int) {
        var found: [Int32] = []
        found.reserveCapacity(features.count + 1)
        var count = 1
        for feature in features {
            let base = Int(feature) * width
            let (common, own) = (rows[base], rows[base + 1 + group])
            if own >= 0 {
                found.append(own)
            } else if common >= 0 {
                found.append(common)
            }
            count += (own >= 0 ? 1 : 0) + (common >= 0 ? 1 : 0)
        }
        found.append(Int32(weights.count / lanes - groups + group))
        return (found, count)
    }

    /// Writes the probabilities of the classes, given the rows that are on and how many they stand for.
    private func spread(
        _ weights: UnsafeBufferPointer<Lane>,
        _ rows: [Int32],
        _ count: Int,
        _ sums: UnsafeMutableBufferPointer<Lane>
    ) {
        add(weights, rows, sums)
        let scale = Classifier.scale(count)
        let whole = classes / Lane.scalarCount
        var tops = Lane(repeating: -Float.greatestFiniteMagnitude)
        for lane in 0..<whole { tops = pointwiseMax(tops, sums[lane]) }
        var top = tops.max()
        for index in whole * 8..<classes { top = max(top, sums[index / 8][index % 8]) }
        var total: Float = 0
        for lane in 0..<lanes {
            sums[lane] = Classifier.exponential((sums[lane] - top) * scale)
            let left = classes - lane * 8
            if left < 8 { for index in left..<8 { sums[lane][index] = 0 } }
            total += sums[lane].sum()
        }
        for lane in 0..<lanes { sums[lane] /= total }
    }

    /// Adds up rows, a few lanes at a time: so many are kept at hand.
    private func add(
        _ weights: UnsafeBufferPointer<Lane>,
        _ rows: [Int32],
        _ sums: UnsafeMutableBufferPointer<Lane>
    ) {
        var lane = 0
        while lane + 4 <= lanes {
            var some = (Lane.zero, Lane.zero, Lane.zero, Lane.zero)
            for row in rows {
                let base = Int(row) * lanes + lane
                some.0 += weights[base]
                some.1 += weights[base + 1]
                some.2 += weights[base + 2]
                some.3 += weights[base + 3]
            }
            sums.initializeElement(at: lane, to: some.0)
            sums.initializeElement(at: lane + 1, to: some.1)
            sums.initializeElement(at: lane + 2, to: some.2)
            sums.initializeElement(at: lane + 3, to: some.3)
            lane += 4
        }
        while lane < lanes {
            var sum = Lane.zero
            for row in rows { sum += weights[Int(row) * lanes + lane] }
            sums.initializeElement(at: lane, to: sum)
            lane += 1
        }
    }

    // MARK: - Learning

    /// Found by trial on sentences that were held out.
    private enum Rate {
        static let rounds = 6
        static let first: Float = 5
        static let decay: Float = 0.7
        /// An example that is as sure as this teaches nothing more, and is looked at again only three
        /// rounds later.
        static let enough: Float = 0.97
    }

    private mutating func train(_ examples: [Example]) {
        let known = examples.map { self.known($0.features, in: $0.group) }
        var next = Array(repeating: 0, count: examples.count)
        var rate = Rate.first
        var weights = weights
        weights.withUnsafeMutableBufferPointer { weights in
            withUnsafeTemporaryAllocation(of: Lane.self, capacity: lanes) { sums in
                for round in 0..<Rate.rounds {
                    for index in Classifier.order(examples, in: round) where next[index] <= round {
                        let rows = known[index]
                        spread(UnsafeBufferPointer(weights), rows, rows.count, sums)
                        let label = examples[index].label
                        if sums[label / 8][label % 8] > Rate.enough {
                            next[index] = round + 3
                            continue
                        }
                        sums[label / 8][label % 8] -= 1
                        let step = rate * Classifier.scale(rows.count)
                        for lane in 0..<lanes { sums[lane] *= step }
                        for row in rows {
                            let base = Int(row) * lanes
                            for lane in 0..<lanes { weights[base + lane] -= sums[lane] }
                        }
                    }
                    rate *= Rate.decay
                }
            }
        }
        self.weights = weights
    }

    /// An order that is another in each round, and that an example more or less leaves as it is.
    package static func order(_ examples: [Example], in round: Int) -> [Int] {
        let keys = examples.map { example in
            var key = example.key ^ UInt64(round + 1) &* 0x9E37_79B9_7F4A_7C15
            key &*= 0xBF58_476D_1CE4_E5B9
            key = (key ^ key >> 27) &* 0x94D0_49BB_1331_11EB
            return key ^ key >> 31
        }
        return examples.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    }

    /// A long text has many features; none shall outweigh a short one's.
    private static func scale(_ rows: Int) -> Float { 1 / Float(rows + 1).squareRoot() }

    /// e to the power of numbers not above 0, to six digits.
    private static func exponential(_ power: Lane) -> Lane {
        let binary = pointwiseMax(power, Lane(repeating: -80)) * 1.442_695
        let whole = binary.rounded(.down)
        let part = binary - whole
        // 2^part by its series, the first terms of (ln 2)^n / n!.
        var sum = Lane(repeating: 0.000_154_035)
        sum = sum * part + 0.001_333_356
        sum = sum * part + 0.009_618_129
        sum = sum * part + 0.055_504_109
        sum = sum * part + 0.240_226_507
        sum = sum * part + 0.693_147_181
        sum = sum * part + 1
        // Adding 1.5 * 2^23 leaves a whole number in the lowest bits.
        let exponents = (unsafeBitCast(whole + 12_582_912, to: SIMD8<Int32>.self) &+ 127) &<< 23
        return sum * unsafeBitCast(exponents, to: Lane.self)
    }
}
