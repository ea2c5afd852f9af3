/// What a period came to: every count of the books is taken from here, and from nowhere else.
///
/// A matter belongs to the period in which it was registered, and counts as it stands ``today``:
/// so a numerator is always part of its denominator. Rules are taken as they stand.
package struct StationFigures: Hashable, Sendable {
    package var period: DayRange
    /// The day on which the books were looked at.
    package var today: Day
    /// Registered within the period, by number.
    package var matters: [MatterAccount]
    /// Whose day lies within the period, cancelled ones too, in order.
    package var receptions: [ReceptionAccount]
    /// Notes of the period, by number.
    package var notes: [Note]
    /// Of the period, planned and cancelled ones too, by number.
    package var activities: [Activity]
    /// Items of the annual plan for the period, by number, without those that were taken out; one for
    /// some time in the year stands at its beginning.
    package var plan: [PlanItem]
    /// Every group in every quarter that has begun, gaps too (`domain.md` §11, rule 14); a quarter
    /// of which the period has a part alone stands whole.
    package var grid: [ActivityGrid.Cell]
    /// 集体活动为主: of what was held, what was done together (row 25).
    package var collective: Share
    /// Voters' visits of the period, by number.
    package var visits: [ReceptionRecord]
    /// Reception sessions of the period that were taken over from paper, by number.
    package var pastSessions: [ReceptionSession]
    /// Deputies' suggestions handed in within the period, by number.
    package var suggestions: [Suggestion]
    /// Duty reports on a year of the period, by number.
    package var dutyReports: [DutyReport]
    /// The deputies of the roster at the period's end, or today while it runs.
    package var deputies: [RosterEntry]
    package var groups: [Int]
    /// What somebody at the station is appointed to.
    package var heldOffices: Set<Position>
    /// Every paper in force by the end of the period.
    package var papers: [PaperAccount]

    /// A reception day as the books count it.
    package struct ReceptionAccount: Hashable, Sendable {
        package var reception: Reception
        /// True when the notice before the day went out by plan.
        package var isAnnounced: Bool
        /// Who came, by name.
        package var came: [String]
        /// True when paper says that voters were received.
        package var isPast = false

        package var mark: String { reception.day.text }

        /// Somebody was there: a day that merely passed is not one that was held.
        package var isHeld: Bool { reception.isHeld && (isPast || !reception.checkIns.isEmpty) }
    }

    /// Reads a period.
    ///
    /// - Parameters:
    ///   - period: The days; those to come are counted as far as they are known.
    ///   - today: The day on which the books are looked at.
    ///   - view: The station.
    ///   - rules: What it has laid down.
    /// - Throws: What the view throws.
    package init(
        of period: DayRange,
        on today: Day,
        view: any StationView,
        rules: StationRules
    ) throws {
        self.period = period
        self.today = today
        let midnight = ClockTime(minutes: 0)
        var query = MatterQuery()
        query.filedSince = period.first.at(midnight)
        query.limit = StationFigures.most
        let end = period.last.adding(days: 1).at(midnight)
        matters = try view.matters(query).filter { $0.filedAt < end }
            .sorted { $0.number < $1.number }
            .map { matter in
                let history = try view.history(of: matter.number, limit: StationFigures.most)
                return MatterAccount(matter, history: history)
            }
        let calendar = ReceptionCalendar(rules: rules, records: try view.receptions())
        let days = period.first...period.last
        let past = try view.records(ReceptionSession.self, RecordQuery(days: days))
            .filter { $0.past != nil }
        pastSessions = past
        receptions = try calendar.all(in: days).map { reception in
            let told = past.filter { $0.day == reception.day }
            let people = reception.checkIns.map(\.person) + told.flatMap { $0.deputies ?? [] }
            return ReceptionAccount(
                reception: reception,
                isAnnounced: try view.planned(Occurrence.key(.notice, reception.origin)) == .sent,
                came: try Set(people).sorted().compactMap { person in
                    try view.person(person)?.name.flatMap { try view.words($0) }
                },
                isPast: !told.isEmpty
            )
        }
        notes = try view.records(Note.self, RecordQuery(days: days))
        activities = try view.records(Activity.self, RecordQuery(days: days))
        plan = try view.records(PlanItem.self, RecordQuery(days: days)).filter { !$0.isDropped }
        visits = try view.records(ReceptionRecord.self, RecordQuery(days: days))
        suggestions = try view.records(
            Suggestion.self,
            RecordQuery(days: period.first...period.last)
        ).filter { $0.stand != .withdrawn }
        let years = period.first.year...period.last.year
        dutyReports = try view.records(DutyReport.self, RecordQuery()).filter {
            years.contains($0.year)
        }
        let roster = try view.roster(on: min(today, period.last), besides: rules.roster)
        deputies = roster.filter(\.isDeputy)
        groups = Set(deputies.compactMap(\.group)).sorted()
        collective = try view.activityGrid(in: days, groups: []).collective
        let quarters = period.first.quarterStart...period.last.quarterEnd
        grid = try view.activityGrid(in: quarters, groups: Set(groups)).cells.filter { cell in
            cell.firstDay <= today
        }
        heldOffices = roster.reduce([]) { $0.union($1.positions) }
        papers = try view.records(StationPaper.self, RecordQuery()).filter {
            $0.date <= period.last
        }.compactMap { paper in
            try view.words(paper.title).map { PaperAccount(paper: paper, title: $0) }
        }
    }

    /// More than a station has in ten years.
    private static let most = 1_000_000

    /// Of the plan's items, those for which an activity of the period was held.
    package var planned: Share {
        Share(of: plan, mark: \.number.description) { !activities(for: $0).isEmpty }
    }

    /// The activities of the period with which an item of the plan is done.
    package func activities(for item: PlanItem) -> [Activity] {
        activities.filter { item.isDone(by: $0) }
    }
}

