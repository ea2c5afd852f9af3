import Casework

/// All that slots are recognised by: the station's names, the books' words, the calendars.
///
/// A class, so that handing it on copies nothing; it never changes once it is made.
final class Lexicon: Sendable {
    struct Candidate {
        var values: [(Slot, Arguments.Value)]
        var end: Int
        var score: Int

        init(_ slot: Slot, _ value: Arguments.Value, from start: Int, to end: Int) {
            values = [(slot, value)]
            self.end = end
            score = end - start
        }
    }

    let references: References
    let dates: Dates
    let units: Words
    /// Names of units without their last word, as in `协办水利`; too short to count anywhere.
    let unitStems: Words
    let places: Words
    let villages: Words
    let topics: Words
    let people: Words
    /// By slot: the words of its fixed values.
    let values: Table<Slot, Words>
    /// Polite words before a command.
    let leads: Words
    /// Polite words after a command.
    let trails: Words
    /// `村`, `路`: how a place that is not on the list may end.
    let placeEndings: Words
    let unitEndings: Words
    let photoMarks: Words
    let ordinals = Words(["first": 1, "second": 2, "third": 3, "fourth": 4])

    init(_ words: WordBook, _ gazetteer: Gazetteer, lunar: LunarCalendar) {
        func list(_ list: WordList) -> Words {
            words.lists[list].map { Words($0, number: list.number) } ?? .none
        }
        // Behind those of the lists come the numbers of the slots, then those of the names.
        let slots = WordList.allCases.count
        let names = (0..<4).map { slots + Slot.allCases.count + $0 }
        references = References(
            before: list(.numberBefore),
            after: list(.numberAfter),
            latest: list(.numberLatest),
            counted: list(.numberNever),
            uncounted: list(.numberFree),
            times: list(.numberTimes),
            joints: list(.numberJoints),
            joining: Set((words.signs[.joinNumbers] ?? []).flatMap(NormalText.spelling)),
            freeing: Set((words.signs[.freeNumbers] ?? []).flatMap(NormalText.spelling))
        )
        dates = Dates(lunar: lunar)
        units = Gazetteer.words(gazetteer.units, number: names[0])
        unitStems = Gazetteer.stems(gazetteer.units, words.lists[.unitEndings] ?? [])
        places = Gazetteer.words(gazetteer.places, number: names[1])
        villages = Gazetteer.words(gazetteer.villages, number: names[2])
        topics = Gazetteer.words(gazetteer.topics, number: names[3])
        people = Gazetteer.words(gazetteer.people)
        values = Table(
            Dictionary(
                uniqueKeysWithValues: words.values.map { slot, words in
                    (slot, Words(words, number: slots + slot.number))
                }
            )
        )
        leads = list(.politeBefore)
        trails = Words((words.lists[.politeAfter] ?? []) + (words.lists[.clauseJoints] ?? []))
        placeEndings = list(.placeEndings)
        unitEndings = list(.unitEndings)
        photoMarks = list(.photoMarks)
    }

    /// The words that a message is looked through for, beside the lists.
    ///
    /// People may be named anew, so theirs are none of them.
    var numbered: [Words] {
        [units, places, villages, topics] + Slot.allCases.compactMap { values[$0] }
    }

    /// The same for other people.
    init(_ other: Lexicon, people: Words) {
        references = other.references
        dates = other.dates
        units = other.units
        unitStems = other.unitStems
        places = other.places
        villages = other.villages
        topics = other.topics
        self.people = people
        values = other.values
        leads = other.leads
        trails = other.trails
        placeEndings = other.placeEndings
        unitEndings = other.unitEndings
        photoMarks = other.photoMarks
    }

