internal import Casework
internal import CommandLanguage
internal import Messages
internal import Store

extension Hearing {
    /// A plain message: words, files, a place on the map, or several of them.
    mutating func hear(
        _ text: String,
        files attachments: [Attachment],
        point: MapPoint?,
        from asker: Asker
    ) throws {
        let words = text.trimmed
        if let point {
            conversation.point = point.text
            conversation.pointAt = now
        }
        let files = try keepFiles(attachments, from: asker)
        if !words.isEmpty {
            try hearWords(words, files: files, from: asker)
            try keepTrack(of: files, from: asker)
        } else if !attachments.isEmpty {
            try hearFiles(attachments, kept: files, from: asker)
        } else if point != nil {
            try hearPoint(from: asker)
        } else {
            post.say(FieldValue.Line(.emptyMessage))
        }
    }

    /// Words, typed or pressed: what is meant, then what follows.
    mutating func hearWords(_ text: String, files: [Int64], from asker: Asker) throws {
        guard text.unicodeScalars.count <= Hearing.longestText else {
            try keepUnsorted(text, files: files, kind: "text", from: asker)
            return
        }
        guard text.unicodeScalars.contains(where: { $0.isMeaningful }) else {
            if files.isEmpty { post.say(FieldValue.Line(.emptyMessage)) }
            return
        }
        let reader = try reader(for: asker)
        var asked: Question?
        let reading: Reading
        if let question = conversation.openQuestion(at: now) {
            asked = question
            reading = desk.phrasebook.answer(question, with: text, as: reader, now: sentAt)
        } else {
            reading = desk.phrasebook.understand(text, as: reader, now: sentAt)
        }
        if case .unknown = reading {} else { post.speak(text.spokenLanguage ?? reading.language) }
        switch reading {
        case .steps(let steps, _):
            conversation.question = nil
            conversation.askedAt = nil
            conversation.misunderstood = 0
            try run(steps, files: files, by: asker)
        case .ask(let question, _):
            conversation.misunderstood = 0
            ask(question, for: asker)
        case .unknown:
            try notUnderstood(text, files: files, asked: asked, from: asker)
        }
    }

    /// A longer text is no sentence to a desk: it is kept whole and a person reads it.
    private static let longestText = 20_000

    func reader(for asker: Asker) throws -> Reader {
        let person = asker.person
        let isBusy = try person.map { try session.confirmation(of: $0.id) != nil } ?? false
        return Reader(
            roles: message.isForwarded ? [.voter] : person?.roles ?? [.voter],
            language: person?.language,
            hasPendingConfirmation: isBusy,
            openMatters: []
        )
    }

    /// Carries out the steps of one message in order; what follows from a yes comes next.
    mutating func run(_ steps: [Step], files: [Int64], by asker: Asker) throws {
        var queue = steps.map { FollowUp(step: $0) }
        var isFirst = true
        while !queue.isEmpty {
            let next = queue.removeFirst()
            var current = asker
            if !isFirst, let id = asker.person?.id { current.person = try session.person(id) }
            if message.isForwarded { current.person?.offices = [] }
            var step = next.step
            if step.action == .fileMatter, let point = conversation.point(at: now) {
                if !step.arguments.has(.place) { step.arguments[.place] = .text(point) }
                conversation.point = nil
            }
            var draft = Draft(
                step: step,
                by: current,
                at: now,
                view: session,
                rules: desk.rules,
                chance: desk.chance,
                files: isFirst ? files : [],
                confirmed: next.confirmed,
                isAgreed: next.isAgreed
            )
            let verdict = try draft.decide()
            switch verdict {
            case .done:
                try post.carryOut(draft.decision, actor: asker.person?.id, cause: post.cause)
                queue = draft.decision.followUps + queue
            case .refused(let line):
                try post.count(draft.decision.strikes, by: asker.person?.id)
                post.say(line)
            case .missing(let slot):
                let question = Question(
                    action: step.action,
                    arguments: step.arguments,
                    missing: slot,
                    after: queue.map(\.step)
                )
                ask(question, for: asker)
                return
            }
            isFirst = false
        }
        if let touched = post.touched {
            conversation.touched = touched
            conversation.touchedAt = now
            conversation.album = message.album
        }
    }

    private mutating func ask(_ question: Question, for asker: Asker) {
        conversation.question = question
        conversation.askedAt = now
        post.say(text: desk.phrasebook.render(question, in: post.language))
    }

    /// A voter's words never end in a correction: asked once, then a person reads them.
    private mutating func notUnderstood(
        _ text: String,
        files: [Int64],
        asked: Question?,
        from asker: Asker
    ) throws {
        let worksHere = (asker.person?.offices.isEmpty ?? true) == false
        let example = FieldValue.text(
            desk.phrasebook.exampleFor(worksHere ? .help : .fileMatter, in: post.language)
        )
        if worksHere {
            post.say(FieldValue.Line(.notUnderstoodStaff, [.example: example]))
            return
        }
        conversation.misunderstood += 1
        if conversation.misunderstood >= 2 || asked != nil || !files.isEmpty {
            conversation.misunderstood = 0
            conversation.question = nil
            conversation.askedAt = nil
            try keepUnsorted(text, files: files, kind: "text", from: asker)
            return
        }
        post.say(FieldValue.Line(.notUnderstood, [.example: example]))
    }

    mutating func keepUnsorted(
        _ text: String?,
        files: [Int64],
        kind: String,
        reply: ReplyKind = .unsortedKept,
        from asker: Asker
    ) throws {
        var draft = Draft(
            step: Step(.requestHuman),
            by: asker,
            at: now,
            view: session,
            rules: desk.rules,
            chance: desk.chance
        )
        let item = try draft.keepItem(
            kind: kind,
            words: text,
            files: files,
            alert: .staffUnsorted
        )
        try post.carryOut(draft.decision, actor: asker.person?.id, cause: post.cause)
        post.say(FieldValue.Line(reply, [.item: .count(item), .count: .count(files.count)]))
    }
}

extension Unicode.Scalar {
    /// Something that a person can mean something by: a letter, a digit or a picture.
    var isMeaningful: Bool {
        !(properties.isWhitespace || properties.isDefaultIgnorableCodePoint
            || properties.generalCategory == .control || properties.generalCategory == .format
            || value == 0xFFFD)
    }
}

extension MapPoint {
    /// `28.41234,121.39876`: five decimals, about a metre.
    var text: String { MapPoint.fixed(latitude) + "," + MapPoint.fixed(longitude) }

    private static func fixed(_ degrees: Double) -> String {
        guard degrees.isFinite, abs(degrees) <= 180 else { return "0" }
        let scaled = Int((abs(degrees) * 100_000).rounded())
        return (degrees < 0 ? "-" : "") + String(scaled / 100_000) + "."
            + padded(scaled % 100_000, to: 5)
    }
}

extension String {
    /// The language that the words themselves are in; nil for a number, a code, a sign.
    var spokenLanguage: Language? {
        if unicodeScalars.contains(where: { (0x2E80...0x9FFF).contains($0.value) }) { return .zh }
        return unicodeScalars.contains { ("a"..."z").contains($0) } ? .en : nil
    }

    /// The text without blanks and controls at either end.
    var trimmed: String {
        let kept = Substring(self).unicodeScalars
        guard let first = kept.firstIndex(where: { $0.isMeaningful }),
            let last = kept.lastIndex(where: { $0.isMeaningful })
        else { return "" }
        return String(Substring(kept[first...last]))
    }
}
