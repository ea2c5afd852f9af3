internal import FoundationEssentials
internal import Messages

/// One message as a person means it: usually one delivery, for an album all its parts.
struct Heard {
    var message: Incoming
    /// The other parts, whose files stand in `message` already.
    var parts: [Incoming] = []
}

extension Turn {
    /// Joins the parts of one album that came in one batch: an album is one message.
    ///
    /// A part that comes with a later batch is joined by the conversation.
    static func albumsJoined(_ messages: [Incoming]) -> [Heard] {
        guard messages.contains(where: { $0.album != nil }) else {
            return messages.map { Heard(message: $0) }
        }
        var joined: [Heard] = []
        var places: [String: Int] = [:]
        for message in messages {
            guard let album = message.album,
                case .message(let text, let files, let point) = message.body
            else {
                joined.append(Heard(message: message))
                continue
            }
            let key = message.address.channel + message.address.chat + ":" + album
            guard let place = places[key],
                case .message(let first, let kept, let firstPoint) = joined[place].message.body
            else {
                places[key] = joined.count
                joined.append(Heard(message: message))
                continue
            }
            joined[place].parts.append(message)
            joined[place].message.body = .message(
                text: first.isEmpty ? text : first,
                attachments: kept + files,
                place: firstPoint ?? point
            )
        }
        return joined
    }

    /// The message as it is kept for an operator.
    static func raw(_ message: Incoming) -> String {
        guard let data = try? JSONEncoder().encode(message) else { return "" }
        return String(decoding: data, as: UTF8.self)
    }
}
