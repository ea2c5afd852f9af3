import Books
import Casework
import Foundation
import Testing

@Suite struct RelayTests {
    private func load(_ copy: borrowing Copy) throws -> RelayBook {
        try loadRelay(at: copy.path + "/config")
    }

    /// A copy in which the source that the sample shows stands without its comment signs.
    private static func copyWithSource() throws -> Copy {
        let copy = try Copy()
        let text = try copy.read("config/relay.yaml")
        let start = try #require(text.range(of: "# sources:"))
        let lines = text[start.lowerBound...].split(separator: "\n")
        try #require(lines.allSatisfy { $0.hasPrefix("# ") })
        try copy.write(
            "config/relay.yaml",
            text[..<start.lowerBound] + lines.map { $0.dropFirst(2) + "\n" }.joined()
        )
        return copy
    }

    /// A copy with one more station, each with a token file.
    private static func copyWithTwoStations() throws -> Copy {
        let copy = try Copy()
        try copy.spoil(
            "config/relay.yaml",
            "token_file: \"\" ",
            "token_file: /etc/liaison/one\n  - {name: huaqiao, title: {zh: 花桥, en: Huaqiao}, "
                + "token_file: two} "
        )
        return copy
    }

    @Test func `the sample reads as it is written`() throws {
        let relay = try loadRelay(at: Copy.root + "/config")
        #expect(relay.page.host == "127.0.0.1")
        #expect(relay.page.port == 8021)
        #expect(relay.page.certificate == nil)
        #expect(relay.page.proxies == [])
        #expect(relay.stationAPI.host == "127.0.0.1")
        #expect(relay.stationAPI.port == 8022)
        #expect(relay.address == nil)
        #expect(relay.stations.map(\.name) == ["shiqiaotou"])
        #expect(relay.stations[0].title[.zh] == "石桥头镇人大代表联络站")
        #expect(relay.stations[0].note[.en]?.isEmpty == false)
        #expect(relay.stations[0].phone.isEmpty)
        #expect(relay.stations[0].tokenFile == nil)
        #expect(relay.sources == [])
        #expect(relay.offlineAfterMinutes == 5)
        #expect(relay.offlineText[.zh] == "已收到，工作人员上班后给您编号。")
        #expect(relay.historyDays == 30)
        #expect(relay.limits.messagesPerMinute == 20)
        #expect(relay.limits.messagesPerDay == 300)
        #expect(relay.limits.photosPerHour == 60)
        #expect(relay.limits.requestsPerAddressPerMinute == 600)
        #expect(relay.limits.sessionsPerAddressPerHour == 300)
        #expect(relay.limits.photoBytes == 8_000_000)
        #expect(relay.limits.connections == 4000)
    }

    @Test func `what stands in the sample is the default`() throws {
        let copy = try Copy()
        let text = try copy.read("config/relay.yaml")
        let parts = text.components(separatedBy: "# Everything below")
        try #require(parts.count == 2)
        try copy.write("config/relay.yaml", parts[0])
        #expect(try load(copy) == loadRelay(at: Copy.root + "/config"))
    }

    @Test func `the source that the sample shows is a source`() throws {
        let copy = try Self.copyWithSource()
        let folder = copy.path + "/config/"
        let source = try #require(try load(copy).sources.first)
        #expect(source.name == "sms")
        #expect(source.station == "shiqiaotou")
        #expect(source.secretFiles == [folder + "sms-secret"])
        #expect(source.message.sender == "data.from")
        #expect(source.message.text == "data.text")
        #expect(source.message.id == nil)
        #expect(source.message.photos == "data.media")
        #expect(source.message.at == nil)
        #expect(source.reply.url == "https://gateway.example/send")
        #expect(source.reply.host == "gateway.example")
        #expect(source.reply.secretFile == folder + "sms-reply-secret")
        #expect(source.reply.to == "to")
        #expect(source.reply.text == "text")
        #expect(source.reply.extra == ["channel": "sms"])
        #expect(source.reply.responseID == "data.id")
        #expect(source.receipt?.id == "data.id")
        #expect(source.receipt?.stand == "data.status")
        #expect(source.receipt?.delivered == ["DELIVRD", "delivered"])
        #expect(source.receipt?.failed == ["UNDELIV", "failed"])
        #expect(source.photoHosts == [])
    }

    @Test func `files are counted from the config's folder`() throws {
        let stations = try load(Self.copyWithTwoStations()).stations
        #expect(stations[0].tokenFile == "/etc/liaison/one")
        #expect(stations[1].tokenFile?.hasSuffix("/config/two") == true)
        #expect(stations[1].note == [:])
    }

    /// A change of the sample that stays right.
    struct Change: Sendable, CustomTestStringConvertible {
        var name: String
        var changes: [(String, String)]
        var testDescription: String { name }
    }

