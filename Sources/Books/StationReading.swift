import Casework

/// Reads and checks a station's config: `station.yaml` and the calendars' tables.
///
/// - Parameter dir: The folder, as the operator named it.
/// - Throws: ``BookFaults`` with every fault found.
package func loadStation(at dir: String) throws(BookFaults) -> StationBook {
    let faults = Faults()
    let station = readStation(at: dir, faults)
    guard let station, faults.list.isEmpty else { throw BookFaults(faults.list) }
    return station
}

func readStation(at dir: String, _ faults: Faults) -> StationBook? {
    let lunar = Calendars.lunar(
        dir + "/lunar-months.tsv",
        as: dir + "/lunar-months.tsv",
        faults
    )
    let workingDays = Calendars.workingDays(
        dir + "/holidays.tsv",
        as: dir + "/holidays.tsv",
        faults
    )
    let file = dir + "/station.yaml"
    guard let page = Page.read(file, as: file, faults), let lunar else { return nil }
    var book = StationBook(lunar: lunar, workingDays: workingDays)
    let sections = page.mapping([
        "station", "places", "units", "groups", "topics", "deputies", "staff", "duty", "limits",
        "reception", "notice", "urge_days", "unread_days", "approval", "reminders", "quiet_hours",
        "evening_digest", "attachments", "channels",
    ])
    for name in ["station", "places", "units", "groups", "topics", "deputies", "staff", "duty"]
    where sections[name] == nil {
        page.fault("the section '\(name)' is missing")
    }
    if let section = sections["groups"]?.integer(1...99) { book.groups = section }
    sections["station"].map { book.readStation($0) }
    sections["places"].map { book.readPlaces($0) }
    sections["units"].map { book.readUnits($0) }
    sections["topics"].map { book.readTopics($0) }
    sections["deputies"].map { book.readDeputies($0) }
    sections["staff"].map { book.readStaff($0) }
    sections["duty"].map { book.readDuty($0) }
    sections["limits"].map { book.readLimits($0) }
    sections["approval"].map { book.readApproval($0) }
    sections["channels"].map { book.readChannels($0) }
    book.readPolicy(sections)
    return book
}

extension StationBook {
    fileprivate mutating func readStation(_ page: Page) {
        let keys = page.mapping(["name", "town", "address", "hours", "timezone", "phone"])
        for name in ["name", "town", "address", "hours"] where keys[name] == nil {
            page.fault("the key '\(name)' is missing")
        }
        let name = keys["name"]?.bilingual() ?? [:]
        nameZh = name[.zh] ?? ""
        nameEn = name[.en] ?? ""
        let town = keys["town"]?.bilingual() ?? [:]
        townZh = town[.zh] ?? ""
        townEn = town[.en] ?? ""
        let address = keys["address"]?.bilingual() ?? [:]
        addressZh = address[.zh] ?? ""
        addressEn = address[.en] ?? ""
        phone = keys["phone"]?.text
        if let span = keys["hours"]?.span() {
            opens = span.0
            closes = span.1
            if opens >= closes { keys["hours"]?.fault("the station opens before it closes") }
        }
        if let zone = keys["timezone"], zone.text != "Asia/Shanghai" {
            zone.fault("the time zone must be Asia/Shanghai")
        }
    }

    fileprivate mutating func readPlaces(_ page: Page) {
        for item in page.items() {
            let keys = item.mapping(["zh", "en", "short", "kind", "group"])
            let kind = keys["kind"]?.text ?? ""
            if kind != "village" && kind != "spot" {
                (keys["kind"] ?? item).fault("a place's kind is village or spot")
            }
            let group = keys["group"]?.integer(1...groups)
            if kind == "village", keys["group"] == nil { item.fault("a village has a group") }
            places.append(
                Place(
                    zh: item.named(keys),
                    en: keys["en"]?.strings() ?? [],
                    short: keys["short"]?.text,
                    isVillage: kind == "village",
                    group: group
                )
            )
        }
        page.refuseTwice(places.map(\.zh), called: "place")
    }

