import Casework

/// Reads and checks a station's config: `station.yaml` and the calendars' tables.
///
/// - Parameter dir: The folder, as the operator named it.
/// - Returns: The station with its calendars.
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
    let workingDays = Calendars.workingDays(in: dir, faults)
    let file = dir + "/station.yaml"
    guard let page = Page.read(file, as: file, faults), let lunar else { return nil }
    var book = StationBook(lunar: lunar, workingDays: workingDays)
    let sections = page.mapping([
        "station", "places", "units", "groups", "topics", "deputies", "staff", "duty", "limits",
        "reception", "notice", "urge_days", "unread_days", "approval", "broadcasts", "reminders",
        "quiet_hours",
        "evening_digest", "attachments", "channels",
        "disputes", "retention", "seats", "duty_record", "evaluation",
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
    sections["seats"].map { book.readSeats($0) }
    sections["limits"].map { book.readLimits($0) }
    sections["approval"].map { book.readApproval($0) }
    sections["channels"].map { book.readChannels($0) }
    book.readPolicy(sections)
    book.readGuarding(sections)
    sections["evaluation"].map { book.readEvaluation($0) }
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
            let office = keys["office"]?.oneOf(Position.self, called: "office")
            if let office, ![.head, .deputyHead, .member].contains(office) {
                keys["office"]?.fault("a deputy's office is 站长, 副站长 or 成员")
            }
            if keys["group"] == nil { item.fault("a deputy has a group") }
            deputies.append(
                Deputy(
                    name: item.named(keys, "name"),
                    en: keys["en"]?.text,
                    group: keys["group"]?.integer(1...groups) ?? 1,
                    levels: levels.compactMap { $0.oneOf(Level.self, called: "level") },
                    isLeader: keys["leader"]?.flag() ?? false,
                    office: office
                )
            )
        }
    }

    fileprivate mutating func readStaff(_ page: Page) {
        for item in page.items() {
            let keys = item.mapping(["name", "en", "office"])
            let offices = Position.allCases.filter { $0.isOfDesk }
            let office = keys["office"].flatMap { Position(rawValue: $0.text ?? "") }
            if office.map(offices.contains) != true {
                (keys["office"] ?? item).fault(
                    "an office of staff is one of "
                        + offices.map(\.rawValue).joined(separator: ", ")
                )
            }
            staff.append(
                Staff(
                    name: item.named(keys, "name"),
                    en: keys["en"]?.text,
                    office: office ?? .clerk
                )
            )
        }
        page.refuseTwice(deputies.map(\.name) + staff.map(\.name), called: "person")
    }

    fileprivate mutating func readSeats(_ page: Page) {
        for (name, count) in page.mapping(Level.allCases.map(\.rawValue)) {
            guard let level = Level(rawValue: name) else { continue }
            seats[level] = count.integer(1...999)
        }
    }

    fileprivate mutating func readDuty(_ page: Page) {
        let keys = page.mapping(["rotation", "deputies_per_day"])
        dutyRotation = keys["rotation"]?.items().compactMap { $0.integer(1...groups) } ?? []
        if dutyRotation.isEmpty { page.fault("the rotation names one group or more") }
        deputiesPerDay = keys["deputies_per_day"]?.integer(1...50) ?? deputiesPerDay
    }

    fileprivate mutating func readLimits(_ page: Page) {
        let keys = page.mapping([
            "screening", "assign", "answer", "complex", "feedback", "warn", "decide", "extension",
            "rating", "ladder", "retention",
        ])
        limits.screening = keys["screening"]?.integer(1...250) ?? limits.screening
        limits.assign = keys["assign"]?.integer(1...250) ?? limits.assign
        limits.answer = keys["answer"]?.integer(1...250) ?? limits.answer
        limits.complex = keys["complex"]?.integer(1...250) ?? limits.complex
        limits.feedback = keys["feedback"]?.integer(1...250) ?? limits.feedback
        limits.warn = keys["warn"]?.integer(1...250) ?? limits.warn
        limits.decide = keys["decide"]?.integer(1...250) ?? limits.decide
        limits.extended = keys["extension"]?.integer(1...250) ?? limits.extended
        limits.rating = keys["rating"]?.integer(1...365) ?? limits.rating
        if let ladder = keys["ladder"] {
            let rungs = ladder.items().compactMap { $0.integer(1...250) }
            if rungs.count == 2, rungs[0] < rungs[1] {
                limits.ladder = rungs
            } else {
                ladder.fault("a ladder has two rungs, the second later: [5, 10]")
            }
        }
        if let retention = keys["retention"] {
            let words = retention.words()
            if ["永久", "30年", "10年"].contains(words) {
                limits.retention = words
            } else {
                retention.fault("a retention class is 永久, 30年 or 10年")
            }
        }
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
            "endpoint", "url", "token_file", "ca_file", "proxy", "poll_seconds", "per_second",
            "per_second_in_chat", "per_minute_in_group",
        ])
        if let page = keys["endpoint"],
            let endpoint = page.oneOf(StationBook.BotAPI.Endpoint.self, called: "endpoint")
        {
            botAPI.endpoint = endpoint
        }
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
        if let page = sections["reception"] {
            let keys = page.mapping([
                "lunar_day", "leap_months", "weekend", "holiday", "capacity",
            ])
            readRestDays(keys)
            receptionDay = keys["lunar_day"]?.integer(1...29) ?? receptionDay
            holdsLeapMonths = keys["leap_months"]?.flag() ?? holdsLeapMonths
        }
        if let keys = sections["notice"]?.mapping(["version", "hours"]) {
            noticeVersion = keys["version"]?.integer(1...1_000_000) ?? noticeVersion
            staffHours = keys["hours"]?.text ?? staffHours
        }
        urgeDays = sections["urge_days"]?.integer(1...365) ?? urgeDays
        unreadDays = sections["unread_days"]?.integer(1...365) ?? unreadDays
        if let keys = sections["reminders"]?.mapping(["plan", "sessions"]) {
            readPlan(keys)
        }
        sections["broadcasts"].map { readBroadcasts($0) }
        if let span = sections["quiet_hours"]?.span() {
            quietFrom = span.0
            quietUntil = span.1
            plan.quietFrom = span.0
            plan.quietUntil = span.1
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

extension StationBook {
    fileprivate mutating func readBroadcasts(_ page: Page) {
        let keys = page.mapping([
            "code_from", "second_from", "second", "stand_in_minutes", "cancel_seconds",
            "reminder_approved",
        ])
        codeFromRecipients = keys["code_from"]?.integer(1...1_000_000) ?? codeFromRecipients
        broadcasts.secondFrom = keys["second_from"]?.integer(2...1_000_000) ?? broadcasts.secondFrom
        broadcasts.standInMinutes =
            keys["stand_in_minutes"]?.integer(1...1440) ?? broadcasts.standInMinutes
        broadcasts.cancelSeconds =
            keys["cancel_seconds"]?.integer(0...3600) ?? broadcasts.cancelSeconds
        broadcasts.isReminderApproved =
            keys["reminder_approved"]?.flag() ?? broadcasts.isReminderApproved
        let known = deputies.map(\.name) + staff.map(\.name)
        for item in keys["second"]?.items() ?? [] {
            let name = item.words()
            if known.contains(name) {
                broadcasts.second.append(name)
            } else {
                item.fault("nobody on the roster is called '\(name)'")
            }
        }
    }
}

extension Page {
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

extension Position {
    /// Of those who are not deputies.
    fileprivate var isOfDesk: Bool {
        [.clerk, .adviser, .presidium, .committee, .auditor].contains(self)
    }
}
