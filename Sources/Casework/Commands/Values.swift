/// The values that an argument may have where it has a list of them.
///
/// These stand in events as they are, and an event carries no personal text: what is not in the
/// list is asked for again, or left out, and never written down.
package enum Values {
    package static let ratings: Set<String> = [
        "satisfied", "basically_satisfied", "dissatisfied",
    ]

    /// What somebody found who looked.
    package static let results: Set<String> = ["true", "partly", "false"]

    /// How a voter was told.
    package static let channels: Set<String> = ["written", "oral", "phone"]

    /// What an answer comes to (`domain.md` §3.1).
    package static let resultClasses: Set<String> = ["A", "B", "C", "D"]

    /// Why a matter is declined (`domain.md` §3.3).
    package static let reasons: Set<String> = [
        "litigation", "arbitration", "reconsideration", "petition", "secret", "discipline",
        "personal_dispute", "other_town", "unclear",
    ]

    /// What a matter is where it is no plain one.
    package static let matterKinds: Set<String> = ["suggestion", "consult"]

    /// What a deputy was at, as written (`domain.md` §5.2).
    package static let noteKinds: Set<String> = [
        "视察", "调研", "督查", "督察", "走访", "执法检查", "接待", "跟踪监督",
    ]

    /// What a group does (`domain.md` §1, rows 13, 33 and 48).
    package static let activityKinds = noteKinds.union(["收集意见", "接待选民", "座谈", "学习"])

    /// What comes of something that a voter said at a reception.
    package static let outcomes: Set<String> = ["answered", "guided", "registered"]

    /// Kinds of going to people, which need no law to rest on.
    package static let visits: Set<String> = ["走访", "接待", "接待选民", "收集意见", "座谈", "学习"]

    /// What needs help at once.
    package static let emergencies: Set<String> = [
        "fire", "rescue", "flood", "violence", "injury",
    ]

    /// What a person can subscribe to.
    ///
    /// Beside these, `village:` and the name of a village of the list: notices for that village.
    package static let topics: Set<String> = ["reception", "notices"]
}

extension Arguments {
    /// The words of a slot; nil also when they are not among the values that it may have.
    package func text(_ slot: Slot, among values: Set<String>) -> String? {
        text(slot).flatMap { values.contains($0) ? $0 : nil }
    }
}
