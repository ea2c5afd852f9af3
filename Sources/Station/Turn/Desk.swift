package import Casework
package import CommandLanguage
internal import Store
internal import Synchronization

/// All that a turn needs beside the store: the rules, the words, chance and the clock.
package struct Desk: Sendable {
    /// As they stand now: a dropped holiday table changes them while the service runs.
    package var rules: StationRules {
        get {
            var rules = currentRules()
            rules.broadcasts.variables = phrasebook.variables
            rules.excerpts = phrasebook.excerpts
            if let textLimitInUTF16 { rules.broadcasts.textLimitInUTF16 = textLimitInUTF16 }
            return rules
        }
        set { currentRules = { newValue } }
    }
    /// What one message of the channel carries; nil where none is known.
    var textLimitInUTF16: Int?
    private var currentRules: @Sendable () -> StationRules
    /// The words of a turn in hand: they stay the same until its end.
    package var phrasebook: Phrasebook
    package var chance: Chance
    /// The wall clock.
    package var now: @Sendable () -> Instant
    /// The words that the next turn takes.
    package let words: Words

    package init(
        rules: StationRules,
        phrasebook: Phrasebook,
        chance: Chance,
        now: @escaping @Sendable () -> Instant
    ) {
        self.init(
            currentRules: { rules },
            phrasebook: phrasebook,
            chance: chance,
            now: now
        )
    }

    package init(
        currentRules: @escaping @Sendable () -> StationRules,
        phrasebook: Phrasebook,
        chance: Chance,
        now: @escaping @Sendable () -> Instant
    ) {
        self.currentRules = currentRules
        self.phrasebook = phrasebook
        self.chance = chance
        self.now = now
        words = Words(phrasebook)
    }

    /// The desk with the words that are in force now, and the names on the roster.
    func opened(_ session: Session) throws -> Desk {
        var desk = self
        desk.phrasebook = try words.inForce(among: session)
        return desk
    }

    /// A draft for the desk itself, at a given instant.
    func draft(
        at now: Instant,
        view: any StationView,
        for person: Person? = nil
    ) -> Draft {
        Draft.ofDesk(at: now, view: view, rules: rules, chance: chance, for: person)
    }
}

/// The words in force, the same for all services; a station changes them while it runs.
package final class Words: Sendable {
    private struct Stand {
        var book: Phrasebook
        /// The book with the people of the roster, up to that appointment.
        var named: (book: Phrasebook, last: Int64)?
    }

    private let stand: Mutex<Stand>

    package init(_ book: Phrasebook) { stand = Mutex(Stand(book: book)) }

    package var inForce: Phrasebook { stand.withLock { $0.book } }

    /// The words with the names of whoever came to the roster since they were read.
    func inForce(among session: Session) throws -> Phrasebook {
        let last = try session.lastAppointment()
        let (book, named) = stand.withLock { ($0.book, $0.named) }
        guard last > 0 else { return book }
        if let named, named.last == last { return named.book }
        let people = try Set(session.appointments().map(\.person)).sorted()
        let names = try people.compactMap { id in
            try session.person(id)?.name.flatMap { try session.words($0) }
        }
        let new = book.naming(names)
        stand.withLock { $0.named = (new, last) }
        return new
    }

    /// Puts another book in force; turns in hand end with the old one.
    package func change(to new: Phrasebook) { stand.withLock { $0 = Stand(book: new) } }
}