    private static let page = "listen: \"127.0.0.1:8021\""
    private static let api = "listen: \"127.0.0.1:8022\""
    private static let address = "address: \"\" "
    private static let certificate = "certificate: \"\"             #"
    private static let key = "key: \"\"\n  proxy: \"\"                   #"

    static let changes: [Change] = [
        Change(name: "any free port", changes: [(page, "listen: localhost:0")]),
        Change(name: "IPv6 loopback", changes: [(page, "listen: \"[::1]:8021\"")]),
        Change(
            name: "beyond this machine with a certificate",
            changes: [
                (page, "listen: \"[::]:443\""), (address, "address: https://desk.example/ "),
                (certificate, "certificate: chain.pem  #"),
                (key, "key: key.pem\n  proxy: \"\"  #"),
            ]
        ),
        Change(
            name: "behind a proxy",
            changes: [
                (page, "listen: \"0.0.0.0:8021\""), (address, "address: https://desk.example "),
                (key, "key: \"\"\n  proxy: [192.0.2.7, \"2001:db8::7\"]  #"),
            ]
        ),
        Change(
            name: "the station API behind a proxy",
            changes: [
                (api, "listen: \"0.0.0.0:8022\""),
                (
                    "key: \"\"\n  proxy: \"\"\noffline",
                    "key: \"\"\n  proxy: 192.0.2.7\noffline"
                ),
            ]
        ),
        Change(
            name: "plain http on loopback",
            changes: [(address, "address: \"http://localhost:8021\" ")]
        ),
    ]

    @Test(arguments: changes) func `a change that is safe is taken`(change: Change) throws {
        let copy = try Copy()
        for (old, new) in change.changes { try copy.spoil("config/relay.yaml", old, new) }
        #expect(copy.faults() == [])
    }

    @Test func `a certificate, an address and proxies are taken as they are written`() throws {
        let copy = try Copy()
        try copy.spoil("config/relay.yaml", Self.page, "listen: \"[::]:443\"")
        try copy.spoil("config/relay.yaml", Self.address, "address: https://desk.example/ ")
        try copy.spoil("config/relay.yaml", Self.certificate, "certificate: chain.pem  #")
        try copy.spoil(
            "config/relay.yaml",
            Self.key,
            "key: /etc/key.pem\n  proxy: [192.0.2.7, \"2001:DB8::7\"]  #"
        )
        let relay = try load(copy)
        #expect(relay.page.host == "::")
        #expect(relay.page.port == 443)
        #expect(relay.page.certificate?.chain == copy.path + "/config/chain.pem")
        #expect(relay.page.certificate?.key == "/etc/key.pem")
        #expect(relay.page.proxies == ["192.0.2.7", "2001:db8::7"])
        #expect(relay.address == "https://desk.example")
    }

    /// One way to spoil the file, and the fault that it must give.
    struct Spoiled: Sendable, CustomTestStringConvertible {
        var old: String
        var new: String
        var fault: String
        var testDescription: String { "\(new) → \(fault)" }

        init(_ old: String, _ new: String, _ fault: String) {
            self.old = old
            self.new = new
            self.fault = fault
        }
    }

    private static let safe =
        "(set 'certificate' and 'key', or name the 'proxy' that ends TLS in front, "
        + "or listen on 127.0.0.1)"
    private static let place =
        "a host and a port are expected here (write it like 127.0.0.1:8021 or [::1]:8021)"

