import Foundation
import Testing

/// Sentences that nobody would write, through the real program.
///
/// `LIAISON_FUZZ` sets how many cases; README's Develop part has the longer run.
struct FuzzTests {
    private let cases = ProcessInfo.processInfo.environment["LIAISON_FUZZ"] ?? "1500"

    @Test(.timeLimit(.minutes(60)))
    func `nothing that can be written breaks understanding`() async throws {
        let output = try await LiaisonProcess.run(
            ["bench", "fuzz", "--count", cases, "--seed", "20261120"] + corpus()
        )
        #expect(output.status == 0, "\(output.errors)")
        #expect(output.text.hasPrefix("\(cases) cases, seed 20261120: nothing broke"))
    }

    private func corpus() -> [String] {
        ["ask", "deputy", "staff", "unit", "voter"].map { "Tests/Corpus/learn-\($0).tsv" }
    }
}
