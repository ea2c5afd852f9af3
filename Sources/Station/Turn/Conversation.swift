internal import Casework
internal import CommandLanguage
internal import FoundationEssentials

/// What a person and the desk were last talking about; kept so that it survives a restart.
///
/// It holds the person's words while a question is open, so that it is personal: the store
/// erases it with the person.
struct Conversation: Codable, Hashable {
    /// The question that waits for an answer.
    var question: Question?
    var askedAt: Instant?
    /// True once the question was asked again because something else was said; nil before.
    var isAskedAgain: Bool?
    /// What was said before the question, as it came.
    var words: String?
    /// What the last message became, so that a photo can join it.
    var touched: Subject?
    var touchedAt: Instant?
    /// When a photo without words was last asked about: it is asked once.
    var photoAskedAt: Instant?
    /// The album whose parts are still coming in.
    var album: String?
    /// A place on the map, until it joins a matter.
    var point: String?
    var pointAt: Instant?
    /// The item of a cry for help: what is said after it belongs to it.
    var emergency: Int?
    var emergencyAt: Instant?
    /// What a deputy reported upwards: what is said after it belongs to it.
    var raised: MatterNumber?
    var raisedAt: Instant?
    /// The language of the last words, where it is not the person's own.
    var spoken: Language?

    /// A question is open for two hours (moments, the voter).
    static let questionSeconds: Int64 = 7200
    /// A photo or a place joins what was said within ten minutes (moments, the voter).
    static let joiningSeconds: Int64 = 600

    func openQuestion(at now: Instant) -> Question? {
        guard let question, let askedAt, now.seconds(since: askedAt) < Self.questionSeconds
        else { return nil }
        return question
    }

    /// True while words wait for their answer, or for other words that are understood.
    func hasWordsWaiting(at now: Instant) -> Bool {
        guard words != nil, let askedAt else { return false }
        return now.seconds(since: askedAt) < Self.questionSeconds
    }

    mutating func closeQuestion() {
        question = nil
        askedAt = nil
        words = nil
        isAskedAgain = nil
    }

    func joinable(at now: Instant) -> Subject? {
        guard let touched, let touchedAt, now.seconds(since: touchedAt) < Self.joiningSeconds
        else { return nil }
        return touched
    }

    /// The place that was sent a moment ago: yesterday's is not where today's problem is.
    func point(at now: Instant) -> String? {
        guard let point, let pointAt, now.seconds(since: pointAt) < Self.joiningSeconds
        else { return nil }
        return point
    }

    /// The cry for help of the last two hours.
    func emergency(at now: Instant) -> Int? {
        guard let emergency, let emergencyAt,
            now.seconds(since: emergencyAt) < Self.questionSeconds
        else { return nil }
        return emergency
    }

    /// What was reported upwards within the last two hours.
    func raised(at now: Instant) -> MatterNumber? {
        guard let raised, let raisedAt, now.seconds(since: raisedAt) < Self.questionSeconds
        else { return nil }
        return raised
    }

    /// True where the last alarm was no cry for help.
    var isRaisedLast: Bool {
        guard let raisedAt else { return false }
        return emergencyAt.map { $0 <= raisedAt } ?? true
    }

    static func read(_ json: String?) -> Conversation {
        guard let json,
            let read = try? JSONDecoder().decode(Conversation.self, from: Data(json.utf8))
        else { return Conversation() }
        return read
    }

    /// The conversation as JSON; nil when there is nothing to remember.
    func written() throws -> String? {
        guard self != Conversation() else { return nil }
        return String(decoding: try JSONEncoder().encode(self), as: UTF8.self)
    }
}

extension Conversation {
    /// What words or command an update took away is no loss of the rest: the words stay.
    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        question = try? values.decodeIfPresent(Question.self, forKey: .question)
        askedAt = try values.decodeIfPresent(Instant.self, forKey: .askedAt)
        words = try values.decodeIfPresent(String.self, forKey: .words)
        isAskedAgain = try values.decodeIfPresent(Bool.self, forKey: .isAskedAgain)
        touched = try? values.decodeIfPresent(Subject.self, forKey: .touched)
        touchedAt = try values.decodeIfPresent(Instant.self, forKey: .touchedAt)
        photoAskedAt = try values.decodeIfPresent(Instant.self, forKey: .photoAskedAt)
        album = try values.decodeIfPresent(String.self, forKey: .album)
        point = try values.decodeIfPresent(String.self, forKey: .point)
        pointAt = try values.decodeIfPresent(Instant.self, forKey: .pointAt)
        emergency = try values.decodeIfPresent(Int.self, forKey: .emergency)
        emergencyAt = try values.decodeIfPresent(Instant.self, forKey: .emergencyAt)
        raised = try? values.decodeIfPresent(MatterNumber.self, forKey: .raised)
        raisedAt = try values.decodeIfPresent(Instant.self, forKey: .raisedAt)
        spoken = try? values.decodeIfPresent(Language.self, forKey: .spoken)
    }
}
