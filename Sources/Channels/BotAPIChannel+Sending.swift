import BotAPI
import Curl
package import Messages

extension BotAPIChannel {
    /// Sends a part of a reply as plain text, its buttons one below the other.
    ///
    /// A button whose data the far side would refuse (more than 64 bytes) is left out: the text
    /// itself must not be lost for it.
    /// Our relay is asked for a receipt where one is wanted, and tells what it can promise.
    package func send(_ message: Outgoing) async throws(ChannelError) -> SentMessage {
        let isReceiptAsked = settings.isRelay && message.wantsReceipt
        var json = JSONWriter()
        json.object { json in
            write(chat: message.chat, to: &json)
            json.field("text", message.text)
            json.key("link_preview_options")
            json.object { $0.field("is_disabled", true) }
            write(message.buttons, to: &json)
            if limits.hasIdempotencyKey { json.field("key", message.key) }
            if isReceiptAsked { json.field("receipt", true) }
        }
        let isKeyed = limits.hasIdempotencyKey
        do throws(BotAPIFailure) {
            let answer = try await call("sendMessage", json, isRepeatable: isKeyed)
            // It is sent, even when the answer does not say under which number.
            return SentMessage(
                id: answer.result["message_id"]?.integer.map { String($0) } ?? "",
                promises: isReceiptAsked ? Self.promise(of: answer.result) : nil
            )
        } catch {
            throw error.asChannelError(.send(isKeyed: isKeyed), caller.endpoint.host)
        }
    }

    /// The last stand that is promised of a message; nil for none.
    private static func promise(of message: JSONValue) -> Receipt.Stand? {
        switch message["liaison_receipt"]?.text {
        case "read": .read
        case "delivered": .delivered
        default: nil
        }
    }

    private func write(_ buttons: [Button], to json: inout JSONWriter) {
        let good = buttons.filter { !$0.title.isEmpty && (1...64).contains($0.data.utf8.count) }
        guard !good.isEmpty else { return }
        json.key("reply_markup")
        json.object { json in
            json.key("inline_keyboard")
            json.array { json in
                for button in good.prefix(100) {
                    json.array { json in
                        json.object { json in
                            json.field("text", button.title)
                            json.field("callback_data", button.data)
                        }
                    }
                }
            }
        }
    }

    /// Erases a message: at our relay any, elsewhere what the far side still lets a bot erase.
    package func delete(message: String, in chat: String) async throws(ChannelError) {
        guard let number = Int64(message) else {
            throw refused("no-message", "the message's name is no number")
        }
        var json = JSONWriter()
        json.object { json in
            write(chat: chat, to: &json)
            json.field("message_id", number)
        }
        do throws(BotAPIFailure) {
            _ = try await call("deleteMessage", json, isRepeatable: true)
        } catch {
            // The person erased it, or an answer of ours was lost: there is nothing left to do.
            if error.isOfNoMessage { return }
            throw error.asChannelError(.other("deleteMessage"), caller.endpoint.host)
        }
    }

    private func write(chat: String, to json: inout JSONWriter) {
        if let number = Int64(chat) {
            json.field("chat_id", number)
        } else {
            json.field("chat_id", chat)
        }
    }

    package func acknowledge(_ message: Incoming) async {
        guard message.key.hasPrefix("c:") else { return }
        var json = JSONWriter()
        json.object { $0.field("callback_query_id", String(message.key.dropFirst(2))) }
        _ = try? await call("answerCallbackQuery", json, isRepeatable: true)
    }

    package func fetch(
        _ attachment: Attachment,
        limit: Int
    ) async throws(ChannelError) -> [UInt8] {
        guard !attachment.handle.isEmpty else {
            throw refused("no-file", "the attachment has no file")
        }
        var json = JSONWriter()
        json.object { $0.field("file_id", attachment.handle) }
        do throws(BotAPIFailure) {
            let answer = try await call("getFile", json, isRepeatable: true)
            if let size = answer.result["file_size"]?.integer, size > Int64(limit) {
                throw .network(tooLong(limit))
            }
            guard let path = answer.result["file_path"]?.text,
                let url = caller.endpoint.url(file: path)
            else { throw .answered(404, nil, nil) }
            let response = try await caller.send(
                HTTPRequest(
                    url: url,
                    timeouts: HTTPRequest.Timeouts(
                        answer: settings.answerTime,
                        silence: settings.margin,
                        total: .seconds(600)
                    ),
                    // An error's page may be longer than the file.
                    limit: max(limit, 1 << 16)
                )
            )
            guard response.status == 200 else {
                throw .answered(response.status, BotAPIFailure.Detail(response, nil), nil)
            }
            guard response.body.count <= limit else { throw .network(tooLong(limit)) }
            return response.body
        } catch {
            throw fetchError(error)
        }
    }

    /// A file that is gone or too long stays so; all else may come right.
    private func fetchError(_ failure: BotAPIFailure) -> ChannelError {
        let host = caller.endpoint.host
        let trouble = failure.trouble(at: "getFile", host, showsReason: true)
        switch failure {
        case .network(let error) where error.code == .tooLarge:
            return .refused(trouble, isAddressDead: false)
        case .answered(404, _, _):
            return .refused(trouble, isAddressDead: false)
        default:
            return failure.asChannelError(.other("getFile"), host)
        }
    }

    private func tooLong(_ limit: Int) -> CurlError {
        CurlError(.tooLarge, message: "the file has more than \(limit) bytes")
    }

    private func refused(_ code: String, _ message: String) -> ChannelError {
        .refused(.init(code: code, message: message), isAddressDead: false)
    }

    /// Puts the page up at our relay; nobody else has a place for it.
    package func publish(_ page: [UInt8]) async throws(ChannelError) {
        guard settings.isRelay else { throw refused("no-public-page", "there is no public page") }
        var json = JSONWriter()
        json.object { $0.field("html", String(decoding: page, as: UTF8.self)) }
        do throws(BotAPIFailure) {
            _ = try await call(PublicPage.method, json, isRepeatable: true)
        } catch {
            throw error.asChannelError(.other(PublicPage.method), caller.endpoint.host)
        }
    }

    /// Sets the menu of each language, and that of the first for everybody else.
    package func offer(_ menu: [MenuEntry]) async throws(ChannelError) {
        var languages: [String] = []
        for entry in menu where !languages.contains(entry.language) {
            languages.append(entry.language)
        }
        guard let first = languages.first else { return }
        for (language, shown) in [(nil, first)] + languages.map({ (Optional($0), $0) }) {
            var json = JSONWriter()
            json.object { json in
                json.key("commands")
                json.array { json in
                    for entry in menu.filter({ $0.language == shown }).prefix(100) {
                        json.object { json in
                            json.field("command", entry.command)
                            json.field("description", String(entry.text.prefix(256)))
                        }
                    }
                }
                json.field("language_code", language)
            }
            do throws(BotAPIFailure) {
                _ = try await call("setMyCommands", json, isRepeatable: true)
            } catch {
                throw error.asChannelError(.other("setMyCommands"), caller.endpoint.host)
            }
        }
    }
}
