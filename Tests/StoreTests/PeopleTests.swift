import Casework
import Messages
import Store
import Testing

@Suite struct PeopleTests {
    /// Enrols 张明 as person 2 with an open invite.
    private func enrol(_ session: Session, _ office: Office) throws -> PersonID {
        let person = PersonID(try session.lastPerson().value + 1)
        let name = ContentID(try session.lastContent().value + 1)
        let invite = Invite(
            id: try session.lastInvite() + 1,
            person: person,
            office: office,
            digest: "code",
            until: noon.adding(seconds: 86_400),
            by: nil
        )
        try session.append(
            [
                .personEnrolled(person: person, name: name, office: office),
                .inviteIssued(invite),
            ],
            contents: [name: "张明"],
            actor: nil,
            cause: nil,
            at: noon
        )
        return person
    }

    @Test func `an address is one sender on one account, in whatever chat`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            let met = try session.meet("voter")
            var elsewhere = home("voter")
            elsewhere.chat = "-100"
            #expect(try session.keepAddress(elsewhere) == met.address)
            #expect(try session.person(at: elsewhere)?.person.id == met.person)
            #expect(try session.person(at: home("voter"))?.address == met.address)
            #expect(try session.person(at: home("voter", account: "7002")) == nil)
            #expect(try session.person(at: home("stranger")) == nil)
            #expect(try session.address(met.address) == home("voter"))
        }
        #expect(try store.verify() == [])
        try store.close()
    }

    @Test func `a voter who binds brings address, matters and subscriptions along`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            let voter = try session.meet("voter")
            try session.file(1, by: voter.person, words: "路灯坏了")
            try session.append(
                [
                    .subscribed(person: voter.person, topic: "reception"),
                    .languageChosen(person: voter.person, language: .en),
                    .noticeShown(person: voter.person, version: 2),
                ],
                actor: voter.person,
                cause: nil,
                at: noon
            )
            let office = Office(role: .deputy, group: 2)
            let deputy = try enrol(session, office)
            #expect(try session.people(holding: .deputy) == [])
            #expect(try session.openInvites(at: noon).map(\.person) == [deputy])
            #expect(try session.openInvites(at: noon.adding(seconds: 86_400)) == [])
            let invite = try #require(try session.invite(digest: "code"))
            try session.append(
                [
                    .bound(
                        person: deputy,
                        address: voter.address,
                        invite: invite.id,
                        from: voter.person
                    )
                ],
                actor: voter.person,
                cause: nil,
                at: noon
            )
            let person = try #require(try session.person(at: home("voter"))?.person)
            #expect(person.id == deputy)
            #expect(person.offices == [office])
            #expect(person.topics == ["reception"])
            #expect(person.language == .en)
            #expect(person.notice == 2)
            #expect(try session.matter(number(1))?.owner == deputy)
            #expect(try session.matter(number(1))?.filedBy == voter.person)
            #expect(try session.subscribers(of: "reception").reachable == [deputy])
            #expect(try session.people(holding: .deputy) == [person])
            #expect(try session.people(named: "张明") == [person])
            #expect(try session.people(named: "张") == [])
            #expect(try session.invite(digest: "code") == nil)
            #expect(try session.person(voter.person)?.isReachable == false)
        }
        #expect(try store.verify() == [])
        try store.close()
    }

    @Test func `a person with an office keeps what is theirs when an address moves`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            let first = try session.meet("first")
            try session.append(
                [
                    .personEnrolled(
                        person: first.person,
                        name: ContentID(try session.lastContent().value + 1),
                        office: Office(role: .staff)
                    )
                ],
                contents: [ContentID(try session.lastContent().value + 1): "李华"],
                actor: nil,
                cause: nil,
                at: noon
            )
            try session.file(1, by: first.person, words: "路灯坏了")
            let second = try enrol(session, Office(role: .head))
            try session.append(
                [
                    .bound(
                        person: second,
                        address: first.address,
                        invite: 1,
                        from: first.person
                    )
                ],
                actor: first.person,
                cause: nil,
                at: noon
            )
            #expect(try session.matter(number(1))?.owner == first.person)
            #expect(try session.person(first.person)?.addresses == [])
            #expect(try session.person(second)?.addresses == [first.address])
        }
        #expect(try store.verify() == [])
        try store.close()
    }

    @Test func `an address that is let go belongs to nobody until it is met again`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            let voter = try session.meet("voter")
            try session.append(
                [.unbound(person: voter.person, address: voter.address)],
                actor: nil,
                cause: nil,
                at: noon
            )
            #expect(try session.person(at: home("voter")) == nil)
            let again = try session.meet("voter")
            #expect(again.address == voter.address)
            #expect(again.person != voter.person)
        }
        #expect(try store.verify() == [])
        try store.close()
    }

    @Test func `the end of an appointment ends the office and its open invites`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            let deputy = try enrol(session, Office(role: .deputy, group: 1))
            try session.append(
                [.officesEnded(person: deputy)],
                actor: nil,
                cause: nil,
                at: noon
            )
            #expect(try session.person(deputy)?.offices == [])
            #expect(try session.openInvites(at: noon) == [])
            let other = try enrol(session, Office(role: .staff))
            try session.append([.inviteCancelled(invite: 2)], actor: nil, cause: nil, at: noon)
            #expect(try session.openInvites(at: noon) == [])
            #expect(try session.person(other)?.offices == [Office(role: .staff)])
        }
        #expect(try store.verify() == [])
        try store.close()
    }

    @Test func `a topic is left as it was joined`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            let voter = try session.meet("voter").person
            for event in [
                Event.subscribed(person: voter, topic: "reception"),
                .unsubscribed(person: voter, topic: "reception"),
            ] {
                try session.append([event], actor: voter, cause: nil, at: noon)
            }
            #expect(try session.subscribers(of: "reception") == Subscribers())
            #expect(try session.person(voter)?.topics == [])
        }
        #expect(try store.verify() == [])
        try store.close()
    }
}
