extension Message {
    /// The keys of a message that carry a file, and what each becomes.
    ///
    /// `animation` stands before `document`: an animation carries both, and is one file.
    static let fileKeys: [(key: StaticString, kind: File.Kind)] = [
        ("voice", .voice), ("audio", .audio), ("video", .video), ("video_note", .videoNote),
        ("animation", .animation), ("document", .document), ("sticker", .sticker),
        ("contact", .contact),
    ]

    /// Keys that say something about a message and are no content of it.
    private static let headKeys: Set<String> = [
        "message_id", "message_thread_id", "direct_messages_topic", "from", "sender_chat",
        "sender_boost_count", "sender_business_bot", "business_connection_id", "date", "chat",
        "forward_origin", "forward_from", "forward_from_chat", "forward_from_message_id",
        "forward_signature", "forward_sender_name", "forward_date", "is_topic_message",
        "is_automatic_forward", "reply_to_message", "external_reply", "quote", "reply_to_story",
        "reply_to_checklist_task_id", "via_bot", "edit_date", "has_protected_content",
        "is_from_offline", "is_paid_post", "media_group_id", "author_signature",
        "paid_star_count", "entities", "link_preview_options", "effect_id", "caption_entities",
        "show_caption_above_media", "has_media_spoiler", "reply_markup", "text", "caption",
    ]

    /// Reads a message; it has at least a number and a chat.
    package init(_ json: JSONValue) throws(UpdateFault) {
        guard let id = json["message_id"]?.integer else {
            throw UpdateFault(reason: "the message has no number")
        }
        guard let chat = json["chat"].flatMap(Chat.init) else {
            throw UpdateFault(reason: "the message has no chat")
        }
        self.id = id
        self.chat = chat
        from = json["from"].flatMap(User.init)
        senderChat = json["sender_chat"].flatMap(Chat.init)
        date = json["date"]?.integer ?? 0
        editDate = json["edit_date"]?.integer
        mediaGroupID = json["media_group_id"]?.text
        text = json["text"]?.text
        caption = json["caption"]?.text
        isForwarded =
            json["forward_origin"] != nil || json["forward_date"] != nil
            || json["forward_from"] != nil || json["forward_from_chat"] != nil
            || json["forward_sender_name"] != nil
        files = []
        guard text == nil else { return }
        files = Self.files(json)
        venue = json["venue"].map {
            Venue(title: $0["title"]?.text ?? "", address: $0["address"]?.text ?? "")
        }
        location = (json["location"] ?? json["venue"]?["location"]).flatMap(Location.init)
        guard caption == nil, files.isEmpty, venue == nil, location == nil else { return }
        otherContent = json.keys.first { !Self.headKeys.contains($0) }
    }

    private static func files(_ json: JSONValue) -> [File] {
        if let sizes = json["photo"]?.elements {
            let photos = sizes.compactMap { size -> (area: Int64, file: File)? in
                guard let file = File(.photo, size) else { return nil }
                let width = min(size["width"]?.integer ?? 0, 1 << 20)
                let height = min(size["height"]?.integer ?? 0, 1 << 20)
                return (width * height, file)
            }
            guard let best = photos.max(by: { $0.area <= $1.area }) else { return [] }
            return [best.file]
        }
        for (key, kind) in fileKeys {
            if let file = json[key].flatMap({ File(kind, $0) }) { return [file] }
        }
        return []
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("message_id", id)
            from?.write("from", to: &json)
            senderChat?.write("sender_chat", to: &json)
            chat.write("chat", to: &json)
            json.field("date", date)
            json.field("edit_date", editDate)
            if isForwarded { json.field("forward_date", date) }
            json.field("media_group_id", mediaGroupID)
            json.field("text", text)
            json.field("caption", caption)
            for file in files { file.write(to: &json) }
            writePlace(to: &json)
            if let otherContent {
                json.key(otherContent)
                json.object { _ in }
            }
        }
    }

    private func writePlace(to json: inout JSONWriter) {
        if let venue {
            json.key("venue")
            json.object { json in
                location?.write(to: &json)
                json.field("title", venue.title)
                json.field("address", venue.address)
            }
        }
        location?.write(to: &json)
    }
}

extension Message.File {
    fileprivate init?(_ kind: Kind, _ json: JSONValue) {
        guard json.isObject else { return nil }
        guard kind != .contact else {
            self.init(kind: kind, id: "")
            return
        }
        guard let id = json["file_id"]?.text else { return nil }
        self.init(
            kind: kind,
            id: id,
            size: json["file_size"]?.integer,
            width: json["width"]?.integer,
            height: json["height"]?.integer
        )
    }

    fileprivate func write(to json: inout JSONWriter) {
        json.key(kind.rawValue)
        let body = { (json: inout JSONWriter) in
            json.object { json in
                if kind != .contact {
                    json.field("file_id", id)
                    json.field("file_unique_id", id)
                }
                json.field("file_size", size)
                json.field("width", width)
                json.field("height", height)
            }
        }
        if kind == .photo { json.array(body) } else { body(&json) }
    }
}

extension Message.Location {
    fileprivate init?(_ json: JSONValue) {
        guard let latitude = json["latitude"]?.number, let longitude = json["longitude"]?.number,
            (-90...90).contains(latitude), (-180...180).contains(longitude)
        else { return nil }
        self.init(latitude: latitude, longitude: longitude)
    }

    fileprivate func write(to json: inout JSONWriter) {
        json.key("location")
        json.object { json in
            json.key("latitude")
            json.value(latitude)
            json.key("longitude")
            json.value(longitude)
        }
    }
}
