/// How likeness and phrasings are weighed against each other, found by trial on unseen sentences.
enum Weight {
    /// What a guess loses for each power of e that it is less likely than the likeliest, and at most.
    static let lag: Float = 2
    static let most: Float = 10
    /// How likely an action must be that no phrasing has: for a voter, for an office.
    static let likely: Float = 0.4
    static let likelier: Float = 0.5
    /// How likely an action must be to go before what the phrasings say.
    static let clear: Float = 0.7
    static let faint = 6
    static let strong = 10
    /// How likely an action must be to be sure, without any phrasing, and how unlikely to be in doubt.
    static let sure: Float = 0.8
    static let surest: Float = 0.9
    static let doubtful: Float = 0.3
    /// How likely a cry for help must be beside what else the words are like.
    static let possible: Float = 0.1
    /// How many signs of words it takes to be like anything.
    static let words = 4
}
