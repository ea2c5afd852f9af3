package import Casework
package import CommandLanguage

/// The station as its config tells it, checked.
package struct StationBook: Sendable {
    package struct Place: Hashable, Sendable {
        package var zh: String
        /// English spellings, the best first; may be empty.
        package var en: [String]
        package var short: String?
        package var isVillage: Bool
        /// The deputies' group; nil for a spot of no group.
        package var group: Int?
    }

    package struct Unit: Hashable, Sendable {
        package var zh: String
        package var full: String?
        package var en: String?
    }

    package struct Topic: Hashable, Sendable {
        package var zh: String
        package var en: String?
    }

    package struct Deputy: Hashable, Sendable {
        package var name: String
        package var en: String?
        package var group: Int
        /// One or more.
        package var levels: [Level]
        package var isLeader: Bool
        /// 站长, 副站长, 成员.
        package var office: Position?
    }

    package struct Staff: Hashable, Sendable {
        package var name: String
        package var en: String?
        /// 联络员, 法律顾问, 主席团 and the like.
        package var office: Position
    }

    /// Working days, 1 or more each (`domain.md` §3.2: proposals, no source).
    package struct Limits: Hashable, Sendable {
        package var screening = 5
        package var assign = 3
        package var answer = 15
        package var complex = 30
        package var feedback = 3
        package var warn = 3
        package var decide = 3
        package var extended = 15
        /// Calendar days.
        package var rating = 10
        /// After a limit: the second rung of the ladder, the third.
        package var ladder = [5, 10]
        /// 永久, 30年 or 10年.
        package var retention = "10年"
    }

    /// The settings of the Bot API channel.
    package struct BotAPI: Hashable, Sendable {
        /// What stands at the other end.
        package enum Endpoint: String, Hashable, Sendable, CaseIterable {
            /// Our own relay, which keeps everything and tells what arrived.
            case relay
            /// Any other Bot API: what people write passes through somebody else's machine.
            case other
        }

        package var endpoint = Endpoint.relay
        /// Empty until a station is connected.
        package var url = ""
        /// A file that holds the token alone; empty when the environment has it.
        package var tokenFile = ""
        /// A bundle of certificates to trust instead of the system's; empty for those.
        package var caFile = ""
        package var proxy = ""
        /// How long one poll waits.
        package var pollSeconds = 50
        package var perSecond: Double?
        package var perSecondInChat: Double?
        package var perMinuteInGroup: Double?
    }

    package var nameZh = ""
    package var nameEn = ""
    package var townZh = ""
    package var townEn = ""
    package var addressZh = ""
    package var addressEn = ""
    package var phone: String?
    package var opens = ClockTime(minutes: 510)
    package var closes = ClockTime(minutes: 660)
    package var places: [Place] = []
    package var units: [Unit] = []
    package var groups = 1
    /// How many deputies a level has; one more needs a reason.
    package var seats: [Level: Int] = [:]
    package var topics: [Topic] = []
    package var deputies: [Deputy] = []
    package var staff: [Staff] = []
    package var dutyRotation: [Int] = []
    package var deputiesPerDay = 1
    package var limits = Limits()
    /// The day of the lunar month on which voters are received, 1 to 29.
    package var receptionDay = 16
    package var holdsLeapMonths = true
    package var noticeVersion = 1
    /// When staff read messages, as a notice says it.
    package var staffHours = ""
    package var urgeDays = 3
    package var unreadDays = 3
    /// Acts that wait for the head.
    package var needsHead: Set<Action> = []
    /// Topics that are discussed before a matter is assigned.
    package var discussedTopics: Set<String> = []
    package var verifiesBeforeAssigning = true
    /// From how many recipients on a broadcast wants a code.
    package var codeFromRecipients = 20
    /// Who confirms what goes to many, and how long it can be stopped.
    package var broadcasts = BroadcastRules()
    package var quietFrom = ClockTime(minutes: 21 * 60)
    package var quietUntil = ClockTime(minutes: 7 * 60)
    package var digestAt = ClockTime(minutes: 17 * 60 + 30)
    package var receptionPolicy = ReceptionPolicy()
    package var plan = ReminderPlan()
    package var attachmentBytes = 20_000_000
    package var botAPI = BotAPI()
    package var disputes = DisputeRules()
    package var dutyRules = DutyRules()
    /// What deputies have cleared for publication, by name.
    package var publicContacts: [String: String] = [:]
    package var retention = RetentionRules()
    package var evaluation = EvaluationRules()
    package var lunar: LunarCalendar
    package var workingDays: WorkingDays

    /// All names, as understanding needs them.
    package var gazetteer: Gazetteer {
        let town = townZh.hasSuffix("街道") ? townZh.dropLast(2) : townZh.dropLast()
        // `老街` in the town is 石桥头老街.
        func short(_ place: Place) -> [String] {
            var names: [String] = []
            if place.zh.hasPrefix(town), place.zh.count >= town.count + 2 {
                names.append(String(place.zh.dropFirst(town.count)))
            }
            if let en = place.en.first, en.hasPrefix(townEn + " "),
                en.split(separator: " ").count > 2
            {
                names.append(String(en.dropFirst(townEn.count + 1)))
            }
            return names
        }
        func entry(_ place: Place) -> Gazetteer.Entry {
            let village = place.isVillage && !place.zh.hasSuffix("村") ? [place.zh + "村"] : []
            return Gazetteer.Entry(
                zh: place.zh,
                en: place.en.first,
                others: place.en.dropFirst() + [place.short].compactMap { $0 } + village
                    + short(place)
            )
        }
        return Gazetteer(
            places: places.map(entry),
            villages: places.filter(\.isVillage).map(entry),
            units: units.map {
                Gazetteer.Entry(zh: $0.zh, en: $0.en, others: [$0.full].compactMap { $0 })
            },
            topics: topics.map { Gazetteer.Entry(zh: $0.zh, en: $0.en) },
            people: deputies.map { Gazetteer.Entry(zh: $0.name, en: $0.en) }
                + staff.map { Gazetteer.Entry(zh: $0.name, en: $0.en) },
            institutions: [
                Gazetteer.Entry(zh: nameZh, en: nameEn), Gazetteer.Entry(zh: townZh, en: townEn),
                Gazetteer.Entry(zh: addressZh, en: addressEn),
            ]
        )
    }
}
