import Casework

/// Reads and checks the public edge's config: `relay.yaml`.
///
/// - Parameter config: The folder, as the operator named it.
/// - Returns: The relay as it is written there; no secret is read.
/// - Throws: ``BookFaults`` with every fault found.
package func loadRelay(at config: String) throws(BookFaults) -> RelayBook {
    let faults = Faults()
    let relay = readRelay(at: config, faults)
    guard let relay, faults.list.isEmpty else { throw BookFaults(faults.list) }
    return relay
}

func readRelay(at config: String, _ faults: Faults) -> RelayBook? {
    let file = config + "/relay.yaml"
    guard let page = Page.read(file, as: file, faults) else { return nil }
    var reading = RelayReading(folder: config)
    reading.read(page)
    return reading.book
}

/// The book while it is read.
private struct RelayReading {
    /// Relative paths begin here.
    let folder: String
    var book = RelayBook()

    mutating func read(_ page: Page) {
        let sections = page.mapping([
            "page", "station_api", "stations", "sources", "offline", "history_days", "limits",
        ])
        sections["page"].map { readPage($0) }
        sections["station_api"].map { readStationAPI($0) }
        if book.page.port != 0, book.page.port == book.stationAPI.port,
            book.page.host == book.stationAPI.host
        {
            (sections["station_api"] ?? page).fault(
                "the page and the station API listen at one place",
                hint: "give one of them another port"
            )
        }
        if let stations = sections["stations"] {
            readStations(stations)
        } else {
            page.fault("the section 'stations' is missing")
        }
        sections["sources"].map { readSources($0) }
        if let keys = sections["offline"]?.mapping(["after_minutes", "text"]) {
            book.offlineAfterMinutes =
                keys["after_minutes"]?.integer(1...1440) ?? book.offlineAfterMinutes
            book.offlineText = keys["text"]?.sentences() ?? book.offlineText
        }
        book.historyDays = sections["history_days"]?.integer(1...365) ?? book.historyDays
        sections["limits"].map { readLimits($0) }
    }

    private mutating func readPage(_ page: Page) {
        let keys = page.mapping(["listen", "address", "certificate", "key", "proxy"])
        book.page = listener(book.page, "page", page, keys)
        guard let key = keys["address"], let address = key.filled else {
            if !book.page.isLoopback || book.page.certificate != nil || !book.page.proxies.isEmpty {
                (keys["address"] ?? page).fault(
                    "the page's 'address' is missing",
                    hint: "write it as people open it, like https://desk.example"
                )
            }
            return
        }
        guard let web = WebPlace(address), ["", "/"].contains(web.path) else {
            key.fault(
                "the page's address is not a web address",
                hint: "write it like https://desk.example, without a path"
            )
            return
        }
        guard web.isEncrypted || web.place.isLoopback else {
            key.fault(
                "the page's address begins with https://",
                hint: "what people write must not travel in the clear"
            )
            return
        }
        book.address = String(address.dropLast(web.path.count))
    }

    private mutating func readStationAPI(_ page: Page) {
        let keys = page.mapping(["listen", "certificate", "key", "proxy"])
        book.stationAPI = listener(book.stationAPI, "station API", page, keys)
    }

    private func listener(
        _ usual: RelayBook.Listener,
        _ name: String,
        _ page: Page,
        _ keys: [String: Page]
    ) -> RelayBook.Listener {
        var listener = usual
        if let key = keys["listen"] {
            if let place = NetworkPlace(key.words()), let port = place.port {
                listener.host = place.host
                listener.port = port
            } else {
                key.fault(
                    "a host and a port are expected here",
                    hint: "write it like 127.0.0.1:8021 or [::1]:8021"
                )
            }
        }
        switch (keys["certificate"]?.filled, keys["key"]?.filled) {
        case (let chain?, let key?):
            listener.certificate = RelayBook.Certificate(chain: path(chain), key: path(key))
        case (nil, nil): break
        case (nil, _?):
            keys["key"]?.fault("a 'key' without its 'certificate'", hint: "name both, or none")
        case (_?, nil):
            keys["certificate"]?.fault(
                "a 'certificate' without its 'key'",
                hint: "name both, or none"
            )
        }
        for item in keys["proxy"]?.items() ?? [] {
            let address = item.words()
            if NetworkPlace.isAddress(address) {
                listener.proxies.append(address.lowercased())
            } else {
                item.fault(
                    "'\(address)' is not a proxy's address",
                    hint: "write the address it connects from, like 127.0.0.1"
                )
            }
        }
        let isNamed = ["certificate", "key", "proxy"].contains { keys[$0]?.filled != nil }
        if !listener.isLoopback, !isNamed, keys["proxy"]?.items().isEmpty ?? true {
            (keys["listen"] ?? page).fault(
                "the \(name) listens beyond this machine without a certificate",
                hint: "set 'certificate' and 'key', or name the 'proxy' that ends TLS in front, "
                    + "or listen on 127.0.0.1"
            )
        }
        return listener
    }

