/// 制度、专题汇报、年度计划: a paper is put into the station's books, or a report is answered.
package enum RecordDocument: Deed {
    package static let action = Action.recordDocument

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if draft.arguments.has(.outcome) { return try draft.recordResponse() }
        guard let sort = draft.arguments.text(.kind).flatMap({ StationPaper.Sort(rawValue: $0) })
        else { return .missing(.kind) }
        guard let title = draft.arguments.text(.title) else { return .missing(.title) }
        return try draft.record(sort, title: title, text: draft.arguments.text(.text))
    }
}

/// 资产登记: cupboards, computers and whatever else the station has (row 21).
package enum RecordAsset: Deed {
    package static let action = Action.recordAsset

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let title = draft.arguments.text(.title) else { return .missing(.title) }
        // `资料柜2个，电脑1台` is two things, each with its own number.
        let isList = title.contains(where: { "，,、；;".contains($0) })
        if isList, title.contains(where: \.isNumber) {
            return .refused(FieldValue.Line(.assetOneByOne))
        }
        return try draft.record(.asset, title: title, count: draft.arguments.number(.item) ?? 1)
    }
}

/// 制度有哪些: what stands in the books, the newest version of each title first.
package enum QueryDocuments: Deed {
    package static let action = Action.queryDocuments

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let sort = draft.arguments.text(.kind).flatMap { StationPaper.Sort(rawValue: $0) }
        let isOffice = draft.roles != [.voter]
        var query = RecordQuery(tag: sort?.rawValue, newestFirst: true)
        if let text = draft.arguments.text(.period) {
            guard let days = draft.period(text) else {
                return .refused(FieldValue.Line(.refusedDate, [.text: .text(text)]))
            }
            query.days = days.first...days.last
        }
        let papers = try draft.view.records(StationPaper.self, query)
            .filter { isOffice || $0.sort.isPublic }
        if let asked = draft.arguments.text(.title) ?? draft.arguments.text(.ref) {
            let isSigned = asked.hasPrefix(StationPaper.kind.sign)
            let signed = isSigned ? try draft.record(StationPaper.self, named: asked) : nil
            let number = signed?.number ?? PaperNumber(asked)
            let found = try papers.first {
                try $0.number == number || draft.view.words($0.title)?.contains(asked) ?? false
            }
            guard let paper = found else { return .refused(FieldValue.Line(.paperNone)) }
            var facts = try draft.facts(of: paper)
            facts[.text] = try paper.text.flatMap { try draft.view.words($0) }.map { .text($0) }
            facts[.answer] = try paper.response.flatMap { try draft.view.words($0.words) }
                .map { .text($0) }
            draft.say(.paperShown, facts)
            return .done
        }
        let replaced = Set(papers.compactMap(\.replaces))
        let current = papers.filter { !replaced.contains($0.number) }
        guard !current.isEmpty else { return .refused(FieldValue.Line(.paperNone)) }
        let lines = try current.prefix(10).map {
            FieldValue.Line(.paperListLine, try draft.facts(of: $0))
        }
        var facts: [Field: FieldValue] = [
            .list: .lines(lines), .total: .count(current.count),
        ]
        if lines.count < current.count { facts[.count] = .count(lines.count) }
        draft.say(.paperList, facts)
        return .done
    }
}

/// 公示: what the public board shows; nobody publishes anything else.
package enum Publish: Deed {
    package static let action = Action.publish

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let next = try draft.receptionCalendar().next(onOrAfter: draft.today)
        var facts: [Field: FieldValue] = [
            .count: .count(try draft.publicPapers().count),
            .total: .count(try draft.publicContacts().count),
            .example: .text("liaison print public"),
        ]
        facts[.date] = next.map { .day($0.day) }
        draft.say(.published, facts)
        return .done
    }
}

extension Draft {
    /// Rules and duties in force today, the newest version of each title, by number.
    package func publicPapers() throws -> [StationPaper] {
        let papers = try view.records(StationPaper.self, RecordQuery()).filter {
            $0.sort.isPublic && $0.date <= today
        }
        let replaced = Set(papers.compactMap(\.replaces))
        return papers.filter { !replaced.contains($0.number) }
    }

    fileprivate mutating func record(
        _ sort: StationPaper.Sort,
        title: String,
        text: String? = nil,
        count: Int? = nil
    ) throws -> Verdict {
        let last = try view.records(
            StationPaper.self,
            RecordQuery(tag: sort.rawValue, newestFirst: true)
        ).first { try view.words($0.title) == title }
        var paper = StationPaper(
            number: try nextNumber(of: StationPaper.self),
            sort: sort,
            title: try keep(title),
            text: try keep(text),
            date: arguments.day(.date) ?? today,
            by: me
        )
        paper.version = (last?.version ?? 0) + 1
        paper.replaces = last?.number
        paper.count = count
        add(.paperRecorded(paper))
        var facts = try facts(of: paper)
        facts[.subject] = .text(title)
        say(.paperRecorded, facts)
        return .done
    }

    /// The answer to the last report that waits for one.
    fileprivate mutating func recordResponse() throws -> Verdict {
        let waiting = try view.records(
            StationPaper.self,
            RecordQuery(isOpen: true, tag: StationPaper.Sort.report.rawValue, newestFirst: true)
        )
        guard let report = waiting.first, let words = arguments.text(.outcome) else {
            return .refused(FieldValue.Line(.paperNone))
        }
        let on = arguments.day(.date) ?? today
        add(.paperAnswered(report.number, StationPaper.Response(on: on, words: try keep(words))))
        var facts = try facts(of: report)
        facts[.date] = .day(on)
        say(.paperAnswered, facts)
        return .done
    }

    fileprivate func facts(of paper: StationPaper) throws -> [Field: FieldValue] {
        var facts: [Field: FieldValue] = [
            .number: .text(paper.number.description), .date: .day(paper.date),
            .name: .term("paper." + String(describing: paper.sort)),
        ]
        facts[.subject] = try view.words(paper.title).map { .text($0) }
        if paper.version > 1 { facts[.count] = .count(paper.version) }
        if let count = paper.count { facts[.item] = .count(count) }
        return facts
    }
}
