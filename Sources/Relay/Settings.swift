/// Everything that one relay is told before it starts; config and secrets are read elsewhere.
package struct RelaySettings: Sendable {
    /// Where a listener stands.
    package struct Listener: Sendable {
        package var host: String
        /// 0 for any that is free.
        package var port: Int
        /// PEM files for TLS; nil when a proxy ends TLS in front, or on loopback.
        package var certificateFile: String?
        package var keyFile: String?
        /// Proxies whose word about a client's address is believed.
        package var proxies: Set<String>

        package init(
            host: String = "127.0.0.1",
            port: Int = 0,
            certificateFile: String? = nil,
            keyFile: String? = nil,
            proxies: Set<String> = []
        ) {
            self.host = host
            self.port = port
            self.certificateFile = certificateFile
            self.keyFile = keyFile
            self.proxies = proxies
        }

        var isEncrypted: Bool { certificateFile != nil }

        /// As an operator writes it.
        var place: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }
    }

    /// A station that the relay serves.
    ///
    /// Printed, it is its name alone.
    package struct Station: Sendable, CustomStringConvertible, CustomReflectable {
        /// `[a-z0-9-]{1,32}`: the first part of its page's address.
        package var name: String
        /// A secret like a bot's, `NUMBER:LETTERS`: what its service shows.
        package var token: String
        package var titleZh: String
        package var titleEn: String
        package var phone: String
        package var noteZh: String
        package var noteEn: String

        package init(
            name: String,
            token: String,
            titleZh: String,
            titleEn: String,
            phone: String = "",
            noteZh: String = "",
            noteEn: String = ""
        ) {
            self.name = name
            self.token = token
            self.titleZh = titleZh
            self.titleEn = titleEn
            self.phone = phone
            self.noteZh = noteZh
            self.noteEn = noteEn
        }

        package var description: String { name }

        package var customMirror: Mirror { Mirror(self, children: []) }

        /// The number before the token's colon; nil when there is none.
        var account: Int64? { token.split(separator: ":").first.flatMap { Int64($0) } }
    }

    /// What nobody may exceed.
    package struct Limits: Sendable {
        /// Of one person.
        package var messagesPerMinute = 20
        package var messagesPerDay = 300
        package var photosPerHour = 60
        /// Of one address on the network: a village may share one.
        package var requestsPerMinute = 600
        package var sessionsPerHour = 300
        package var photoBytes = 8_000_000
        /// All photos that one person has here.
        package var photoBytesKept = 200_000_000
        package var connections = 4000
        /// Pages of one person that are open at once.
        package var pagesPerPerson = 6
        /// With less room on the disk nothing more is taken in: what is here must still go out.
        package var freeBytes: Int64 = 64_000_000

        package init() {}
    }

    package var page: Listener
    package var stationAPI: Listener
    /// As people reach the page, `https://…` without a slash at its end; nil for what a browser
    /// says itself, which is right on loopback alone.
    package var publicAddress: String?
    package var stations: [Station]
    package var sources: [WebhookSource]
    package var limits = Limits()
    /// How long a station may be silent until its people are told.
    package var awayAfter: Duration = .seconds(300)
    /// What they are told, by language (`zh`, `en`).
    package var awayWords: [String: String]
    package var historyDays = 30
    /// How often it is looked for what comes due without a ring.
    ///
    /// Five times that for absences, and fifteen times for the beat of an open page.
    package var look: Duration = .seconds(1)

    package init(
        page: Listener,
        stationAPI: Listener,
        publicAddress: String? = nil,
        stations: [Station],
        sources: [WebhookSource] = [],
        awayWords: [String: String]
    ) {
        self.page = page
        self.stationAPI = stationAPI
        self.publicAddress = publicAddress
        self.stations = stations
        self.sources = sources
        self.awayWords = awayWords
    }
}