    /// What a slot may take at a position, the best first.
    func candidates(
        _ recogniser: Recogniser,
        _ text: NormalText,
        _ start: Int,
        _ limit: Int,
        _ today: Day
    ) -> [Candidate] {
        let slot = recogniser.slot
        let scalars = text.scalars
        guard start < limit else { return [] }
        func one(_ value: Arguments.Value, _ end: Int) -> [Candidate] {
            [Candidate(slot, value, from: start, to: end)]
        }
        switch recogniser.shape {
        case .ref:
            guard let found = references.read(scalars, at: start, to: limit) else { return [] }
            return one(.text(found.value), found.end)
        case .refs:
            return references.readList(scalars, at: start, to: limit).map {
                var candidate = Candidate(slot, .list($0.values), from: start, to: $0.end)
                // Signs between numbers explain nothing.
                if $0.values.count > 1 {
                    candidate.score = scalars[start..<$0.end].count { ScalarKind.isWord($0) }
                }
                return candidate
            }
        case .number:
            guard let found = Numerals.read(scalars, at: start, to: limit),
                found.length < 10
            else { return [] }
            return one(.number(found.value), found.end)
        case .day(let tense):
            guard
                let found = dates.read(scalars, at: start, to: limit, today: today, tense: tense)
            else { return impossibleDay(slot, text, start, limit) }
            return one(.text(found.day.text), found.end)
        case .due:
            guard let found = dates.readDue(scalars, at: start, to: limit, today: today) else {
                return impossibleDay(slot, text, start, limit)
            }
            switch found.value {
            case .day(let day): return one(.text(day.text), found.end)
            case .workdays(let count):
                return [Candidate(.dueWorkdays, .number(count), from: start, to: found.end)]
            }
        case .year: return year(slot, scalars, start, limit, today)
        case .month: return month(slot, scalars, start, limit, today)
        case .lunar: return lunar(slot, scalars, start, limit)
        case .name(let list): return names(list, slot, text, start, limit)
        case .value:
            return (recogniser.words?.all(scalars, at: start, to: limit) ?? [])
                .map { Candidate(slot, Lexicon.value(slot, $0.value), from: start, to: $0.end) }
        case .code(let length): return code(slot, text, start, limit, length)
        case .phone: return phone(slot, scalars, start, limit)
        case .clock: return clock(slot, scalars, start, limit)
        case .list: return list(slot, text, start, limit)
        case .free: return []
        }
    }

    /// False where a slot surely takes nothing at a position.
    func mayBegin(
        _ recogniser: Recogniser,
        _ text: [UInt32],
        at start: Int,
        to limit: Int
    ) -> Bool {
        switch recogniser.shape {
        case .value: recogniser.words?.end(text, at: start, to: limit) != nil
        case .name(.topic): topics.end(text, at: start, to: limit) != nil
        case .name(.person): people.end(text, at: start, to: limit) != nil
        case .day: dates.mayBegin(text, at: start, to: limit)
        case .due: dates.mayBeginDue(text, at: start, to: limit)
        case .number, .clock: start < limit && Numerals.begins(text[start])
        case .ref, .refs: references.mayBegin(text, at: start, to: limit)
        case .year, .month, .lunar, .name, .code, .phone, .list, .free: true
        }
    }

    /// A date that no year has is kept as it was written: the desk then says so.
    private func impossibleDay(
        _ slot: Slot,
        _ text: NormalText,
        _ start: Int,
        _ limit: Int
    ) -> [Candidate] {
        guard let found = dates.impossibleDue(text.scalars, at: start, to: limit) else {
            return []
        }
        return [Candidate(slot, .text(text.original(found.date)), from: start, to: found.end)]
    }

    /// `1` stands for a flag where a slot has no other value.
    static func value(_ slot: Slot, _ value: String) -> Arguments.Value {
        switch slot {
        case .anonymous, .confidential, .onBehalf, .basis, .callback, .angry, .escalationRisk,
            .formal, .redo:
            .flag
        default: .text(value)
        }
    }

    private func year(
        _ slot: Slot,
        _ text: [UInt32],
        _ start: Int,
        _ limit: Int,
        _ today: Day
    ) -> [Candidate] {
        if let word = Self.years.longest(text, at: start, to: limit), let step = Int(word.value) {
            let end = word.end
            return [Candidate(slot, .number(today.year + step), from: start, to: end)]
        }
        guard let found = Numerals.read(text, at: start, to: limit), found.length == 4,
            (1900...2200).contains(found.value)
        else { return [] }
        var end = found.end
        if end < limit, text[end] == 0x5E74 { end += 1 }  // 年
        return [Candidate(slot, .number(found.value), from: start, to: end)]
    }

