/// Something wrong in a file of words or config, as an operator is told it.
package struct BookFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The path as it was given on the command line, then the file's own: `commands/help.yaml`.
    package var file: String
    /// 1 or more; 0 when the fault is the file as a whole.
    package var line: Int
    /// Lower-case, no full stop: the thing, then the fact.
    package var message: String
    /// What to do about it; nil where the message says enough.
    package var hint: String?

    package init(file: String, line: Int = 0, _ message: String, hint: String? = nil) {
        self.file = file
        self.line = line
        self.message = message
        self.hint = hint
    }

    /// `commands/help.yaml:3: unknown key 'nmaes' (did you mean 'names'?)`.
    package var description: String {
        (line > 0 ? "\(file):\(line)" : file) + ": " + message + (hint.map { " (\($0))" } ?? "")
    }
}

/// All that is wrong with a folder of books; never empty when thrown.
package struct BookFaults: Error, Sendable, CustomStringConvertible {
    package var faults: [BookFault]

    package init(_ faults: [BookFault]) {
        self.faults = faults
    }

    package var description: String { faults.map(\.description).joined(separator: "\n") }
}

/// The known word nearest to a misspelt one; nil when none is near.
func nearestWord(to word: String, among known: [String]) -> String? {
    let best = known.map { ($0, editDistance(word, $0)) }.min { $0.1 < $1.1 }
    guard let best, best.1 <= max(1, min(3, word.count / 2)) else { return nil }
    return best.0
}

/// How many single letters are added, lost or changed between two words.
private func editDistance(_ one: String, _ two: String) -> Int {
    let two = Array(two)
    var row = Array(0...two.count)
    for (index, letter) in one.enumerated() {
        var before = row[0]
        row[0] = index + 1
        for column in two.indices {
            let changed = before + (letter == two[column] ? 0 : 1)
            before = row[column + 1]
            row[column + 1] = min(changed, row[column] + 1, row[column + 1] + 1)
        }
    }
    return row[two.count]
}
