import BotAPI
package import Curl
package import Messages

/// A channel that speaks the Telegram Bot API: to Telegram, or to any relay that speaks it too.
///
/// One account, one poller. Sends and fetches may run at the same time as a poll.
///
///     let channel = try BotAPIChannel(.init(token: token))
///     defer { channel.close() }
///     let account = try await channel.open()
///     let batch = try await channel.poll(after: nil)
package final class BotAPIChannel: Channel {
    package let name: String
    package let limits: ChannelLimits
    let settings: Settings
    let caller: BotAPICaller
    let state = Locked(State())

    /// Starts the channel's transport; nothing is asked of the network yet.
    ///
    /// - Throws: ``ChannelError/refused(_:isAddressDead:)`` when a setting makes no sense.
    package init(_ settings: Settings) throws(ChannelError) {
        name = settings.name
        self.settings = settings
        let endpoint = try Endpoint(baseURL: settings.baseURL, token: settings.token)
        var limits = settings.limits ?? Self.defaultLimits(settings, host: endpoint.host)
        if settings.isRelay {
            limits.hasIdempotencyKey = true
            limits.publicPageBytes = PublicPage.mostBytes
        } else {
            limits.keeps = Self.keeps
        }
        self.limits = limits
        do throws(CurlError) {
            let client = try HTTPClient(
                HTTPClient.Settings(
                    certificateFile: settings.certificateFile,
                    proxy: settings.proxy
                )
            )
            caller = BotAPICaller(endpoint: endpoint, client: client)
        } catch {
            throw .refused(error.trouble(at: "client"), isAddressDead: false)
        }
    }

    /// How long an endpoint that is not our relay holds what was not asked for.
    ///
    /// - Note: Source: core.telegram.org/bots/api, "Getting updates": "will not be kept longer
    ///   than 24 hours".
    static let keeps = Duration.seconds(86_400)

    /// Telegram's published limits at its own host, none elsewhere and none for our relay.
    ///
    /// - Note: Source: core.telegram.org/bots/faq, "My bot is hitting limits": 1 a second in a
    ///   chat, 20 a minute in a group, about 30 a second in all.
    static func defaultLimits(_ settings: Settings, host: String) -> ChannelLimits {
        guard host == "api.telegram.org", !settings.isRelay else { return ChannelLimits() }
        return ChannelLimits(perSecond: 30, perSecondInChat: 1, perMinuteInGroup: 20)
    }

    /// Ends the transport and all that is under way; nothing works afterwards.
    package func close() {
        caller.client.close()
    }

    /// Deliveries that concern no conversation and were passed over, since the start.
    package var skipped: Int { state.withLock { $0.skipped } }

    /// How to reach one account.
    package struct Settings: Sendable {
        /// The channel's name in every address.
        package var name: String
        /// Where the Bot API is, with or without a slash at the end.
        package var baseURL: String
        /// A secret: it is in no error.
        package var token: String
        /// True for our own relay: keys, receipts, updates that never expire or restart.
        ///
        /// ``BotAPIChannel/open()`` refuses an endpoint that does not say the same of itself.
        package var isRelay: Bool
        /// How long the far side holds a poll: 0 to 50 seconds.
        package var pollSeconds: Int
        /// How much longer than that a poll may take before it is cut.
        package var margin: Duration
        /// How long a send may wait for its answer.
        package var answerTime: Duration
        /// A PEM file of trusted certificates; nil for the system's own.
        package var certificateFile: String?
        package var proxy: HTTPClient.Proxy
        /// Nil for the limits that the host publishes.
        package var limits: ChannelLimits?

        package init(
            name: String = "botapi",
            baseURL: String = "https://api.telegram.org",
            token: String,
            isRelay: Bool = false,
            pollSeconds: Int = 50,
            margin: Duration = .seconds(10),
            answerTime: Duration = .seconds(20),
            certificateFile: String? = nil,
            proxy: HTTPClient.Proxy = .none,
            limits: ChannelLimits? = nil
        ) {
            self.name = name
            self.baseURL = baseURL
            self.token = token
            self.isRelay = isRelay
            self.pollSeconds = min(50, max(0, pollSeconds))
            self.margin = margin
            self.answerTime = answerTime
            self.certificateFile = certificateFile
            self.proxy = proxy
            self.limits = limits
        }
    }

    /// What is learnt on the way; lost at a restart without harm.
    struct State: Sendable {
        var account: String?
        /// Ours, in lower-case; nil when we have none or have not asked.
        var username: String?
        /// The far side's clock at its last answer, seconds since 1970 UTC.
        var clock: Int64?
        /// The last poll went wrong: the next one trusts no open connection.
        var needsFreshPoll = false
        var needsFreshCall = false
        /// The offset of the last poll that left for the far side.
        var lastOffset: Int64?
        var skipped = 0
    }

    package func open() async throws(ChannelError) -> String {
        let id: String
        let isOurRelay: Bool
        do throws(BotAPIFailure) {
            let answer = try await call("getMe", JSONWriter.empty, isRepeatable: true)
            guard let me = User(answer.result) else { throw .unreadable(answer.status) }
            isOurRelay = answer.result["liaison_relay"]?.integer != nil
            state.withLock { state in
                state.account = String(me.id)
                state.username = me.username?.lowercased()
            }
            id = String(me.id)
        } catch {
            // Telegram says 404 to a token that is not even spelt like one.
            if case .answered(404, let answer?, _) = error, answer.isBotAPI {
                throw .unauthorized(
                    error.trouble(at: "getMe", caller.endpoint.host, showsReason: true)
                )
            }
            throw error.asChannelError(.other("getMe"), caller.endpoint.host)
        }
        guard !settings.isRelay || isOurRelay else {
            throw .refused(
                .init(
                    code: Self.notARelay,
                    message: "the message endpoint at \(caller.endpoint.host) is no liaison relay"
                ),
                isAddressDead: false
            )
        }
        return id
    }

    /// The code of the trouble of an endpoint that was said to be our relay and is not.
    package static let notARelay = "not-a-relay"

    /// The account in each address: what the far side told, else what the token says.
    var account: String {
        state.withLock { $0.account }
            ?? String(settings.token.prefix { $0 != ":" })
    }

    /// Calls a method other than a poll.
    func call(
        _ method: String,
        _ body: JSONWriter,
        isRepeatable: Bool,
        limit: Int = 1 << 20
    ) async throws(BotAPIFailure) -> BotAPIAnswer {
        let isFresh = state.withLock { state in
            defer { state.needsFreshCall = false }
            return state.needsFreshCall
        }
        do throws(BotAPIFailure) {
            let answer = try await caller.call(
                method,
                body,
                BotAPICaller.Manner(
                    timeouts: HTTPRequest.Timeouts(
                        answer: settings.answerTime,
                        silence: settings.margin,
                        total: settings.answerTime + settings.margin * 2
                    ),
                    limit: limit,
                    isFresh: isFresh,
                    isRepeatable: isRepeatable
                )
            )
            note(answer.clock)
            return answer
        } catch {
            if error.isOfTheWire { state.withLock { $0.needsFreshCall = true } }
            throw error
        }
    }

    func note(_ clock: Int64?) {
        guard let clock else { return }
        state.withLock { $0.clock = clock }
    }
}

extension JSONWriter {
    static var empty: JSONWriter {
        var json = JSONWriter()
        json.object { _ in }
        return json
    }
}
