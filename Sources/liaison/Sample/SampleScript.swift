import Casework

/// Writes down what everybody says in a year, before anybody has said it.
///
/// Numbers are known in advance: matters are filed in the order of their times.
struct SampleScript {
    let year: Int
    let rules: StationRules
    private(set) var lines: [SampleLine] = []
    private var dice: SampleDice
    /// The last line's time: no two people speak in the same minute.
    private var taken: Set<Int64> = []
    /// When a voter says three things at once, and to whom.
    private var visit: (at: Instant, host: String)?

    init(year: Int, rules: StationRules, dice: SampleDice) {
        self.year = year
        self.rules = rules
        self.dice = dice
        writePapers()
        writePlan()
        writeReceptions()
        writeActivities()
        writeDuty()
        writeMatters()
        lines.sort { $0.at < $1.at }
    }

    // MARK: - Times

    private func day(_ month: Int, _ day: Int) -> Day {
        guard let day = Day(year: year, month: month, day: day) else {
            preconditionFailure("a day of the script is on the calendar")
        }
        return day
    }

    private var last: Day { day(12, 31) }

    /// A free minute of that day, from an hour on.
    private mutating func free(_ day: Day, from hour: Int, within minutes: Int = 240) -> Instant {
        var at = day.at(
            ClockTime(minutes: hour * 60 + Int.random(in: 0..<minutes, using: &dice))
        )
        while !taken.insert(at.milliseconds / 60_000).inserted { at = at.adding(seconds: 60) }
        return at
    }

    private mutating func say(
        _ words: String,
        _ speaker: String,
        on day: Day,
        from hour: Int = 9,
        within minutes: Int = 240,
        files: Int = 0,
        wantsCode: Bool = false
    ) {
        guard day <= last else { return }
        lines.append(
            SampleLine(
                at: free(day, from: hour, within: minutes),
                speaker: speaker,
                words: words,
                files: files,
                wantsCode: wantsCode
            )
        )
    }

    /// The yes to what was said last; what is shown waits ten minutes for it.
    private mutating func confirm() {
        guard let shown = lines.last else { return }
        lines.append(
            SampleLine(at: shown.at.adding(seconds: 50), speaker: shown.speaker, words: "是")
        )
    }

    // MARK: - The station itself

    private mutating func writePapers() {
        for (index, words) in [
            "登记制度：接待选民工作制度", "登记制度：受理必复工作制度", "登记职责：联络站工作职责", "资产登记：资料柜，2个",
            "资产登记：电脑，1台", "资产登记：电视机，1台", "资产登记：办公桌，4张", "登记年度计划：\(year)年工作计划",
        ].enumerated() {
            say(words, "clerk", on: day(1, 5 + index), from: 14)
        }
        say("登记专题汇报：联络站创建工作", "clerk", on: day(3, 10), from: 14)
        say("专题汇报党委批示：同意，抓紧落实", "clerk", on: day(3, 20), from: 14)
        say("登记制度：受理必复工作制度", "clerk", on: day(7, 1), from: 14)
        say("登记年度总结：\(year)年工作总结", "clerk", on: day(12, 28), from: 14)
    }

    /// Everybody on duty comes, but for one reception at which nobody signs in, and one deputy who
    /// is on leave; one reception is moved by a day.
    private mutating func writeReceptions() {
        for (index, reception) in (rules.receptions(in: year) ?? []).enumerated()
        where index != SampleScript.missed {
            let onDuty = rules.deputiesOnDuty(on: reception)
            var day = reception
            if index == SampleScript.moved {
                day = reception.adding(days: 1)
                let words = "\(date(reception))接待日改到\(date(day))，因为台风"
                say(words, "clerk", on: reception.adding(days: -3))
                confirm()
            }
            var present = onDuty
            if index == SampleScript.onLeave, let absent = present.popLast() {
                say(
                    "\(date(reception))请假，出差",
                    rules.sampleSpeaker(absent),
                    on: reception.adding(days: -3)
                )
            }
            for name in present { say("签到", rules.sampleSpeaker(name), on: day, from: 8) }
            guard let host = present.first.map({ rules.sampleSpeaker($0) }) else { continue }
            // Voters come after everybody has signed in, and sign in themselves.
            let visits = SampleScript.visits[index % SampleScript.visits.count]
            for words in visits { say(words, host, on: day, from: 12, within: 120) }
            if index == SampleScript.threefold {
                visit = (at: free(day, from: 14, within: 60), host: host)
            }
            let count = visits.count + (index == SampleScript.threefold ? 1 : 0)
            say("来访签到\(count)人次", host, on: day, from: 16, within: 60)
            say("结束接待", host, on: day, from: 18, within: 60)
        }
    }

