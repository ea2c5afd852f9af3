import Casework
import Testing

/// What a deputy lets everybody read.
@Suite struct `A contact` {
    /// What the public page would show.
    private func shown(_ station: PaperStation) throws -> [String: String] {
        var contacts: [String: String] = [:]
        var station = station
        try station.desk { contacts = try $0.publicContacts() }
        return contacts
    }

    @Test(arguments: [
        ("057686000001", "0576-86000001"), ("13900001111", "13900001111"),
        ("01086000001", "010-86000001"), ("86000001", "86000001"),
    ])
    func `is public once its deputy says so`(digits: String, spelled: String) throws {
        var station = PaperStation()
        #expect(try shown(station).isEmpty)
        let answer = try station.ask("deputy", .clearContact, [.phone: .text(digits)])
        #expect(answer.said == [.contactCleared])
        #expect(answer.text(.phone, of: .contactCleared) == spelled)
        #expect(try shown(station) == ["林美华": spelled])
        #expect(
            try station.ask("voter", .queryDeputy, [.name: "林美华"]).text(.phone, of: .deputyShown)
                == spelled
        )
        for event in answer.events { #expect(try !event.encoded().contains(digits.suffix(6))) }
    }

    @Test func `is gone once it is taken back, also where config has it`() throws {
        var station = PaperStation()
        station.rules.publicContacts = ["林美华": "0576-8000000"]
        #expect(try shown(station) == ["林美华": "0576-8000000"])
        #expect(
            try station.ask("deputy", .clearContact, [.result: "no"]).said == [.contactWithdrawn]
        )
        #expect(try shown(station).isEmpty)
        #expect(
            try station.ask("deputy", .clearContact, [.result: "no"]).said == [.contactNotPublic]
        )
        try station.ask("deputy", .clearContact, [.phone: "13900002222"])
        #expect(try shown(station) == ["林美华": "13900002222"])
    }

    @Test func `that a clerk notes for a deputy is told to the deputy`() throws {
        var station = PaperStation()
        let answer = try station.ask(
            "staff",
            .clearContact,
            [.name: "林美华", .phone: "13900002222"]
        )
        #expect(answer.told == ["deputy: contactCleared"])
        #expect(try shown(station) == ["林美华": "13900002222"])
        #expect(try station.ask("staff", .clearContact, [.phone: "1"]).said == [.refusedNoDeputy])
        #expect(
            try station.ask("staff", .clearContact, [.name: "没有人", .phone: "1"]).said
                == [.refusedNoDeputy]
        )
    }

    @Test func `of another is not a deputy's to publish`() throws {
        var station = PaperStation()
        let answer = try station.ask(
            "deputy",
            .clearContact,
            [.name: "陈美芳", .phone: "13900002222"]
        )
        #expect(answer.said == [.refusedNoDeputy])
        #expect(try shown(station).isEmpty)
    }

    @Test func `ends with its deputy's office`() throws {
        var station = PaperStation()
        try station.ask("deputy", .clearContact, [.phone: "13900002222"])
        station.rules.roster.removeAll { $0.name == "林美华" }
        #expect(try shown(station).isEmpty)
    }
}