// MARK: - Matters

extension StationFigures {
    /// The desk's own: what was taken over from paper is counted, and judged by nothing.
    package var own: [MatterAccount] { matters.filter { !$0.isPast } }

    /// Taken over from paper (补录), with the sources in order.
    package var past: (count: Int, sources: [String]) {
        let past = matters.compactMap(\.matter.past)
        return (past.count, Set(past.map(\.source)).sorted())
    }

    /// 人次: one visit or one sending is one time, however many matters it held, and though none
    /// was registered (`domain.md` §11, rule 12).
    package var senders: Int {
        struct Sending: Hashable {
            var by: PersonID
            var at: Instant
            var name: ContentID?
        }
        let brought = Set(visits.flatMap(\.matters))
        return Set(
            own.filter { !brought.contains($0.matter.number) }.map {
                Sending(by: $0.matter.filedBy, at: $0.matter.filedAt, name: $0.matter.name)
            }
        ).count + received.visits
    }

    /// 受理必复率: of what was accepted, what was really told to its voter; the aim is all.
    package var answeredBack: Share {
        Share(of: own.filter(\.mustBeAnswered), mark: \.mark, where: \.isAnsweredBack)
    }

    /// 按时答复率: of the matters whose unit had to answer by now, those never answered late.
    package var inTime: Share {
        let judged = matters.filter { account in
            account.terms.contains { $0.isInTime(on: today) != nil }
        }
        return Share(of: judged, mark: \.mark) { account in
            !account.terms.contains { $0.isInTime(on: today) == false }
        }
    }

    /// 办结率: of what was accepted and not withdrawn, what is closed.
    package var closed: Share {
        Share(of: own.filter(\.mustBeAnswered), mark: \.mark, where: \.isClosed)
    }

    /// 满意率: of what was rated, 满意 and 基本满意 together.
    package var satisfied: Share {
        Share(of: own.filter { $0.matter.rating != nil }, mark: \.mark, where: \.isSatisfied)
    }

    /// 评价率: of what was told, what was rated; it stands beside every ``satisfied``.
    package var rated: Share {
        Share(
            of: own.filter { $0.isAnsweredBack || $0.matter.rating != nil },
            mark: \.mark
        ) { $0.matter.rating != nil }
    }

    /// Of what a head took to the Party committee, what came to rest (化解).
    package var resolved: Share {
        Share(of: matters.filter(\.isEscalated), mark: \.mark) {
            $0.matter.guarding.resolved != nil
        }
    }