    private mutating func readStations(_ page: Page) {
        let items = page.items()
        if items.isEmpty { page.fault("one station or more is expected here") }
        var files: Set<String> = []
        for item in items {
            let keys = item.mapping(["name", "title", "phone", "note", "token_file"])
            let name = item.handle(keys, of: "station", taken: book.stations.map(\.name))
            // The page's own files and the webhooks stand beside the stations.
            if ["assets", "hook"].contains(name) {
                keys["name"]?.fault("the station's name '\(name)' is taken by the relay itself")
            }
            if keys["title"] == nil { item.fault("the key 'title' is missing") }
            let file = keys["token_file"]?.filled.map(path)
            if let file, !files.insert(file).inserted {
                keys["token_file"]?.fault(
                    "two stations have one token file",
                    hint: "the token tells the stations apart: each has its own"
                )
            }
            if file == nil, items.count > 1 {
                (keys["token_file"] ?? item).fault(
                    "the station '\(name)' has no token file",
                    hint: "LIAISON_RELAY_TOKEN is for a relay of one station"
                )
            }
            book.stations.append(
                RelayBook.Station(
                    name: name,
                    title: keys["title"]?.sentences() ?? [:],
                    phone: keys["phone"]?.text ?? "",
                    note: keys["note"]?.bilingual().filter { !$0.value.isEmpty } ?? [:],
                    tokenFile: file
                )
            )
        }
    }

    private mutating func readLimits(_ page: Page) {
        let keys = page.mapping([
            "messages_per_minute", "messages_per_day", "photos_per_hour",
            "requests_per_address_per_minute", "sessions_per_address_per_hour", "photo_bytes",
            "connections",
        ])
        func limit(_ key: String, _ most: Int, _ value: inout Int) {
            value = keys[key]?.integer(1...most) ?? value
        }
        limit("messages_per_minute", 1000, &book.limits.messagesPerMinute)
        limit("messages_per_day", 100_000, &book.limits.messagesPerDay)
        limit("photos_per_hour", 10_000, &book.limits.photosPerHour)
        limit(
            "requests_per_address_per_minute",
            1_000_000,
            &book.limits.requestsPerAddressPerMinute
        )
        limit("sessions_per_address_per_hour", 1_000_000, &book.limits.sessionsPerAddressPerHour)
        limit("photo_bytes", 50_000_000, &book.limits.photoBytes)
        limit("connections", 100_000, &book.limits.connections)
    }

    /// A file's path, from where the service is started.
    private func path(_ file: String) -> String {
        file.hasPrefix("/") ? file : folder + "/" + file
    }
}

/// Webhook sources.
extension RelayReading {
    fileprivate mutating func readSources(_ page: Page) {
        for item in page.items() {
            let keys = item.mapping([
                "name", "station", "secret_files", "message", "reply", "receipt", "photo_hosts",
            ])
            let name = item.handle(keys, of: "source", taken: book.sources.map(\.name))
            let station = item.named(keys, "station")
            let stations = book.stations.map(\.name)
            if !station.isEmpty, !stations.contains(station) {
                keys["station"]?.fault(
                    "unknown station '\(station)'",
                    hint: nearestWord(to: station, among: stations).map { "did you mean '\($0)'?" }
                        ?? "known here: " + stations.joined(separator: ", ")
                )
            }
            let secrets = keys["secret_files"]?.items().compactMap(\.filled) ?? []
            if secrets.isEmpty {
                (keys["secret_files"] ?? item).fault(
                    "the source '\(name)' has no secret file",
                    hint: "without a secret anybody could write in a voter's name"
                )
            }
            for key in ["message", "reply"] where keys[key] == nil {
                item.fault("the key '\(key)' is missing")
            }
            guard let message = keys["message"], let reply = keys["reply"] else { continue }
            let source = RelayBook.Source(
                name: name,
                station: station,
                secretFiles: secrets.map(path),
                message: readMessage(message),
                reply: readReply(reply),
                receipt: keys["receipt"].flatMap { $0.text == "" ? nil : readReceipt($0) },
                photoHosts: Set(keys["photo_hosts"]?.items().compactMap { $0.host() } ?? [])
            )
            if source.receipt != nil, source.reply.responseID == nil {
                reply.fault(
                    "the source '\(name)' has receipts, and no 'response_id' in its reply",
                    hint: "a receipt is matched with its reply by the gateway's id"
                )
            }
            book.sources.append(source)
        }
    }

    private func readMessage(_ page: Page) -> RelayBook.Message {
        let keys = page.mapping(["sender", "text", "id", "photos", "at"])
        return RelayBook.Message(
            sender: page.neededPath(keys, "sender"),
            text: page.neededPath(keys, "text"),
            id: keys["id"]?.dottedPath(),
            photos: keys["photos"]?.dottedPath(),
            at: keys["at"]?.dottedPath()
        )
    }

