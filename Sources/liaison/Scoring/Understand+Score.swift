import ArgumentParser
import Casework
import CommandLanguage
import FoundationEssentials

extension Understand {
    /// Friday, two working days before a reception: what every label counts from.
    private static let labelledAt = "2026-11-20T09:00"

    func printScores(_ book: Phrasebook) throws {
        var total = Score(file: "all")
        var scores: [Score] = []
        for file in files {
            var score = Score(file: file)
            for sentence in try LabelledSentence.read(file) {
                score.add(try take(sentence, book), for: sentence)
            }
            total.add(score)
            total.forgetMisses()
            scores.append(score)
        }
        if json {
            try printJSON(scores, total)
        } else {
            for score in scores { printScore(score, isLast: scores.count == 1) }
            if scores.count > 1 { printScore(total, isLast: true) }
        }
        if total.harm > 0 { throw ExitCode(1) }
    }

    /// What the program says of a sentence, read back from what it prints.
    private func take(_ sentence: LabelledSentence, _ book: Phrasebook) throws -> Taken {
        let asked = Asked(
            text: sentence.text,
            role: sentence.role,
            lang: sentence.language,
            now: Understand.labelledAt,
            openMatters: sentence.openMatters
        )
        guard let role = Role(rawValue: sentence.role) else {
            throw OperatorError(
                message: "a labelled sentence has the unknown role '\(sentence.role)'",
                hint: "use one of " + Role.allCases.map(\.rawValue).joined(separator: ", ")
            )
        }
        let printed = try answer(asked, role, book)
        return try JSONDecoder().decode(Taken.self, from: Data(printed.utf8))
    }

    /// The table stands once, under the last figures.
    private func printScore(_ score: Score, isLast: Bool) {
        var lines = score.lines
        if isLast, !score.table.isEmpty {
            lines += ["  taken for something else:"] + score.table
        }
        if misses { lines += score.misses.flatMap(\.lines) }
        for line in lines { Console.print(line) }
    }

    private func printJSON(_ scores: [Score], _ total: Score) throws {
        struct Report: Encodable {
            var files: [Score]
            var total: Score
        }
        var report = Report(files: scores, total: total)
        if !misses { for index in report.files.indices { report.files[index].forgetMisses() } }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        Console.print(String(decoding: try encoder.encode(report), as: UTF8.self))
    }
}
