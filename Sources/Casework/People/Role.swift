/// What a person is at the station (`domain.md` §2).
package enum Role: String, Sendable, Codable, Numbered {
    /// Anyone who writes: voters and residents alike.
    case voter
    /// 人大代表.
    case deputy
    /// 小组组长, also a deputy.
    case leader
    /// 联络员: the clerk.
    case staff
    /// 站长 or 副站长.
    case head
    /// 承办单位: an officer of a handling unit.
    case unit
    /// 主席团.
    case presidium
    /// 法律顾问.
    case adviser
    /// Reads matters, records, ledger and logs until a day, and changes nothing.
    case auditor
    /// 党委: receives what is escalated, and says that it has it.
    case committee

    /// What somebody of this role may act as: everybody is a voter, leaders and heads are deputies.
    package var standsFor: Set<Role> {
        self == .leader || self == .head ? [.voter, .deputy, self] : [.voter, self]
    }
}

/// The language that a person is answered in.
package enum Language: String, Sendable, Codable, Numbered {
    case zh, en
}