    private func readReply(_ page: Page) -> RelayBook.Reply {
        let keys = page.mapping(["url", "secret_file", "to", "text", "extra", "response_id"])
        let url = page.named(keys, "url")
        if let key = keys["url"], !url.isEmpty {
            let web = WebPlace(url)
            if web == nil {
                key.fault(
                    "the reply's url is not a web address",
                    hint: "write it like https://gateway.example/send, without user and password"
                )
            } else if let web, !web.isEncrypted, !web.place.isLoopback {
                key.fault(
                    "the reply's address begins with https://",
                    hint: "what is posted there has a phone number in it"
                )
            }
        }
        let secret = page.named(keys, "secret_file")
        let to = page.neededPath(keys, "to")
        let text = page.neededPath(keys, "text")
        var extra: [String: String] = [:]
        var taken = [to, text].filter { !$0.isEmpty }
        if taken.count == 2, Self.overlap(to, text) {
            keys["text"]?.fault("the reply has two values at '\(text)'")
        }
        for (key, value) in keys["extra"]?.fields() ?? [] {
            guard let path = key.page.dottedPath() else { continue }
            if taken.contains(where: { Self.overlap($0, path) }) {
                key.page.fault("the reply has two values at '\(path)'")
            }
            taken.append(path)
            extra[path] = value.words()
        }
        return RelayBook.Reply(
            url: url,
            secretFile: path(secret),
            to: to,
            text: text,
            extra: extra,
            responseID: keys["response_id"]?.dottedPath()
        )
    }

    private func readReceipt(_ page: Page) -> RelayBook.Receipt {
        let keys = page.mapping(["id", "stand", "delivered", "failed"])
        let delivered = Set(keys["delivered"]?.strings().filter { !$0.isEmpty } ?? [])
        let failed = Set(keys["failed"]?.strings().filter { !$0.isEmpty } ?? [])
        if delivered.isEmpty {
            (keys["delivered"] ?? page).fault("the receipts have no word for 'delivered'")
        }
        if let word = delivered.intersection(failed).min() {
            keys["failed"]?.fault("the receipts' word '\(word)' is both delivered and failed")
        }
        return RelayBook.Receipt(
            id: page.neededPath(keys, "id"),
            stand: page.neededPath(keys, "stand"),
            delivered: delivered,
            failed: failed
        )
    }

    /// Whether one path is the other, or leads to it: an object cannot hold both.
    private static func overlap(_ one: String, _ two: String) -> Bool {
        (one + ".").hasPrefix(two + ".") || (two + ".").hasPrefix(one + ".")
    }
}

extension RelayBook.Listener {
    fileprivate var isLoopback: Bool {
        NetworkPlace(host.contains(":") ? "[\(host)]" : host)?.isLoopback ?? false
    }
}

extension Page {
    /// The words; nil when there are none.
    fileprivate var filled: String? { text.flatMap { $0.isEmpty ? nil : $0 } }

    /// Both languages, neither empty.
    fileprivate func sentences() -> [Language: String] {
        let sentences = bilingual()
        for language in Language.allCases where sentences[language] == "" {
            fault("the words in '\(language.rawValue)' are missing")
        }
        return sentences
    }

    /// A mapping's entries; an empty value has none.
    fileprivate func fields() -> [(key: (text: String, page: Page), value: Page)] {
        text == "" ? [] : entries()
    }

    /// A name that can stand in an address and stands here once.
    fileprivate func handle(
        _ keys: [String: Page],
        of what: String,
        taken: [String]
    ) -> String {
        let name = named(keys, "name")
        guard !name.isEmpty else { return name }
        let isGood =
            name.utf8.count <= 32
            && name.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
            }
        if !isGood {
            keys["name"]?.fault("a \(what)'s name is 1 to 32 of a-z, 0-9 and -")
        }
        if taken.contains(name) {
            keys["name"]?.fault("the \(what) '\(name)' stands twice")
        }
        return name
    }

    /// A machine without a port; nil, with a fault, for anything else.
    fileprivate func host() -> String? {
        let text = words().lowercased()
        if NetworkPlace.isAddress(text) { return text }
        guard let place = NetworkPlace(text), place.port == nil, place.host == text else {
            fault("'\(text)' is not a host", hint: "write it like photos.example")
            return nil
        }
        return text
    }

    fileprivate func neededPath(_ keys: [String: Page], _ key: String) -> String {
        let isThere = !named(keys, key).isEmpty
        return isThere ? keys[key]?.dottedPath() ?? "" : ""
    }

    /// Keys with full stops between them; nil when there are none.
    ///
    /// 1 to 16 steps of 1 to 128 bytes each, which is what the relay follows.
    fileprivate func dottedPath() -> String? {
        let path = words()
        guard !path.isEmpty else { return nil }
        let steps = path.split(separator: ".", omittingEmptySubsequences: false)
        let isGood =
            steps.count <= 16
            && steps.allSatisfy { step in
                (1...128).contains(step.utf8.count)
                    && !step.unicodeScalars.contains { $0.properties.isWhitespace || $0.value < 32 }
            }
        guard isGood else {
            fault(
                "'\(path)' is not keys with full stops between them",
                hint: "write it like data.from"
            )
            return nil
        }
        return path
    }
}
