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

    static let appointment: Appointment = {
        var appointment = Appointment(
            id: 3,
            person: PersonID(1),
            position: .deputy,
            from: "2021-12-20"
        )
        appointment.levels = [.town, .city]
        appointment.group = 1
        appointment.term = 17
        appointment.district = ContentID(4)
        return appointment
    }()

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

    static let pastFiling: Event.Filing = {
        var filing = Self.filing
        var past = Past(paper: "2018-05", source: "2018年纸质台账")
        past.count = "40余"
        past.date = "2018年3月"
        var told = PastMatter(past: past, on: "2018-03-01", ending: .closed, endedOn: "2018-03-30")
        told.answer = ContentID(9)
        told.channel = "oral"
        filing.past = told
        return filing
    }()

    static let paper = StationPaper(
        number: PaperNumber(year: 2026, serial: 3),
        sort: .rule,
        title: ContentID(8),
        text: ContentID(9),
        date: "2026-11-20",
        by: PersonID(2)
    )

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

    static let notePart: Note.Part = {
        var part = Note.Part()
        part.finding = ContentID(5)
        part.basis = ContentID(6)
        part.deputies = [PersonID(8)]
        part.lunar = "10-11"
        part.followUpOn = "2026-12-01"
        return part
    }()

    static let suggestion = Suggestion(
        number: SuggestionNumber(year: 2026, serial: 3),
        lead: PersonID(3),
        invited: [PersonID(4)],
        at: Instant(milliseconds: 6),
        title: ContentID(1),
        situation: nil,
        analysis: ContentID(2),
        proposal: ContentID(3),
        topic: "民生",
        matters: ["2026-0001"],
        registerBy: "2026-11-27"
    )

    static let activity: Activity = {
        var activity = Activity(
            number: ActivityNumber(year: 2026, serial: 3),
            by: PersonID(3),
            at: Instant(milliseconds: 6),
            stand: .planned,
            kind: "视察",
            date: "2026-12-03",
            group: 2
        )
        activity.item = planItem.number
        activity.basis = ContentID(4)
        return activity
    }()

    static let replanning: Activity.Replanning = {
        var plan = Activity.Replanning()
        plan.date = "2026-12-05"
        plan.group = 3
        plan.place = ContentID(4)
        return plan
    }()

    static let planItem = PlanItem(
        number: PlanNumber(year: 2026, serial: 1),
        by: PersonID(3),
        at: Instant(milliseconds: 6),
        year: 2027,
        quarter: 1,
        group: 2,
        activity: "视察",
        topic: nil,
        owner: nil,
        words: ContentID(4)
    )

    static let receptionSession = ReceptionSession(
        number: SessionNumber(year: 2026, serial: 1),
        by: PersonID(3),
        at: Instant(milliseconds: 6),
        day: "2026-11-24",
        reception: "2026-11-24"
    )

    static let visit = ReceptionRecord(
        number: VisitNumber(year: 2026, serial: 1),
        session: receptionSession.number,
        day: "2026-11-24",
        by: PersonID(3),
        at: Instant(milliseconds: 6),
        deputies: [PersonID(3)],
        name: ContentID(1),
        phone: nil,
        village: "横湖",
        group: 1,
        isConfidential: true,
        items: [
            ReceptionRecord.Item(words: ContentID(2), outcome: .registered("2026-0001")),
            ReceptionRecord.Item(words: ContentID(3), topic: "民生", outcome: .answered(nil)),
        ]
    )

    static let swap = Reception.Swap(
        from: PersonID(1),
        with: PersonID(2),
        inReturn: "2026-12-24"
    )

    static let broadcast = Broadcast(
        id: 1,
        content: .words(ContentID(9)),
        audience: Audience(parts: ["group:2", "level:市级"], topics: ["notices"], isByOffice: true),
        by: PersonID(1),
        preparedAt: Instant(milliseconds: 10),
        at: Instant(milliseconds: 10),
        until: nil,
        count: 3,
        skipped: 1,
        stand: .proposed,
        asked: [PersonID(2)]
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
        .contactCleared(
            ClearedContact(
                number: ClearedContactNumber(year: 2026, serial: 1),
                person: PersonID(1),
                contact: ContentID(2),
                by: PersonID(1),
                on: "2026-11-20"
            )
        ),
        .viewed(
            AuditView(
                number: AuditViewNumber(year: 2026, serial: 1),
                by: PersonID(1),
                at: Instant(milliseconds: 5),
                action: .listMatters,
                subject: "2026-0042 overdue"
            )
        ),
        .fewTextsChosen(person: PersonID(1), isFew: true),
        .newsTold(person: PersonID(1), on: "2026-11-20"),
        .personListed(person: PersonID(1), name: ContentID(2)),
        .appointed(appointment),
        .appointmentEnds(appointment: 3, on: "2026-12-19"),
        .appointmentEnds(appointment: 3, on: nil),
        .officeEnded(person: PersonID(1), office: Office(role: .deputy, group: 1)),
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
        .feedbackSettled("2026-0001", index: 0, stand: .handedOver),
        .feedbackSettled("2026-0001", index: 0, stand: .unread),
        .matterRated("2026-0001", rating: "satisfied", comment: nil),
        .redoOrdered("2026-0001", due: "2026-12-04", isProvisional: false),
        .matterClosed("2026-0001"),
        .receptionAdded("2026-11-28", by: PersonID(1)),
        .receptionMoved(
            "2026-11-24",
            to: "2026-11-26",
            reason: ContentID(1),
            by: PersonID(1)
        ),
        .receptionCancelled("2026-11-24", reason: nil, by: PersonID(1)),
        .rosterSet("2026-11-24", deputies: [PersonID(1), PersonID(2)], by: nil),
        .attendanceConfirmed("2026-11-24", person: PersonID(1)),
        .leaveTaken("2026-11-24", person: PersonID(1), reason: ContentID(2)),
        .swapAsked("2026-11-24", swap),
        .swapSettled("2026-11-24", swap, agreed: true),
        .dutyTaken("2026-12-24", from: PersonID(2), by: PersonID(1)),
        .checkedIn(person: PersonID(1), on: "2026-11-24", place: nil),
        .checkedIn(person: PersonID(1), on: nil, place: ContentID(3)),
        .receptionBooked(
            Booking(
                id: 1,
                reception: "2026-11-24",
                person: PersonID(4),
                isForOther: true,
                topic: ContentID(5),
                at: Instant(milliseconds: 7)
            )
        ),
        .bookingCancelled(booking: 1),
        .receptionTold("2026-11-24", people: [PersonID(4)]),
        .reminderSent(key: "notice/2026-11-24", reception: "2026-11-24", people: [PersonID(4)]),
        .reminderSent(key: "annual_plan/2026-01-10", reception: nil, people: []),
        .reminderMissed(key: "duty/2026-11-24"),
        .missesReported(keys: ["duty/2026-11-24"]),
        .reminderTimed(reminder: .notice, days: -5, by: PersonID(1)),
        .holidaysKnown(years: [2026, 2027]),
        .dueRecomputed("2026-0001", due: "2027-01-08", isProvisional: false),
        .screeningRecomputed("2026-0001", screenBy: "2027-01-08"),
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
        .turned("2026-0001", .signed(by: PersonID(3))),
        .turned(
            "2026-0001",
            .returned(unit: "城建办", suggested: "水利所", reason: ContentID(8))
        ),
        .turned("2026-0001", .returned(unit: "城建办", suggested: nil, reason: nil)),
        .turned(
            "2026-0001",
            .extensionAsked(until: "2026-12-20", reason: nil, by: PersonID(3))
        ),
        .turned(
            "2026-0001",
            .extended(
                from: "2026-12-04",
                to: "2026-12-20",
                isProvisional: true,
                reason: ContentID(8)
            )
        ),
        .turned("2026-0001", .unitUrged(isFormal: true)),
        .turned("2026-0001", .merged(into: "2026-0002")), .turned("2026-0001", .parted),
        .turned("2026-0001", .archived(retention: "永久")),
        .turned("2026-0001", .verificationAsked(group: 2)),
        .turned("2026-0001", .discussed(on: "2026-11-20")),
        .turned("2026-0001", .voterAsked(words: ContentID(8), by: PersonID(3))),
        .turned("2026-0001", .voterAnswered(due: "2026-12-09")),
        .turned("2026-0001", .promised(result: "B", until: "2027-03-31")),
        .turned("2026-0001", .reopened(reason: nil, due: nil, isProvisional: false)),
        .turned("2026-0001", .restored(to: .assigned, due: nil, isProvisional: false)),
        .turned("2026-0001", .placed(village: "桥浦", group: 2)),
        .turned("2026-0001", .corrected(words: ContentID(8))),
        .turned("2026-0001", .opinionAsked(question: nil)),
        .turned("2026-0001", .opinionGiven(words: ContentID(7), by: PersonID(1))),
        .turned("2026-0001", .clockSet(.telling, until: "2026-12-09")),
        .turned("2026-0001", .overdue(.answering, rung: 1)), .turned("2026-0001", .lapsed),
        .turned("2026-0001", .explained(words: ContentID(8), by: PersonID(3))),
        .turned(
            "2026-0001",
            .notGranted(.extendDeadline, reason: ContentID(8), by: PersonID(3))
        ),
        .turned("2026-0001", .shared(with: ["交通所", "水利所"])),
        .turned("2026-0001", .helperReplied(unit: "交通所", words: ContentID(8))),
        .matterGuarded("2026-0001", .disclosed),
        .paperRecorded(paper),
        .recordArchived(
            paper.number.key,
            Archived(retention: "永久", on: "2026-11-21", by: PersonID(2))
        ),
        .recordCorrected(paper.number.key, words: ContentID(11)),
        .matterRegistered(pastFiling),
        .paperAnswered(
            PaperNumber(year: 2026, serial: 3),
            StationPaper.Response(on: "2026-11-21", words: ContentID(10))
        ),
        .noteSubmitted(note),
        .noteSupplemented(NoteNumber(year: 2026, serial: 7), attachments: [5]),
        .noteTurned(NoteNumber(year: 2026, serial: 7), .part(notePart)),
        .noteTurned(
            NoteNumber(year: 2026, serial: 7),
            .added(
                Note.Addition(
                    words: ContentID(4),
                    by: PersonID(3),
                    at: Instant(milliseconds: 8),
                    isCorrection: true
                )
            )
        ),
        .noteTurned(NoteNumber(year: 2026, serial: 7), .ended),
        .noteTurned(NoteNumber(year: 2026, serial: 7), .saidAgain(step: ContentID(4))),
        .noteTurned(NoteNumber(year: 2026, serial: 7), .matterMade("2026-0001")),
        .noteTurned(
            NoteNumber(year: 2026, serial: 7),
            .measureSet(words: ContentID(4), due: "2026-12-01")
        ),
        .noteTurned(
            NoteNumber(year: 2026, serial: 7),
            .measureDone(0, on: "2026-12-01", by: PersonID(3))
        ),
        .activityEntered(activity),
        .activityTurned(
            activity.number,
            .away(Activity.Leave(person: PersonID(3), reason: ContentID(4)))
        ),
        .activityTurned(activity.number, .checkedIn(PersonID(3))),
        .activityTurned(activity.number, .replanned(replanning)),
        .activityTurned(activity.number, .corrected(words: ContentID(4), by: PersonID(3))),
        .planItemAdded(planItem),
        .planItemTurned(planItem.number, .approved(by: PersonID(3))),
        .sessionOpened(receptionSession),
        .sessionTurned(receptionSession.number, .signedIn(5, by: PersonID(3))),
        .visitRecorded(visit),
        .visitAdded(
            visit.number,
            ReceptionRecord.Item(words: ContentID(4), outcome: .guided(to: ContentID(5)))
        ),
        .turned("2026-0001", .cameFrom(NoteNumber(year: 2026, serial: 7).key)),
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
        .itemRead(item: 1, by: PersonID(3), reason: ContentID(4)),
        .activityTurned(activity.number, .told),
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
        .noticesStopped(person: PersonID(1)),
        .addressRetired(person: PersonID(1), address: ContentID(2), reason: "http-403"),
        .addressRevived(person: PersonID(1), address: ContentID(2)),
        .broadcastPrepared(broadcast, members: Members([3, 4, 7].map { PersonID($0) })),
        .broadcastAgreed(broadcast: 1, by: PersonID(2), at: Instant(milliseconds: 11)),
        .broadcastPassedOn(broadcast: 1, to: PersonID(5)),
        .broadcastReturned(broadcast: 1, by: PersonID(2)),
        .broadcastCancelled(broadcast: 1),
        .broadcastResent(
            broadcast: 1,
            members: Members([PersonID(3)]),
            at: Instant(milliseconds: 12)
        ),
        .broadcastSettled(broadcast: 1, counts: BroadcastCounts()),
        .matterGuarded("2026-0001", .hidden(isAnonymous: true, isConfidential: false)),
        .matterGuarded("2026-0001", .barred(unit: "城建办", name: nil)),
        .matterGuarded("2026-0001", .brewing(.place("横湖"))),
        .matterGuarded(
            "2026-0001",
            .escalationRaised(by: PersonID(1), at: Instant(milliseconds: 11))
        ),
        .matterGuarded(
            "2026-0001",
            .headquartersMet(on: "2026-11-20", plan: ContentID(1), promised: "2026-12-20")
        ),
        .matterGuarded("2026-0001", .deidentified),
        .personForgotten(person: PersonID(1)),
        .contentErased(contents: [ContentID(1), ContentID(2)], reason: "secret"),
        .messageQuarantined(entry: 1, reason: "thrown"),
        .quarantineSettled(entry: 1, isRetried: true),
        .suggestionSubmitted(suggestion),
        .suggestionTurned(suggestion.number, .seconded(by: PersonID(4))),
        .suggestionTurned(
            suggestion.number,
            .rated("dissatisfied", comment: ContentID(5), redoBy: "2026-12-30")
        ),
        .meetingAsked(
            MeetingRequest(
                number: MeetingNumber(year: 2026, serial: 1),
                deputy: PersonID(3),
                at: Instant(milliseconds: 6),
                unit: "水利所",
                topic: ContentID(1)
            )
        ),
        .meetingHeld(MeetingNumber(year: 2026, serial: 1), on: "2026-12-30"),
        .dutyReportOpened(
            DutyReport(
                number: DutyReportNumber(year: 2026, serial: 1),
                deputy: PersonID(3),
                year: 2026,
                on: "2026-12-10",
                place: ContentID(4)
            )
        ),
        .meetingPassed(MeetingNumber(year: 2026, serial: 1), to: PersonID(9)),
        .standInSet(
            StandIn(
                number: StandInNumber(year: 2026, serial: 1),
                person: PersonID(3),
                by: PersonID(4),
                from: "2026-12-01",
                until: "2026-12-10"
            )
        ),
        .standInEnded(StandInNumber(year: 2026, serial: 1)),
        .dutyReportTurned(
            DutyReportNumber(year: 2026, serial: 1),
            .rated(by: PersonID(5), "satisfied")
        ),
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
        #expect(Set(names).count == 113)
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
