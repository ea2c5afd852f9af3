package import Casework

/// The public edge as `config/relay.yaml` tells it, checked.
///
/// It holds paths of secrets, never a secret: a path is absolute, or begins with the config's
/// folder as the operator named it.
package struct RelayBook: Hashable, Sendable {
    /// Where a listener stands, and what is in front of it.
    package struct Listener: Hashable, Sendable {
        /// A name or an address, IPv6 without brackets.
        package var host: String
        /// 0 to 65535; 0 is any that is free.
        package var port: Int
        /// The PEM files for TLS; nil where a proxy ends TLS, or on loopback.
        package var certificate: Certificate?
        /// The addresses of proxies whose word about a client's address is believed; may be empty.
        package var proxies: [String] = []
    }

    package struct Certificate: Hashable, Sendable {
        /// The certificate's file, its chain behind it.
        package var chain: String
        package var key: String
    }

    package struct Station: Hashable, Sendable {
        /// 1 to 32 of `a-z`, `0-9` and `-`: the first part of the page's address.
        package var name: String
        package var title: [Language: String]
        /// May be empty.
        package var phone: String
        /// One line under the title; empty when there is none.
        package var note: [Language: String]
        /// A file with the token alone; nil, for one station only, when the environment has it.
        package var tokenFile: String?
    }

    /// A gateway that posts messages here and has replies posted to it.
    package struct Source: Hashable, Sendable {
        /// 1 to 32 of `a-z`, `0-9` and `-`: it posts to `/hook/NAME`.
        package var name: String
        /// The name of a station that stands above.
        package var station: String
        /// One or more; any of them verifies.
        package var secretFiles: [String]
        package var message: Message
        package var reply: Reply
        /// nil when the gateway does not tell what became of a reply.
        package var receipt: Receipt?
        /// The machines that photos may be fetched from, beside the one that replies go to.
        package var photoHosts: Set<String>
    }

    /// Where a gateway's JSON holds a message, in dotted paths.
    package struct Message: Hashable, Sendable {
        package var sender: String
        package var text: String
        /// nil when the request's `webhook-id` is it.
        package var id: String?
        package var photos: String?
        /// The time of sending.
        package var at: String?
    }

    /// Where replies are posted, and at which dotted keys of the body.
    package struct Reply: Hashable, Sendable {
        /// An https address, or an http one of this machine.
        package var url: String
        /// Signs the requests.
        package var secretFile: String
        package var to: String
        package var text: String
        /// What always stands in the body.
        package var extra: [String: String]
        /// Where the gateway's answer holds its id of the reply; nil when it has none.
        package var responseID: String?

        /// The machine that replies go to.
        package var host: String { WebPlace(url)?.place.host ?? "" }
    }

    /// Where a gateway's JSON tells what became of a reply.
    package struct Receipt: Hashable, Sendable {
        package var id: String
        package var stand: String
        /// The gateway's words for a reply on the phone; one or more.
        package var delivered: Set<String>
        /// The gateway's words for a reply that never will be; may be empty.
        package var failed: Set<String>
    }

    /// What nobody may exceed.
    package struct Limits: Hashable, Sendable {
        /// Of one person.
        package var messagesPerMinute = 20
        package var messagesPerDay = 300
        package var photosPerHour = 60
        /// Of one address on the network: a village may share one.
        package var requestsPerAddressPerMinute = 600
        package var sessionsPerAddressPerHour = 300
        package var photoBytes = 8_000_000
        package var connections = 4000
    }

    package var page = Listener(host: "127.0.0.1", port: 8021)
    package var stationAPI = Listener(host: "127.0.0.1", port: 8022)
    /// As people reach the page, without a slash at its end; nil on loopback alone.
    package var address: String?
    package var stations: [Station] = []
    package var sources: [Source] = []
    /// How long a station may be silent until its people are told, 1 to 1440.
    package var offlineAfterMinutes = 5
    /// What they are told, in both languages.
    package var offlineText: [Language: String] = [
        .zh: "已收到，工作人员上班后给您编号。",
        .en: "Received. You will get a number when staff are back at work.",
    ]
    /// How long the page shows what was said, 1 to 365.
    package var historyDays = 30
    package var limits = Limits()
}
