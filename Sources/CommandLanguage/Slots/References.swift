import Casework

/// Recognises the number of a matter in the ways people write it.
///
/// `20260042`, `2026-0042`, `42`, `42号`, `#42`, `第42号件`, `四十二号`, `二零二六零零四二`. A number with its
/// year is given as `2026-0042`, any other as bare digits.
///
/// A class, so that handing it on copies nothing; it never changes once it is made.
final class References: Sendable {
    /// `第`, `#`, `no.`: may stand before a number.
    let before: Words
    /// `号`, `号件`: may stand after it.
    let after: Words
    /// `上一件`: the sender's latest.
    let latest: Words
    /// `月`, `天`, `%`: what stands behind a number that is no matter's.
    let counted: Words
    /// `处理`: begins like a measure and is none.
    let uncounted: Words
    /// `回`: what `第三` counts, where no word goes on.
    let times: Words
    /// `、`, `和`, `and`: between two numbers.
    let joints: Words
    /// What makes another word of a record's sign behind it: `新建3个` names no suggestion.
    let joining: Set<UInt32>
    /// After what a short number of a note or a paper may stand: `电视3台` names none.
    let freeing: Set<UInt32>
    /// The signs that words before a number, or in place of one, begin with.
    private let openers: KeyTable<UInt32>

    init(
        before: Words,
        after: Words,
        latest: Words,
        counted: Words,
        uncounted: Words,
        times: Words,
        joints: Words,
        joining: Set<UInt32>,
        freeing: Set<UInt32>
    ) {
        self.before = before
        self.after = after
        self.latest = latest
        self.counted = counted
        self.uncounted = uncounted
        self.times = times
        self.joints = joints
        self.joining = joining
        self.freeing = freeing
        let signs = latest.firstSigns.union(before.firstSigns)
            .union(References.names.map { $0.word[0] })
        openers = KeyTable(Dictionary(uniqueKeysWithValues: signs.map { ($0, 0) }))
    }

    /// A number as it was read.
    struct Found {
        /// With the sign of a record that is no matter.
        var kind: RecordKind?
        var year: Int?
        /// 0 for the sender's latest.
        var serial: Int
        var end: Int

        /// `2026-0042`, `42`, `建3`, `last`.
        var value: String {
            guard serial > 0 || year != nil else { return "last" }
            let number = year.map { References.joined(String($0), serial) } ?? String(serial)
            return kind.map { $0.sign + number } ?? number
        }
    }

    func read(_ text: [UInt32], at start: Int, to limit: Int) -> (value: String, end: Int)? {
        find(text, at: start, to: limit).map { ($0.value, $0.end) }
    }

    /// False where surely no number begins; most positions of a text are passed over by it.
    func mayBegin(_ text: [UInt32], at start: Int, to limit: Int) -> Bool {
        guard start < limit else { return false }
        return Numerals.begins(text[start]) || openers.number(text[start]) >= 0
            || (start + 1 < limit && ScalarKind.isDigit(text[start + 1]))
    }

    /// The same without its spelling.
    func find(_ text: [UInt32], at start: Int, to limit: Int) -> Found? {
        if let end = latest.end(text, at: start, to: limit) { return Found(serial: 0, end: end) }
        if let signed = signed(text, at: start, to: limit) { return signed }
        var index = start
        var isMarked = false
        while let end = before.end(text, at: index, to: limit) {
            index = skipSpaces(text, end, limit)
            isMarked = true
        }
        guard let first = Numerals.read(text, at: index, to: limit) else { return nil }
        if index > 0, ScalarKind.isDigit(text[index]), ScalarKind.isLetter(text[index - 1]),
            !isMarked
        {
            return nil
        }
        var found = Found(serial: first.value, end: first.end)
        if first.length == 4, first.value / 100 == 20,
            let serial = serial(text, after: first.end, to: limit)
        {
            found = Found(year: first.value, serial: serial.value, end: serial.end)
        } else if first.length == 8 || first.length == 9 {
            let behind = first.length == 8 ? 10_000 : 100_000
            guard first.value / behind / 100 == 20 else { return nil }
            found.year = first.value / behind
            found.serial = first.value % behind
        } else {
            guard first.length <= 7, first.value > 0 else { return nil }
        }
        let isWhole = found.year != nil
        let end = found.end
        let afterSpaces = skipSpaces(text, end, limit)
        let measure = measure(text, at: end)
        if let last = after.end(text, at: afterSpaces, to: limit) {
            // `二号楼` is a house.
            if !isWhole, let measure, measure > last { return nil }
            // `两件` counts matters and names none.
            if !isWhole, !isMarked, first.length == 1, text[afterSpaces] == 0x4EF6 {
                return nil
            }
            found.end = last
            return found
        }
        if !isWhole {
            if measure != nil { return nil }
            // `这是第三回`
            if isMarked, index > 0, text[index - 1] == 0x7B2C,
                times.end(text, at: end, to: text.count) != nil,
                uncounted.end(text, at: end, to: text.count) == nil
            {
                return nil
            }
            if first.isHan, !isMarked, first.end - index < 2 { return nil }
            if end < limit, text[end] == 0x2E, end + 1 < limit, ScalarKind.isDigit(text[end + 1]) {
                return nil
            }
            if isTime(text, index, end, limit) { return nil }
        }
        return found
    }

