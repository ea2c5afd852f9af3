import Casework
import Messages
import Store
import Testing

@Suite struct JournalTests {
    @Test func `a field that a row does not know is noticed here, not lost there`() throws {
        let filed = try filing(1, owner: 1, words: ContentID(1))
        guard case .matterRegistered(let facts) = filed else {
            Issue.record("a filing registers a matter")
            return
        }
        // Give a new field its column in `MatterRow` or `PersonRow`, then count it here.
        #expect(Mirror(reflecting: Matter(facts, at: noon)).children.count == 36)
        #expect(Mirror(reflecting: Person(id: PersonID(1))).children.count == 11)
    }

    @Test func `a matter lives on in its row as its events leave it`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            let voter = try session.meet("voter").person
            let words = try session.file(42, by: voter, words: "路灯坏了", group: 2)
            let answer = ContentID(try session.lastContent().value + 1)
            let redirect = ContentID(answer.value + 1)
            let due = try day("2027-02-24")
            let events: [Event] = [
                .matterSupplemented(number(42), words: nil, attachments: [3, 4]),
                .matterAccepted(number(42), topic: "路灯"),
                .matterVerified(number(42), result: "true", by: PersonID(9)),
                .matterAssigned(
                    number(42),
                    unit: "供电所",
                    due: due,
                    isProvisional: true,
                    override: nil
                ),
                .basisRecorded(
                    number(42),
                    action: .assignMatter,
                    by: PersonID(9),
                    before: .accepted
                ),
                .replyRecorded(number(42), words: answer, unit: "供电所"),
                .feedbackGiven(
                    number(42),
                    stand: .queued,
                    channel: "written",
                    by: PersonID(9),
                    whom: nil,
                    on: due
                ),
                .feedbackSettled(number(42), index: 0, stand: .delivered),
                .matterUrged(number(42)),
                .turned(number(42), .signed(by: PersonID(9))),
                .turned(number(42), .clockSet(.telling, until: due)),
                .turned(number(42), .overdue(.telling, rung: 1)),
                .turned(number(42), .promised(result: "B", until: due)),
                .matterRated(number(42), rating: "satisfied", comment: redirect),
                .matterClosed(number(42)),
            ]
            let later = noon.adding(seconds: 60)
            try session.append(
                events,
                contents: [answer: "已修好", redirect: "谢谢"],
                actor: PersonID(9),
                cause: nil,
                at: later
            )
            let filed = try filing(
                42,
                owner: voter.value,
                words: words,
                group: 2,
                digest: "d42"
            )
            guard case .matterRegistered(let facts) = filed else {
                Issue.record("a filing registers a matter")
                return
            }
            var expected = Matter(facts, at: noon)
            for event in events { expected.apply(event, at: later) }
            #expect(try session.matter(number(42)) == expected)
            #expect(try session.matter(codeDigest: "d42") == expected)
            #expect(try session.words(answer) == "已修好")
            #expect(try session.basisActs(since: later) == [expected])
            #expect(try session.basisActs(since: later.adding(seconds: 1)) == [])
        }
        #expect(try store.verify() == [])
        try store.close()
    }

    @Test func `a decline keeps its reason, words and redirection`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            let voter = try session.meet("voter").person
            try session.file(1, by: voter, words: "判决不公")
            let first = try session.lastContent().value
            let words = ContentID(first + 1)
            let redirect = ContentID(first + 2)
            try session.append(
                [.matterDeclined(number(1), reason: "court", words: words, redirect: redirect)],
                contents: [words: "已进入诉讼", redirect: "县法院"],
                actor: nil,
                cause: nil,
                at: noon
            )
            let matter = try #require(try session.matter(number(1)))
            #expect(matter.state == .declined)
            #expect(matter.declineWords == words)
            #expect(matter.redirect == redirect)
            #expect(matter.endedAt == noon)
        }
        try store.close()
    }

    @Test func `a query finds what it describes, in its order`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            let one = try session.meet("one").person
            let two = try session.meet("two").person
            for serial in 1...6 {
                try session.file(
                    serial,
                    by: serial.isMultiple(of: 2) ? two : one,
                    words: "第\(serial)件",
                    group: serial % 3 + 1
                )
            }
            for (serial, text) in [(2, "2026-12-01"), (4, "2026-12-09")] {
                try session.append(
                    [
                        .matterAssigned(
                            number(serial),
                            unit: "供电所",
                            due: try day(text),
                            isProvisional: false,
                            override: nil
                        )
                    ],
                    actor: nil,
                    cause: nil,
                    at: noon
                )
            }
            try session.append(
                [.matterWithdrawn(number(6), reason: nil)],
                actor: two,
                cause: nil,
                at: noon
            )
            func serials(_ change: (inout MatterQuery) throws -> Void) throws -> [Int] {
                var query = MatterQuery()
                try change(&query)
                let found = try session.matters(query).map(\.number.serial)
                if found.count < query.limit { #expect(try session.count(query) == found.count) }
                return found
            }
            #expect(try serials { _ in } == [1, 2, 3, 4, 5, 6])
            #expect(try serials { $0.owner = two } == [2, 4, 6])
            #expect(try serials { $0.filedBy = one } == [1, 3, 5])
            #expect(
                try serials {
                    $0.owner = two
                    $0.states = MatterQuery.open
                    $0.newestFirst = true
                } == [4, 2]
            )
            #expect(try serials { $0.unit = "供电所" } == [2, 4])
            #expect(try serials { $0.dueBefore = try day("2026-12-09") } == [2])
            #expect(try serials { $0.group = 1 } == [3, 6])
            #expect(try serials { $0.year = 2025 } == [])
            #expect(
                try serials {
                    $0.year = 2026
                    $0.limit = 2
                } == [1, 2]
            )
            #expect(try session.lastSerial(in: 2026) == 6)
            #expect(try session.lastSerial(in: 2027) == 0)
        }
        try store.close()
    }

    @Test func `an event about nothing is the message's fault and leaves nothing`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        let error = #expect(throws: StoreError.self) {
            try store.writeSync { session throws in
                try session.append([.matterClosed(number(9))], actor: nil, cause: nil, at: noon)
            }
        }
        #expect(error?.isOfTheMessage == true)
        #expect(try store.summary().events == 0)
        try store.close()
    }

    @Test func `a number that was given is not given again`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            let voter = try session.meet("voter").person
            try session.file(1, by: voter, words: "路灯坏了")
            for (serial, digest) in [(1, "other"), (2, "d1")] {
                let error = #expect(throws: StoreError.self) {
                    try session.savepoint {
                        try session.append(
                            [
                                try filing(
                                    serial,
                                    owner: 1,
                                    words: ContentID(2),
                                    digest: digest
                                )
                            ],
                            actor: voter,
                            cause: nil,
                            at: noon
                        )
                    }
                }
                #expect(error?.code == .constraint)
            }
            #expect(try session.lastSerial(in: 2026) == 1)
        }
        #expect(try store.verify() == [])
        try store.close()
    }

    @Test func `notes, files, items, proposals, confirmations and reminders come back`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            let deputy = try session.meet("deputy").person
            try session.file(1, by: deputy, words: "路灯坏了")
            let first = try session.lastContent().value
            let place = ContentID(first + 1)
            let step = ContentID(first + 2)
            let handle = ContentID(first + 3)
            var note = Note(
                number: NoteNumber(year: 2026, serial: 7),
                deputy: deputy,
                at: noon,
                kind: "视察",
                date: try day("2026-11-20"),
                place: place,
                village: nil,
                group: nil,
                topic: nil,
                finding: place,
                suggestion: nil,
                participants: nil,
                attachments: []
            )
            var item = UnsortedItem(
                item: 1,
                person: deputy,
                kind: "voice",
                words: nil,
                attachments: [1],
                at: noon,
                isSettled: false
            )
            var file = AttachmentRecord(
                id: 1,
                person: deputy,
                kind: "voice",
                handle: handle,
                at: noon
            )
            let confirmation = Confirmation(
                person: deputy,
                step: step,
                shown: "s",
                codeDigest: nil,
                until: noon
            )
            var reminder = Reminder(
                id: 1,
                reception: try day("2026-12-24"),
                by: deputy,
                at: noon,
                count: 3,
                skipped: 1
            )
            try session.append(
                [
                    .noteSubmitted(note), .itemKept(item), .attachmentKept(file),
                    .confirmationAsked(confirmation), .reminderConfirmed(reminder),
                    .proposalMade(number(1), action: .closeMatter, step: step, by: deputy),
                ],
                contents: [place: "三组路口", step: "{}", handle: "file-1"],
                actor: deputy,
                cause: nil,
                at: noon
            )
            #expect(try session.records(Note.self, RecordQuery(person: deputy)) == [note])
            #expect(try session.lastSerial(of: Note.self, in: 2026) == 7)
            #expect(try session.openItems() == [item])
            #expect(try session.lastItem() == 1)
            #expect(try session.attachment(1) == file)
            #expect(try session.lastAttachment() == 1)
            #expect(try session.looseAttachments(of: deputy, since: noon) == [file])
            #expect(try session.confirmation(of: deputy) == confirmation)
            #expect(try session.reminders(for: reminder.reception) == [reminder])
            #expect(try session.lastReminder() == reminder)
            let proposal = Proposal(
                number: number(1),
                action: .closeMatter,
                step: step,
                by: deputy,
                at: noon
            )
            #expect(try session.proposals() == [proposal])
            #expect(try session.proposal(on: number(1)) == proposal)

            let wanted = try session.wantedAttachments(at: noon, limit: 5)
            #expect(wanted.map(\.handle) == ["file-1"])
            #expect(try session.attachmentTried(1, notBefore: noon.adding(seconds: 9)) == 1)
            #expect(try session.wantedAttachments(at: noon, limit: 5) == [])
            #expect(try session.attachmentTried(1, notBefore: noon) == 2)
            #expect(try session.wantedAttachments(at: noon, limit: 5).map(\.tries) == [2])

            try session.append(
                [
                    .noteSupplemented(note.number, attachments: [1]),
                    .itemSupplemented(item: 1, attachments: [2]),
                    .itemSettled(item: 1, matter: number(1)), .attachmentPlaced(attachment: 1),
                    .attachmentSettled(attachment: 1, isFetched: true),
                    .confirmationSettled(person: deputy, agreed: true),
                    .reminderCancelled(reminder: 1),
                    .proposalSettled(number(1), agreed: false),
                ],
                actor: deputy,
                cause: nil,
                at: noon
            )
            note.attachments = [1]
            item.attachments = [1, 2]
            item.isSettled = true
            file.isPlaced = true
            file.isFetched = true
            reminder.stand = .cancelled
            #expect(try session.records(Note.self, RecordQuery(person: deputy)) == [note])
            #expect(try session.openItems() == [])
            #expect(try session.item(1) == item)
            #expect(try session.attachment(1) == file)
            #expect(try session.looseAttachments(of: deputy, since: noon) == [])
            #expect(try session.wantedAttachments(at: noon, limit: 5) == [])
            #expect(try session.confirmation(of: deputy) == nil)
            #expect(try session.reminder(1) == reminder)
            #expect(try session.proposals() == [])
        }
        #expect(try store.verify() == [])
        try store.close()
    }

    @Test func `due rows, strikes, cursors, conversations and the clock are kept`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            let late = noon.adding(seconds: 600)
            try session.keep(Due(kind: .looseFiles, at: late, subject: "1"))
            try session.keep(
                Due(kind: .looseFiles, at: noon.adding(seconds: 900), subject: "1")
            )
            try session.keep(Due(kind: .headDigest, at: noon, subject: "2026-11-24"))
            #expect(try session.nextDue() == noon)
            let now = try session.dueRows(until: noon, limit: 10)
            #expect(now.map(\.due.kind) == [.headDigest])
            for row in now { try session.settleDue(row.id) }
            #expect(try session.nextDue() == late)
            #expect(try session.dueRows(until: late, limit: 10).map(\.due.subject) == ["1"])

            for seconds in [-4000, -10, 0] {
                try session.strike(
                    .queryCode,
                    by: PersonID(1),
                    at: noon.adding(seconds: Int64(seconds))
                )
            }
            try session.strike(.queryCode, by: PersonID(2), at: noon)
            let hour = noon.adding(seconds: -3600)
            #expect(try session.strikes(.queryCode, by: PersonID(1), since: hour) == 2)
            #expect(try session.strikes(.queryCode, by: nil, since: hour) == 3)
            #expect(try session.strikes(.bindCode, by: nil, since: hour) == 0)

            #expect(try session.cursor(channel: "botapi", account: "7001") == nil)
            for value in ["12", "3"] {
                try session.setCursor(.init(value), channel: "botapi", account: "7001")
            }
            #expect(try session.cursor(channel: "botapi", account: "7001")?.value == "3")

            try session.setConversation("{\"a\":1}", of: PersonID(1), at: noon)
            #expect(try session.conversation(of: PersonID(1)) == "{\"a\":1}")
            try session.setConversation(nil, of: PersonID(1), at: noon)
            #expect(try session.conversation(of: PersonID(1)) == nil)

            #expect(try session.lastInstant() == nil)
            try session.setLastInstant(noon)
            #expect(try session.lastInstant() == noon)
        }
        try store.close()
    }
}
