/// What hides a person in a text that others read (`domain.md` §8).
package enum Masking {
    /// `张**`: the first sign alone.
    package static func name(_ name: String) -> String {
        name.first.map { String($0) + "**" } ?? ""
    }

    /// `139****1234`; all stars where too little would be left to hide.
    package static func phone(_ phone: String) -> String {
        let digits = phone.filter { $0.wholeNumberValue != nil }
        guard digits.count >= 10 else { return String(repeating: "*", count: digits.count) }
        return digits.prefix(3) + "****" + digits.suffix(4)
    }

    /// The text with every telephone number hidden: eleven digits from 13 to 19, or an area code
    /// with seven or eight digits, written or said (`一三九 零零零零 一二三四`).
    package static func phones(in text: String) -> String {
        let written = writtenPhones(in: text)
        guard written.hasDigits(atLeast: 11, isSpoken) else { return written }
        return replacing(in: written, isJoined: true, isAnyDigit) { run in
            let said = run.filter(isAnyDigit)
            let digits = String(said.compactMap { spoken[$0] ?? $0 })
            guard said.contains(where: isSpoken), digits.count >= 11, digits.hasDigits(1, 3...9)
            else { return nil }
            // `…一二三四一直没人接`: what follows the eleventh belongs to another word.
            return phone(String(digits.prefix(11))) + said.dropFirst(11)
        }
    }

    private static func isAnyDigit(_ sign: Character) -> Bool { isSpoken(sign) || sign.isDigit }

    private static func isSpoken(_ sign: Character) -> Bool { spoken[sign] != nil }

    private static func writtenPhones(in text: String) -> String {
        guard text.hasDigits(atLeast: 10, { _ in false }) else { return text }
        return replacing(in: text, isJoined: true, \.isDigit) { run in
            let digits = run.filter { $0.wholeNumberValue != nil }
            let isMobile = digits.count == 11 && digits.hasDigits(1, 3...9)
            let isFixed = (10...12).contains(digits.count) && digits.hasDigits(0, 1...9)
            return isMobile || isFixed ? phone(digits) : nil
        }
    }

    /// Digits as they are said.
    private static let spoken: [Character: Character] = [
        "零": "0", "〇": "0", "一": "1", "幺": "1", "二": "2", "两": "2", "三": "3", "四": "4",
        "五": "5", "六": "6", "七": "7", "八": "8", "九": "9",
    ]

    /// What stands in the place of an identity number.
    package static let hiddenIdentity = String(repeating: "*", count: 15)

    /// The text with every identity number hidden.
    ///
    /// Eighteen signs (or fifteen of the old kind) with a possible date of birth in their place;
    /// a wrong check digit hides nothing from anybody, so it is not looked at.
    package static func identityNumbers(in text: String) -> String {
        // Nearly every message ends here.
        guard text.hasDigits(atLeast: 15, { _ in false }) else { return text }
        return replacing(in: text, isJoined: false, \.isDigit) { run in
            let digits = run.compactMap(\.wholeNumberValue)
            let isLong = run.count == 18 && digits.count >= 17
            guard isLong || (run.count == 15 && digits.count == 15), digits[0] != 0 else {
                return nil
            }
            func number(_ from: Int, _ count: Int) -> Int {
                digits[from..<from + count].reduce(0) { $0 * 10 + $1 }
            }
            let year = isLong ? number(6, 4) : 1900 + number(6, 2)
            let month = number(isLong ? 10 : 8, 2)
            let day = number(isLong ? 12 : 10, 2)
            guard (1900...2100).contains(year), (1...12).contains(month), (1...31).contains(day)
            else { return nil }
            return hiddenIdentity
        }
    }

    /// Rewrites the runs of digits in a text.
    ///
    /// - Parameters:
    ///   - text: Any text.
    ///   - isJoined: True where single blanks and dashes between digits belong to the run.
    ///   - isDigit: What a digit is.
    ///   - change: What a run becomes; nil to leave it. A run may end with one X.
    /// - Returns: The text with the runs replaced.
    private static func replacing(
        in text: String,
        isJoined: Bool,
        _ isDigit: (Character) -> Bool,
        _ change: (String) -> String?
    ) -> String {
        let signs = Array(text)
        var result = ""
        var index = 0
        while index < signs.count {
            guard isDigit(signs[index]) else {
                result.append(signs[index])
                index += 1
                continue
            }
            var end = index + 1
            while end < signs.count {
                if isDigit(signs[end]) {
                    end += 1
                } else if isJoined, end + 1 < signs.count, isDigit(signs[end + 1]),
                    "- ".contains(signs[end])
                        || ",，、".contains(signs[end]) && isSpoken(signs[end - 1])
                            && isSpoken(signs[end + 1])
                {
                    end += 2
                } else {
                    break
                }
            }
            if !isJoined, end - index == 17, end < signs.count, "xXｘＸ".contains(signs[end]) {
                end += 1
            }
            let run = String(signs[index..<end])
            result += change(run) ?? run
            index = end
        }
        return result
    }
}

extension Character {
    /// An Arabic digit, narrow or wide.
    fileprivate var isDigit: Bool { isWholeNumber && (isASCII || ("０"..."９").contains(self)) }
}

extension String {
    /// True when so many digits stand anywhere in the text, narrow or wide, or others that count.
    fileprivate func hasDigits(atLeast count: Int, _ isOther: (Character) -> Bool) -> Bool {
        var found = 0
        for scalar in unicodeScalars
        where ("0"..."9").contains(scalar) || ("０"..."９").contains(scalar)
            || scalar.value > 0x3000 && isOther(Character(scalar))
        {
            found += 1
            if found == count { return true }
        }
        return false
    }

    fileprivate func hasDigits(_ first: Int, _ second: ClosedRange<Int>) -> Bool {
        let values = prefix(2).compactMap(\.wholeNumberValue)
        return values.count == 2 && values[0] == first && second.contains(values[1])
    }
}

extension Draft {
    /// A matter's words for those who see the matter and not the person.
    package func hidden(_ words: String, of matter: Matter) throws -> String {
        let masked = Masking.phones(in: words)
        guard let name = try matter.name.flatMap({ try self.words($0) }), name.count > 1 else {
            return masked
        }
        return masked.replacing(name, with: Masking.name(name))
    }
}
