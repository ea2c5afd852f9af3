/// When several complaints become more than complaints, and who is told (proposals of ours).
package struct DisputeRules: Hashable, Sendable {
    /// How many different people on one place or topic.
    package var senders = 5
    /// Within how many days.
    package var days = 7
    /// Minutes without a head's answer until an escalation goes to the next duty holder.
    package var passAfterMinutes = 30
    /// Heads and deputy heads in the order in which they are asked; empty for the roster's order.
    package var duty: [String] = []

    package init() {}
}

/// How long what is personal is kept (`domain.md` §8): days, counted from the end of a matter.
package struct RetentionRules: Hashable, Sendable {
    /// What people wrote to the desk and what it wrote to them, beside the matters themselves.
    package var messages = 365
    /// Names and phones of ended matters.
    package var contacts = 730
    /// The words of ended matters; ten years.
    package var words = 3650

    package init() {}
}
