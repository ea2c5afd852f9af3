import Casework

/// Numbers as people write and say them.
enum Numerals {
    /// A number that was read.
    struct Found {
        var value: Int
        /// How many digits were said: 4 of `0042`.
        var length: Int
        var end: Int
        /// True for `四十二` and `零零四二`.
        var isHan: Bool

        /// As many as were said: `0042`, `42`.
        var digits: String { padded(value, to: length) }
    }

    /// The digit that a numeral stands for, written or said.
    static func digit(_ value: UInt32) -> Int? {
        switch value {
        case 0x30...0x39: Int(value - 0x30)
        case 0..<0x4E00: nil
        case 0x96F6: 0  // 零
        case 0x4E00, 0x5E7A: 1  // 一 幺
        case 0x4E8C, 0x4E24: 2  // 二 两
        case 0x4E09: 3  // 三
        case 0x56DB: 4  // 四
        case 0x4E94: 5  // 五
        case 0x516D: 6  // 六
        case 0x4E03: 7  // 七
        case 0x516B: 8  // 八
        case 0x4E5D: 9  // 九
        default: nil
        }
    }

    private static let ten: UInt32 = 0x5341
    private static let hundred: UInt32 = 0x767E
    private static let thousand: UInt32 = 0x5343
    private static let twenty: UInt32 = 0x5EFF
    private static let thirty: UInt32 = 0x5345

    /// True where a number may begin.
    static func begins(_ value: UInt32) -> Bool {
        ScalarKind.isDigit(value) || isHanNumeral(value)
    }

    static func isHanNumeral(_ value: UInt32) -> Bool {
        switch value {
        case 0..<0x4E00: false
        case ten, hundred, thousand, twenty, thirty: true
        default: digit(value) != nil
        }
    }

    /// The number that begins at a position; nil where none does or it has over 11 digits.
    static func read(_ text: [UInt32], at start: Int, to limit: Int) -> Found? {
        guard start < limit else { return nil }
        if ScalarKind.isDigit(text[start]) {
            var end = start
            var value = 0
            while end < limit, ScalarKind.isDigit(text[end]) {
                if end - start < 11 { value = value * 10 + Int(text[end] - 0x30) }
                end += 1
            }
            guard end - start <= 11 else { return nil }
            return Found(value: value, length: end - start, end: end, isHan: false)
        }
        guard isHanNumeral(text[start]) else { return nil }
        var end = start
        while end < limit, end - start < 12, isHanNumeral(text[end]) { end += 1 }
        return spoken(text, start, end) ?? counted(text, start, end)
    }

    /// Digit by digit: `零零四二`, `二零二六`; one digit alone as well.
    private static func spoken(_ text: [UInt32], _ start: Int, _ end: Int) -> Found? {
        var value = 0
        for index in start..<end {
            guard let digit = digit(text[index]) else { return nil }
            value = value * 10 + digit
        }
        return Found(value: value, length: end - start, end: end, isHan: true)
    }

    /// By hundreds and tens: `一百零三`, `四十二`, `廿三`.
    private static func counted(_ text: [UInt32], _ start: Int, _ end: Int) -> Found? {
        var total = 0
        var unit: Int?
        for index in start..<end {
            switch text[index] {
            case thousand: total += (unit ?? 1) * 1000
            case hundred: total += (unit ?? 1) * 100
            case ten: total += (unit ?? 1) * 10
            case twenty: total += 20
            case thirty: total += 30
            default:
                guard unit == nil || unit == 0 else { return nil }
                unit = digit(text[index])
                continue
            }
            unit = nil
        }
        let value = total + (unit ?? 0)
        return Found(value: value, length: length(of: value), end: end, isHan: true)
    }

    /// A number as ``read(_:at:to:)`` reads it, or an English word for one: `two`, `twice`.
    static func counted(_ text: [UInt32], at start: Int, to limit: Int) -> Found? {
        if let found = read(text, at: start, to: limit) { return found }
        guard let word = words.number(text, at: start, to: limit), let value = word.value else {
            return nil
        }
        return Found(value: value, length: length(of: value), end: word.end, isHan: false)
    }

    /// How many digits a number has.
    private static func length(of value: Int) -> Int {
        var length = 1
        var rest = value / 10
        while rest > 0 {
            length += 1
            rest /= 10
        }
        return length
    }

    private static let words = Words([
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
        "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "once": 1, "twice": 2,
        "a dozen": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
        "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
    ])

    static func string(_ scalars: some Sequence<UInt32>) -> String {
        var view = String.UnicodeScalarView()
        for value in scalars {
            if let scalar = Unicode.Scalar(value) { view.append(scalar) }
        }
        return String(view)
    }
}
