import BotAPI
import Curl
package import Messages

extension BotAPIChannel {
    /// The kinds of update that the desk uses; all others stay at the far side.
    ///
    /// Posts of a channel are not asked for: they are never answered.
    static let wantedKinds = ["message", "edited_message", "callback_query", "my_chat_member"]

    /// What our own relay is asked for besides.
    static let relayKinds = ["message_receipt"]

    /// The far side's answers hold 4 MiB of updates at most.
    private static let answerLimit = 1 << 24

    package func poll(after cursor: Cursor?) async throws(ChannelError) -> Batch {
        let position = PollCursor(cursor)
        let offset = startingOffset(position)
        do throws(BotAPIFailure) {
            let answer = try await getUpdates(
                offset,
                limit: 100,
                seconds: settings.pollSeconds,
                margin: settings.margin
            )
            guard let elements = answer.result.elements else { throw .unreadable(answer.status) }
            return try batch(elements, from: offset, answer)
        } catch {
            throw error.asChannelError(.poll, caller.endpoint.host)
        }
    }

    package func confirm(_ cursor: Cursor) async throws(ChannelError) {
        guard let offset = startingOffset(PollCursor(cursor)) else { return }
        // A poll with this offset has confirmed it; asked again so soon, the far side would
        // hold this one for three seconds, and the service's end with it.
        guard state.withLock({ $0.lastOffset }) != offset else { return }
        do throws(BotAPIFailure) {
            _ = try await getUpdates(offset, limit: 1, seconds: 0, margin: .seconds(4))
        } catch {
            throw error.asChannelError(.poll, caller.endpoint.host)
        }
    }

    /// The offset to ask with; nil for the head of the far side's queue.
    ///
    /// After an idle week numbers restart at random. What the far side then makes of an old
    /// offset, by its own rules:
    /// - More than ten past the new tail, or far before the new head: it is ignored, the head
    ///   comes and nothing is confirmed. The batch's last number leads on from there.
    /// - Below the new head by less: all that there is comes.
    /// - Between the new head and ten past the tail: it confirms updates that were never seen,
    ///   or hides them. Nothing in the answer tells. So a cursor that is old enough for a
    ///   restart is not used: the head confirms nothing, and what was done is known by its key.
    ///
    /// A far side with idempotency keys is our own relay: its numbers never restart, and what it
    /// holds may be older than any key the desk remembers, so there the offset always counts.
    private func startingOffset(_ position: PollCursor?) -> Int64? {
        guard let position else { return nil }
        let clock = state.withLock { $0.clock }
        guard !limits.hasIdempotencyKey, position.mayBeStale(at: clock) else {
            return position.offset
        }
        return nil
    }

    private func getUpdates(
        _ offset: Int64?,
        limit: Int64,
        seconds: Int,
        margin: Duration
    ) async throws(BotAPIFailure) -> BotAPIAnswer {
        var json = JSONWriter()
        json.object { json in
            json.field("offset", offset)
            json.field("limit", limit)
            json.field("timeout", Int64(seconds))
            json.key("allowed_updates")
            json.array { json in
                for kind in Self.wantedKinds { json.value(kind) }
                if settings.isRelay { for kind in Self.relayKinds { json.value(kind) } }
            }
        }
        let isFresh = state.withLock { $0.needsFreshPoll }
        let answerTime = Duration.seconds(seconds) + margin
        do throws(BotAPIFailure) {
            let answer = try await caller.call(
                "getUpdates",
                json,
                BotAPICaller.Manner(
                    timeouts: HTTPRequest.Timeouts(
                        answer: answerTime,
                        silence: margin,
                        // A full answer takes its time on a slow line; silence ends it sooner.
                        total: answerTime + .seconds(240)
                    ),
                    limit: Self.answerLimit,
                    isFresh: isFresh,
                    isRepeatable: true
                )
            )
            state.withLock { state in
                state.needsFreshPoll = false
                state.lastOffset = offset
            }
            note(answer.clock)
            return answer
        } catch {
            state.withLock { state in
                state.needsFreshPoll = true
                if case .network(let network) = error, network.wasSent {
                    state.lastOffset = offset
                }
            }
            throw error
        }
    }

    private func batch(
        _ elements: [JSONValue],
        from offset: Int64?,
        _ answer: BotAPIAnswer
    ) throws(BotAPIFailure) -> Batch {
        var batch = Batch(date: answer.clock.map { $0 * 1000 })
        let reader = IncomingReader(
            channel: name,
            account: account,
            username: state.withLock { $0.username },
            clock: batch.date
        )
        var next = offset
        var skipped = 0
        for element in elements {
            // One without a number counts as the next in line: the cursor must get past it.
            next = (Update.id(of: element) ?? next).map { $0 + 1 }
            do throws(UpdateFault) {
                let update = try Update(element)
                if settings.isRelay, let receipt = reader.readReceipt(update) {
                    batch.receipts.append(receipt)
                } else if let message = reader.read(update) {
                    batch.messages.append(message)
                } else {
                    skipped += 1
                }
            } catch {
                batch.unreadable.append(Unreadable(element, reason: error.reason))
            }
        }
        guard !elements.isEmpty else { return batch }
        // No number anywhere and none to start from: nothing could ever get past this batch.
        guard let next else { throw .unreadable(answer.status) }
        batch.cursor = PollCursor(offset: next, madeAt: answer.clock).cursor
        let passedOver = skipped
        if passedOver > 0 { state.withLock { $0.skipped += passedOver } }
        return batch
    }
}

extension Unreadable {
    /// Keeps the bytes of an update; the key is made from them, so it is the same at each try.
    fileprivate init(_ element: JSONValue, reason: String) {
        // FNV-1a, twice with different beginnings: 128 bits.
        var first: UInt64 = 0xCBF2_9CE4_8422_2325
        var second: UInt64 = 0x9E37_79B9_7F4A_7C15
        for byte in element.raw {
            first = (first ^ UInt64(byte)) &* 0x100_0000_01B3
            second = (second ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        self.init(
            key: "x:" + String(first, radix: 16) + ":" + String(second, radix: 16),
            raw: String(decoding: element.raw, as: UTF8.self),
            reason: reason
        )
    }
}
