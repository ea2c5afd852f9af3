/// 登记: one problem becomes one matter with a number of its own.
package enum FileMatter: Deed {
    package static let action = Action.fileMatter

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let content = draft.arguments.text(.content) else { return .missing(.content) }
        let worksHere = !draft.roles.isDisjoint(with: [.deputy, .staff, .head])
        let isForOther =
            worksHere && (draft.arguments.has(.onBehalf) || draft.arguments.has(.name))
        let files = try draft.filesAtHand()
        // A village that is not in the list is where it is, and stays with the words.
        let place = draft.arguments.text(.place) ?? draft.arguments.text(.village)
        let village =
            draft.rules.listedPlace(in: draft.arguments.text(.village) ?? "")
            ?? draft.rules.listedPlace(in: place ?? "") ?? draft.rules.listedPlace(in: content)
        let screening = draft.rules.workingDays.adding(
            draft.rules.screeningDays,
            to: draft.today
        )
        let code = draft.chance.queryCode()
        let number = try draft.nextNumber()
        draft.add(
            .matterRegistered(
                Event.Filing(
                    number: number,
                    owner: isForOther ? nil : draft.me,
                    filedBy: draft.me,
                    words: try draft.keep(content),
                    place: try draft.keep(place),
                    name: try draft.keep(draft.arguments.text(.name)),
                    phone: try draft.keep(draft.arguments.text(.phone)),
                    village: village,
                    group: village.flatMap { draft.rules.places[$0] ?? nil },
                    topic: draft.arguments.text(.topic),
                    kind: draft.arguments.text(.kind, among: Values.matterKinds),
                    isAnonymous: draft.arguments.has(.anonymous),
                    isConfidential: draft.arguments.has(.confidential),
                    codeDigest: draft.chance.digest(code),
                    screenBy: screening.day,
                    hint: draft.arguments.text(.screeningHint, among: Values.reasons)
                )
            )
        )
        draft.watch(.screening, of: number, until: screening.day)
        if !files.isEmpty {
            draft.add(.matterSupplemented(number, words: nil, attachments: files))
            draft.place(files)
        }
        var facts: [Field: FieldValue] = [
            .number: .number(number), .code: .text(code),
            .due: .due(screening.day, isProvisional: screening.isProvisional),
            .subject: .text(draft.title(of: content)),
        ]
        if let named = place ?? village { facts[.place] = .text(named) }
        draft.say(isForOther ? .matterFiledForOther : .matterFiled, facts)
        // Whoever is afraid has to read that nobody is told.
        if draft.arguments.has(.confidential) || draft.arguments.has(.anonymous) {
            draft.say(.secretKept, [.number: .number(number)])
        }
        // Whoever knows the village finds the place; whoever asks what the rule is names none.
        if draft.roles == [.voter], try draft.matter(number)?.isPlaceAsked == true {
            draft.say(.placeWanted)
        }
        facts[.code] = nil
        facts[.place] = nil
        facts.placeUnlessNamed(place ?? village)
        if !draft.roles.contains(.staff) { try draft.announce(number, facts) }
        if draft.arguments.has(.escalationRisk) { try draft.flagRisk(of: number) }
        try draft.watch(number)
        draft.touch(.matter(number))
        return .done
    }
}

extension Draft {
    /// The files of this message, and those sent in the last ten minutes that belong to nothing.
    package func filesAtHand() throws -> [Int64] {
        let loose = try view.looseAttachments(of: me, since: now.adding(seconds: -600)).map(\.id)
        return loose.filter { !files.contains($0) } + files
    }

    /// Notes that files now belong to something.
    package mutating func place(_ files: [Int64]) {
        for file in files { add(.attachmentPlaced(attachment: file)) }
    }
}

extension Matter {
    /// True while a plain problem has no place, and nothing was added since it was told.
    package var isPlaceAsked: Bool {
        state == .registered && place == nil && village == nil && kind == nil && words.count == 1
            && owner == filedBy
    }
}
