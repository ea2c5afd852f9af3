import Casework
import Testing

@Suite struct `An event` {
    static let invite = Invite(
        id: 4,
        person: PersonID(3),
        office: Office(role: .unit, unit: "城建办"),
        digest: "d1",
        until: Instant(milliseconds: 5),
        by: nil
    )

    static let filing: Event.Filing = {
        var station = PaperStation()
        let answer = try? station.ask(
            "deputy",
            .fileMatter,
            [
                .content: "路灯不亮", .name: "陈阿婆", .phone: "1", .place: "横湖", .topic: "民生",
                .kind: "suggestion", .anonymous: .flag, .confidential: .flag,
            ]
        )
        guard case .matterRegistered(let filing) = answer?.events.first else {
            preconditionFailure("a matter can be filed")
        }
        return filing
    }()

    static let note = Note(
        number: NoteNumber(year: 2026, serial: 7),
        deputy: PersonID(3),
        at: Instant(milliseconds: 6),
        kind: "视察",
        date: "2026-11-20",
        place: ContentID(1),
        village: "横湖",
        group: 1,
        topic: nil,
        finding: ContentID(2),
        suggestion: ContentID(3),
        participants: nil,
        attachments: [1, 2]
    )

    /// One of every case, and two where a part may be missing.
    static let all: [Event] = [
        .personMet(person: PersonID(1), address: ContentID(2), language: .en),
        .personEnrolled(
            person: PersonID(1),
            name: ContentID(2),
            office: Office(role: .deputy, group: 1)
        ),
        .inviteIssued(invite),
        .inviteCancelled(invite: 4),
        .bound(person: PersonID(1), address: ContentID(2), invite: 4, from: PersonID(9)),
        .unbound(person: PersonID(1), address: ContentID(2)),
        .officesEnded(person: PersonID(1)),
        .languageChosen(person: PersonID(1), language: .zh),
        .noticeShown(person: PersonID(1), version: 2),
        .subscribed(person: PersonID(1), topic: "reception"),
        .unsubscribed(person: PersonID(1), topic: "reception"),
        .matterRegistered(filing),
        .matterSupplemented("2026-0001", words: ContentID(1), attachments: [3]),
        .matterSupplemented("2026-0001", words: nil, attachments: []),
        .wordsReplaced("2026-0001", old: ContentID(1), new: ContentID(2)),
        .matterAccepted("2026-0001", topic: "民生"),
        .matterAccepted("2026-0001", topic: nil),
        .matterDeclined(
            "2026-0001",
            reason: "other",
            words: ContentID(1),
            redirect: ContentID(2)
        ),
        .matterVerified("2026-0001", result: "true", by: PersonID(1)),
        .matterAssigned(
            "2026-0001",
            unit: "城建办",
            due: "2026-12-04",
            isProvisional: true,
            override: ContentID(9)
        ),
        .replyRecorded("2026-0001", words: ContentID(1), unit: "城建办"),
        .feedbackGiven(
            "2026-0001",
            stand: .told,
            channel: "phone",
            by: PersonID(1),
            whom: ContentID(2),
            on: "2026-11-20"
        ),
        .feedbackSettled("2026-0001", index: 0, stand: .delivered),
        .matterRated("2026-0001", rating: "satisfied", comment: nil),
        .redoOrdered("2026-0001", due: "2026-12-04", isProvisional: false),
        .matterClosed("2026-0001"),
        .answeredOnSpot("2026-0001", words: ContentID(1)),
        .matterWithdrawn("2026-0001", reason: ContentID(1)),
        .matterUrged("2026-0001"),
        .matterUrgedAgain("2026-0001"),
        .codeRenewed("2026-0001", digest: "d2"),
        .matterTakenOver("2026-0001", person: PersonID(1), digest: "d3"),
        .proposalMade(
            "2026-0001",
            action: .declineMatter,
            step: ContentID(1),
            by: PersonID(1)
        ),
        .proposalSettled("2026-0001", agreed: true),
        .basisRecorded(
            "2026-0001",
            action: .acceptMatter,
            by: PersonID(1),
            before: .registered
        ),
        .actReversed("2026-0001", before: .registered),
        .noteSubmitted(note),
        .noteSupplemented(NoteNumber(year: 2026, serial: 7), attachments: [5]),
        .attachmentKept(
            AttachmentRecord(
                id: 1,
                person: PersonID(1),
                kind: "photo",
                handle: ContentID(3),
                at: Instant(milliseconds: 7)
            )
        ),
        .attachmentPlaced(attachment: 1),
        .attachmentSettled(attachment: 1, isFetched: false),
        .itemKept(
            UnsortedItem(
                item: 1,
                person: PersonID(1),
                kind: "voice",
                words: nil,
                attachments: [1],
                at: Instant(milliseconds: 8)
            )
        ),
        .itemSettled(item: 1, matter: "2026-0001"),
        .itemSettled(item: 1, matter: nil),
        .confirmationAsked(
            Confirmation(
                person: PersonID(1),
                step: ContentID(1),
                shown: "d4",
                codeDigest: nil,
                until: Instant(milliseconds: 9)
            )
        ),
        .confirmationSettled(person: PersonID(1), agreed: true),
        .reminderConfirmed(
            Reminder(
                id: 1,
                reception: "2026-11-24",
                by: PersonID(1),
                at: Instant(milliseconds: 10),
                count: 2,
                skipped: 1
            )
        ),
        .reminderCancelled(reminder: 1),
        .reminderSettled(reminder: 1),
        .contentErased(contents: [ContentID(1), ContentID(2)], reason: "secret"),
        .messageQuarantined(entry: 1, reason: "thrown"),
        .quarantineSettled(entry: 1, isRetried: true),
    ]

