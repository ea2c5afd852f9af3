package import BotAPI

/// Who talks to a station, and through what.
package struct Correspondent: Hashable, Sendable {
    /// Random, 48 bits: the chat's and the person's number towards the station.
    package var id: Int64
    package var station: Int64
    /// ``Correspondent/pageSource``, or the name of a webhook source.
    package var source: String
    /// What the source calls the person; never shown or logged.
    package var sender: String
    /// `zh`, `en`; nil when not known.
    package var language: String?

    /// The source of the web page.
    package static let pageSource = "page"

    /// Of somebody who was erased: nothing leads to them any more.
    static let forgottenSource = ""

    var isPage: Bool { source == Correspondent.pageSource }
}

/// One thing said in a chat, as both sides see it.
package struct Saying: Hashable, Sendable {
    /// How far a message has come.
    ///
    /// The raw values stand in the file: append only. A person's own goes kept, fetched, done;
    /// the desk's goes kept, delivered, read, or failed.
    package enum Stand: Int, Sendable, CaseIterable {
        /// On the relay's disk.
        case kept = 0
        /// Given to the station's poll.
        case fetched = 1
        /// The station has committed it.
        case done = 2
        /// Written to the person's page, or taken by the person's phone.
        case delivered = 3
        /// It was on the screen.
        case read = 4
        /// It will never arrive.
        case failed = 5

        package var name: String {
            switch self {
            case .kept: "kept"
            case .fetched: "fetched"
            case .done: "done"
            case .delivered: "delivered"
            case .read: "read"
            case .failed: "failed"
            }
        }
    }

    /// Counts within the chat, from 1.
    package var id: Int64
    /// The chat's count of changes when this one last changed.
    package var revision: Int64
    package var isDesk: Bool
    package var post: String?
    package var text: String
    package var buttons: [Choice]
    /// The posts under which its photos were sent.
    package var photos: [String]
    package var at: Int64
    package var stand: Stand
    /// Its words, buttons and photos are gone; the page takes its line away.
    package var isErased = false

    /// A button below the desk's words.
    package struct Choice: Hashable, Sendable {
        package var title: String
        package var data: String

        package init(title: String, data: String) {
            self.title = title
            self.data = data
        }
    }

    /// As the page reads it.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("id", id)
            json.field("rev", revision)
            json.field("desk", isDesk)
            json.field("text", text)
            json.key("buttons")
            json.array { json in for button in buttons { button.write(to: &json) } }
            json.key("photos")
            json.array { json in for photo in photos { json.value(photo) } }
            json.field("at", at)
            json.field("stand", stand.name)
            json.field("post", isDesk ? nil : post)
            if isErased { json.field("erased", true) }
        }
    }
}

extension Saying.Choice {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("title", title)
            json.field("data", data)
        }
    }

    init?(_ json: JSONValue) {
        guard let title = json["title"]?.text, let data = json["data"]?.text else { return nil }
        self.init(title: title, data: data)
    }

    static func list(_ text: String?) -> [Saying.Choice] {
        guard let text, let document = try? JSONDocument(Array(text.utf8)) else { return [] }
        return (document.root.elements ?? []).compactMap(Saying.Choice.init)
    }

    static func text(_ list: [Saying.Choice]) -> String? {
        guard !list.isEmpty else { return nil }
        var json = JSONWriter()
        json.array { json in for choice in list { choice.write(to: &json) } }
        return json.text
    }
}

/// A picture that a person sent, as the station and the person fetch it.
package struct StoredFile: Hashable, Sendable {
    package var id: String
    package var chat: Int64
    package var type: String
    /// 0 when it is not here: still at its source, or nowhere any more.
    package var size: Int
    package var bytes: [UInt8]
    /// It will be fetched from its source.
    package var isAwaited: Bool
}
