/// What may harm somebody though nobody cries for help, as words that stand together: gas and a smell of it,
/// a wire and that it hangs.
struct Risks: Sendable {
    private struct Risk: Sendable {
        /// One of each has to be there.
        var needed: [Words]
        /// None of these may.
        var never: Words?
    }

    private let risks: [Risk]

    /// - Parameter lines: Alternatives between `|`, what else is needed behind `~`, what may not be there
    ///   behind `~!`: `煤气|gas~味|smell~!账单`.
    init(_ lines: [String]) {
        risks = lines.map { line in
            let parts = line.split(separator: "~")
            let words = { (part: Substring) in
                Words(part.split(separator: "|").map { (word: String($0), value: "") })
            }
            return Risk(
                needed: parts.filter { !$0.hasPrefix("!") }.map(words),
                never: parts.first { $0.hasPrefix("!") }.map { words($0.dropFirst()) }
            )
        }
    }

    func stand(in text: NormalText) -> Bool {
        let whole = 0..<text.count
        return risks.contains { risk in
            risk.needed.allSatisfy { $0.stand(in: text, whole) }
                && !(risk.never?.stand(in: text, whole) ?? false)
        }
    }
}