    private func month(
        _ slot: Slot,
        _ text: [UInt32],
        _ start: Int,
        _ limit: Int,
        _ today: Day
    ) -> [Candidate] {
        let this = today.adding(days: 1 - today.parts.day)
        func candidate(_ day: Day, _ end: Int) -> [Candidate] {
            [Candidate(slot, .text(String(day.text.prefix(7))), from: start, to: end)]
        }
        if let word = Self.monthWords.longest(text, at: start, to: limit),
            let step = Int(word.value)
        {
            return candidate(this.adding(months: step), word.end)
        }
        guard let found = Numerals.read(text, at: start, to: limit),
            (1...12).contains(found.value), found.end < limit, text[found.end] == 0x6708,
            let day = Day(year: today.year, month: found.value, day: 1)
        else { return [] }
        let end =
            found.end + 1 < limit && text[found.end + 1] == 0x4EFD
            ? found.end + 2 : found.end + 1
        return candidate(day < this ? day.adding(months: 12) : day, end)
    }

    private func lunar(
        _ slot: Slot,
        _ text: [UInt32],
        _ start: Int,
        _ limit: Int
    ) -> [Candidate] {
        var scan = Scan(text, at: start, to: limit)
        if let found = LunarWords.read(&scan) {
            let day = padded(found.day, to: 2)
            let value = found.month.map {
                (found.isLeap ? "L" : "") + padded($0, to: 2) + "-" + day
            }
            return [
                Candidate(slot, .text(value ?? String(found.day)), from: start, to: scan.index)
            ]
        }
        scan.index = start
        guard let number = scan.number(), (1...30).contains(number.value) else { return [] }
        _ = scan.takeAny([0x65E5, 0x53F7])
        return [Candidate(slot, .text(String(number.value)), from: start, to: scan.index)]
    }

    private func names(
        _ list: Recogniser.Shape.List,
        _ slot: Slot,
        _ text: NormalText,
        _ start: Int,
        _ limit: Int
    ) -> [Candidate] {
        let words =
            switch list {
            case .unit: units
            case .place: places
            case .village: villages
            case .topic: topics
            case .person: people
            }
        let known = words.all(text.scalars, at: start, to: limit)
        if !known.isEmpty {
            return known.map { Candidate(slot, .text($0.value), from: start, to: $0.end) }
        }
        let endings =
            switch list {
            case .unit: unitEndings
            case .place, .village: placeEndings
            case .topic, .person: Words.none
            }
        guard !endings.isEmpty, !isInside(words, text.scalars, start, limit) else { return [] }
        // `录入水利所`: what ends in a name of the list is that name with a word before it, and what holds a
        // unit of the list, as `给水利所马上办`, is no unit.
        return ending(endings, slot, text, start, limit).filter { found in
            !(start + 1..<found.end).contains {
                words.longest(text.scalars, at: $0, to: found.end).map {
                    $0.end == found.end || list == .unit
                } ?? false
            }
        }
    }

    /// `通所` in `交通所`: a name of the list goes over the position.
    private func isInside(_ words: Words, _ text: [UInt32], _ start: Int, _ limit: Int) -> Bool {
        (max(0, start - 4)..<start).contains {
            (words.end(text, at: $0, to: limit) ?? 0) > start
        }
    }

    /// A name that is not on the list, known by how it ends; it explains nothing.
    private func ending(
        _ endings: Words,
        _ slot: Slot,
        _ text: NormalText,
        _ start: Int,
        _ limit: Int
    ) -> [Candidate] {
        var found: [Candidate] = []
        var index = start
        let bound = min(limit, start + (ScalarKind.isLetter(text.scalars[start]) ? 40 : 14))
        while index < bound, !ScalarKind.isClauseEnd(text.scalars[index]) {
            if index > start, let word = endings.longest(text.scalars, at: index, to: limit),
                // `重办` ends like an office and is none.
                slot == .place || slot == .village || word.end - start > 2
            {
                let value = text.original(start..<word.end)
                var candidate = Candidate(slot, .text(value), from: start, to: word.end)
                candidate.score = 0
                found.append(candidate)
            }
            index += 1
        }
        return found.reversed()
    }

