/// 分拣: the clerk settles an item of the unsorted queue, as a matter or as dealt with.
package enum SortItem: Deed {
    package static let action = Action.sortItem

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if draft.arguments.text(.scope) == "all" { return try list(&draft) }
        guard let number = draft.arguments.number(.item) else { return .missing(.item) }
        guard let item = try draft.view.item(number) else {
            return .refused(FieldValue.Line(.refusedItem, [.item: .count(number)]))
        }
        // Whoever was not answered when it was settled can still be.
        if let answer = draft.arguments.text(.text) { return try tell(answer, item, &draft) }
        let settles = draft.arguments.has(.content) || draft.arguments.text(.result) == "done"
        guard settles else { return try show(item, &draft) }
        guard !item.isSettled else {
            return .refused(FieldValue.Line(.refusedItem, [.item: .count(number)]))
        }
        var facts: [Field: FieldValue] = [.item: .count(number)]
        guard let content = draft.arguments.text(.content) else {
            draft.add(.itemSettled(item: number, matter: nil))
            draft.say(.itemTold, facts)
            return .done
        }
        let screening = draft.rules.workingDays.adding(
            draft.rules.screeningDays,
            to: draft.today
        )
        let code = draft.chance.queryCode()
        let matter = try draft.nextNumber()
        let place = draft.arguments.text(.place)
        let village =
            draft.rules.listedPlace(in: place ?? "") ?? draft.rules.listedPlace(in: content)
        draft.add(
            .matterRegistered(
                Event.Filing(
                    number: matter,
                    owner: item.person,
                    filedBy: draft.me,
                    words: try draft.keep(content),
                    place: try draft.keep(place),
                    name: nil,
                    phone: nil,
                    village: village,
                    group: village.flatMap { draft.rules.places[$0] ?? nil },
                    topic: nil,
                    kind: nil,
                    isAnonymous: false,
                    isConfidential: false,
                    codeDigest: draft.chance.digest(code),
                    screenBy: screening.day
                )
            )
        )
        if item.words != nil || !item.attachments.isEmpty {
            // The sender's own words stay beside the clerk's.
            draft.add(
                .matterSupplemented(matter, words: item.words, attachments: item.attachments)
            )
        }
        for words in item.more ?? [] {
            draft.add(.matterSupplemented(matter, words: words, attachments: []))
        }
        draft.add(.itemSettled(item: number, matter: matter))
        try draft.watch(matter)
        facts[.number] = .number(matter)
        draft.say(.itemSorted, facts)
        draft.tell(
            item.person,
            .matterFiled,
            [
                .number: .number(matter), .code: .text(code),
                .due: .due(screening.day, isProvisional: screening.isProvisional),
                .subject: .text(draft.title(of: content)),
            ]
        )
        return .done
    }

    /// The whole of an item, every line of it; telephone numbers stay hidden, as in every list.
    private static func show(_ item: UnsortedItem, _ draft: inout Draft) throws -> Verdict {
        let said = try ([item.words].compactMap(\.self) + (item.more ?? []))
            .compactMap { try draft.view.words($0) }
        let words = said.isEmpty ? nil : said.joined(separator: "\n")
        var facts: [Field: FieldValue] = [
            .item: .count(item.item), .since: .moment(item.at),
            .text: words.map { .text(Masking.phones(in: $0)) } ?? .term("kind." + item.kind),
        ]
        if !item.attachments.isEmpty { facts[.count] = .count(item.attachments.count) }
        if item.isSettled { facts[.state] = .term("state.sorted") }
        draft.say(.itemShown, facts)
        if let words, Masking.phones(in: words) != words {
            draft.say(.itemPhoneHint, [.item: .count(item.item)])
        }
        return .done
    }

    private static func tell(
        _ answer: String,
        _ item: UnsortedItem,
        _ draft: inout Draft
    ) throws -> Verdict {
        if !item.isSettled { draft.add(.itemSettled(item: item.item, matter: nil)) }
        let facts: [Field: FieldValue] = [.item: .count(item.item), .text: .text(answer)]
        draft.tell(item.person, .itemAnswered, facts)
        draft.say(.itemSorted, [.item: .count(item.item), .sent: .term("told.now")])
        return .done
    }

    /// What is still unsorted, the oldest first.
    private static func list(_ draft: inout Draft) throws -> Verdict {
        let items = try draft.view.openItems()
        guard !items.isEmpty else {
            draft.say(.queueEmpty)
            return .done
        }
        let lines = try items.prefix(10).map { item in
            let words = try item.words.flatMap { try draft.view.words($0) }
            return FieldValue.Line(
                .queueUnsortedLine,
                [
                    .item: .count(item.item), .date: .day(Day(of: item.at)),
                    .subject: draft.subject(of: words, kind: item.kind),
                ]
            )
        }
        draft.say(.itemList, [.count: .count(items.count), .list: .lines(lines)])
        return .done
    }
}

