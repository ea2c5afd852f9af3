import Casework

extension PaperStation {
    /// What one matter of the voter has been through when it comes to stand so.
    ///
    /// - Returns: Its number; it is filed by the voter, verified, and given to 城建办.
    mutating func matter(in state: MatterState) throws -> MatterNumber {
        let number = try file()
        guard state != .registered else { return number }
        let steps: [(MatterState, [Event])] = [
            (.accepted, [.matterAccepted(number, topic: nil)]),
            (
                .assigned,
                [
                    .matterVerified(number, result: "true", by: id("staff")),
                    .matterAssigned(
                        number,
                        unit: "城建办",
                        due: "2026-12-11",
                        isProvisional: false,
                        override: nil
                    ),
                ]
            ),
            (.replied, [.replyRecorded(number, words: write("灯已修好"), unit: "城建办")]),
            (.fedBack, [told(number)]),
            (.closed, [.matterClosed(number)]),
        ]
        switch state {
        case .answered: append(.answeredOnSpot(number, words: write("明天来修")))
        case .declined:
            append(
                .matterDeclined(
                    number,
                    reason: "litigation",
                    words: nil,
                    redirect: write("法院")
                )
            )
        case .withdrawn: append(.matterWithdrawn(number, reason: nil))
        case .merged:
            append(.turned(number, .merged(into: try self.matter(in: .accepted))))
        case .archived:
            append(.matterWithdrawn(number, reason: nil))
            append(.turned(number, .archived(retention: "10年")))
        default:
            for (reached, events) in steps {
                for event in events { append(event) }
                if reached == state { break }
            }
        }
        return number
    }

    /// A matter that the voter files and nobody has looked at.
    @discardableResult
    mutating func file(
        _ content: String = "路灯不亮三天了",
        by who: String = "voter",
        _ said: [Slot: Arguments.Value] = [:]
    ) throws -> MatterNumber {
        let answer = try ask(
            who,
            .fileMatter,
            [.content: .text(content)].merging(said) { $1 }
        )
        return answer.registered.first ?? "0001-0001"
    }

    /// A person of the station has told the voter by phone.
    func told(_ number: MatterNumber) -> Event {
        .feedbackGiven(
            number,
            stand: .told,
            channel: "phone",
            by: id("staff"),
            whom: nil,
            on: Day(of: now)
        )
    }

    /// The number of the person whom a test calls so; the person is there.
    func id(_ who: String) -> PersonID {
        guard let id = cast[who] else { preconditionFailure("nobody is called " + who) }
        return id
    }
}

extension MatterNumber {
    /// The number as a person types it.
    var typed: Arguments.Value { .text(description) }
}
