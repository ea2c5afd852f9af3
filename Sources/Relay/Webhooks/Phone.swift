/// Phone numbers as gateways spell them: one person is to be one sender.
enum Phone {
    /// A phone number without spaces and dashes, a Chinese mobile number also without its
    /// country's code; anything else as it is.
    ///
    ///     Phone.plain("+86 138-0000-0000")   // "13800000000"
    ///     Phone.plain("wx-user-7")           // "wx-user-7"
    ///
    /// A number has 7 to 17 digits, with or without a plus before them: shorter ones with dashes
    /// are somebody's ids, in which `1-23` and `12-3` are two.
    ///
    /// - Note: Source: ITU-T E.164 (15 digits), and two for `00`.
    static func plain(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, first == "+" || isDigit(first) else {
            return text
        }
        var number = ""
        for (index, scalar) in text.unicodeScalars.enumerated() {
            if isDigit(scalar) || (index == 0 && scalar == "+") {
                number.unicodeScalars.append(scalar)
            } else if !isOrnament(scalar) {
                return text
            }
        }
        let digits = number.drop { $0 == "+" }
        guard (7...17).contains(digits.count) else { return text }
        for code in ["+86", "0086", "86"] where number.hasPrefix(code) {
            let rest = number.dropFirst(code.count)
            if isMobile(rest) { return String(rest) }
        }
        return number
    }

    /// Eleven digits that begin with 1 and no 0, 1 or 2 after it.
    private static func isMobile(_ text: Substring) -> Bool {
        text.utf8.count == 11 && text.hasPrefix("1") && !"012".contains(text.dropFirst().prefix(1))
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        ("0"..."9").contains(scalar)
    }

    private static func isOrnament(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .spaceSeparator, .dashPunctuation: true
        default: scalar == "\u{2212}"
        }
    }
}
