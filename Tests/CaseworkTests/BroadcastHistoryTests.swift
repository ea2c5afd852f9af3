import Casework
import Testing

/// Whatever people do while broadcasts are prepared, agreed to, stopped and sent.
///
/// A seed is a whole history: a failure names its seed and step, and the seed alone repeats it.
@Suite struct `Whatever happens to broadcasts` {
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `nobody gets one twice, after leaving, or without being meant`(seed: UInt64) throws {
        var history = BroadcastHistory(seed: seed)
        for step in 1...250 {
            do { try history.advance() } catch {
                Issue.record("seed \(seed), step \(step), \(history.last): \(error)")
                return
            }
        }
    }

    /// Histories in which nothing goes out would prove nothing.
    @Test func `every end is reached by some copy, and every stand by some broadcast`() throws {
        var ends: Set<Recipient.Stand> = []
        var stands: Set<Broadcast.Stand> = []
        for seed in 1...40 as ClosedRange<UInt64> {
            var history = BroadcastHistory(seed: seed)
            for _ in 1...250 { try history.advance() }
            ends.formUnion(history.station.copies.values.flatMap(\.values))
            stands.formUnion(history.station.broadcasts.values.map(\.stand))
        }
        #expect(
            ends.isSuperset(
                of: [.sent, .refused, .expired, .uncertain, .left, .withdrawn]
            )
        )
        #expect(stands.isSuperset(of: [.cancelled, .returned, .settled]))
    }
}

private struct Broken: Error, CustomStringConvertible {
    var description: String
}

private func hold(_ isKept: Bool, _ promise: String) throws {
    if !isKept { throw Broken(description: promise) }
}

private struct BroadcastHistory {
    private(set) var station: PaperStation
    private(set) var last = "nothing yet"
    private let dice: Dice
    private var code = "0000"
    /// Who has each broadcast, or may have it: these are never written to again.
    private var reached: [Int64: Set<PersonID>] = [:]
    /// Who was shown as meant, when it was confirmed.
    private var meant: [Int64: Set<PersonID>] = [:]
    private let voters = (1...8).map { "v\($0)" }
    private let officers = ["staff", "head", "deputy", "leader", "unit", "other unit"]

    init(seed: UInt64) {
        dice = Dice(seed: seed)
        var rules = StationRules.sample
        rules.codeFromRecipients = 2
        rules.broadcasts.secondFrom = 4
        rules.broadcasts.second = dice.roll().isMultiple(of: 2) ? [] : ["王建国", "张联络"]
        station = PaperStation(seed: seed, rules: rules)
    }

    mutating func advance() throws {
        if dice.roll().isMultiple(of: 4) {
            station.pass(seconds: Int64(dice.pick([30, 61, 700, 3600, 40_000, 90_000])))
        }
        switch dice.roll() % 10 {
        case 0, 1: try send()
        case 2: try second()
        case 3: try lose()
        case 4, 5: try subscribe()
        default: try command()
        }
        for id in station.broadcasts.keys.sorted() {
            try station.desk { try $0.settleBroadcast(id) }
            try checkCopies(of: id)
        }
    }

    private mutating func subscribe() throws {
        let who = dice.pick(voters + officers)
        var said: [Slot: Arguments.Value] = [:]
        switch dice.roll() % 4 {
        case 0: said[.topic] = "notices"
        case 1: said[.topic] = "reception"
        case 2: said[.village] = "横湖"
        default: break
        }
        let action: Action = dice.roll().isMultiple(of: 3) ? .unsubscribe : .subscribe
        last = "\(who) \(action) \(said)"
        try station.ask(who, action, said)
    }

    private mutating func command() throws {
        let who = dice.pick(["staff", "head"])
        let action = dice.pick(
            [
                .broadcast, .broadcast, .broadcastReceptionReminder, .confirm, .confirm, .confirm,
                .cancel, .cancelBroadcast, .secondBroadcast, .broadcastStatus,
            ] as [Action]
        )
        var said: [Slot: Arguments.Value] = [.text: "停水", .code: .text(code)]
        if action == .broadcast {
            switch dice.roll() % 6 {
            case 0: said[.villages] = ["横湖"]
            case 1: said[.recipients] = "王建国、陈阿婆、横湖村、赵小红"
            case 2: said[.redo] = .flag
            default: said[.audience] = .text(dice.pick(["subscribers", "deputies", "units"]))
            }
        }
        if action == .secondBroadcast { said[.result] = dice.pick(["true", "true", "false"]) }
        last = "\(who) \(action) \(said)"
        let before = station
        let answer = try station.ask(who, action, said)
        if let shown = answer.lines.compactMap({ $0.fields[.code] }).last,
            case .text(let text) = shown
        {
            code = text
        }
        for event in answer.events { try check(event, by: who, since: before) }
    }