    @Test(arguments: all)
    func `reads back as it was written`(event: Event) throws {
        let json = try event.encoded()
        #expect(try Event(json: json) == event)
        #expect(try Event(json: json).encoded() == json)
    }

    @Test func `is written the same each time, its keys in order`() throws {
        let event = Event.matterAssigned(
            "2026-0001",
            unit: "城建办",
            due: "2026-12-04",
            isProvisional: true,
            override: ContentID(9)
        )
        let json =
            #"{"matterAssigned":{"_0":"2026-0001","due":"2026-12-04","isProvisional":true,"#
            + #""override":9,"unit":"城建办"}}"#
        for _ in 0..<20 { #expect(try event.encoded() == json) }
    }

    @Test func `has a sample for every case`() throws {
        let names = try Self.all.map { try $0.encoded().split(separator: "\"")[1] }
        #expect(Set(names).count == 49)
    }

    @Test(arguments: ["", "{}", "[]", "{\"matterClosed\":{}}", "{\"somethingElse\":{}}", "null"])
    func `is not read from anything else`(json: String) {
        #expect(throws: (any Error).self) { try Event(json: json) }
    }

    @Test func `names the matter it belongs to`() {
        #expect(Event.matterClosed("2026-0001").matter == "2026-0001")
        #expect(Event.officesEnded(person: PersonID(1)).matter == nil)
        #expect(Event.itemSettled(item: 1, matter: "2026-0001").matter == nil)
    }
}

@Suite struct `A step that waits` {
    @Test func `reads back as it was written`() throws {
        let step = Step(
            .assignMatter,
            Arguments(
                [.refs: ["1", "2"], .unit: "城建办", .dueWorkdays: .number(5), .basis: .flag]
            )
        )
        #expect(Step(json: try step.encoded()) == step)
    }

    @Test func `is written the same each time, so that deciding is pure`() throws {
        let json =
            #"{"action":"decline_matter","arguments":{"values":{"basis":{"flag":{}},"#
            + #""reason":{"text":{"_0":"unclear"}},"ref":{"text":{"_0":"1"}}}}}"#
        let step = Step(
            .declineMatter,
            Arguments([.reason: "unclear", .basis: .flag, .ref: "1"])
        )
        for _ in 0..<20 { #expect(try step.encoded() == json) }
    }

    @Test(arguments: ["", "{}", "words that were erased", "{\"action\":\"no_such\"}"])
    func `is not read from anything else`(json: String) {
        #expect(Step(json: json) == nil)
    }
}
