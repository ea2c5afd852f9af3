import Casework

/// A command as reading a message needs it, made ready from its book.
///
/// A class, as its arguments are, so that handing one on copies nothing; it never changes.
final class Command: Sendable {
    let names: [Language: [String]]
    /// Who sees it in help and menu; it grants nothing.
    let shownTo: Set<Role>
    let arguments: Declared
    let takesWords: Bool
    let isGuarded: Bool
    let protects: Bool
    let help: [Language: String]
    let doubt: [Language: String]
    let example: [Language: String]
    let menu: String?

    init(_ book: CommandBook) {
        names = book.names
        shownTo = book.shownTo
        arguments = Declared(book.arguments.mapValues { Argument($0) })
        takesWords = book.takesWords
        isGuarded = book.isGuarded
        protects = book.protects
        help = book.help
        doubt = book.doubt
        example = book.example
        menu = book.menu
    }

    /// True for what one visitor of several said and was told.
    var isOfVisits: Bool { arguments[.voterName] != nil && arguments[.redirect] != nil }

    /// See ``CommandBook/Argument``.
    final class Argument: Sendable {
        let isRequired: Bool
        let instead: Set<Slot>
        let isJoined: Bool
        let isPast: Bool
        let isSpread: Bool
        let isOnlyGiven: Bool
        let isAhead: Bool
        let isSending: Bool
        let isLatest: Bool
        let signless: RecordKind?
        let isRoster: Bool
        let isWhole: Bool
        let isRest: Bool
        let words: Words?
        let near: Words?
        let after: Words?
        let alone: Words?
        let question: [Language: String]

        init(_ book: CommandBook.Argument) {
            isRequired = book.isRequired
            instead = book.instead
            isJoined = book.isJoined
            isPast = book.isPast
            isSpread = book.isSpread
            isOnlyGiven = book.isOnlyGiven
            isAhead = book.isAhead
            isSending = book.isSending
            isLatest = book.isLatest
            signless = book.signless
            isRoster = book.isRoster
            isWhole = book.isWhole
            isRest = book.isRest
            words = book.words
            near = book.near
            after = book.after
            alone = book.alone
            question = book.question
        }
    }

    /// The arguments that a command knows.
    final class Declared: Sendable {
        /// In the order of the slots.
        let all: [(slot: Slot, argument: Argument)]
        private let table: Table<Slot, Argument>
        /// Those that are looked for in a text; nil where all of them are.
        private let soughtAlone: Declared?

        /// None at all.
        static let nothing = Declared([:])

        init(_ known: [Slot: Argument]) {
            table = Table(known)
            all = Slot.allCases.compactMap { slot in known[slot].map { (slot, $0) } }
            let sought = known.filter { !$0.value.isOnlyGiven }
            soughtAlone = sought.count < known.count ? Declared(sought) : nil
        }

        subscript(slot: Slot) -> Argument? { table[slot] }

        /// Those that are looked for in a text, not only given by a form or a phrasing.
        var sought: Declared { soughtAlone ?? self }
    }
}
