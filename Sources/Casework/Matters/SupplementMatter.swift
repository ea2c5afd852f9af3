/// 补充: more words or files for a matter of one's own, or by those who work on it.
package enum SupplementMatter: Deed {
    package static let action = Action.supplementMatter

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let content = draft.arguments.text(.content)
        let files = try draft.filesAtHand()
        guard content != nil || !files.isEmpty else { return .missing(.content) }
        // A unit or a deputy who may see a matter would put words into the voter's mouth.
        let found =
            try draft.roles.isDisjoint(with: [.staff, .head]) || !draft.arguments.has(.ref)
            ? draft.findOwn() : draft.find()
        guard case .matter(let matter) = found else { return found.verdict }
        guard matter.state.allows(.supplement) else { return draft.refuse(.supplement, matter) }
        let words: ContentID? = try draft.keep(content)
        draft.add(.matterSupplemented(matter.number, words: words, attachments: files))
        draft.place(files)
        if let remark = words, matter.awaitsRating, matter.owner == draft.me {
            draft.add(.turned(matter.number, .remarked(words: remark)))
        }
        let moved = try draft.move(matter)
        if !moved, matter.place == nil, matter.village == nil,
            let village = draft.rules.listedPlace(
                in: draft.arguments.text(.place) ?? content ?? ""
            )
        {
            draft.add(
                .turned(
                    matter.number,
                    .placed(village: village, group: draft.rules.places[village] ?? nil)
                )
            )
        }
        try draft.answerQuestion(of: matter, with: content)
        if moved, let place = draft.arguments.text(.village) {
            draft.say(
                .matterMoved,
                [.number: .number(matter.number), .place: draft.placeNamed(place)]
            )
        } else {
            draft.say(.matterSupplemented, [.number: .number(matter.number)])
        }
        if !draft.roles.contains(.staff) {
            var facts: [Field: FieldValue] = [.number: .number(matter.number)]
            facts[.subject] = try draft.subject(of: matter)
            if let content { facts[.text] = .text(Masking.phones(in: String(content.prefix(60)))) }
            if moved, let place = draft.arguments.text(.village) {
                facts[.place] = draft.placeNamed(place)
                try draft.tell(all: .staff, .placeCorrected, facts)
                // Who was sent to the wrong village hears of the right one.
                if matter.state == .assigned {
                    try draft.tell(officersOf: matter.unit, .placeCorrected, facts)
                }
            } else {
                try draft.tell(all: .staff, .staffSupplemented, facts)
            }
        }
        draft.touch(.matter(matter.number))
        return .done
    }
}

extension Draft {
    /// A place of the list has a name in each language.
    fileprivate func placeNamed(_ place: String) -> FieldValue {
        rules.places.keys.contains(place) ? .name(place) : .text(place)
    }

    /// Puts a matter where its voter says it is, other than he wrote first: `写错了 是桥浦卫生室`.
    ///
    /// - Returns: False where nothing else was said.
    fileprivate mutating func move(_ matter: Matter) throws -> Bool {
        guard let place = arguments.text(.village), matter.owner == me || matter.filedBy == me
        else {
            return false
        }
        let village = rules.listedPlace(in: place)
        add(
            .turned(
                matter.number,
                .moved(
                    place: village == place ? nil : try keep(place),
                    village: village,
                    group: village.flatMap { rules.places[$0] ?? nil }
                )
            )
        )
        return true
    }

    /// The no to a move that the matter's state does not allow, with what it does allow.
    package func refuse(_ move: Move, _ matter: Matter) -> Verdict {
        guard matter.state.isOpen else {
            return .refused(
                FieldValue.Line(
                    .refusedEnded,
                    [.number: .number(matter.number), .state: .term(matter.state.term)]
                )
            )
        }
        let possible = MatterState.moves[matter.state, default: []].filter {
            $0.action.map { Authority.allows($0, to: roles) } ?? false
        }
        return .refused(
            FieldValue.Line(
                .refusedState,
                [
                    .number: .number(matter.number),
                    .state: .term(matter.state.term),
                    .action: .term("move." + move.rawValue),
                    .options: .terms(possible.map { "move." + $0.rawValue }),
                ]
            )
        )
    }
}

extension Move {
    /// The action by which a person makes the move.
    package var action: Action? {
        switch self {
        case .accept: .acceptMatter
        case .decline: .declineMatter
        case .answerOnSpot: .answerOnSpot
        case .verify: .verifyMatter
        case .assign: .assignMatter
        case .reply: .recordReply
        case .feedBack: .sendFeedback
        case .rate: .rateMatter
        case .redo: .redoMatter
        case .close: .closeMatter
        case .withdraw: .withdrawMatter
        case .supplement: .supplementMatter
        case .urge: .urgeMatter
        case .sign: .signReceipt
        case .giveBack: .returnMatter
        case .askExtension: .requestExtension
        case .extend: .extendDeadline
        case .urgeUnit: .urgeUnit
        case .merge: .mergeMatters
        case .discuss: .submitForDiscussion
        case .ask: .askVoter
        case .promise: .recordPromise
        case .reopen: .reopenMatter
        case .archive: .archiveMatter
        }
    }
}
