internal import Casework
internal import CommandLanguage
internal import Messages
internal import Store

extension Hearing {
    /// Records every attachment as wanted; the fetcher downloads it outside the turn.
    mutating func keepFiles(_ attachments: [Attachment], from asker: Asker) throws -> [Int64] {
        guard let person = asker.person, !attachments.isEmpty else { return [] }
        var events: [Event] = []
        var contents: [ContentID: String] = [:]
        var content = try session.lastContent().value
        var id = try session.lastAttachment()
        for attachment in attachments where KindRule.table[attachment.kind]?.care != .seen {
            id += 1
            content += 1
            contents[ContentID(content)] = attachment.handle
            events.append(
                .attachmentKept(
                    AttachmentRecord(
                        id: id,
                        person: person.id,
                        kind: attachment.kind.rawValue,
                        handle: ContentID(content),
                        at: now
                    )
                )
            )
        }
        guard !events.isEmpty else { return [] }
        try session.append(
            events,
            contents: contents,
            actor: person.id,
            cause: post.cause,
            at: now
        )
        return events.compactMap {
            if case .attachmentKept(let record) = $0 { record.id } else { nil }
        }
    }

    /// Files without a word.
    mutating func hearFiles(
        _ attachments: [Attachment],
        kept files: [Int64],
        from asker: Asker
    ) throws {
        guard let kind = attachments.first?.kind, let rule = KindRule.table[kind] else { return }
        switch rule.care {
        case .seen:
            post.say(FieldValue.Line(rule.reply))
        case .goesToClerk:
            try keepUnsorted(
                nil,
                files: files,
                kind: kind.rawValue,
                reply: rule.reply,
                from: asker
            )
        case .joinsWords:
            if let note = try openNote(of: asker) {
                try join(files, to: .note(note.number), by: asker)
            } else if let subject = conversation.joinable(at: now) {
                try join(files, to: subject, by: asker)
            } else if !wasAskedAboutPhotos, try offer(files, by: asker) {
                try waitForWords(of: asker)
                conversation.photoAskedAt = now
            } else {
                try askAbout(files, rule.reply, from: asker)
            }
        }
    }

    private mutating func join(_ files: [Int64], to subject: Subject, by asker: Asker) throws {
        var draft = desk.draft(at: now, view: session, for: asker.person)
        draft.place(files)
        switch subject {
        case .matter(let number):
            draft.add(.matterSupplemented(number, words: nil, attachments: files))
            if message.album == nil || message.album != conversation.album {
                draft.say(
                    .photoAdded,
                    [.number: .number(number), .count: .count(files.count)]
                )
            }
        case .note(let number):
            draft.add(.noteSupplemented(number, attachments: files))
            if message.album == nil || message.album != conversation.album {
                draft.say(
                    .photoAdded,
                    [.number: .text(number.description), .count: .count(files.count)]
                )
            }
        case .item(let item):
            draft.add(.itemSupplemented(item: item, attachments: files))
            draft.say(.photoAdded, [.item: .count(item), .count: .count(files.count)])
        }
        try post.carryOut(draft.decision, actor: asker.person?.id, cause: post.cause)
        conversation.album = message.album
    }

    /// Kept, and asked about once; after ten minutes without a word a person looks at it.
    private mutating func askAbout(
        _ files: [Int64],
        _ reply: ReplyKind,
        from asker: Asker
    ) throws {
        try waitForWords(of: asker)
        guard !wasAskedAboutPhotos else { return }
        conversation.photoAskedAt = now
        post.say(FieldValue.Line(reply, [.count: .count(files.count)]))
    }

    private var wasAskedAboutPhotos: Bool {
        conversation.photoAskedAt.map { now.seconds(since: $0) < Conversation.joiningSeconds }
            ?? false
    }

    /// After ten minutes without a word that they belong to, files go to the clerk.
    private func waitForWords(of asker: Asker) throws {
        guard let person = asker.person else { return }
        try session.keep(
            Due(
                kind: .looseFiles,
                at: now.adding(seconds: Conversation.joiningSeconds),
                subject: String(person.id.value)
            )
        )
    }

    /// Files under words that had no use for them (谢谢, a question) are not forgotten.
    mutating func keepTrack(of files: [Int64], from asker: Asker) throws {
        let isLoose = try files.contains { try session.attachment($0)?.isPlaced == false }
        if isLoose { try waitForWords(of: asker) }
    }

    /// A place on the map without a word joins what was just said, or waits for words.
    mutating func hearPoint(from asker: Asker) throws {
        if let question = conversation.openQuestion(at: now), question.missing == .place,
            let point = conversation.point(at: now)
        {
            var step = Step(question.action, question.arguments)
            step.arguments[.place] = .text(point)
            conversation.closeQuestion()
            conversation.point = nil
            try run(question.before + [step] + question.after, files: [], by: asker)
            return
        }
        if let note = try openNote(of: asker), let point = conversation.point(at: now) {
            conversation.point = nil
            let arguments = Arguments([
                .ref: .text(note.number.description), .place: .text(point),
            ])
            try run([Step(.submitInspectionNote, arguments)], files: [], by: asker)
            return
        }
        guard case .matter(let number) = conversation.joinable(at: now),
            let point = conversation.point(at: now)
        else {
            post.say(FieldValue.Line(.placeKept))
            return
        }
        conversation.point = nil
        try run(
            [
                Step(
                    .supplementMatter,
                    Arguments([.ref: .text(number.description), .content: .text(point)])
                )
            ],
            files: [],
            by: asker
        )
    }
}
