// An ending is told too. A voter without an address is told by a person, and until that is done
// it is a debt.

extension Draft {
    /// Tells a voter how a matter ended, or leaves the debt to tell it by hand.
    ///
    /// - Parameters:
    ///   - matter: The matter as it was before it ended.
    ///   - kind: The words of the ending.
    ///   - facts: What they may name; `channel` is added where the words go out in writing.
    /// - Throws: What the view throws.
    package mutating func tellEnding(
        of matter: Matter,
        _ kind: ReplyKind,
        _ facts: inout [Field: FieldValue]
    ) throws {
        let owner = try matter.owner.flatMap { try view.person($0) }
        if let owner, owner.isReachable {
            tell(owner.id, kind, facts)
            facts[.channel] = .term("channel.written")
            return
        }
        add(.matterGuarded(matter.number, .tellingOwed))
        if let name = try matter.name.flatMap({ try view.words($0) }) {
            // Whoever filed it knows the name, and has to tell that person.
            facts[.person] = .text(name)
        }
        tell(matter.teller, .tellEndingTask, facts)
        facts[.person] = nil
    }

    /// Says what is still owed, after the ending itself was confirmed.
    package mutating func sayWhatIsOwed(on number: MatterNumber) throws {
        guard let matter = try matter(number), matter.guarding.owesTelling else { return }
        var facts: [Field: FieldValue] = [.number: .number(number)]
        if let name = try matter.name.flatMap({ try view.words($0) }) {
            facts[.person] = .text(Masking.name(name))
        }
        say(.tellingOwed, facts)
    }
}
