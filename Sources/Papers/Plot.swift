/// Small drawings in SVG: they need no script, no network, and print as they are shown.
enum Plot {
    /// Told apart by lightness too, for a printer without colours.
    static let colours = [
        "#7f1d1d", "#c2571a", "#e0a526", "#7c9c3b", "#2f7d6b", "#3b6ea5", "#5d4a8a", "#9aa1a9",
        "#d9c7b8",
    ]

    /// Stacked columns, one a label, with its total on top.
    static func columns(
        labels: [String],
        series: [(name: String, values: [Int])]
    ) -> String {
        let legend = legendRows(series.count > 1 ? series.map(\.name) : [])
        let top = legend.height + 22
        let height = 180
        let totals = labels.indices.map { at in series.reduce(0) { $0 + $1.values[at] } }
        let most = max(totals.max() ?? 0, 1)
        let step = Double(width - 20) / Double(max(labels.count, 1))
        var body = legend.svg
        for (at, label) in labels.enumerated() {
            let x = 10 + step * Double(at)
            var y = Double(top + height)
            for (index, one) in series.enumerated() where one.values[at] > 0 {
                let size = Double(height) * Double(one.values[at]) / Double(most)
                y -= size
                body += rect(x + step * 0.15, y, step * 0.7, size, colours[index % colours.count])
            }
            let middle = x + step / 2
            body += text(String(totals[at]), middle, y - 6, "middle")
            body += text(label, middle, Double(top + height + 20), "middle")
        }
        body += line(10, Double(top + height), Double(width - 10), Double(top + height))
        return svg(top + height + 30, body)
    }

    /// One bar that is cut into its parts, each with its count.
    static func bar(_ parts: [(name: String, count: Int)]) -> String {
        let total = parts.reduce(0) { $0 + $1.count }
        let named = parts.map { $0.name + " " + String($0.count) }
        let legend = legendRows(named)
        var body = legend.svg
        var x = 10.0
        for (index, part) in parts.enumerated() where part.count > 0 {
            let size = Double(width - 20) * Double(part.count) / Double(max(total, 1))
            body += rect(x, Double(legend.height + 6), size, 34, colours[index % colours.count])
            x += size
        }
        return svg(legend.height + 48, body)
    }

    /// Rows by columns of cells; a cell without a count is a gap, and is outlined as one.
    static func grid(rows: [String], columns: [String], counts: [[Int]]) -> String {
        let (left, top, high) = (64.0, 28.0, 38.0)
        let wide = (Double(width) - left - 8) / Double(max(columns.count, 1))
        var body = ""
        for (at, column) in columns.enumerated() {
            body += text(column, left + wide * (Double(at) + 0.5), 20, "middle")
        }
        for (row, name) in rows.enumerated() {
            let y = top + high * Double(row)
            body += text(name, left - 10, y + high / 2 + 5, "end")
            for (column, count) in counts[row].enumerated() {
                let x = left + wide * Double(column)
                let isGap = count == 0
                body +=
                    "<rect x=\"\(x + 3)\" y=\"\(y + 3)\" width=\"\(wide - 6)\" "
                    + "height=\"\(high - 6)\" rx=\"4\" "
                    + (isGap
                        ? "fill=\"none\" stroke=\"#9b1c1c\" stroke-dasharray=\"5 4\"/>"
                        : "fill=\"#d7e5df\"/>")
                body += text(isGap ? "缺" : String(count), x + wide / 2, y + high / 2 + 5, "middle")
            }
        }
        return svg(Int(top + high * Double(rows.count)) + 10, body)
    }

    private static func legendRows(_ names: [String]) -> (svg: String, height: Int) {
        guard !names.isEmpty else { return ("", 0) }
        var (x, y, body) = (10.0, 14.0, "")
        for (index, name) in names.enumerated() {
            let size = 30 + name.unicodeScalars.reduce(0.0) { $0 + ($1.isASCII ? 7.0 : 13.0) }
            if x + size > Double(width) { (x, y) = (10, y + 22) }
            body += rect(x, y - 11, 13, 13, colours[index % colours.count])
            body += text(name, x + 18, y, "start")
            x += size
        }
        return (body, Int(y) + 10)
    }

    /// As wide as a phone's page: signs stay readable there, and grow on paper.
    private static let width = 420

    private static func svg(_ height: Int, _ body: String) -> String {
        "<svg viewBox=\"0 0 \(width) \(height)\" role=\"img\" "
            + "xmlns=\"http://www.w3.org/2000/svg\">\(body)</svg>"
    }

    private static func rect(
        _ x: Double,
        _ y: Double,
        _ width: Double,
        _ height: Double,
        _ colour: String
    ) -> String {
        "<rect x=\"\(short(x))\" y=\"\(short(y))\" width=\"\(short(width))\" "
            + "height=\"\(short(height))\" fill=\"\(colour)\"/>"
    }

    private static func text(_ words: String, _ x: Double, _ y: Double, _ anchor: String) -> String
    {
        "<text x=\"\(short(x))\" y=\"\(short(y))\" font-size=\"13\" text-anchor=\"\(anchor)\">"
            + words.escapedForMarkup + "</text>"
    }

    private static func line(_ x: Double, _ y: Double, _ toX: Double, _ toY: Double) -> String {
        "<line x1=\"\(short(x))\" y1=\"\(short(y))\" x2=\"\(short(toX))\" y2=\"\(short(toY))\" "
            + "stroke=\"#5b6168\"/>"
    }

    /// A tenth of a point is more than an eye sees.
    private static func short(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
