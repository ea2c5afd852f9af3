import Casework

// What stands around an office's order: words for the unit, a proposal, a question how it stands.
extension Understanding {
    private var isOffice: Bool {
        whole == nil && !asker.isInGroup && !asker.roles.isDisjoint(with: [.staff, .head])
    }

    /// `1属实，转城建办，交通所协办，内容：路灯三天不亮`: what follows is what the unit is to read, whatever
    /// stands before it.
    func worded() -> Reading? {
        guard isOffice, text.count <= 400, text.mayHold(book.list(.orderTexts)) else { return nil }
        for index in 3..<max(3, text.count) where isAfterStop(index) {
            guard let words = wordsOfOrder(at: index) else { continue }
            let rest = Understanding(of: self, without: [aside(before: index)..<text.count])
            guard case .steps(var steps, let language) = rest.read() else { return nil }
            let orders = steps.indices.filter {
                steps[$0].action == .assignMatter && !steps[$0].numbers.isEmpty
                    && !steps[$0].arguments.has(.text)
            }
            guard !orders.isEmpty else { return nil }
            for order in orders { steps[order].arguments[.text] = .text(words) }
            return .steps(steps, language: language)
        }
        return nil
    }

    /// `不用写选民原话，内容写…`: a no to other words belongs to these.
    private func aside(before index: Int) -> Int {
        guard let start = (1..<index).last(where: { $0 < index - 1 && isAfterStop($0) }),
            book.list(.forbids).end(text.scalars, at: start, to: index) != nil,
            facts(start..<index).references.isEmpty, facts(start..<index).units.isEmpty
        else { return index }
        return start
    }

    private func wordsOfOrder(at index: Int) -> String? {
        let limit = text.count
        guard let label = book.list(.orderTexts).end(text.scalars, at: index, to: limit),
            label < limit
        else { return nil }
        // `内容：…`, `内容写路灯不亮`
        guard
            !ScalarKind.isWord(text.scalars[label]) || label - index > 2
                || text.scalars[label - 1] == 0x5199  // 写
        else { return nil }
        var start = label
        while start < limit, !ScalarKind.isWord(text.scalars[start]) { start += 1 }
        let words = trimmed(start..<limit)
        return words.count < 2 ? nil : text.original(words)
    }

    /// `建议1转城建办，2不受理`, of the clerk: asked, and done at the yes.
    func proposed(_ reading: Reading) -> Reading {
        guard isOffice, !asker.roles.contains(.head), case .steps(let steps, _) = reading,
            let first = (0..<text.count).first(where: { ScalarKind.isWord(text.scalars[$0]) }),
            let end = book.list(.proposes).end(text.scalars, at: first, to: text.count),
            facts(end..<text.count).references.contains(where: { $0.range.lowerBound < end + 4 }),
            let index = steps.firstIndex(where: {
                !$0.action.changesNothing && !$0.numbers.isEmpty
            })
        else { return reading }
        return asking(about: index, of: steps)
    }

    /// `24日接待安排陈美芳、李明`: a name of no deputy is one as well, and the desk says that it knows
    /// none.
    func withStrangers(_ reading: Reading) -> Reading {
        guard isOffice, case .steps(var steps, let language) = reading else { return reading }
        for index in steps.indices where steps[index].action == .scheduleReception {
            let known = steps[index].arguments.list(.deputies)
            guard !known.isEmpty, let last = facts(0..<text.count).people.last else { continue }
            var end = last.range.upperBound
            var strangers: [String] = []
            while end + 2 < text.count, [0x3001, 0x548C].contains(text.scalars[end]) {  // 、和
                let name = text.scalars[(end + 1)...].prefix { ScalarKind.isHan($0) }
                guard (2...3).contains(name.count) else { break }
                strangers.append(text.original(name.startIndex..<name.endIndex))
                end = name.endIndex
            }
            if !strangers.isEmpty { steps[index].arguments[.deputies] = .list(known + strangers) }
        }
        return .steps(steps, language: language)
    }

    /// `1办结了吗`: how the matter stands, and no order.
    func looked(_ reading: Reading) -> Reading {
        guard isOffice, case .ask(let question, _) = reading, question.wanted == .meaning,
            !question.action.changesNothing, !asksFavour
        else { return reading }
        let numbers = question.steps.flatMap(\.numbers)
        var end = text.count
        while end > 0, !ScalarKind.isWord(text.scalars[end - 1]) { end -= 1 }
        let isPast = (max(0, end - 4)..<end).contains {
            book.list(.asksDone).end(text.scalars, at: $0, to: end) == end
        }
        guard isPast, !numbers.isEmpty, Set(numbers).count == 1 else { return reading }
        let status = Step(.queryStatus, Arguments([.ref: .text(numbers[0])]))
        return .steps([status], language: language)
    }
}
