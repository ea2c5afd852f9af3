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
        // Whoever only reads brings nothing in, least of all in another's words.
        if asker.person?.roles.isAuditorOnly == true,
            message.isForwarded || words.isEmpty || words.unicodeScalars.count > 500
        {
            post.say(
                FieldValue.Line(.refusedAuditor, [.action: .term(Action.supplementMatter.term)])
            )
            return
        }
        let attachments = asker.person?.roles.isAuditorOnly == true ? [] : attachments
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
        let waiting = try asker.person.flatMap { try session.confirmation(of: $0.id) }
        var asked: Question?
        var reading: Reading
        let isSecret =
            isVoter(asker) && (conversation.question != nil || !reader.openMatters.isEmpty)
            && desk.phrasebook.asksForSecrecy(text, as: reader, now: sentAt)
        if let made = try madeNew(text, reader) {
            reading = made
        } else if let question = conversation.openQuestion(at: now) {
            asked = question
            reading = desk.phrasebook.answer(question, with: text, as: reader, now: sentAt)
        } else {
            reading = desk.phrasebook.understand(text, as: reader, now: sentAt)
            let isAnswered = waiting != nil && desk.phrasebook.holdsBack(text)
            let note = isAnswered ? nil : try openNote(of: asker)
            if note != nil, isDeputy(asker), isForPerson(text, reading) {
                return try passOn(text, files: files, from: asker)
            }
            if let note,
                let part = try part(text, of: note, read: reading, reader: reader)
            {
                reading = .steps([part], language: reading.language)
            }
            if !isSecret, let answer = try answer(text, read: reading, files: files, from: asker) {
                reading = answer
            }
        }
        if asked?.missing != .ref, let one = try counted(text, reader, by: asker) { reading = one }
        reading = secret(reading, text, isSecret, reader, asked, by: asker)
        reading = try keepingFrom(reading, text, by: asker)
        reading = try beyondThanks(reading, text, asked, reader, by: asker)
        reading = leftOut(reading, text, asked, by: asker)
        reading = ratedInFull(reading, text, by: asker)
        if asked == nil || asked?.action == .rateMatter {
            reading =
                try ratedEach(reading, text, by: asker)
                ?? ratedAnew(reading, text, by: asker) ?? reading
        }
        reading = try named(reading, text, asked, by: asker)
        if let back = try comeback(reading, text, from: asker) { reading = back }
        if let over = try ended(reading, text, by: asker) { reading = over }
        let moved = try movedPlace(reading, text, asked, from: asker)
        var pieces = try moved ?? gathered(reading, text, asked, from: asker)
        if let pieces { reading = pieces.reading }
        let accusing = try accusationsApart(reading, by: asker)
        if accusing != reading {
            // It has a number of its own already.
            pieces?.mayBeNew = nil
            reading = accusing
        }
        if try followsEmergency(reading, text, files, from: asker) { return }
        if try followsAlarm(reading, text, files, from: asker) { return }
        if asked == nil, try goesBack(text, reading, files, from: asker) { return }
        reading = try dated(protected(reading, text, by: asker), text, by: asker)
        reading = try besideNote(reading, text, from: asker)
        if case .unknown = reading {
        } else {
            post.speak(desk.phrasebook.spokenLanguage(of: text) ?? reading.language)
        }
        switch reading {
        case .steps(let steps, _):
            let said = pieces?.said ?? asked.flatMap { saying(to: $0, by: steps, text) }
            // Whom to call in danger stands before anything else.
            let isUrgent = steps.first?.action == .reportEmergency
            if isUrgent { try run(steps, said: said ?? text, files: files, by: asker) }
            try leave(asked, isAnswered: said != nil, for: steps.map(\.action), from: asker)
            if !isUrgent { try run(steps, said: said ?? text, files: files, by: asker) }
            if asked == nil { try missVisitors(steps, text, by: asker) }
            try passLateness(steps, text, from: asker)
            if let pieces, let question = pieces.mayBeNew { offerNew(question, pieces.offer) }
        case .ask(let question, _):
            try hide(before: question, text, by: asker)
            try hear(question, text, files: files, asked: asked, from: asker)
        case .unknown:
            if waiting != nil, desk.phrasebook.holdsBack(text) { break }
            try notUnderstood(text, files: files, asked: asked, from: asker)
        }
        if let waiting { try leave(waiting, text, reading, from: asker) }
        try warnOfRisk(in: text, reading, asked, from: asker)
    }

    /// A longer text is no sentence to a desk: it is kept whole and a person reads it.
    private static let longestText = 20_000

    func reader(for asker: Asker) throws -> Reader {
        let person = asker.person
        let isBusy = try person.map { try session.confirmation(of: $0.id) != nil } ?? false
        let open = try openMatters(of: person)
        return Reader(
            roles: message.isForwarded ? [.voter] : person?.roles ?? [.voter],
            language: person?.language,
            hasPendingConfirmation: isBusy,
            openMatters: open.prefix(3).map(\.number),
            unratedMatters: open.filter(\.awaitsRating).map(\.number)
        )
    }

    /// The sender's own matters that are not ended, newest first, at most so many as anybody has.
    func openMatters(of person: Person?, limit: Int = 30) throws -> [Matter] {
        guard let person else { return [] }
        var query = MatterQuery()
        query.owner = person.id
        query.states = MatterQuery.open
        query.newestFirst = true
        query.limit = limit
        return try session.matters(query)
    }

    /// Carries out the steps of one message in order; what follows from a yes comes next.
    mutating func run(
        _ steps: [Step],
        said: String? = nil,
        files: [Int64],
        by asker: Asker
    ) throws {
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
                message: said ?? message.text,
                files: isFirst ? files : [],
                confirmed: next.confirmed,
                isAgreed: next.isAgreed,
                sentAt: sentAt
            )
            let verdict = try draft.decide()
            switch verdict {
            case .done:
                try post.carryOut(draft.decision, actor: asker.person?.id, cause: post.cause)
                queue = draft.decision.followUps + queue
                if step.action == .reportEmergency, case .item(let item) = draft.decision.touched {
                    conversation.emergency = item
                    conversation.emergencyAt = now
                }
                if step.action == .escalate, case .matter(let number) = draft.decision.touched {
                    conversation.raised = number
                    conversation.raisedAt = now
                }
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
                try ask(question, about: said ?? message.text, for: asker)
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

    /// Asks once; a voter's words wait no longer than two hours for the answer.
    mutating func ask(_ question: Question, about words: String, for asker: Asker) throws {
        conversation.question = question
        conversation.askedAt = now
        conversation.words = words
        let book = desk.phrasebook
        // An example with a number of the voter's own is one that can be sent as it stands.
        var text = book.render(question, in: post.language, now: now)
        let own = try reader(for: asker).openMatters.first
        if let own, asker.person?.offices.isEmpty == true {
            text = text.replacing(Phrasebook.sampleNumber, with: own.description)
        }
        if let line = try withdrawing(question, by: asker) {
            post.say(line, choices: book.choices(for: question))
        } else {
            post.say(text: text, choices: book.choices(for: question))
        }
        try waitForAnswer(asker)
    }

    /// A voter's words wait no longer than two hours; then a person reads them.
    func waitForAnswer(_ asker: Asker) throws {
        guard let person = asker.person,
            person.offices.isEmpty || conversation.question?.holdsNote == true
                || holdsTold(conversation.question, asker)
                || conversation.question == nil && isDeputy(asker)
                || holdsReport(conversation.question, asker)
        else { return }
        try session.keep(
            Due(
                kind: .openQuestion,
                at: now.adding(seconds: Conversation.questionSeconds),
                subject: String(person.id.value)
            )
        )
    }

    /// A voter's words never end in a correction: asked once, then a person reads them.
    private mutating func notUnderstood(
        _ text: String,
        files: [Int64],
        asked: Question?,
        from asker: Asker
    ) throws {
        let book = desk.phrasebook
        if let person = asker.person, !person.offices.isEmpty {
            if try keepTold(text, files: files, asked: asked, from: asker) { return }
            if let asked, try answersNothing(text, to: asked, from: asker) { return }
            let example = book.exampleOfWork(for: person.roles, in: post.language)
            post.say(FieldValue.Line(.notUnderstoodStaff, [.example: .text(example)]))
            try waitForOthers(text, from: asker)
            return
        }
        if asked == nil, try keepPlace(text, from: asker) { return }
        let isSecond = conversation.hasWordsWaiting(at: now)
        if isSecond, asked == nil, let steps = try halves(text, from: asker) {
            let all = joined(conversation.words, text)
            conversation.closeQuestion()
            return try run(steps, said: all, files: files, by: asker)
        }
        if try isSecond || asked != nil || !files.isEmpty || wasDeclined(asker) {
            try passOn(text, files: files, from: asker)
            return
        }
        let example = book.exampleFor(.fileMatter, in: post.language)
        post.say(FieldValue.Line(.notUnderstood, [.example: .text(example)]))
        conversation.words = text
        conversation.askedAt = now
        try waitForAnswer(asker)
    }

    /// True for whoever was turned away days ago and has nothing else open: a person reads what he says.
    private func wasDeclined(_ asker: Asker) throws -> Bool {
        guard let person = asker.person else { return false }
        var query = MatterQuery()
        query.owner = person.id
        query.newestFirst = true
        query.limit = 1
        guard let last = try session.matters(query).first, last.state == .declined,
            let at = last.endedAt
        else { return false }
        return now.seconds(since: at) < 14 * 86_400
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
    /// The text without blanks and controls at either end.
    var trimmed: String {
        let kept = Substring(self).unicodeScalars
        guard let first = kept.firstIndex(where: { $0.isMeaningful }),
            let last = kept.lastIndex(where: { $0.isMeaningful })
        else { return "" }
        return String(Substring(kept[first...last]))
    }
}
