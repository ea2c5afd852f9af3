import Casework
import Testing

@Suite struct `What can be done with a matter as it stands` {
    @Test(arguments: MatterState.allCases)
    func `is what the table says, and nothing else`(state: MatterState) throws {
        var possible: Set<Move> = []
        for move in Move.allCases {
            var station = PaperStation()
            let number = try station.matter(in: state)
            station.append(.matterVerified(number, result: "true", by: station.id("staff")))
            let answer = try station.perform(move, on: number)
            let happened = answer.events.contains { $0.matter == number }
            if happened { possible.insert(move) }
        }
        #expect(possible == Set(MatterState.moves[state, default: []]))
    }

    @Test func `is laid down for every state`() {
        #expect(Set(MatterState.moves.keys) == Set(MatterState.allCases))
    }

    @Test(
        arguments: [
            (.registered, .accept, .accepted), (.registered, .decline, .declined),
            (.registered, .answerOnSpot, .answered), (.registered, .assign, .assigned),
            (.registered, .verify, .accepted), (.registered, .withdraw, .withdrawn),
            (.registered, .supplement, .registered), (.registered, .urge, .registered),
            (.accepted, .verify, .accepted), (.accepted, .assign, .assigned),
            (.accepted, .withdraw, .withdrawn), (.assigned, .assign, .assigned),
            (.assigned, .reply, .replied), (.assigned, .withdraw, .withdrawn),
            (.replied, .reply, .replied), (.replied, .feedBack, .replied),
            (.replied, .redo, .assigned), (.replied, .withdraw, .withdrawn),
            (.fedBack, .close, .closed), (.fedBack, .redo, .assigned),
            (.fedBack, .rate, .fedBack), (.closed, .rate, .closed),
            (.closed, .redo, .assigned), (.answered, .rate, .answered),
            (.registered, .merge, .merged), (.assigned, .merge, .merged),
            (.assigned, .sign, .assigned), (.assigned, .giveBack, .accepted),
            (.assigned, .askExtension, .assigned), (.assigned, .extend, .assigned),
            (.assigned, .urgeUnit, .assigned), (.assigned, .ask, .assigned),
            (.registered, .discuss, .registered), (.replied, .promise, .replied),
            (.merged, .withdraw, .withdrawn), (.closed, .reopen, .assigned),
            (.answered, .reopen, .accepted), (.declined, .reopen, .accepted),
            (.withdrawn, .reopen, .accepted), (.closed, .archive, .archived),
            (.declined, .archive, .archived),
        ] as [(MatterState, Move, MatterState)]
    )
    func `leads where the life of a matter says`(
        from: MatterState,
        move: Move,
        to: MatterState
    ) throws {
        var station = PaperStation()
        let number = try station.matter(in: from)
        station.append(.matterVerified(number, result: "true", by: station.id("staff")))
        try station.perform(move, on: number)
        #expect(station.matters[number]?.state == to)
    }

    @Test func `is said with the no, as far as the asker may do it`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .assigned)
        let answer = try station.ask("staff", .acceptMatter, [.ref: number.typed])
        #expect(
            answer.verdict
                == .refused(
                    FieldValue.Line(
                        .refusedState,
                        [
                            .number: .number(number),
                            .state: .term("state.assigned"),
                            .action: .term("move.accept"),
                            .options: .terms(
                                [
                                    "move.reply", "move.extend", "move.urgeUnit", "move.verify",
                                    "move.assign", "move.discuss", "move.ask", "move.merge",
                                    "move.promise", "move.withdraw", "move.supplement",
                                    "move.urge",
                                ]
                            ),
                        ]
                    )
                )
        )
    }

    @Test(arguments: [MatterState.closed, .answered, .declined, .withdrawn, .archived])
    func `is nothing for the clerk once it has ended`(state: MatterState) throws {
        var station = PaperStation()
        let number = try station.matter(in: state)
        let answer = try station.ask("staff", .acceptMatter, [.ref: number.typed])
        #expect(answer.said == [.refusedEnded])
        #expect(answer.fact(.state, of: .refusedEnded) == .term("state." + state.rawValue))
    }
}

extension PaperStation {
    /// Makes a move with all that it needs, as the person whose move it is.
    @discardableResult
    mutating func perform(_ move: Move, on number: MatterNumber) throws -> Answer {
        let ref: [Slot: Arguments.Value] = [.ref: number.typed]
        let main = move == .merge ? try matter(in: .registered) : number
        let (who, action, more): (String, Action, [Slot: Arguments.Value]) =
            switch move {
            case .accept: ("staff", .acceptMatter, [:])
            case .decline:
                ("staff", .declineMatter, [.reason: "litigation", .redirect: "法院"])
            case .answerOnSpot: ("staff", .answerOnSpot, [.text: "明天来修"])
            case .verify: ("staff", .verifyMatter, [.result: "true"])
            case .assign: ("staff", .assignMatter, [.unit: "水利所"])
            case .reply: ("staff", .recordReply, [.text: "灯已修好"])
            case .feedBack: ("staff", .sendFeedback, [:])
            case .rate: ("voter", .rateMatter, [.rating: "satisfied"])
            case .redo: ("staff", .redoMatter, [:])
            case .close: ("staff", .closeMatter, [:])
            case .withdraw: ("voter", .withdrawMatter, [:])
            case .supplement: ("voter", .supplementMatter, [.content: "还有一盏"])
            case .urge: ("voter", .urgeMatter, [:])
            case .sign: ("unit", .signReceipt, [:])
            case .giveBack: ("unit", .returnMatter, [.suggestUnit: "水利所"])
            case .askExtension: ("unit", .requestExtension, [.days: .number(5)])
            case .extend:
                ("staff", .extendDeadline, [.days: .number(5), .reason: "等灯具"])
            case .urgeUnit: ("staff", .urgeUnit, [:])
            case .merge: ("staff", .mergeMatters, [.into: main.typed, .from: number.typed])
            case .discuss: ("staff", .submitForDiscussion, [:])
            case .ask: ("staff", .askVoter, [.text: "是哪根灯杆"])
            case .promise: ("staff", .recordPromise, [.result: "B", .due: "2027-03-31"])
            case .reopen: ("staff", .reopenMatter, [.reason: "又坏了"])
            case .archive: ("staff", .archiveMatter, [:])
            }
        return try ask(who, action, ref.merging(more) { $1 })
    }
}
