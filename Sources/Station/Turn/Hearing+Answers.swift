internal import Casework
internal import CommandLanguage
internal import Messages
internal import Store

/// Plain words while a matter of the sender's waits for some: they are the answer.
extension Hearing {
    /// Words that are no command, as what was asked about one matter; nil where nothing was asked,
    /// or they are something else.
    ///
    /// A new problem told of in the middle of a unit's question may be the answer: it is asked.
    func answer(
        _ text: String,
        read reading: Reading,
        files: [Int64],
        from asker: Asker
    ) throws -> Reading? {
        guard let person = asker.person, person.offices.isEmpty, !message.isForwarded else {
            return nil
        }
        if let number = try matterAddedTo(by: text, read: reading, files, of: person) {
            return .steps([addition(of: text, to: number)], language: reading.language)
        }
        let asked = try matterAsked(of: person)
        switch reading.unlessChance(desk.phrasebook, text) {
        case .unknown: break
        case .ask(let question, let language):
            guard question.isNewOrAbout else { return nil }
            // `小店门口那根，电话打不通就打…`: more likely the answer.
            guard desk.phrasebook.tellsOfTrouble(text),
                isLikeProblem(text) || desk.phrasebook.opensAnother(text)
            else { break }
            return asked.map { newOrAbout($0, question.arguments, language) }
        case .steps(let steps, let language):
            guard steps.count == 1, steps[0].action == .fileMatter,
                steps[0].arguments.text(.content) == text
            else { return nil }
            return asked.map { newOrAbout($0, steps[0].arguments, language) }
        }
        let place = try place(in: text, from: asker)
        // Only what tells of a place says where it is.
        let isPlace = place != nil || desk.phrasebook.tellsOfPlace(text)
        let unplaced = isPlace ? try matterWithoutPlace(of: person) : nil
        guard let number = asked ?? unplaced else { return nil }
        var step = addition(of: text, to: number)
        step.arguments[.place] = place
        return .steps([step], language: reading.language)
    }

    /// A place of the list and nothing else waits for what is wrong there; false for other words.
    mutating func keepPlace(_ text: String, from asker: Asker) throws -> Bool {
        guard asker.person?.offices.isEmpty == true, text.count <= 20,
            case .text(let place) = try place(in: text, from: asker),
            desk.rules.listedPlace(in: place) != nil
        else { return false }
        conversation.point = place
        conversation.pointAt = now
        post.say(FieldValue.Line(.placeKept))
        return true
    }

    func place(in text: String, from asker: Asker) throws -> Arguments.Value? {
        desk.phrasebook.arguments(
            of: .fileMatter,
            in: text,
            as: try reader(for: asker),
            now: sentAt
        )[.place]
    }

    private func newOrAbout(
        _ number: MatterNumber,
        _ said: Arguments,
        _ language: Language
    ) -> Reading {
        .ask(
            Question(action: .fileMatter, arguments: said, wanted: .newOrAbout(number)),
            language: language
        )
    }

    /// The matter to which a thank-you adds something: a telephone number, or a photo; nil for one
    /// that only thanks.
    private func matterAddedTo(
        by text: String,
        read reading: Reading,
        _ files: [Int64],
        of person: Person
    ) throws -> MatterNumber? {
        let bringsPhone = Masking.phones(in: text) != text
        switch reading {
        case .steps(let steps, _):
            guard steps.count == 1, steps[0].action == .acknowledge, bringsPhone || !files.isEmpty
            else { return nil }
        case .ask(let question, _):
            guard question.action == .rateMatter, question.missing == .rating, bringsPhone else {
                return nil
            }
        case .unknown: guard bringsPhone || !files.isEmpty else { return nil }
        }
        if !files.isEmpty, case .matter(let number) = conversation.joinable(at: now) {
            return number
        }
        let open = try openMatters(of: person, limit: 2)
        return open.count == 1 || bringsPhone ? open.first?.number : nil
    }

    /// The one matter about which the unit has asked its voter something; nil for none or several.
    private func matterAsked(of person: Person) throws -> MatterNumber? {
        let asked = try openMatters(of: person, limit: 50).filter { $0.course.pause != nil }
        return asked.count == 1 ? asked[0].number : nil
    }

    /// The last matter, where its receipt asked for the place a while ago and nothing came since.
    private func matterWithoutPlace(of person: Person) throws -> MatterNumber? {
        guard let last = try openMatters(of: person, limit: 1).first, last.isPlaceAsked,
            now.seconds(since: last.filedAt) < Conversation.questionSeconds
        else { return nil }
        return last.number
    }
}
