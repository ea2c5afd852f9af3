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
    /// From how many recipients on a reminder needs a code instead of 是.
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
    /// Every reception day of a Gregorian year; nil when the lunar table does not cover it.
    package func receptions(in year: Int) -> [Day]? {
        lunar.occurrences(ofDay: receptionDay, in: year, leapMonths: holdsLeapMonths)
    }

    /// The first reception day on or after a day; nil when the table ends before it.
    package func reception(onOrAfter day: Day) -> Day? {
        let thisYear = receptions(in: day.year)?.first { $0 >= day }
        return thisYear ?? receptions(in: day.year + 1)?.first
    }

    /// The last reception day before a day; nil when the table begins after it.
    package func reception(before day: Day) -> Day? {
        let thisYear = receptions(in: day.year)?.last { $0 < day }
        return thisYear ?? receptions(in: day.year - 1)?.last
    }

    /// The deputies on duty on a reception day: the groups take lunar months in turn.
    ///
    /// - Returns: Names, at most ``deputiesPerDay``; empty for a day outside the lunar table.
    package func deputiesOnDuty(on day: Day) -> [String] {
        guard !dutyRotation.isEmpty, let lunarDay = lunar.lunarDay(of: day) else { return [] }
        let group = dutyRotation[(lunarDay.month - 1) % dutyRotation.count]
        let members = roster.filter { $0.isDeputy && $0.group == group }.map(\.name)
        guard members.count > deputiesPerDay else { return members }
        // Each round of the rotation starts after the deputies that the last one took.
        let round = (lunarDay.year * 12 + lunarDay.month - 1) / dutyRotation.count
        let start = round * deputiesPerDay % members.count
        return (0..<deputiesPerDay).map { members[(start + $0) % members.count] }
    }

    /// The village or spot of the station's list that a text names, the longest first.
    package func listedPlace(in text: String) -> String? {
        places.keys.filter { text.contains($0) }.max {
            ($0.count, $1) < ($1.count, $0)
        }
    }
}