    private func code(
        _ slot: Slot,
        _ text: NormalText,
        _ start: Int,
        _ limit: Int,
        _ length: Int?
    ) -> [Candidate] {
        let scalars = text.scalars
        var count = 0
        var index = start
        var digits = 0
        while index < limit, count <= 20 {
            let scalar = scalars[index]
            if ScalarKind.isDigit(scalar) || (0x61...0x7A).contains(scalar) {
                count += 1
                digits += ScalarKind.isDigit(scalar) ? 1 : 0
            } else if scalar != 0x2D || count == 0 {
                break
            }
            index += 1
        }
        if index < limit, ScalarKind.isLetter(scalars[index]) { return [] }
        guard (4...16).contains(count), length.map({ $0 == count }) ?? true else { return [] }
        let value = Numerals.string(scalars[start..<index].filter { $0 != 0x2D }).uppercased()
        if let length {
            // A word of as many letters is a code only in capitals, digits alone never are.
            if length == 4, digits != 4 { return [] }
            if length >= 8 {
                guard digits < length else { return [] }
                if digits == 0, text.original(start..<index) != value { return [] }
            }
        }
        return [Candidate(slot, .text(value), from: start, to: index)]
    }

    private func phone(
        _ slot: Slot,
        _ text: [UInt32],
        _ start: Int,
        _ limit: Int
    ) -> [Candidate] {
        var digits = ""
        var index = start
        var end = start
        while index < limit, digits.count <= 15 {
            let value = text[index]
            if let digit = Numerals.digit(value) {
                digits += String(digit)
                end = index + 1
                // `13900001111一直没人接`: a mobile telephone has eleven.
                if digits.utf8.count == 11, digits.first == "1",
                    digits.dropFirst().first.map({ $0 >= "3" }) == true
                {
                    break
                }
            } else if (value == 0x2C || value == 0x3001) && index > start && index + 1 < limit
                && Numerals.isHanNumeral(text[index - 1]) && Numerals.isHanNumeral(text[index + 1])
            {
                // `一三九,零零零零,四四五五`
            } else if value != 0x2D && value != 0x20 && !(value == 0x2B && index == start) {
                break
            }
            index += 1
        }
        guard (7...15).contains(digits.count) else { return [] }
        return [Candidate(slot, .text(digits), from: start, to: end)]
    }

    private func clock(
        _ slot: Slot,
        _ text: [UInt32],
        _ start: Int,
        _ limit: Int
    ) -> [Candidate] {
        var scan = Scan(text, at: start, to: limit)
        guard let hour = scan.number(), hour.value < 24, scan.takeAny([0x3A, 0x70B9, 0x65F6])
        else { return [] }
        let minute = scan.number()?.value ?? 0
        guard minute < 60 else { return [] }
        let time = ClockTime(minutes: hour.value * 60 + minute)
        return [Candidate(slot, .text(time.text), from: start, to: scan.index)]
    }

    /// The longest list of names that is looked at, in signs.
    private static let longestList = 200

    private func list(
        _ slot: Slot,
        _ text: NormalText,
        _ start: Int,
        _ limit: Int
    ) -> [Candidate] {
        let bound = min(limit, start + Lexicon.longestList)
        guard
            let end = text.scalars[start..<bound].firstIndex(where: {
                [0x3A, 0x3002, 0x21, 0x3F, 0x0A].contains($0)
            }), end > start, text.scalars[end] == 0x3A
        else { return [] }
        return [Candidate(slot, .text(text.original(start..<end)), from: start, to: end)]
    }

    private static let years = Words([
        "今年": 0, "明年": 1, "去年": -1, "后年": 2, "this year": 0,
        "next year": 1, "last year": -1,
    ])
    private static let monthWords = Words([
        "本月": 0, "这个月": 0, "下个月": 1, "下月": 1, "上个月": -1,
        "this month": 0, "next month": 1,
    ])
}