    fileprivate mutating func readUnits(_ page: Page) {
        for item in page.items() {
            let keys = item.mapping(["zh", "full", "en"])
            units.append(
                Unit(zh: item.named(keys), full: keys["full"]?.text, en: keys["en"]?.text)
            )
        }
        page.refuseTwice(units.map(\.zh), called: "unit")
    }

    fileprivate mutating func readTopics(_ page: Page) {
        for item in page.items() {
            let keys = item.mapping(["zh", "en"])
            topics.append(Topic(zh: item.named(keys), en: keys["en"]?.text))
        }
        page.refuseTwice(topics.map(\.zh), called: "topic")
    }

    fileprivate mutating func readDeputies(_ page: Page) {
        for item in page.items() {
            let keys = item.mapping(["name", "en", "group", "levels", "leader", "office"])
            let levels = keys["levels"]?.items() ?? []
            if levels.isEmpty { item.fault("a deputy has one level or more") }
            for level in levels where !["镇级", "市级"].contains(level.text ?? "") {
                level.fault("a level is 镇级 or 市级")
            }
            if let office = keys["office"], !["站长", "副站长"].contains(office.text ?? "") {
                office.fault("a deputy's office is 站长 or 副站长")
            }
            if keys["group"] == nil { item.fault("a deputy has a group") }
            deputies.append(
                Deputy(
                    name: item.named(keys, "name"),
                    en: keys["en"]?.text,
                    group: keys["group"]?.integer(1...groups) ?? 1,
                    levels: levels.compactMap(\.text),
                    isLeader: keys["leader"]?.flag() ?? false,
                    office: keys["office"]?.text
                )
            )
        }
    }

    fileprivate mutating func readStaff(_ page: Page) {
        for item in page.items() {
            let keys = item.mapping(["name", "en", "office"])
            let offices = ["联络员", "法律顾问", "主席团", "审计"]
            let office = keys["office"]?.text ?? ""
            if !offices.contains(office) {
                (keys["office"] ?? item).fault(
                    "an office of staff is one of " + offices.joined(separator: ", ")
                )
            }
            staff.append(
                Staff(name: item.named(keys, "name"), en: keys["en"]?.text, office: office)
            )
        }
        page.refuseTwice(deputies.map(\.name) + staff.map(\.name), called: "person")
    }

    fileprivate mutating func readDuty(_ page: Page) {
        let keys = page.mapping(["rotation", "deputies_per_day"])
        dutyRotation = keys["rotation"]?.items().compactMap { $0.integer(1...groups) } ?? []
        if dutyRotation.isEmpty { page.fault("the rotation names one group or more") }
        deputiesPerDay = keys["deputies_per_day"]?.integer(1...50) ?? deputiesPerDay
    }

    fileprivate mutating func readLimits(_ page: Page) {
        let keys = page.mapping(["screening", "assign", "answer", "complex", "feedback", "warn"])
        limits.screening = keys["screening"]?.integer(1...250) ?? limits.screening
        limits.assign = keys["assign"]?.integer(1...250) ?? limits.assign
        limits.answer = keys["answer"]?.integer(1...250) ?? limits.answer
        limits.complex = keys["complex"]?.integer(1...250) ?? limits.complex
        limits.feedback = keys["feedback"]?.integer(1...250) ?? limits.feedback
        limits.warn = keys["warn"]?.integer(1...250) ?? limits.warn
    }

    fileprivate mutating func readApproval(_ page: Page) {
        let keys = page.mapping(["needed_for", "discussion_needed_for", "verify_before_assign"])
        for item in keys["needed_for"]?.items() ?? [] {
            if let action = item.oneOf(Action.self, called: "action") { needsHead.insert(action) }
        }
        for item in keys["discussion_needed_for"]?.items() ?? [] {
            let topic = item.words()
            if topics.contains(where: { $0.zh == topic }) {
                discussedTopics.insert(topic)
            } else {
                item.fault("unknown topic '\(topic)'")
            }
        }
        verifiesBeforeAssigning =
            keys["verify_before_assign"]?.flag() ?? verifiesBeforeAssigning
    }

