/// Tables as spreadsheet programs write them: commas, quotes, UTF-8 (RFC 4180).
package enum CSV {
    /// One row with the line on which it begins, 1 or more.
    package struct Row: Hashable, Sendable {
        package var line: Int
        package var cells: [String]
    }

    /// Reads a table; empty lines are left out.
    ///
    /// - Parameters:
    ///   - text: The whole file; a byte order mark at its start is skipped.
    ///   - file: As the operator named it.
    /// - Returns: The rows in the order of the file, the names of the columns first.
    /// - Throws: A fault with its line where a quote is not closed or stands inside a bare cell.
    package static func rows(of text: String, in file: String) throws(BookFault) -> [Row] {
        var reader = Reader(text)
        var rows: [Row] = []
        while !reader.isAtEnd {
            let line = reader.line
            var cells: [String] = []
            repeat { cells.append(try reader.cell(in: file)) } while reader.skipComma()
            guard reader.skipEnd() else {
                throw BookFault(
                    file: file,
                    line: reader.line,
                    "something stands behind a closing quote",
                    hint: "a quote inside a quoted cell is written twice"
                )
            }
            let isEmpty = cells.allSatisfy { $0.allSatisfy(\.isWhitespace) }
            if !isEmpty { rows.append(Row(line: line, cells: cells)) }
        }
        return rows
    }

    /// Writes a table that spreadsheet programs open as it is meant.
    ///
    /// Begins with a byte order mark, and no cell is taken for a formula: one that begins with
    /// `=`, `+`, `-`, `@`, a tab or a return gets a `'` before it.
    ///
    /// - Parameter rows: The names of the columns first.
    /// - Returns: The file's text.
    package static func text(of rows: [[String]]) -> String {
        "\u{feff}"
            + rows.map { $0.map(written).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func written(_ cell: String) -> String {
        let isFormula = cell.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) }
        let safe = isFormula == true ? "'" + cell : cell
        let mustQuote = safe.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
        return mustQuote ? "\"" + safe.replacing("\"", with: "\"\"") + "\"" : safe
    }

    private struct Reader {
        private let scalars: [Unicode.Scalar]
        private var index = 0
        private(set) var line = 1

        init(_ text: String) {
            scalars = Array(text.unicodeScalars)
            if scalars.first == "\u{feff}" { index = 1 }
        }

        var isAtEnd: Bool { index >= scalars.count }

        mutating func skipComma() -> Bool {
            guard !isAtEnd, scalars[index] == "," else { return false }
            index += 1
            return true
        }

        /// Skips the end of a row; false where something else stands.
        mutating func skipEnd() -> Bool {
            guard !isAtEnd else { return true }
            guard scalars[index] == "\r" || scalars[index] == "\n" else { return false }
            take()
            return true
        }

        mutating func cell(in file: String) throws(BookFault) -> String {
            var cell = String.UnicodeScalarView()
            guard !isAtEnd, scalars[index] == "\"" else {
                while !isAtEnd, !",\r\n".unicodeScalars.contains(scalars[index]) {
                    if scalars[index] == "\"" {
                        throw BookFault(
                            file: file,
                            line: line,
                            "a quote stands in the middle of a cell",
                            hint: "put the whole cell in quotes, and write the inner quote twice"
                        )
                    }
                    cell.append(scalars[index])
                    index += 1
                }
                return String(cell)
            }
            let start = line
            index += 1
            while !isAtEnd {
                if scalars[index] == "\"" {
                    index += 1
                    guard !isAtEnd, scalars[index] == "\"" else { return String(cell) }
                }
                cell.append(scalars[index])
                take()
            }
            throw BookFault(file: file, line: start, "a quote is not closed")
        }

        /// One scalar further, counting lines; a return and a line feed are one end.
        private mutating func take() {
            let isEnd = scalars[index] == "\n" || scalars[index] == "\r"
            if scalars[index] == "\r", index + 1 < scalars.count, scalars[index + 1] == "\n" {
                index += 1
            }
            index += 1
            if isEnd { line += 1 }
        }
    }
}