    /// Of what was declined, what gave its reason and where to go.
    package var declinedRightly: Share {
        Share(of: own.filter { $0.state == .declined }, mark: \.mark) {
            $0.matter.declineReason != nil && $0.matter.redirect != nil
        }
    }

    /// Days from handing over to the unit's answer, one for each answer.
    package var answerDays: [Int] { matters.flatMap { $0.terms.compactMap(\.days) } }

    package func count(_ states: MatterState...) -> Int {
        matters.count { states.contains($0.state) }
    }

    /// By what matters are counted apart.
    package enum Grouping: String, Sendable, CaseIterable {
        case village, topic, unit, group, status, month
    }

    /// The matters apart; what has no village, unit or topic stands last, under nil.
    package func grouped(by grouping: Grouping) -> [(key: String?, matters: [MatterAccount])] {
        let parts = Dictionary(grouping: matters) { $0.key(of: grouping) }
        let isByName = grouping == .group || grouping == .month
        return parts.map { (key: $0.key, matters: $0.value) }.sorted { left, right in
            guard let first = left.key else { return false }
            guard let second = right.key else { return true }
            if isByName || left.matters.count == right.matters.count { return first < second }
            return left.matters.count > right.matters.count
        }
    }

    /// The same period with some of its matters, and the visits that brought them.
    package func narrowed(_ isWanted: (MatterAccount) -> Bool) -> StationFigures {
        var figures = self
        figures.matters = matters.filter(isWanted)
        let kept = Set(figures.matters.map(\.matter.number))
        figures.visits = visits.filter { !kept.isDisjoint(with: $0.matters) }
        figures.pastSessions = []
        return figures
    }
}

extension MatterAccount {
    /// The name of the part that it belongs to; nil where it has none.
    fileprivate func key(of grouping: StationFigures.Grouping) -> String? {
        switch grouping {
        case .village: matter.village
        case .topic: matter.topic
        case .unit: unit
        case .group: matter.group.map { String($0) }
        case .status: state.rawValue
        case .month: String(filedOn.text.prefix(7))
        }
    }
}

// MARK: - Receptions, activities, deputies

extension StationFigures {
    /// Of the reception days that are past, those at which somebody was.
    package var receptionsHeld: Share {
        Share(of: receptions.filter { $0.reception.day <= today }, mark: \.mark, where: \.isHeld)
    }

    /// Of the days that were held, those announced by the notice before.
    package var receptionsAnnounced: Share {
        Share(of: receptions.filter(\.isHeld), mark: \.mark, where: \.isAnnounced)
    }

    /// What the visits came to.
    package var received: ReceptionTotals { ReceptionTotals(of: visits, pastSessions) }

    /// Held activities by kind, the most frequent first.
    package var heldByKind: [(kind: String, count: Int)] {
        Dictionary(grouping: activities.filter { $0.stand == .held }, by: \.kind)
            .map { (kind: $0.key, count: $0.value.count) }
            .sorted { ($1.count, $0.kind) < ($0.count, $1.kind) }
    }

    /// Cells in which nothing was done.
    package var gaps: [ActivityGrid.Cell] { grid.filter { $0.count == 0 } }

    /// Of the deputies, those who were on duty at least once.
    package var deputiesOnDuty: Share {
        let came = Set(receptions.flatMap(\.came))
        return Share(of: deputies, mark: \.name) { came.contains($0.name) }
    }

    /// Of the suggestions that were handed in, those that a unit has answered.
    package var suggestionsAnswered: Share {
        Share(of: suggestions, mark: \.number.description) { !$0.answers.isEmpty }
    }

    /// Of the duty reports whose day has come, those that were given.
    package var dutyReportsGiven: Share {
        let due = dutyReports.filter { report in
            report.submission != nil || report.on.map { $0 <= today } ?? false
        }
        return Share(of: due, mark: \.number.description) { $0.submission != nil }
    }

    /// Of the activities that are due by now, those that were held.
    package var groupActivities: Share {
        Share(of: grid, mark: \.mark) { !$0.evidence.isEmpty }
    }
}
