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
    /// What the last message became, so that a photo can join it.
    var touched: Subject?
    var touchedAt: Instant?
    /// When a photo without words was last asked about: it is asked once.
    var photoAskedAt: Instant?
    /// The album whose parts are still coming in.
    var album: String?
    /// How many messages in a row were not understood.
    var misunderstood = 0
    /// A place on the map, until it joins a matter.
    var point: String?
    var pointAt: Instant?

    /// A question is open for two hours (moments, the voter).
    static let questionSeconds: Int64 = 7200
    /// A photo or a place joins what was said within ten minutes (moments, the voter).
    static let joiningSeconds: Int64 = 600

    func openQuestion(at now: Instant) -> Question? {
        guard let question, let askedAt, now.seconds(since: askedAt) < Self.questionSeconds
        else { return nil }
        return question
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