    fileprivate mutating func readChannels(_ page: Page) {
        guard let channel = page.mapping(["botapi"])["botapi"] else { return }
        let keys = channel.mapping([
            "url", "token_file", "ca_file", "proxy", "poll_seconds", "per_second",
            "per_second_in_chat", "per_minute_in_group",
        ])
        botAPI.url = keys["url"]?.text ?? ""
        if !botAPI.url.isEmpty, !botAPI.url.hasPrefix("https://"), !botAPI.url.hasPrefix("http://")
        {
            keys["url"]?.fault("the address begins with https:// or http://")
        }
        botAPI.tokenFile = keys["token_file"]?.text ?? ""
        botAPI.caFile = keys["ca_file"]?.text ?? ""
        botAPI.proxy = keys["proxy"]?.text ?? ""
        botAPI.pollSeconds = keys["poll_seconds"]?.integer(0...600) ?? botAPI.pollSeconds
        botAPI.perSecond = keys["per_second"]?.rate()
        botAPI.perSecondInChat = keys["per_second_in_chat"]?.rate()
        botAPI.perMinuteInGroup = keys["per_minute_in_group"]?.rate()
    }

    fileprivate mutating func readPolicy(_ sections: [String: Page]) {
        if let keys = sections["reception"]?.mapping(["lunar_day", "leap_months"]) {
            receptionDay = keys["lunar_day"]?.integer(1...29) ?? receptionDay
            holdsLeapMonths = keys["leap_months"]?.flag() ?? holdsLeapMonths
        }
        if let keys = sections["notice"]?.mapping(["version", "hours"]) {
            noticeVersion = keys["version"]?.integer(1...1_000_000) ?? noticeVersion
            staffHours = keys["hours"]?.text ?? staffHours
        }
        urgeDays = sections["urge_days"]?.integer(1...365) ?? urgeDays
        unreadDays = sections["unread_days"]?.integer(1...365) ?? unreadDays
        if let keys = sections["reminders"]?.mapping(["code_from"]) {
            codeFromRecipients = keys["code_from"]?.integer(1...1_000_000) ?? codeFromRecipients
        }
        if let span = sections["quiet_hours"]?.span() {
            quietFrom = span.0
            quietUntil = span.1
        }
        if let page = sections["evening_digest"] {
            if let time = page.text.flatMap({ ClockTime($0) }) {
                digestAt = time
            } else {
                page.fault("a time like 17:30 is expected here")
            }
        }
        if let keys = sections["attachments"]?.mapping(["max_bytes"]) {
            attachmentBytes = keys["max_bytes"]?.integer(1...2_000_000_000) ?? attachmentBytes
        }
    }
}

extension Page {
    /// The name of a thing in a list, which it must have.
    fileprivate func named(_ keys: [String: Page], _ key: String = "zh") -> String {
        guard let name = keys[key]?.text, !name.isEmpty else {
            fault("the key '\(key)' is missing")
            return ""
        }
        return name
    }

    fileprivate func refuseTwice(_ names: [String], called what: String) {
        var seen: Set<String> = []
        for name in names where !name.isEmpty && !seen.insert(name).inserted {
            fault("the \(what) '\(name)' stands twice")
        }
    }

    /// Two times of day: `08:30-11:00`.
    fileprivate func span() -> (ClockTime, ClockTime)? {
        let parts = (text ?? "").split(separator: "-")
        guard parts.count == 2, let from = ClockTime(parts[0]), let until = ClockTime(parts[1])
        else {
            fault("times like 08:30-11:00 are expected here")
            return nil
        }
        return (from, until)
    }

    fileprivate func rate() -> Double? {
        guard let number = text.flatMap({ Double($0) }), number > 0, number.isFinite else {
            fault("a number above 0 is expected here")
            return nil
        }
        return number
    }
}
