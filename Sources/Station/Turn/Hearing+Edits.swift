internal import Casework
internal import CommandLanguage
internal import Messages
internal import Store

extension Hearing {
    /// New words for an earlier message: before acceptance they replace it, after it they add.
    mutating func hearEdit(
        _ text: String,
        files: [Attachment],
        from asker: Asker
    ) throws {
        let key = message.originalKey
        guard let earlier = try session.inboxSubject(key: key) else {
            // The edit overtook its message, which has nothing to say any more.
            row = try accept(message, as: key, sender: asker.person?.id)
            try hear(text, files: files, point: nil, from: asker)
            return
        }
        let words = text.trimmed
        guard earlier.sender == asker.person?.id, !words.isEmpty else { return }
        // What an auditor filed as a voter before stays as it is.
        if earlier.subject != nil, asker.person?.roles.isAuditorOnly == true {
            post.say(
                FieldValue.Line(.refusedAuditor, [.action: .term(Action.supplementMatter.term)])
            )
            return
        }
        row = earlier.id
        if case .matter(let number) = earlier.subject, let old = earlier.words {
            try change(old, of: number, to: words, from: asker)
        } else if earlier.text?.trimmed == words {
            // Channels send an edit for less than a change of words.
            return
        } else if earlier.subject == nil {
            // What was only a question or a command is taken as a new one.
            try hearWords(words, files: [], from: asker)
        } else if case .note(let number) = earlier.subject {
            // What was written first stays, and the new words stand beside it.
            let arguments = Arguments([
                .ref: .text(number.description), .about: .text(words),
            ])
            try run([Step(.correctNote, arguments)], files: [], by: asker)
        } else {
            // An item, several matters: a person sees what was changed.
            try keepUnsorted(words, files: [], kind: "text", from: asker)
        }
    }

    private mutating func change(
        _ old: ContentID,
        of number: MatterNumber,
        to text: String,
        from asker: Asker
    ) throws {
        let words = try filed(text, from: asker)
        guard try session.words(old) != words, let matter = try session.matter(number) else {
            return
        }
        guard matter.state == .registered, matter.words.contains(old) else {
            let arguments = Arguments([.ref: .text(number.description), .content: .text(words)])
            try run([Step(.supplementMatter, arguments)], files: [], by: asker)
            return
        }
        var draft = desk.draft(at: now, view: session, for: asker.person)
        draft.add(.wordsReplaced(number, old: old, new: try draft.keep(words)))
        draft.say(.matterWordsReplaced, [.number: .number(number)])
        draft.touch(.matter(number))
        try post.carryOut(draft.decision, actor: asker.person?.id, cause: post.cause)
    }

    /// What a text would be filed as: without its heading, as the first time.
    private func filed(_ text: String, from asker: Asker) throws -> String {
        let reading = desk.phrasebook.understand(text, as: try reader(for: asker), now: sentAt)
        guard case .steps(let steps, _) = reading, steps.count == 1,
            steps[0].action == .fileMatter, let content = steps[0].arguments.text(.content)
        else { return text }
        return content
    }
}

extension Incoming {
    /// The delivery key of the message that this one is an edit of.
    fileprivate var originalKey: String {
        address.channel + ":" + address.account + ":m:" + address.chat + ":" + messageID
    }
}
