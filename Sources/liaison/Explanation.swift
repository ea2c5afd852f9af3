import Books
import Channels
import Curl
import Messages
import Relay
import Station
import Store

/// An error as an operator reads it: the thing, the fact, the remedy.
struct Explanation {
    var text: String

    init(of error: any Error) {
        switch error {
        case let error as StoreError: text = Explanation.text(error.message, error.hint)
        case let error as Administration.Refusal:
            text = Explanation.text(error.message, error.hint)
        case let error as OperatorError: text = Explanation.text(error.message, error.hint)
        case let error as BookFaults:
            text = error.faults.map { $0.description }.joined(separator: "\n")
        case ChannelError.unauthorized(let trouble):
            text = Explanation.text(
                "the message endpoint refuses the token: \(trouble)",
                "check LIAISON_BOT_TOKEN, or 'token_file' in config/station.yaml"
            )
        case ChannelError.refused(let trouble, _) where trouble.code == BotAPIChannel.notARelay:
            text = Explanation.text(
                trouble.message,
                "give the relay's own address, or set 'channels.botapi.endpoint: other' in config/station.yaml"
            )
        case let error as ChannelError: text = Explanation.text("\(error)", nil)
        case let error as RelayError: text = Explanation.text(error.message, error.hint)
        case let error as CurlError: text = Explanation.text(error.message, error.hint)
        default: text = "error: \(error)"
        }
    }

    private static func text(_ message: String, _ hint: String?) -> String {
        "error: " + message + (hint.map { "\nhint: " + $0 } ?? "")
    }
}

/// A fault that an operator can mend.
struct OperatorError: Error {
    var message: String
    var hint: String
}