    /// The reception that nobody attends, the one that is moved, the one with somebody on leave,
    /// and the one at which a voter says three things at once.
    static let missed = 7
    static let moved = 9
    static let onLeave = 4
    static let threefold = 3

    /// What is answered on the spot or sent elsewhere at a reception.
    private static let visits = [
        ["接待横湖郑小妹 反映幼儿园收费高 当场解释了"],
        ["接待斜路林大伯，他说邻居占了他的地，劝他去找调解委员会", "接待花桥吴大妈 反映医保卡不会用 当场解释了"],
    ]

    private static let kinds = ["视察", "调研", "督察", "视察"]
    private static let numerals = ["一", "二", "三", "四"]

    /// One activity a group and quarter, put down in January and approved by the head.
    private mutating func writePlan() {
        for quarter in 1...4 {
            for group in 1...4 {
                let item =
                    "\(year)年第\(SampleScript.numerals[quarter - 1])季度"
                    + "第\(SampleScript.numerals[group - 1])组\(SampleScript.kinds[quarter - 1])五水共治"
                say("列入计划：" + item, "clerk", on: day(1, 12 + quarter), from: 8 + group, within: 30)
            }
        }
        say("批准计划", "head", on: day(1, 18))
    }

    /// One activity a group and quarter, but for two: planned, attended, held, and told of in a
    /// note by the group's leader.
    private mutating func writeActivities() {
        let places = ["湖漫水库", "石桥头菜市场", "76省道", "文化礼堂"]
        var count = 0
        for quarter in 1...4 {
            for group in 1...4 where !SampleScript.gaps.contains([group, quarter]) {
                guard let leader = rules.roster.first(where: { $0.isLeader && $0.group == group })
                else { continue }
                let village = SampleTrouble.villages[min(group * 2 - 2, 8)]
                let on = day(quarter * 3 - 1, 5 + group)
                count += 1
                let serial = String(count)
                let number = "活\(year)-" + String(repeating: "0", count: 4 - serial.count) + serial
                say(
                    "\(date(on))安排第\(SampleScript.numerals[group - 1])组"
                        + "\(SampleScript.kinds[quarter - 1])五水共治",
                    "clerk",
                    // In the order of the numbers that they are given.
                    on: on.adding(days: -10)
                )
                let others = rules.roster.filter {
                    $0.group == group && $0.isDeputy && !$0.isLeader
                }
                for name in [leader.name] + others.prefix(2).map(\.name) {
                    say("签到", rules.sampleSpeaker(name), on: on, from: 8)
                }
                say(
                    "视察记录 \(village) 发现\(places[quarter - 1])方向排水沟有淤积，建议雨季前清一遍",
                    rules.sampleSpeaker(leader.name),
                    on: on,
                    from: 14
                )
                say("\(number)已办，8人参加", "clerk", on: on, from: 19, within: 120)
            }
        }
    }

    /// A suggestion from the first word to the last, and two duty reports of which one is given.
    private mutating func writeDuty() {
        let leaders = rules.roster.filter { $0.isLeader && !$0.isHead }.map(\.name)
        guard leaders.count >= 2 else { return }
        let number = "建\(year)-0001"
        say("提交建议：在76省道装两条减速带", leaders[0], on: day(5, 6))
        say("附议\(number)", leaders[1], on: day(5, 7))
        say("受理\(number)", "clerk", on: day(5, 8))
        say("\(number)交交通所", "presidium", on: day(5, 11))
        say("\(number)答复：已装两条减速带", "交通所", on: day(6, 15))
        say("对交通所的答复满意", leaders[0], on: day(6, 16))
        say("11月10日安排\(leaders[0])、\(leaders[1])述职", "clerk", on: day(11, 2))
        say("述职报告", leaders[0], on: day(11, 9))
        confirm()
        say("评价述\(year)-0001 满意", "v1", on: day(11, 11))
    }

    /// Group and quarter of the two activities that are missing.
    static let gaps: Set<[Int]> = [[3, 2], [4, 3]]

    // MARK: - Matters

