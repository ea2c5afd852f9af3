/// Recognises the number of a matter in the ways people write it.
///
/// `20260042`, `2026-0042`, `42`, `42号`, `#42`, `第42号件`, `四十二号`, `二零二六零零四二`. A number with its
/// year is given as `2026-0042`, any other as bare digits.
struct References: Sendable {
    /// `第`, `#`, `no.`: may stand before a number.
    var before = Words()
    /// `号`, `号件`: may stand after it.
    var after = Words()
    /// `上一件`: the sender's latest.
    var latest = Words()
    /// `月`, `天`, `%`: what stands behind a number that is no matter's.
    var counted = Words()
    /// `、`, `和`, `and`: between two numbers.
    var joints = Words()

    func read(_ text: [UInt32], at start: Int, to limit: Int) -> (value: String, end: Int)? {
        if let found = latest.longest(text, at: start, to: limit) { return ("last", found.end) }
        var index = start
        var isMarked = false
        while let found = before.longest(text, at: index, to: limit) {
            index = skipSpaces(text, found.end, limit)
            isMarked = true
        }
        guard let first = Numerals.read(text, at: index, to: limit) else { return nil }
        if index > 0, ScalarKind.isDigit(text[index]), ScalarKind.isLetter(text[index - 1]),
            !isMarked
        {
            return nil
        }
        var value: String
        var end = first.end
        var isWhole = false
        if isYear(first.digits), let serial = serial(text, after: first.end, to: limit) {
            value = joined(first.digits, serial.digits)
            end = serial.end
            isWhole = true
        } else if (8...9).contains(first.digits.count), first.digits.hasPrefix("20") {
            value = joined(String(first.digits.prefix(4)), String(first.digits.dropFirst(4)))
            isWhole = true
        } else {
            guard first.digits.count <= 7, first.value > 0 else { return nil }
            value = String(first.value)
        }
        let afterSpaces = skipSpaces(text, end, limit)
        if let found = after.longest(text, at: afterSpaces, to: limit) {
            return (value, found.end)
        }
        if !isWhole {
            if counted.longest(text, at: end, to: text.count) != nil { return nil }
            if first.isHan, !isMarked, first.end - index < 2 { return nil }
            if end < limit, text[end] == 0x2E, end + 1 < limit, ScalarKind.isDigit(text[end + 1]) {
                return nil
            }
        }
        return (value, end)
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
                value = joined(String(year), value)
            }
            if !values.contains(value) { values.append(value) }
            found.append((values, next.end))
            var joint = skipSpaces(text, next.end, limit)
            var isJoined = false
            while joint < limit {
                if text[joint] == 0x2C || text[joint] == 0x3001 || text[joint] == 0x2F {
                    joint += 1
                } else if let word = joints.longest(text, at: joint, to: limit) {
                    joint = word.end
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

    private func isYear(_ digits: String) -> Bool {
        digits.count == 4 && digits.hasPrefix("20")
    }

    /// The second half of `2026-0042` or `2026年第42`.
    private func serial(_ text: [UInt32], after end: Int, to limit: Int) -> Numerals.Found? {
        var index = skipSpaces(text, end, limit)
        var isSeparated = false
        while index < limit {
            switch text[index] {
            // - / _ 年 度 杠 减 横
            case 0x2D, 0x2F, 0x5F, 0x5E74, 0x5EA6, 0x6760, 0x51CF, 0x6A2A:
                index += 1
            default:
                guard let word = before.longest(text, at: index, to: limit) else {
                    guard isSeparated, let found = Numerals.read(text, at: index, to: limit),
                        (1...6).contains(found.digits.count), found.value > 0,
                        counted.longest(text, at: found.end, to: text.count) == nil
                    else { return nil }
                    return found
                }
                index = word.end
            }
            isSeparated = true
            index = skipSpaces(text, index, limit)
        }
        return nil
    }

    private func joined(_ year: String, _ serial: String) -> String {
        let short = String(Int(serial) ?? 0)
        return year + "-" + String(repeating: "0", count: max(0, 4 - short.count)) + short
    }
}

/// The next position that is no space.
func skipSpaces(_ text: [UInt32], _ start: Int, _ limit: Int) -> Int {
    var index = start
    while index < limit, text[index] == 0x20 { index += 1 }
    return index
}