    static let spoiled: [Spoiled] = [
        Spoiled(
            "stations:\n",
            "statoins:\n",
            "4: unknown key 'statoins' (did you mean 'stations'?)"
        ),
        Spoiled("stations:\n", "statoins:\n", "4: the section 'stations' is missing"),
        Spoiled("    title: {", "    titel: {", "6: unknown key 'titel' (did you mean 'title'?)"),
        Spoiled("    title: {", "    titel: {", "5: the key 'title' is missing"),
        Spoiled(
            "en: Shiqiaotou deputies' liaison station}",
            "en: }",
            "6: the words in 'en' are missing"
        ),
        Spoiled(
            "name: shiqiaotou ",
            "name: Shiqiaotou ",
            "5: a station's name is 1 to 32 of a-z, 0-9 and -"
        ),
        Spoiled(
            "name: shiqiaotou ",
            "name: \(String(repeating: "a", count: 33)) ",
            "5: a station's name is 1 to 32 of a-z, 0-9 and -"
        ),
        Spoiled(
            "name: shiqiaotou ",
            "name: hook ",
            "5: the station's name 'hook' is taken by the relay itself"
        ),
        Spoiled(page, "listen: 8021", "13: " + place),
        Spoiled(page, "listen: \"127.0.0.1:65536\"", "13: " + place),
        Spoiled(page, "listen: \"127.0.0.1:+21\"", "13: " + place),
        Spoiled(page, "listen: \"::1:8021\"", "13: " + place),
        Spoiled(page, "listen: \"[::1::]:8021\"", "13: " + place),
        Spoiled(page, "listen: 127.0.0.1", "13: " + place),
        Spoiled(
            page,
            "listen: \"0.0.0.0:8021\"",
            "13: the page listens beyond this machine without a certificate " + safe
        ),
        Spoiled(
            page,
            "listen: \"127.0.0.1.desk.example:8021\"",
            "13: the page listens beyond this machine without a certificate " + safe
        ),
        Spoiled(
            page,
            "listen: \"[::]:8021\"",
            "14: the page's 'address' is missing "
                + "(write it as people open it, like https://desk.example)"
        ),
        Spoiled(
            api,
            "listen: \"0.0.0.0:8022\"",
            "19: the station API listens beyond this machine without a certificate " + safe
        ),
        Spoiled(
            api,
            "listen: \"127.0.0.1:8021\"",
            "19: the page and the station API listen at one place (give one of them another port)"
        ),
        Spoiled(
            address,
            "address: http://desk.example ",
            "14: the page's address begins with https:// "
                + "(what people write must not travel in the clear)"
        ),
        Spoiled(
            address,
            "address: desk.example ",
            "14: the page's address is not a web address "
                + "(write it like https://desk.example, without a path)"
        ),
        Spoiled(
            address,
            "address: https://desk.example/shiqiaotou ",
            "14: the page's address is not a web address "
                + "(write it like https://desk.example, without a path)"
        ),
        Spoiled(
            certificate,
            "certificate: chain.pem #",
            "15: a 'certificate' without its 'key' (name both, or none)"
        ),
        Spoiled(
            key,
            "key: key.pem\n  proxy: \"\" #",
            "16: a 'key' without its 'certificate' (name both, or none)"
        ),
        Spoiled(
            key,
            "key: \"\"\n  proxy: proxy.example #",
            "17: 'proxy.example' is not a proxy's address "
                + "(write the address it connects from, like 127.0.0.1)"
        ),
        Spoiled(
            "after_minutes: 5",
            "after_minutes: 0",
            "24: a number from 1 to 1440 is expected here"
        ),
        Spoiled(
            "after_minutes: 5",
            "after_minutes: 1441",
            "24: a number from 1 to 1440 is expected here"
        ),
        Spoiled("text: {zh: 已收到，工作人员上班后给您编号。, ", "text: {", "25: the language 'zh' is missing"),
        Spoiled(
            "history_days: 30",
            "history_days: 366",
            "26: a number from 1 to 365 is expected here"
        ),
        Spoiled(
            "connections: 4000",
            "connections: 0",
            "34: a number from 1 to 100000 is expected here"
        ),
        Spoiled(
            "photo_bytes: 8000000",
            "photobytes: 8000000",
            "33: unknown key 'photobytes' (did you mean 'photo_bytes'?)"
        ),
    ]

    @Test(arguments: spoiled) func `a fault is told with file and line`(spoiled: Spoiled) throws {
        let copy = try Copy()
        try copy.spoil("config/relay.yaml", spoiled.old, spoiled.new)
        #expect(copy.faults().contains("config/relay.yaml:" + spoiled.fault), "\(copy.faults())")
    }

    private static let dotted =
        "is not keys with full stops between them (write it like data.from)"

    static let spoiledSources: [Spoiled] = [
        Spoiled(
            "photo_hosts: []",
            "photo_hosts: [\"https://photos.example\"]",
            "62: 'https://photos.example' is not a host (write it like photos.example)"
        ),
        Spoiled(
            "photo_hosts: []",
            "photo_hosts: [\"photos.example:443\"]",
            "62: 'photos.example:443' is not a host (write it like photos.example)"
        ),
        Spoiled("- name: sms", "- name: s_ms", "41: a source's name is 1 to 32 of a-z, 0-9 and -"),
        Spoiled(
            "station: shiqiaotou",
            "station: shiqiaoto",
            "42: unknown station 'shiqiaoto' (did you mean 'shiqiaotou'?)"
        ),
        Spoiled(
            "secret_files: [sms-secret] ",
            "secret_files: [] ",
            "43: the source 'sms' has no secret file "
                + "(without a secret anybody could write in a voter's name)"
        ),
        Spoiled("sender: data.from", "sender: data..from", "45: 'data..from' " + dotted),
        Spoiled("sender: data.from", "sender: \"data. from\"", "45: 'data. from' " + dotted),
        Spoiled("      text: data.text", "      words: data.text", "45: the key 'text' is missing"),
        Spoiled("photos: data.media", "photos: data.media.", "48: 'data.media.' " + dotted),
        Spoiled(
            "\"https://gateway.example/send\"",
            "\"http://gateway.example/send\"",
            "51: the reply's address begins with https:// "
                + "(what is posted there has a phone number in it)"
        ),
        Spoiled(
            "\"https://gateway.example/send\"",
            "\"https://user:word@gateway.example/send\"",
            "51: the reply's url is not a web address "
                + "(write it like https://gateway.example/send, without user and password)"
        ),
        Spoiled(
            "secret_file: sms-reply-secret ",
            "secret_file: \"\" ",
            "51: the key 'secret_file' is missing"
        ),
        Spoiled(
            "      text: text",
            "      text: to.text",
            "54: the reply has two values at 'to.text'"
        ),
        Spoiled(
            "extra: {channel: sms}",
            "extra: {to: sms}",
            "55: the reply has two values at 'to'"
        ),
        Spoiled(
            "response_id: data.id ",
            "response_id: \"\" ",
            "51: the source 'sms' has receipts, and no 'response_id' in its reply "
                + "(a receipt is matched with its reply by the gateway's id)"
        ),
        Spoiled(
            "delivered: [DELIVRD, delivered]",
            "delivered: []",
            "60: the receipts have no word for 'delivered'"
        ),
        Spoiled(
            "failed: [UNDELIV, failed]",
            "failed: [UNDELIV, delivered]",
            "61: the receipts' word 'delivered' is both delivered and failed"
        ),
    ]

