/// What the station has laid down for itself: config, as decisions need it.
package struct StationRules: Sendable {
    package var stationName: String
    package var address: String
    package var opens: ClockTime
    package var closes: ClockTime
    /// Villages and spots with their deputies' group; nil for a spot of no group.
    package var places: [String: Int?]
    /// Names of the handling units.
    package var units: [String]
    package var roster: [RosterEntry]
    /// The groups that receive voters, lunar month by lunar month.
    package var dutyRotation: [Int]
    package var deputiesPerDay: Int
    /// Working days, 1 or more each (`domain.md` §3.2, proposals of ours).
    package var screeningDays: Int
    package var answerDays: Int
    /// Days between two urges of one matter that are passed on.
    package var urgeDays: Int
    /// Working days without a word of a feedback's arrival until a person calls or visits.
    package var unreadDays: Int
    /// From how many recipients on a broadcast needs a code instead of 是.
    package var codeFromRecipients: Int
    package var noticeVersion: Int
    /// Acts that wait for the head.
    package var needsHead: Set<Action>
    /// Topics whose matters are discussed before they are assigned.
    package var discussedTopics: Set<String>
    package var verifiesBeforeAssigning: Bool
    package var digestAt: ClockTime
    /// The day of the lunar month on which voters are received: 1 to 29.
    package var receptionDay: Int
    package var holdsLeapMonths: Bool
    package var lunar: LunarCalendar
    package var workingDays: WorkingDays
    package var limits = Limits()

    /// Working days of the station's further limits, 1 or more each, but where it says otherwise.
    package struct Limits: Hashable, Sendable {
        /// From accepted to assigned.
        package var assign = 3
        /// From the unit's answer to the voter's hearing it.
        package var tell = 3
        /// From 不满意 to redo, or to an explained close by the head.
        package var decide = 3
        /// The one extension that a clerk grants.
        package var extended = 15
        /// Before a limit's end.
        package var warn = 3
        /// Calendar days in which the voter may rate before it counts as 未评价.
        package var rating = 10
        /// After a limit: the second rung of the ladder, the third.
        package var ladder = [5, 10]
        /// 永久, 30年 or 10年.
        package var retention = "10年"

        package init() {}
    }
    package var receptionPolicy = ReceptionPolicy()
    package var plan = ReminderPlan()
    package var broadcasts = BroadcastRules()
    /// Other names of a unit, by its short one.
    package var unitAliases: [String: [String]] = [:]
    package var disputes = DisputeRules()
    package var duty = DutyRules()
    /// Ways to reach a deputy that the deputy has cleared for publication, by name.
    package var publicContacts: [String: String] = [:]
    package var retention = RetentionRules()
    package var evaluation = EvaluationRules()
    /// How often a day a person is told unasked how a matter goes, 1 or more.
    package var newsPerDay = 1
    /// How many deputies' groups there are, 1 or more.
    package var groups = 4
    /// How people's words are cut for those who read them.
    package var excerpts = Excerpts()
    /// How many deputies a level has; one more needs a reason.
    package var seats: [Level: Int] = [:]

    package init(
        stationName: String,
        address: String,
        opens: ClockTime,
        closes: ClockTime,
        places: [String: Int?],
        units: [String],
        roster: [RosterEntry],
        dutyRotation: [Int],
        deputiesPerDay: Int,
        screeningDays: Int,
        answerDays: Int,
        urgeDays: Int,
        unreadDays: Int,
        codeFromRecipients: Int,
        noticeVersion: Int,
        needsHead: Set<Action>,
        discussedTopics: Set<String>,
        verifiesBeforeAssigning: Bool,
        digestAt: ClockTime,
        receptionDay: Int,
        holdsLeapMonths: Bool,
        lunar: LunarCalendar,
        workingDays: WorkingDays
    ) {
        self.stationName = stationName
        self.address = address
        self.opens = opens
        self.closes = closes
        self.places = places
        self.units = units
        self.roster = roster
        self.dutyRotation = dutyRotation
        self.deputiesPerDay = deputiesPerDay
        self.screeningDays = screeningDays
        self.answerDays = answerDays
        self.urgeDays = urgeDays
        self.unreadDays = unreadDays
        self.codeFromRecipients = codeFromRecipients
        self.noticeVersion = noticeVersion
        self.needsHead = needsHead
        self.discussedTopics = discussedTopics
        self.verifiesBeforeAssigning = verifiesBeforeAssigning
        self.digestAt = digestAt
        self.receptionDay = receptionDay
        self.holdsLeapMonths = holdsLeapMonths
        self.lunar = lunar
        self.workingDays = workingDays
    }
}

extension StationRules {
    /// Every reception day of a Gregorian year by the rules alone; nil when the lunar table does
    /// not cover it.
    package func receptions(in year: Int) -> [Day]? {
        lunar.occurrences(ofDay: receptionDay, in: year, leapMonths: holdsLeapMonths)?
            .filter { restDayRule(on: $0) != .skip }
    }

    /// The deputies on duty on a reception day: the groups take lunar months in turn.
    ///
    /// - Parameters:
    ///   - day: Any day; a reception's by the lunar calendar.
    ///   - roster: As it stands on that day; nil for config's own.
    /// - Returns: Names, at most ``deputiesPerDay``; empty for a day outside the lunar table.
    package func deputiesOnDuty(on day: Day, of roster: [RosterEntry]? = nil) -> [String] {
        guard !dutyRotation.isEmpty, let lunarDay = lunar.lunarDay(of: day) else { return [] }
        let group = dutyRotation[(lunarDay.month - 1) % dutyRotation.count]
        let members = (roster ?? self.roster).filter { $0.isDeputy && $0.group == group }.map(
            \.name
        )
        guard members.count > deputiesPerDay else { return members }
        // Each round of the rotation starts after the deputies that the last one took.
        let round = (lunarDay.year * 12 + lunarDay.month - 1) / dutyRotation.count
        let start = round * deputiesPerDay % members.count
        return (0..<deputiesPerDay).map { members[(start + $0) % members.count] }
    }

    /// The numbers of the deputies' groups.
    package var groupNumbers: Set<Int> { Set(1...max(1, groups)) }

    /// True for a text with a unit in it, by its full or a short name.
    package func namesUnit(_ text: String) -> Bool {
        units.contains { unit in
            text.contains(unit)
                || unitAliases[unit, default: []].contains { $0.count > 1 && text.contains($0) }
        }
    }

    /// The village or spot of the station's list that a text names, the longest first.
    package func listedPlace(in text: String) -> String? {
        places.keys.filter { text.contains($0) }.max {
            ($0.count, $1) < ($1.count, $0)
        }
    }
}