    /// True for either number of `6:40`.
    private func isTime(_ text: [UInt32], _ start: Int, _ end: Int, _ limit: Int) -> Bool {
        func isDigit(_ index: Int) -> Bool {
            index >= 0 && index < limit && ScalarKind.isDigit(text[index])
        }
        // `回复了15:12月底前`
        func isMinute(_ begin: Int) -> Bool {
            isDigit(begin) && isDigit(begin + 1) && !isDigit(begin + 2)
                && (begin + 2 >= limit || measure(text, at: begin + 2) == nil)
        }
        func isHour(_ begin: Int, _ end: Int) -> Bool {
            Numerals.read(text, at: begin, to: end).map { $0.value <= 24 && $0.end == end } ?? false
        }
        if end < limit, text[end] == 0x3A, end - start <= 2 {
            return isHour(start, end) && isMinute(end + 1)
        }
        guard start > 1, text[start - 1] == 0x3A, isDigit(start - 2) else { return false }
        let hour = isDigit(start - 3) ? start - 3 : start - 2
        return isHour(hour, start - 1) && isMinute(start)
    }

    /// A record's number with its sign, `建2026-0003`; for a suggestion, a note, a paper also `建3`,
    /// and in English `suggestion 3`.
    private func signed(
        _ text: [UInt32],
        at start: Int,
        to limit: Int
    ) -> Found? {
        if let found = named(text, at: start, to: limit) { return found }
        guard start + 1 < limit, ScalarKind.isDigit(text[start + 1]),
            let kind = References.kinds.first(where: { $0.sign == text[start] })?.kind,
            start == 0 || !joining.contains(text[start - 1]),
            var found = find(text, at: start + 1, to: limit)
        else { return nil }
        let isShort =
            kind == .suggestion
            || (kind == .note || kind == .paper) && isFree(text, before: start)
        guard isShort || found.year != nil else { return nil }
        found.kind = kind
        return found
    }

    private static let kinds = RecordKind.allCases.map { kind in
        (sign: kind.sign.unicodeScalars.first?.value ?? 0, kind: kind)
    }

    /// True where no word of Chinese runs into the sign.
    private func isFree(_ text: [UInt32], before start: Int) -> Bool {
        guard start > 0 else { return true }
        let before = text[start - 1]
        return !ScalarKind.isHan(before) || freeing.contains(before)
    }

    /// What the signs are in English.
    private static let names: [(word: [UInt32], kind: RecordKind)] = [
        (Array("suggestion ".unicodeScalars.map(\.value)), .suggestion),
        (Array("note ".unicodeScalars.map(\.value)), .note),
        (Array("paper ".unicodeScalars.map(\.value)), .paper),
    ]

    /// `suggestion 3`: the sign as it is written in English.
    private func named(
        _ text: [UInt32],
        at start: Int,
        to limit: Int
    ) -> Found? {
        guard start < limit, start == 0 || !ScalarKind.isLetter(text[start - 1]) else { return nil }
        for (word, kind) in References.names where text[start] == word[0] {
            let end = start + word.count
            guard end < limit, text[start..<end].elementsEqual(word),
                ScalarKind.isDigit(text[end]), var found = find(text, at: end, to: limit)
            else { continue }
            found.kind = kind
            return found
        }
        return nil
    }

