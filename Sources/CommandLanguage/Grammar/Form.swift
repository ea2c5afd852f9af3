import Casework

/// A form made ready for matching: a flat program with its index keys.
struct Form: Sendable {
    enum Op: Sendable {
        /// One sign that stands alone: a han character, a digit, `?`.
        case sign(UInt32)
        /// A whole Latin word.
        case word([UInt32])
        /// Any punctuation; none only where it is not needed.
        case pause(isNeeded: Bool)
        case slot(Recogniser)
        case any
        /// Tries the first, then the second.
        case split(Int, Int)
        case jump(Int)
        case end
    }

    var action: Action
    var language: Language
    var constants: [Slot: Arguments.Value]
    var conditions: Set<Pattern.Condition>
    /// The place in the book: earlier forms win ties.
    var order: Int
    var ops: [Op] = []
    /// Signs one of which must come first; nil when a slot may.
    var firsts: Set<UInt32>?
    /// True when one of the slots that may come first begins with a number.
    var beginsWithNumber = false
    /// True when words choose the form, not numbers or free text alone.
    var hasWords = false
    /// Bits of signs that must all be in the text.
    var needed: UInt64 = 0

    init(
        _ pattern: Pattern,
        action: Action,
        language: Language,
        order: Int,
        names: [String],
        recogniser: (Slot, String?) -> Recogniser
    ) {
        self.action = action
        self.language = language
        self.order = order
        constants = pattern.constants
        conditions = pattern.conditions
        let node = Form.expand(pattern.node, names: names)
        emit(node, recogniser)
        ops.append(.end)
        let (firsts, canBeEmpty) = Form.firsts(node, recogniser)
        if let firsts, !canBeEmpty { self.firsts = firsts } else { self.firsts = nil }
        beginsWithNumber = self.firsts == nil && Form.isNumeric(node, recogniser)
        needed = Form.needed(node)
        hasWords = ops.contains { op in
            switch op {
            case .sign, .word: true
            case .slot(let recogniser): recogniser.shape == .value
            default: false
            }
        }
    }

    /// The bit of a sign in ``needed``.
    static func bit(_ value: UInt32) -> UInt64 { 1 << UInt64((value &* 0x9E37_79B1) >> 26) }

    private static func expand(_ node: Pattern.Node, names: [String]) -> Pattern.Node {
        switch node {
        case .names:
            .choice(
                names.sorted { $0.unicodeScalars.count > $1.unicodeScalars.count }
                    .map { .sequence(words(NormalText.spelling($0))) }
            )
        case .sequence(let nodes): .sequence(nodes.map { expand($0, names: names) })
        case .choice(let nodes): .choice(nodes.map { expand($0, names: names) })
        case .word, .sign, .slot, .any: node
        }
    }

    private static func words(_ spelling: [UInt32]) -> [Pattern.Node] {
        var nodes: [Pattern.Node] = []
        var word: [UInt32] = []
        for value in spelling {
            if Kind.isLetter(value) || value == 0x27 {
                word.append(value)
                continue
            }
            if !word.isEmpty { nodes.append(.word(word)) }
            word = []
            if value != 0x20 { nodes.append(.word([value])) }
        }
        if !word.isEmpty { nodes.append(.word(word)) }
        return nodes
    }

    private mutating func emit(
        _ node: Pattern.Node,
        _ recogniser: (Slot, String?) -> Recogniser
    ) {
        switch node {
        case .word(let word):
            ops.append(
                word.count == 1 && !Kind.isLetter(word[0]) ? .sign(word[0]) : .word(word)
            )
        case .sign(let isNeeded): ops.append(.pause(isNeeded: isNeeded))
        case .slot(let slot, let argument): ops.append(.slot(recogniser(slot, argument)))
        case .any: ops.append(.any)
        case .names: break
        case .sequence(let nodes):
            for node in nodes { emit(node, recogniser) }
        case .choice(let nodes):
            var jumps: [Int] = []
            for (index, option) in nodes.enumerated() {
                guard index < nodes.count - 1 else {
                    emit(option, recogniser)
                    break
                }
                let split = ops.count
                ops.append(.split(split + 1, 0))
                emit(option, recogniser)
                jumps.append(ops.count)
                ops.append(.jump(0))
                ops[split] = .split(split + 1, ops.count)
            }
            for jump in jumps { ops[jump] = .jump(ops.count) }
        }
    }

    private static func firsts(
        _ node: Pattern.Node,
        _ recogniser: (Slot, String?) -> Recogniser
    ) -> (Set<UInt32>?, canBeEmpty: Bool) {
        switch node {
        case .word(let word): return ([word[0]], false)
        case .sign: return ([], true)
        case .slot, .any, .names: return (nil, false)
        case .sequence(let nodes):
            var all: Set<UInt32> = []
            for node in nodes {
                let (firsts, canBeEmpty) = firsts(node, recogniser)
                guard let firsts else { return (nil, false) }
                all.formUnion(firsts)
                if !canBeEmpty { return (all, false) }
            }
            return (all, true)
        case .choice(let nodes):
            var all: Set<UInt32> = []
            var isEmpty = false
            for node in nodes {
                let (firsts, canBeEmpty) = firsts(node, recogniser)
                guard let firsts else { return (nil, false) }
                all.formUnion(firsts)
                isEmpty = isEmpty || canBeEmpty
            }
            return (all, isEmpty)
        }
    }

    /// True when every slot that may come first is a number and no word may.
    private static func isNumeric(
        _ node: Pattern.Node,
        _ recogniser: (Slot, String?) -> Recogniser
    ) -> Bool {
        switch node {
        case .slot(let slot, let argument): recogniser(slot, argument).beginsWithNumber
        case .sequence(let nodes): nodes.first.map { isNumeric($0, recogniser) } ?? false
        case .choice(let nodes): nodes.allSatisfy { isNumeric($0, recogniser) }
        case .word, .sign, .any, .names: false
        }
    }

    private static func needed(_ node: Pattern.Node) -> UInt64 {
        switch node {
        case .word(let word): word.reduce(0) { $0 | bit($1) }
        case .sequence(let nodes): nodes.reduce(0) { $0 | needed($1) }
        case .choice(let nodes):
            nodes.dropFirst().reduce(nodes.first.map { needed($0) } ?? 0) { $0 & needed($1) }
        case .sign, .slot, .any, .names: 0
        }
    }
}
