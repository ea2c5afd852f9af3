import Casework

/// A set of roles as bits: compared at every form.
struct RoleMask: Sendable {
    let bits: UInt16

    init(_ roles: Set<Role>) {
        bits = roles.reduce(0) { $0 | 1 << UInt16($1.number) }
    }

    private init(bits: UInt16) { self.bits = bits }

    func without(_ role: Role) -> RoleMask { RoleMask(bits: bits & ~(1 << UInt16(role.number))) }

    func meets(_ other: RoleMask) -> Bool { bits & other.bits != 0 }
}

/// What must be so for forms to count, as bits.
struct ConditionMask: OptionSet, Sendable {
    let rawValue: UInt8

    /// A confirmation is open.
    static let pending = ConditionMask(rawValue: 1)
    /// The asker holds an office, answers for a unit, is a head, holds no office.
    static let office = ConditionMask(rawValue: 2)
    static let unit = ConditionMask(rawValue: 4)
    static let head = ConditionMask(rawValue: 8)
    static let voter = ConditionMask(rawValue: 16)
    /// An answer waits for the asker's rating, and no matter of theirs has the number of one.
    static let unrated = ConditionMask(rawValue: 32)
}

extension ConditionMask {
    init(_ conditions: Set<Pattern.Condition>) {
        self = conditions.reduce(into: []) { mask, condition in
            switch condition {
            case .pending: mask.insert(.pending)
            case .office: mask.insert(.office)
            case .unit: mask.insert(.unit)
            case .head: mask.insert(.head)
            case .voter: mask.insert(.voter)
            case .unrated: mask.insert(.unrated)
            }
        }
    }
}

/// What a text must have for a form: most forms are passed over by it alone.
struct TokenKey: Sendable {
    /// Tokens that must all be there.
    private var needed: SignSet
    /// Tokens one of which must be there, for the two choices that have the fewest.
    private var first = SignSet.all
    private var second = SignSet.all

    init(needed: SignSet, choices: [Set<UInt32>]) {
        self.needed = needed
        let sets = choices.sorted { $0.count < $1.count }.prefix(2).map { tokens in
            tokens.reduce(into: SignSet()) { $0.insert($1) }
        }
        if let set = sets.first { first = set }
        if sets.count > 1 { second = sets[1] }
    }

    /// False where surely the form does not fit a text of these tokens, which are never none.
    func mayFit(_ signs: SignSet) -> Bool {
        needed.isSubset(of: signs) && first.meets(signs) && second.meets(signs)
    }
}

/// A form made ready for matching: a flat program with its index keys.
///
/// A class, so that trying one copies nothing; it never changes once it is made.
final class Form: Sendable {
    enum Op: Sendable {
        /// One sign that stands alone: a han character, a digit, `?`.
        case sign(UInt32)
        /// A whole Latin word: where it begins in ``letters``, and how many they are.
        case word(Int, count: Int)
        /// Any punctuation; none only where it is not needed.
        case pause(isNeeded: Bool)
        /// What the one of ``recognisers`` takes.
        case slot(Int)
        case any
        /// Tries the first, then the second.
        case split(Int, Int)
        case jump(Int)
        case end
    }

    let action: Action
    let constants: [Slot: Arguments.Value]
    let conditions: ConditionMask
    /// Who sees the command, as bits of ``RoleMask``.
    let shownTo: RoleMask
    /// The place in the book: earlier forms win ties.
    let order: Int
    let ops: [Op]
    let letters: [UInt32]
    let recognisers: [Recogniser]
    /// Tokens one of which must come first; nil when a slot may.
    let firsts: Set<UInt32>?
    /// The same as a filter.
    let opening: SignSet?
    /// True when one of the slots that may come first begins with a number.
    let beginsWithNumber: Bool
    /// What a slot that comes first, whatever follows, takes; nil where something else may come first.
    let lead: Recogniser?
    /// Tokens one of which must stand behind the number of a matter that leads; nil where anything may.
    let followers: SignSet?
    /// True when words choose the form, not numbers or free text alone.
    let hasWords: Bool
    /// Which tokens the text must have.
    let key: TokenKey

