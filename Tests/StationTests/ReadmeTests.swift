import Foundation
import Station
import Testing

/// README's conversation is what really happens.
struct ReadmeTests {
    @Test func `the conversation that opens README is the one that takes place`() async throws {
        let readme = try String(
            contentsOf: SampleStation.root.appending(path: "README.md"),
            encoding: .utf8
        )
        let start = try #require(readme.range(of: "<!-- conversation -->\n```text\n"))
        let end = try #require(
            readme.range(of: "\n```\n<!-- end -->", range: start.upperBound..<readme.endIndex)
        )
        let written = readme[start.upperBound..<end.lowerBound]
        let names = ["选民": "voter", "联络员": "clerk", "城建办": "unit", "代表": "deputy"]
        let station = try SampleStation()
        try await station.bindEverybody()
        var happened: [String] = []
        for line in written.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty { happened.append("") }
            guard let mark = line.firstRange(of: "> "), !line.hasPrefix(" ") else { continue }
            let title = String(line[..<mark.lowerBound])
            let speaker = try #require(names[title], "nobody in README is called \(title)")
            let words = String(line[mark.upperBound...])
            happened.append(String(line))
            for heard in try await station.say(words, as: speaker) {
                let reader = names.first { $0.value == heard.to }?.key ?? heard.to
                let arrow = heard.to == speaker ? "必复" : "必复→" + reader
                let text = heard.text.split(separator: "\n").joined(separator: "\n    ")
                happened.append("  " + arrow + "：" + text)
            }
        }
        #expect(happened.joined(separator: "\n") == String(written))
    }
}
