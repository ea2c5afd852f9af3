extension Draft {
    /// What becomes a matter without being filed as one: a finding of a note, a voter's words at a
    /// reception.
    package struct NewMatter {
        package var content: String
        /// The same words, where they are kept already.
        package var words: ContentID?
        /// Whose it is; nil for somebody without a chat.
        package var owner: PersonID?
        package var name: ContentID?
        package var phone: ContentID?
        package var place: String?
        package var village: String?
        package var topic: String?
        package var isConfidential = false
        package var files: [Int64] = []
        /// The record that it comes from.
        package var source: RecordKey

        package init(
            content: String,
            words: ContentID? = nil,
            owner: PersonID?,
            name: ContentID? = nil,
            phone: ContentID? = nil,
            place: String? = nil,
            village: String? = nil,
            topic: String? = nil,
            isConfidential: Bool = false,
            files: [Int64] = [],
            source: RecordKey
        ) {
            self.content = content
            self.words = words
            self.owner = owner
            self.name = name
            self.phone = phone
            self.place = place
            self.village = village
            self.topic = topic
            self.isConfidential = isConfidential
            self.files = files
            self.source = source
        }
    }

    /// Registers it with a number and a 查询码 of its own and tells the clerks.
    ///
    /// - Returns: The number, the code that is said once, and the day of the first answer.
    /// - Throws: What the view throws.
    package mutating func register(
        _ new: NewMatter
    ) throws -> (number: MatterNumber, code: String, due: FieldValue) {
        let village =
            new.village ?? rules.listedPlace(in: new.place ?? "")
            ?? rules.listedPlace(in: new.content)
        let screening = rules.workingDays.adding(rules.screeningDays, to: today)
        let code = chance.queryCode()
        let number = try nextNumber()
        add(
            .matterRegistered(
                Event.Filing(
                    number: number,
                    owner: new.owner,
                    filedBy: me,
                    words: try new.words ?? keep(new.content),
                    place: try keep(new.place),
                    name: new.name,
                    phone: new.phone,
                    village: village,
                    group: village.flatMap { rules.places[$0] ?? nil },
                    topic: new.topic,
                    kind: nil,
                    isAnonymous: false,
                    isConfidential: new.isConfidential,
                    codeDigest: chance.digest(code),
                    screenBy: screening.day
                )
            )
        )
        add(.turned(number, .cameFrom(new.source)))
        watch(.screening, of: number, until: screening.day)
        if !new.files.isEmpty {
            add(.matterSupplemented(number, words: nil, attachments: new.files))
        }
        let due = FieldValue.due(screening.day, isProvisional: screening.isProvisional)
        var facts: [Field: FieldValue] = [
            .number: .number(number), .subject: .text(title(of: new.content)),
            .due: due,
        ]
        facts.placeUnlessNamed(new.place ?? village)
        if !roles.contains(.staff) { try announce(number, facts) }
        try watch(number)
        return (number, code, due)
    }
}