    private struct Filing {
        var course: SampleCourse
        var day: Day
        var at: Instant
        var voter: String
        /// The filing that it is merged into, by its time.
        var into: Instant?
        /// A visit to the station that brought three.
        var host: String?
    }

    private mutating func writeMatters() {
        var filings: [Filing] = []
        for course in SampleCourse.allCases {
            for index in 0..<course.count {
                let first = course.isOpen ? 340 : 6
                let span = course.isOpen ? 14 : 285
                let from = first + Int.random(in: 0..<span, using: &dice)
                // Merged the day after another was filed, long before that is answered.
                let other = course == .merged ? filings[index] : nil
                let on = other?.day.adding(days: 1) ?? day(1, 1).adding(days: from)
                filings.append(
                    Filing(
                        course: course,
                        day: on,
                        at: free(on, from: 8, within: 600),
                        voter: "v\(filings.count + 1)",
                        into: other?.at
                    )
                )
            }
        }
        if let visit {
            filings.append(
                Filing(
                    course: .byHand,
                    day: Day(of: visit.at),
                    at: visit.at,
                    voter: visit.host,
                    host: visit.host
                )
            )
        }
        filings.sort { $0.at < $1.at }
        var numbers: [Instant: MatterNumber] = [:]
        var serial = 0
        for filing in filings {
            let number = MatterNumber(year: year, serial: serial + 1)
            numbers[filing.at] = number
            if let host = filing.host {
                writeVisit(filing, to: host, first: serial + 1)
                serial += SampleScript.said.count
            } else {
                write(filing, number: number, into: filing.into.flatMap { numbers[$0] })
                serial += 1
            }
        }
    }

    /// What the voter says who comes with three things.
    private static let said = [0, 3, 8].map { SampleTrouble.all[$0] }

    private mutating func writeVisit(_ filing: Filing, to host: String, first: Int) {
        let items = ["路灯不亮", "自来水发黄", "水沟堵了"].enumerated()
            .map { "\($0.offset + 1)、\($0.element)" }.joined(separator: "；")
        lines.append(
            SampleLine(
                at: filing.at,
                speaker: host,
                words: "接待记录：花桥陈阿婆，反映：" + items,
                files: SampleScript.said.count
            )
        )
        for (index, trouble) in SampleScript.said.enumerated() {
            var story = Story(
                number: MatterNumber(year: year, serial: first + index),
                trouble: trouble,
                day: filing.day,
                voter: host
            )
            follow(filing, &story)
        }
    }

    private mutating func write(
        _ filing: Filing,
        number: MatterNumber,
        into other: MatterNumber?
    ) {
        let trouble = dice.pick(SampleTrouble.all)
        let village = dice.pick(SampleTrouble.villages)
        var words = village + trouble.words
        var speaker = filing.voter
        switch filing.course {
        case .declined: words = village + "村我和邻居为宅基地吵了两年，你们来判一下"
        case .onSpot: words = village + "村的人想问办老年证要带什么材料"
        case .byHand:
            speaker = "clerk"
            words = "代选民登记：\(words)，选民陈阿婆"
        case .escalated:
            speaker = rules.roster.first { $0.isDeputy && !$0.isHead }?.name ?? speaker
            words = "库区移民有十几户因为不能按时交房商量去市里，赶紧向党委汇报"
        default: break
        }
        lines.append(SampleLine(at: filing.at, speaker: speaker, words: words, files: 1))
        var story = Story(number: number, trouble: trouble, day: filing.day, voter: speaker)
        if let other {
            // It is answered with the other, and not rated.
            step(&story, "\(number)并到\(other)", "clerk", after: 1...1)
        } else {
            follow(filing, &story)
        }
    }

    /// Where a matter's story has come to.
    private struct Story {
        var number: MatterNumber
        var trouble: SampleTrouble
        var day: Day
        var voter: String
    }