extension Draft {
    /// What a list says of an item: of who asks to be called all that fits, when and what about.
    func subject(of words: String?, kind: String) -> FieldValue {
        guard let words else { return .term("kind." + kind) }
        guard kind == "callback" else { return .text(title(of: words)) }
        let said = Masking.phones(in: words)
        return .text(said.count > 40 ? said.prefix(39) + "…" : said)
    }

    /// Puts something before a person at the station, and tells the clerks.
    package mutating func keepItem(
        kind: String,
        words: String?,
        files: [Int64],
        alert: ReplyKind?
    ) throws -> Int {
        let number = try nextItemNumber()
        add(
            .itemKept(
                UnsortedItem(
                    item: number,
                    person: me,
                    kind: kind,
                    words: try keep(words),
                    attachments: files,
                    at: now
                )
            )
        )
        place(files)
        var facts: [Field: FieldValue] = [.item: .count(number)]
        facts[.subject] = subject(of: words, kind: kind)
        if let alert { try tell(all: .staff, alert, facts) }
        touch(.item(number))
        return number
    }
}

/// 人工: a person at the station is asked for.
package enum RequestHuman: Deed {
    package static let action = Action.requestHuman

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        // A bare 人工 says nothing; what says more is kept as it was written.
        var words =
            draft.arguments.text(.content) ?? draft.message.flatMap { $0.count > 6 ? $0 : nil }
        // `那我找谁`, after a decline: the reason and the address once more, and a person beside.
        if draft.arguments.has(.redirect), let declined = try draft.ownDeclined() {
            try draft.sayStatus(of: declined)
            words = declined.number.description + " " + (draft.message ?? "")
        }
        // Asked for twice, a person is asked for once.
        let asked = try draft.view.openItems().last {
            $0.person == draft.me && $0.kind == "callback"
        }
        let item: Int
        if let asked, words == nil {
            item = asked.item
            draft.touch(.item(item))
        } else {
            item = try draft.keepItem(
                kind: "callback",
                words: words,
                files: [],
                alert: .staffHumanRequested
            )
        }
        draft.say(
            .humanRequested,
            [
                .item: .count(item),
                .hours: .text(draft.rules.hours), .address: .name(draft.rules.address),
            ]
        )
        return .done
    }
}

/// 删除内容: words that must not be kept go, a stub stays, and the head is told.
package enum QuarantineContent: Deed {
    package static let action = Action.quarantineContent

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let found = try draft.find()
        guard case .matter(let matter) = found else { return found.verdict }
        let contents = try draft.view.contents(of: matter.number)
        let shown = draft.chance.digest(
            "quarantine \(matter.number) "
                + contents.map { String($0.value) }.joined(separator: ",")
        )
        guard draft.confirmed == shown else {
            let facts: [Field: FieldValue] = [
                .number: .number(matter.number), .count: .count(contents.count),
            ]
            return try draft.ask(shown: shown, .confirmErasure, facts)
        }
        draft.add(
            .contentErased(
                contents: contents,
                reason: draft.arguments.text(.reason).map { _ in "secret" } ?? "asked"
            )
        )
        let facts: [Field: FieldValue] = [
            .number: .number(matter.number), .count: .count(contents.count),
        ]
        draft.say(.contentQuarantined, facts)
        try draft.tell(all: .head, .contentQuarantined, facts)
        return .done
    }
}