    /// What is confirmed is what was shown, by who may, and never more.
    private mutating func check(
        _ event: Event,
        by who: String,
        since before: PaperStation
    ) throws {
        switch event {
        case .broadcastPrepared(let broadcast, let members):
            try hold(before.confirmation(of: station.id(who)) != nil, "sent without a yes")
            try hold(members.count == broadcast.count, "the count is not that of the people")
            try hold(
                broadcast.count < 4 || broadcast.stand == .proposed,
                "very many without a second person"
            )
            for person in members.people {
                let isMeant = before.person(person).map { broadcast.audience.includes($0) }
                try hold(isMeant == true, "\(person) is not in the audience")
            }
            meant[broadcast.id] = Set(members.people)
        case .broadcastAgreed(let id, let person, _):
            let broadcast = before.broadcast(id)
            try hold(broadcast?.by != person, "the sender agreed to it alone")
            try hold(broadcast?.asked.contains(person) == true, "agreed to by who was not asked")
        case .broadcastResent(let id, let members, _):
            let failed = before.recipients(
                of: id,
                standing: [.refused, .expired],
                limit: .max
            ).map(\.person)
            try hold(Set(members.people).isSubset(of: failed), "sent again to who may have it")
        default: break
        }
    }

    private mutating func second() throws {
        guard let open = station.openBroadcasts().last(where: { $0.stand == .proposed }) else {
            return
        }
        last = "no answer to \(open.id)"
        try station.desk { try $0.settleSecondPerson(open.id) }
    }

    /// An address goes dead, or its person writes from it again.
    private mutating func lose() throws {
        let who = dice.pick(voters)
        guard let person = station.person(who), let address = person.addresses.last else { return }
        last = "\(who)'s address"
        if person.deadAddresses.contains(address) {
            station.append(.addressRevived(person: person.id, address: address))
        } else {
            try station.desk { $0.retire(address, of: person, reason: "http-403") }
        }
    }

    private mutating func send() throws {
        let end = dice.pick(
            [.sent, .sent, .sent, .refused, .expired, .uncertain] as [Recipient.Stand]
        )
        let before = station
        last = "copies end as \(end)"
        station.sendCopies(Int(dice.roll() % 4) + 1, ending: end)
        for (id, copies) in station.copies {
            guard let broadcast = station.broadcast(id) else { continue }
            for (person, stand) in copies where before.copies[id]?[person] != stand {
                guard stand != .left, stand != .refused || end == .refused else { continue }
                try hold(before.copies[id]?[person] == .waiting, "a copy ended that did not wait")
                try hold(broadcast.stand == .released, "\(id) goes out and is \(broadcast.stand)")
                try hold(broadcast.at <= station.now, "\(id) goes out before its time")
                let isMeant = station.person(person).map { broadcast.audience.includes($0) }
                try hold(isMeant == true, "\(person) had left")
                try hold(
                    reached[id, default: []].contains(person) == false,
                    "\(person) got \(id) twice"
                )
                if stand == .sent || stand == .uncertain { reached[id, default: []].insert(person) }
            }
        }
    }

    private func checkCopies(of id: Int64) throws {
        let copies = station.copies[id] ?? [:]
        try hold(Set(copies.keys) == meant[id], "the copies of \(id) are not those confirmed")
        guard let broadcast = station.broadcast(id) else { return }
        let isOpen = copies.values.contains(where: \.isOpen)
        if !broadcast.isOpen { try hold(!isOpen, "\(id) is over and a copy still waits") }
        for (person, stand) in copies where stand == .waiting && broadcast.isOpen {
            let isMeant = station.person(person).map { broadcast.audience.includes($0) }
            try hold(isMeant == true, "\(person) left and a copy still waits")
        }
    }
}
