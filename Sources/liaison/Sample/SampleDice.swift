import Synchronization

/// Chance that falls the same for the same seed, on every machine (SplitMix64).
struct SampleDice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: values.indices, using: &self)]
    }
}

/// The same dice for those who may roll at any time.
final class SampleChance: Sendable {
    private let dice: Mutex<SampleDice>

    init(seed: UInt64) { dice = Mutex(SampleDice(seed: seed)) }

    func roll() -> UInt64 { dice.withLock { $0.next() } }
}