    @Test(arguments: spoiledSources)
    func `a fault of a source is told with file and line`(spoiled: Spoiled) throws {
        let copy = try Self.copyWithSource()
        try copy.spoil("config/relay.yaml", spoiled.old, spoiled.new)
        #expect(copy.faults().contains("config/relay.yaml:" + spoiled.fault), "\(copy.faults())")
    }

    @Test func `a reply may go to this machine in the clear`() throws {
        let copy = try Self.copyWithSource()
        try copy.spoil("config/relay.yaml", "https://gateway.example", "http://127.0.0.1:9000")
        #expect(try load(copy).sources[0].reply.url == "http://127.0.0.1:9000/send")
    }

    @Test func `photos may lie on other machines that config names`() throws {
        let copy = try Self.copyWithSource()
        try copy.spoil(
            "config/relay.yaml",
            "photo_hosts: []",
            "photo_hosts: [Photos.example, 192.0.2.9, \"2001:db8::9\"]"
        )
        #expect(
            try load(copy).sources[0].photoHosts == [
                "photos.example", "192.0.2.9", "2001:db8::9",
            ]
        )
    }

    @Test func `a gateway without receipts has none`() throws {
        let copy = try Self.copyWithSource()
        let text = try copy.read("config/relay.yaml").components(separatedBy: "    receipt:")
        try copy.write("config/relay.yaml", text[0])
        try copy.spoil("config/relay.yaml", "response_id: data.id ", "response_id: \"\" ")
        #expect(try load(copy).sources[0].receipt == nil)
        #expect(try load(copy).sources[0].reply.responseID == nil)
    }

    @Test func `a source stands once`() throws {
        let copy = try Self.copyWithSource()
        let text = try copy.read("config/relay.yaml")
        let source = text.components(separatedBy: "sources:\n")
        try copy.write("config/relay.yaml", text + source[1])
        let fault = "config/relay.yaml:63: the source 'sms' stands twice"
        #expect(copy.faults() == [fault])
    }

    @Test(
        arguments: [
            ("name: huaqiao", "name: shiqiaotou", "10: the station 'shiqiaotou' stands twice"),
            (
                "token_file: two", "token_file: /etc/liaison/one",
                "10: two stations have one token file "
                    + "(the token tells the stations apart: each has its own)"
            ),
            (
                "token_file: two", "token_file: \"\"",
                "10: the station 'huaqiao' has no token file "
                    + "(LIAISON_RELAY_TOKEN is for a relay of one station)"
            ),
        ]
    )
    func `two stations are told apart`(old: String, new: String, fault: String) throws {
        let copy = try Self.copyWithTwoStations()
        #expect(copy.faults() == [])
        try copy.spoil("config/relay.yaml", old, new)
        #expect(copy.faults() == ["config/relay.yaml:" + fault])
    }

    @Test func `faults are thrown together`() throws {
        let copy = try Copy()
        try copy.spoil("config/relay.yaml", "history_days: 30", "history_days: x")
        try copy.spoil("config/relay.yaml", "connections: 4000", "connections: x")
        let faults = #expect(throws: BookFaults.self) { try loadRelay(at: copy.path + "/config") }
        #expect(faults?.faults.map(\.line) == [26, 34])
    }

    @Test func `a station whose relay is elsewhere has no such file`() throws {
        let copy = try Copy()
        try copy.remove("config/relay.yaml")
        #expect(copy.faults() == [])
        #expect(throws: BookFaults.self) { try loadRelay(at: copy.path + "/config") }
    }
}
