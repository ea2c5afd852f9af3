extension Matter {
    /// A matter from its parts, as the store keeps them; all else starts empty and is then set.
    package init(
        number: MatterNumber,
        filedBy: PersonID,
        filedAt: Instant,
        words: [ContentID],
        codeDigest: String,
        screenBy: Day
    ) {
        self.init(
            Event.Filing(
                number: number,
                owner: nil,
                filedBy: filedBy,
                words: ContentID(0),
                place: nil,
                name: nil,
                phone: nil,
                village: nil,
                group: nil,
                topic: nil,
                kind: nil,
                isAnonymous: false,
                isConfidential: false,
                codeDigest: codeDigest,
                screenBy: screenBy
            ),
            at: filedAt
        )
        self.words = words
    }
}
