internal import Casework
internal import Messages

extension Incoming {
    /// The message with every identity number hidden: none is ever written down (PIPL 6).
    var withoutIdentityNumbers: Incoming {
        var copy = self
        switch body {
        case .message(let text, let files, let point):
            copy.body = .message(
                text: Masking.identityNumbers(in: text),
                attachments: files,
                place: point
            )
        case .edit(let text, let files):
            copy.body = .edit(text: Masking.identityNumbers(in: text), attachments: files)
        case .button, .other: break
        }
        return copy
    }
}