    private mutating func follow(_ filing: Filing, _ story: inout Story) {
        let number = story.number
        switch filing.course {
        case .registered: return
        case .declined:
            step(&story, "不受理\(number) 个人纠纷，请找人民调解委员会", "clerk", after: 1...3)
            return
        case .onSpot:
            step(&story, "当场答复\(number)：带身份证和一寸照片到便民中心二楼", "clerk", after: 0...0)
            return
        case .withdrawnEarly:
            step(&story, "撤回\(number)", story.voter, after: 1...1)
            return
        case .escalated: escalate(&story)
        default: break
        }
        step(&story, "受理\(number)，\(story.trouble.topic)类", "clerk", after: 1...3)
        if filing.course == .accepted { return }
        if filing.course == .withdrawnLate {
            return step(&story, "撤回\(number)", story.voter, after: 1...2)
        }
        let isReturned = filing.course == .returned
        let first = isReturned ? "农业办" : story.trouble.unit
        step(&story, "\(number)核实属实，转\(first)", "clerk", after: 1...2)
        if isReturned {
            step(&story, "\(number)不归我们管，应该转交通所", first, after: 1...2)
            step(&story, "\(number)转交通所", "clerk", after: 1...1)
            story.trouble.unit = "交通所"
        }
        if filing.course == .assigned {
            // What cannot be done at once is asked for before the congress meets.
            let deputy = rules.roster.last { $0.isDeputy }?.name ?? ""
            return step(&story, "\(number)转为建议", deputy, after: 1...2)
        }
        if filing.course == .extended {
            let until = story.day.adding(days: 35)
            step(&story, "\(number)申请延期到\(date(until))，等材料", story.trouble.unit, after: 3...6)
            step(&story, "\(number)延期到\(date(until))，等材料", "clerk", after: 1...1)
        }
        if filing.course == .late {
            step(&story, "催\(number)", story.voter, after: 20...23)
            step(&story, "催办\(number)", "clerk", after: 2...3)
        }
        answer(&story, after: filing.course == .late ? 4...6 : 3...12)
        if filing.course == .replied { return }
        settle(filing, &story)
    }

    /// From the unit's answer to the end.
    private mutating func settle(_ filing: Filing, _ story: inout Story) {
        let number = story.number
        if filing.course == .byHand {
            step(&story, "\(number)已电话告知 陈阿婆", "clerk", after: 1...2)
            return step(&story, "办结\(number)", "clerk", after: 1...2)
        }
        step(&story, "反馈\(number)", "clerk", after: 1...2)
        switch filing.course {
        case .unrated: return
        case .redone:
            step(&story, "评价\(number) 3", story.voter, after: 0...2)
            step(&story, "重办\(number)", "head", after: 1...2)
            answer(&story, after: 4...9)
            step(&story, "反馈\(number)", "clerk", after: 1...2)
            step(&story, "评价\(number) 2", story.voter, after: 0...2)
        case .explained:
            step(&story, "评价\(number) 3", story.voter, after: 0...2)
            return step(&story, "办结\(number)", "head", after: 1...2)
        case .basically: step(&story, "评价\(number) 2", story.voter, after: 0...3)
        default: step(&story, "评价\(number) 1", story.voter, after: 0...3)
        }
        step(&story, "办结\(number)", "clerk", after: 1...3)
        if story.day < day(9, 1), filing.course == .satisfied {
            step(&story, "\(number)归档", "clerk", after: 20...40)
        }
    }

    private mutating func answer(_ story: inout Story, after days: ClosedRange<Int>) {
        step(
            &story,
            "\(story.number)答复：\(story.trouble.answer)",
            story.trouble.unit,
            after: days
        )
    }

    private mutating func escalate(_ story: inout Story) {
        let number = story.number
        say("上报党委\(number)", "head", on: story.day, from: 18, wantsCode: true)
        let promised = story.day.adding(days: 40)
        step(
            &story,
            "指挥部\(number) \(date(story.day.adding(days: 2)))开会：增派两个班组，承诺\(date(promised))前交房",
            "clerk",
            after: 2...2
        )
        let until = story.day.adding(days: Int.random(in: 20...45, using: &dice))
        say("指挥部\(number) 化解：全部交房", "clerk", on: until)
    }

    private mutating func step(
        _ story: inout Story,
        _ words: String,
        _ speaker: String,
        after days: ClosedRange<Int>
    ) {
        let wait = Int.random(in: days, using: &dice)
        story.day = story.day.adding(days: wait)
        // The later part of the same day, so that one thing comes after the other.
        say(words, speaker, on: story.day, from: wait == 0 ? 19 : 9)
    }

    private func date(_ day: Day) -> String { "\(day.parts.month)月\(day.parts.day)日" }
}

extension StationRules {
    /// Whose chat a person of the roster writes from: the first head's is `head`.
    func sampleSpeaker(_ name: String) -> String {
        roster.first { $0.positions.contains(.head) }?.name == name ? "head" : name
    }
}
