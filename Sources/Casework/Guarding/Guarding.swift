extension Matter {
    /// What protects the people of a matter, and what the station watches over in it.
    ///
    /// Facts about the matter alone: nothing here says anything about a person, and none of it is
    /// shown to units or deputies (`domain.md` §8, escalation flags).
    package struct Guarding: Hashable, Sendable {
        /// What the desk noticed at the filing, by a decline reason's name; it declines nothing.
        package var hint: String?
        /// True once a voter spoke of going higher.
        package var isRisky = false
        /// Units that must neither handle nor open it.
        package var barredUnits: [String] = []
        /// Names of people who must not open it.
        package var barredNames: [ContentID] = []
        /// True while an ending has to be told by hand: its voter has no address.
        package var owesTelling = false
        /// The places and topics that several people complained of when this was filed.
        package var brewing: Set<Brewing> = []
        package var escalation: Escalation?
        package var meetings: [Meeting] = []
        package var resolved: Resolution?
        package var followUps: [FollowedUp] = []
        /// True once the voter has said that the unit may call.
        package var mayBeCalled = false
        /// True while the voter was asked whether the unit may call, and has not said so.
        package var isCallAsked = false
        /// True once its voter had all personal data deleted.
        package var isForgotten = false
        /// True where the voter asked for it to be kept confidential: staff do not lift that.
        package var isKeptForVoter = false

        package init() {}
    }

    /// What several people complain of at the same time.
    package enum Brewing: Hashable, Sendable, Codable {
        case place(String)
        case topic(String)
    }

    /// A matter on its way to the Party committee.
    package struct Escalation: Hashable, Sendable, Codable {
        package enum Stand: String, Sendable, Codable { case raised, confirmed, dropped }

        package var stand: Stand
        package var by: PersonID
        /// When whoever raised it wrote: the time that is shown starts there.
        package var at: Instant
        /// How often it was passed on to the next duty holder.
        package var step: Int
        package var confirmedAt: Instant?
        /// When the Party committee signed for it; nil until then.
        package var receivedAt: Instant?
        /// What the Party committee said to it, oldest first.
        package var replies: [ContentID]?

        mutating func receive(at instant: Instant, saying words: ContentID?) {
            if receivedAt == nil { receivedAt = instant }
            if let words { replies = (replies ?? []) + [words] }
        }
    }

    /// A headquarters' meeting on a matter, with what it decided.
    package struct Meeting: Hashable, Sendable, Codable {
        package var on: Day
        package var plan: ContentID?
        package var promised: Day?
    }

    package struct Resolution: Hashable, Sendable, Codable {
        package var on: Day
        package var words: ContentID
    }

    /// What somebody saw who went to look how it goes on.
    package struct FollowedUp: Hashable, Sendable, Codable {
        package var by: PersonID
        package var at: Instant
        package var words: ContentID
    }

    /// One thing that happened to what ``Guarding`` keeps.
    package enum Guard: Hashable, Sendable, Codable {
        case hidden(isAnonymous: Bool, isConfidential: Bool)
        case barred(unit: String?, name: ContentID?)
        case tellingOwed
        case told(whom: ContentID, channel: String, by: PersonID, on: Day)
        case brewing(Brewing)
        case riskSeen
        case escalationRaised(by: PersonID, at: Instant)
        case escalationPassed(to: PersonID, step: Int)
        case escalated(by: PersonID)
        case escalationDropped(by: PersonID)
        /// The Party committee has signed for it.
        case committeeReceived(by: PersonID)
        case committeeReplied(by: PersonID, words: ContentID)
        case headquartersMet(on: Day, plan: ContentID?, promised: Day?)
        case resolved(on: Day, words: ContentID)
        case followedUp(by: PersonID, words: ContentID)
        case consentGiven(unit: String?)
        /// A unit wants to call the voter, who was asked for leave.
        case callAsked(by: PersonID)
        case contactChanged(name: ContentID?, phone: ContentID?)
        case contactSeen(by: PersonID, reason: ContentID)
        case lookedAt(by: PersonID)
        /// The voter is no longer known; the matter stays.
        case deidentified
        /// The name and the phone are past their time.
        case contactDropped
        /// Confidential no longer.
        case disclosed
    }

    /// The day that a headquarters promised last.
    package var promised: Day? { guarding.meetings.last { $0.promised != nil }?.promised }

    mutating func apply(_ fact: Guard, at instant: Instant) {
        switch fact {
        case .hidden(let isAnonymous, let isConfidential):
            if isAnonymous { self.isAnonymous = true }
            if isConfidential { self.isConfidential = true }
        case .barred(let unit, let name):
            if let unit, !guarding.barredUnits.contains(unit) { guarding.barredUnits.append(unit) }
            if let name { guarding.barredNames.append(name) }
        case .tellingOwed: guarding.owesTelling = true
        case .told: guarding.owesTelling = false
        case .brewing(let cluster): guarding.brewing.insert(cluster)
        case .riskSeen: guarding.isRisky = true
        case .escalationRaised(let person, let at):
            guarding.escalation = Escalation(stand: .raised, by: person, at: at, step: 0)
        case .escalationPassed(_, let step): guarding.escalation?.step = step
        case .escalated:
            guarding.escalation?.stand = .confirmed
            guarding.escalation?.confirmedAt = instant
        case .escalationDropped: guarding.escalation?.stand = .dropped
        case .committeeReceived: guarding.escalation?.receive(at: instant, saying: nil)
        case .committeeReplied(_, let words):
            guarding.escalation?.receive(at: instant, saying: words)
        case .headquartersMet(let day, let plan, let promised):
            guarding.meetings.append(Meeting(on: day, plan: plan, promised: promised))
        case .resolved(let day, let words):
            guarding.resolved = Resolution(on: day, words: words)
        case .followedUp(let person, let words):
            guarding.followUps.append(FollowedUp(by: person, at: instant, words: words))
        case .consentGiven:
            guarding.mayBeCalled = true
            guarding.isCallAsked = false
        case .callAsked: guarding.isCallAsked = true
        case .contactChanged(let name, let phone):
            if let name { self.name = name }
            if let phone { self.phone = phone }
        case .contactSeen, .lookedAt: break
        case .deidentified:
            dropContact()
            owner = nil
            guarding.isForgotten = true
            guarding.owesTelling = false
        case .contactDropped: dropContact()
        case .disclosed: isConfidential = false
        }
    }

    private mutating func dropContact() {
        name = nil
        phone = nil
        guarding.mayBeCalled = false
    }
}

