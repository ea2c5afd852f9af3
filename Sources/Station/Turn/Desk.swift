package import Casework
package import CommandLanguage

/// All that a turn needs beside the store: the rules, the words, chance and the clock.
package struct Desk: Sendable {
    package var rules: StationRules
    package var phrasebook: Phrasebook
    package var chance: Chance
    /// The wall clock.
    package var now: @Sendable () -> Instant

    package init(
        rules: StationRules,
        phrasebook: Phrasebook,
        chance: Chance,
        now: @escaping @Sendable () -> Instant
    ) {
        self.rules = rules
        self.phrasebook = phrasebook
        self.chance = chance
        self.now = now
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