    init(
        _ pattern: Pattern,
        action: Action,
        shownTo: Set<Role> = [],
        order: Int,
        names: [String],
        recogniser: (Slot, String?) -> Recogniser
    ) {
        self.action = action
        self.order = order
        self.shownTo = RoleMask(shownTo)
        constants = pattern.constants
        conditions = ConditionMask(pattern.conditions)
        let node = Form.expand(pattern.node, names: names)
        var program = Program()
        program.emit(node, recogniser)
        program.ops.append(.end)
        ops = program.ops
        letters = program.letters
        recognisers = program.recognisers
        let (firsts, canBeEmpty) = Form.firsts(node, recogniser)
        let known = canBeEmpty ? nil : firsts
        self.firsts = known
        opening = known?.reduce(into: SignSet()) { $0.insert($1) }
        beginsWithNumber = known == nil && Form.isNumeric(node, recogniser)
        key = TokenKey(needed: Form.needed(node), choices: Form.choices(node))
        lead = Form.leadsWithSlot(node) ? program.recognisers.first : nil
        followers = Form.followers(node, recogniser)
        hasWords =
            program.recognisers.contains { $0.shape == .value }
            || program.ops.contains { op in
                switch op {
                case .sign, .word: true
                default: false
                }
            }
    }

    /// False when the form surely does not begin with a token.
    func mayBegin(with token: UInt32) -> Bool { opening?.mayContain(token) ?? true }

    /// The bit of a sign in a filter of 64.
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
            if ScalarKind.isLetter(value) || value == 0x27 {
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

    /// A form while it is laid out.
    private struct Program {
        var ops: [Op] = []
        var letters: [UInt32] = []
        var recognisers: [Recogniser] = []

        mutating func emit(_ node: Pattern.Node, _ recogniser: (Slot, String?) -> Recogniser) {
            switch node {
            case .word(let word):
                guard word.count > 1 || ScalarKind.isLetter(word[0]) else {
                    ops.append(.sign(word[0]))
                    return
                }
                ops.append(.word(letters.count, count: word.count))
                letters += word
            case .sign(let isNeeded): ops.append(.pause(isNeeded: isNeeded))
            case .slot(let slot, let argument):
                ops.append(.slot(recognisers.count))
                recognisers.append(recogniser(slot, argument))
            case .any: ops.append(.any)
            case .names: break
            case .sequence(let nodes):
                for node in nodes { emit(node, recogniser) }
            case .choice(let nodes): emit(choice: nodes, recogniser)
            }
        }

        private mutating func emit(
            choice nodes: [Pattern.Node],
            _ recogniser: (Slot, String?) -> Recogniser
        ) {
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
        case .word(let word): return ([Token.first(of: word, at: 0).token], false)
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

    private static func leadsWithSlot(_ node: Pattern.Node) -> Bool {
        switch node {
        case .slot: true
        case .sequence(let nodes): nodes.first.map { leadsWithSlot($0) } ?? false
        case .choice, .word, .sign, .any, .names: false
        }
    }

    private static func followers(
        _ node: Pattern.Node,
        _ recogniser: (Slot, String?) -> Recogniser
    ) -> SignSet? {
        guard case .sequence(let nodes) = node, case .slot(let slot, let argument) = nodes.first,
            [.ref, .refs].contains(recogniser(slot, argument).shape)
        else { return nil }
        let (firsts, canBeEmpty) = firsts(.sequence(Array(nodes.dropFirst())), recogniser)
        guard let firsts, !canBeEmpty else { return nil }
        return firsts.reduce(into: SignSet()) { $0.insert($1) }
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

    /// For each choice of words, tokens one of which must be in the text.
    private static func choices(_ node: Pattern.Node) -> [Set<UInt32>] {
        switch node {
        case .sequence(let nodes): nodes.flatMap { choices($0) }
        case .choice: token(node).map { [$0] } ?? []
        case .word, .sign, .slot, .any, .names: []
        }
    }

    /// Tokens one of which must be in the text, as few as there are; nil where none must.
    private static func token(_ node: Pattern.Node) -> Set<UInt32>? {
        switch node {
        case .word(let word): return [Token.first(of: word, at: 0).token]
        case .sequence(let nodes):
            return nodes.compactMap { token($0) }.min { $0.count < $1.count }
        case .choice(let nodes):
            var all: Set<UInt32> = []
            for node in nodes {
                guard let tokens = token(node) else { return nil }
                all.formUnion(tokens)
            }
            return all
        case .sign, .slot, .any, .names: return nil
        }
    }

    private static func needed(_ node: Pattern.Node) -> SignSet {
        switch node {
        case .word(let word): SignSet(word, 0..<word.count)
        case .sequence(let nodes): nodes.reduce(SignSet()) { $0.union(needed($1)) }
        case .choice(let nodes):
            nodes.dropFirst().reduce(nodes.first.map { needed($0) } ?? SignSet()) {
                $0.intersection(needed($1))
            }
        case .sign, .slot, .any, .names: SignSet()
        }
    }
}
