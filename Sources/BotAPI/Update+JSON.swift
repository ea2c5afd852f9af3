import Messages

/// Why one update cannot be read: an operator's words, with nothing of the message.
package struct UpdateFault: Error, Hashable, Sendable {
    package var reason: String
}

extension Update {
    /// The update's number alone, readable even when the rest is not.
    package static func id(of json: JSONValue) -> Int64? { json["update_id"]?.integer }

    /// Reads one element of a `getUpdates` answer.
    ///
    /// - Throws: ``UpdateFault`` when it lacks what every update of its kind has.
    package init(_ json: JSONValue) throws(UpdateFault) {
        guard json.isObject else { throw UpdateFault(reason: "the update is not an object") }
        guard let id = Self.id(of: json) else {
            throw UpdateFault(reason: "the update has no number")
        }
        guard !json.isTooDeep else { throw UpdateFault(reason: "the update is nested too deep") }
        self.id = id
        if let message = json["message"] {
            content = .message(try Message(message))
        } else if let query = json["callback_query"] {
            content = .callbackQuery(try CallbackQuery(query))
        } else if let message = json["edited_message"] {
            content = .editedMessage(try Message(message))
        } else if let message = json["channel_post"] {
            content = .channelPost(try Message(message))
        } else if let message = json["edited_channel_post"] {
            content = .editedChannelPost(try Message(message))
        } else if let receipt = json["message_receipt"] {
            content = .messageReceipt(try MessageReceipt(receipt))
        } else {
            content = Self.other(json)
        }
    }

    private static func other(_ json: JSONValue) -> Content {
        let name = json.keys.first { $0 != "update_id" } ?? "empty"
        guard let value = json[name: name] else {
            return .other(name: name, chat: nil, from: nil, date: nil)
        }
        return .other(
            name: name,
            chat: value["chat"].flatMap(Chat.init),
            from: (value["from"] ?? value["user"]).flatMap(User.init),
            date: value["date"]?.integer
        )
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("update_id", id)
            switch content {
            case .message(let message):
                json.key("message")
                message.write(to: &json)
            case .editedMessage(let message):
                json.key("edited_message")
                message.write(to: &json)
            case .channelPost(let message):
                json.key("channel_post")
                message.write(to: &json)
            case .editedChannelPost(let message):
                json.key("edited_channel_post")
                message.write(to: &json)
            case .callbackQuery(let query):
                json.key("callback_query")
                query.write(to: &json)
            case .messageReceipt(let receipt):
                json.key("message_receipt")
                receipt.write(to: &json)
            case .other(let name, let chat, let from, let date):
                json.key(name)
                json.object { json in
                    chat?.write("chat", to: &json)
                    from?.write("from", to: &json)
                    json.field("date", date)
                }
            }
        }
    }
}

extension CallbackQuery {
    package init(_ json: JSONValue) throws(UpdateFault) {
        guard let id = json["id"]?.text, !id.isEmpty, let from = json["from"].flatMap(User.init)
        else { throw UpdateFault(reason: "the pressed button has no number or sender") }
        self.id = id
        self.from = from
        data = json["data"]?.text
        // A message the far side has forgotten is no reason to lose the press.
        message = json["message"].flatMap { try? Message($0) }
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("id", id)
            from.write("from", to: &json)
            if let message {
                json.key("message")
                message.write(to: &json)
            }
            // Meant for games; clients want it of every press.
            json.field("chat_instance", String(message?.chat.id ?? from.id))
            json.field("data", data)
        }
    }
}

extension MessageReceipt {
    package init(_ json: JSONValue) throws(UpdateFault) {
        guard let chat = json["chat"].flatMap(Chat.init),
            let messageID = json["message_id"]?.integer
        else { throw UpdateFault(reason: "the receipt has no chat or message") }
        guard let stand = json["stand"]?.text.flatMap(Receipt.Stand.init) else {
            throw UpdateFault(reason: "the receipt says no stand that is known")
        }
        self.init(
            chat: chat,
            messageID: messageID,
            stand: stand,
            date: json["date"]?.integer ?? 0
        )
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            chat.write("chat", to: &json)
            json.field("message_id", messageID)
            json.field("stand", stand.rawValue)
            json.field("date", date)
        }
    }
}

extension User {
    package init?(_ json: JSONValue) {
        guard let id = json["id"]?.integer else { return nil }
        self.id = id
        isBot = json["is_bot"]?.boolean ?? false
        firstName = json["first_name"]?.text ?? ""
        username = json["username"]?.text
        languageCode = json["language_code"]?.text
    }

    package func write(_ key: String, to json: inout JSONWriter) {
        json.key(key)
        json.object { json in
            json.field("id", id)
            json.field("is_bot", isBot)
            json.field("first_name", firstName)
            json.field("username", username)
            json.field("language_code", languageCode)
        }
    }
}

extension Chat {
    package init?(_ json: JSONValue) {
        guard let id = json["id"]?.integer else { return nil }
        self.id = id
        type = json["type"]?.text ?? ""
    }

    package func write(_ key: String, to json: inout JSONWriter) {
        json.key(key)
        json.object { json in
            json.field("id", id)
            json.field("type", type)
        }
    }
}