    /// Several numbers; each candidate is a shorter list than the one before.
    func readList(
        _ text: [UInt32],
        at start: Int,
        to limit: Int
    ) -> [(values: [String], end: Int)] {
        var found: [(values: [String], end: Int)] = []
        var values: [String] = []
        var index = start
        var year: Substring?
        while values.count < 50, let next = read(text, at: index, to: limit) {
            var value = next.value
            if let dash = value.firstIndex(of: "-") {
                year = value[..<dash]
            } else if let year, value != "last" {
                value = References.joined(String(year), value)
            }
            if !values.contains(value) { values.append(value) }
            var end = next.end
            if let last = through(text, from: value, at: end, to: limit) {
                values += last.values
                end = last.end
            }
            found.append((values, end))
            var joint = skipSpaces(text, end, limit)
            var isJoined = false
            while joint < limit {
                if text[joint] == 0x2C || text[joint] == 0x3001 || text[joint] == 0x2F {
                    joint += 1
                } else if let last = joints.end(text, at: joint, to: limit) {
                    joint = last
                } else {
                    break
                }
                isJoined = true
                joint = skipSpaces(text, joint, limit)
            }
            guard isJoined else { break }
            index = joint
        }
        return found.reversed()
    }

    /// `28到30`, `2026-0077至0079`: the numbers behind the first, the last one among them.
    private func through(
        _ text: [UInt32],
        from first: String,
        at end: Int,
        to limit: Int
    ) -> (values: [String], end: Int)? {
        // `28到30`, `至`, `~`; `1-4` of short numbers without a year
        guard end < limit,
            [0x5230, 0x81F3, 0x7E].contains(text[end])
                || text[end] == 0x2D && first.count < 4 && end + 1 < limit
                    && ScalarKind.isDigit(text[end + 1]),
            let last = read(text, at: end + 1, to: limit), last.value != "last"
        else { return nil }
        let parts = first.split(separator: "-")
        guard let low = parts.last.flatMap({ Int($0) }),
            let high = last.value.split(separator: "-").last.flatMap({ Int($0) }),
            low < high, high - low < 30
        else { return nil }
        let year = parts.count == 2 ? String(parts[0]) : nil
        let values = ((low + 1)...high).map { serial in
            year.map { References.joined($0, String(serial)) } ?? String(serial)
        }
        return (values, last.end)
    }

    /// The end of a measure that follows a number; nil where none does.
    private func measure(_ text: [UInt32], at end: Int) -> Int? {
        guard uncounted.end(text, at: end, to: text.count) == nil else { return nil }
        // `10 days`
        let word = skipSpaces(text, end, text.count)
        let start = word < text.count && ScalarKind.isLetter(text[word]) ? word : end
        return counted.end(text, at: start, to: text.count)
    }

    /// The second half of `2026-0042` or `2026年第42`.
    private func serial(_ text: [UInt32], after end: Int, to limit: Int) -> Numerals.Found? {
        var index = skipSpaces(text, end, limit)
        // `2026 0042`
        var isSeparated = index > end && isFourDigits(text, index, limit)
        while index < limit {
            switch text[index] {
            case 0x2E where isFourDigits(text, index + 1, limit): index += 1
            // - / _ 年 度 杠 减 横
            case 0x2D, 0x2F, 0x5F, 0x5E74, 0x5EA6, 0x6760, 0x51CF, 0x6A2A:
                index += 1
            default:
                guard let last = before.end(text, at: index, to: limit) else {
                    guard isSeparated, let found = Numerals.read(text, at: index, to: limit),
                        (1...6).contains(found.length), found.value > 0,
                        found.length > 2
                            || counted.end(text, at: found.end, to: text.count) == nil
                    else { return nil }
                    return found
                }
                index = last
            }
            isSeparated = true
            index = skipSpaces(text, index, limit)
        }
        return nil
    }

    /// `.0042`: what follows the point of `2026.0042`, and of no date.
    private func isFourDigits(_ text: [UInt32], _ start: Int, _ limit: Int) -> Bool {
        let digits = text[start..<limit].prefix { ScalarKind.isDigit($0) }
        return digits.count == 4
    }

    static func joined(_ year: String, _ serial: String) -> String {
        joined(year, Int(serial) ?? 0)
    }

    private static func joined(_ year: String, _ serial: Int) -> String {
        year + "-" + padded(serial, to: 4)
    }
}

/// The next position that is no space.
func skipSpaces(_ text: [UInt32], _ start: Int, _ limit: Int) -> Int {
    var index = start
    while index < limit, text[index] == 0x20 { index += 1 }
    return index
}