extension Matter.Guarding: Codable {
    private enum CodingKeys: String, CodingKey {
        case hint, isRisky, barredUnits, barredNames, owesTelling, brewing, escalation, meetings
        case resolved, followUps, mayBeCalled, isCallAsked, isForgotten, isKeptForVoter
    }

    /// Reads what ``encode(to:)`` wrote: what is not there stands at its beginning.
    package init(from decoder: any Decoder) throws {
        let row = try decoder.container(keyedBy: CodingKeys.self)
        hint = try row.decodeIfPresent(String.self, forKey: .hint)
        isRisky = try row.decodeIfPresent(Bool.self, forKey: .isRisky) ?? false
        barredUnits = try row.decodeIfPresent([String].self, forKey: .barredUnits) ?? []
        barredNames = try row.decodeIfPresent([ContentID].self, forKey: .barredNames) ?? []
        owesTelling = try row.decodeIfPresent(Bool.self, forKey: .owesTelling) ?? false
        brewing = Set(try row.decodeIfPresent([Matter.Brewing].self, forKey: .brewing) ?? [])
        escalation = try row.decodeIfPresent(Matter.Escalation.self, forKey: .escalation)
        meetings = try row.decodeIfPresent([Matter.Meeting].self, forKey: .meetings) ?? []
        resolved = try row.decodeIfPresent(Matter.Resolution.self, forKey: .resolved)
        followUps = try row.decodeIfPresent([Matter.FollowedUp].self, forKey: .followUps) ?? []
        mayBeCalled = try row.decodeIfPresent(Bool.self, forKey: .mayBeCalled) ?? false
        isCallAsked = try row.decodeIfPresent(Bool.self, forKey: .isCallAsked) ?? false
        isForgotten = try row.decodeIfPresent(Bool.self, forKey: .isForgotten) ?? false
        isKeptForVoter = try row.decodeIfPresent(Bool.self, forKey: .isKeptForVoter) ?? false
    }

    /// Writes what differs from the beginning, in the same order for the same facts.
    package func encode(to encoder: any Encoder) throws {
        var row = encoder.container(keyedBy: CodingKeys.self)
        try row.encodeIfPresent(hint, forKey: .hint)
        if isRisky { try row.encode(isRisky, forKey: .isRisky) }
        if !barredUnits.isEmpty { try row.encode(barredUnits, forKey: .barredUnits) }
        if !barredNames.isEmpty { try row.encode(barredNames, forKey: .barredNames) }
        if owesTelling { try row.encode(owesTelling, forKey: .owesTelling) }
        if !brewing.isEmpty {
            try row.encode(brewing.sorted { $0.key < $1.key }, forKey: .brewing)
        }
        try row.encodeIfPresent(escalation, forKey: .escalation)
        if !meetings.isEmpty { try row.encode(meetings, forKey: .meetings) }
        try row.encodeIfPresent(resolved, forKey: .resolved)
        if !followUps.isEmpty { try row.encode(followUps, forKey: .followUps) }
        if mayBeCalled { try row.encode(mayBeCalled, forKey: .mayBeCalled) }
        if isCallAsked { try row.encode(isCallAsked, forKey: .isCallAsked) }
        if isForgotten { try row.encode(isForgotten, forKey: .isForgotten) }
        if isKeptForVoter { try row.encode(isKeptForVoter, forKey: .isKeptForVoter) }
    }
}

extension Matter.Brewing {
    /// One text a cluster, for an order that is always the same.
    fileprivate var key: String {
        switch self {
        case .place(let name): "place " + name
        case .topic(let name): "topic " + name
        }
    }
}
