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
        /// 镇级, 市级; one or more.
        package var levels: [String]
        package var isLeader: Bool
        /// 站长, 副站长.
        package var office: String?
    }

    package struct Staff: Hashable, Sendable {
        package var name: String
        package var en: String?
        /// 联络员, 法律顾问, 主席团 and the like.
        package var office: String
    }

    /// Working days, 1 or more each (`domain.md` §3.2: proposals, no source).
    package struct Limits: Hashable, Sendable {
        package var screening = 5
        package var assign = 3
        package var answer = 15
        package var complex = 30
        package var feedback = 3
        package var warn = 3
    }

    /// The settings of the Bot API channel.
    package struct BotAPI: Hashable, Sendable {
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
    package var quietFrom = ClockTime(minutes: 21 * 60)
    package var quietUntil = ClockTime(minutes: 7 * 60)
    package var digestAt = ClockTime(minutes: 17 * 60 + 30)
    package var attachmentBytes = 20_000_000
    package var botAPI = BotAPI()
    package var lunar: LunarCalendar
    package var workingDays: WorkingDays

    /// All names, as understanding needs them.
    package var gazetteer: Gazetteer {
        func entry(_ place: Place) -> Gazetteer.Entry {
            let village = place.isVillage && !place.zh.hasSuffix("村") ? [place.zh + "村"] : []
            return Gazetteer.Entry(
                zh: place.zh,
                en: place.en.first,
                others: place.en.dropFirst() + [place.short].compactMap { $0 } + village
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
