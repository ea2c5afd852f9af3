import Foundation
import Testing

struct ScoreTests {
    /// Labelled sentences with columns joined by `/`, of which everything is known beforehand.
    private func score(
        _ rows: [String],
        _ flags: [String] = ["--json", "--misses"]
    ) async throws -> (output: LiaisonProcess.Output, folder: DataFolder) {
        let folder = try DataFolder()
        try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
        let file = folder.url.appending(path: "labels.tsv")
        let header = "lang/role/utterance/intended_action/arguments_json/note"
        let text = ([header] + rows).joined(separator: "\n").replacing("/", with: "\t") + "\n"
        try text.write(to: file, atomically: true, encoding: .utf8)
        return (try await LiaisonProcess.run(["understand", "--score", file.path] + flags), folder)
    }

    private struct Report: Decodable {
        struct Miss: Decodable {
            var text: String
            var isHarm: Bool
            var faults: [String]
        }
        struct File: Decodable {
            var sentences: Int
            var actionRight: Int
            var argumentsRight: Int
            var sureAndRight: Int
            var asked: Int
            var harm: Int
            var harmByAction: Int
            var harmByOmission: Int
            var confusion: [String: [String: Int]]
            var misses: [Miss]
        }
        var total: File
        var files: [File]

        init(_ output: LiaisonProcess.Output) throws {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            self = try decoder.decode(Report.self, from: Data(output.text.utf8))
        }
    }

    private func report(_ rows: [String]) async throws -> (status: Int32, file: Report.File) {
        let (output, folder) = try await score(rows)
        defer { withExtendedLifetime(folder) {} }
        let report = try Report(output)
        #expect(report.total.sentences == report.files.map(\.sentences).reduce(0, +))
        return (output.status, try #require(report.files.first))
    }

    @Test func `what is understood as labelled is right, and harms nobody`() async throws {
        let (status, file) = try await report([
            #"zh/voter/查2026-0042/query_status/{"ref": "2026-0042"}/"#,
            #"zh/voter/查42/query_status/{"ref": "42"}/"#,
            #"zh/voter/２０２６－００１５/query_status/{"ref": "2026-0015"}/full width"#,
            "zh/voter/帮助/help/{}/",
        ])
        #expect(status == 0)
        #expect(file.sentences == 4)
        #expect(file.actionRight == 4)
        #expect(file.argumentsRight == 4)
        #expect(file.sureAndRight == 4)
        #expect(file.harm == 0)
        #expect(file.confusion.isEmpty)
    }

    @Test func `a wrong guess that changes nothing is a miss and no harm`() async throws {
        let (status, file) = try await report([
            #"zh/voter/查42/query_status/{"ref": "36"}/"#,
            "zh/voter/查42/query_status/{}/not said: invented",
            "zh/voter/帮助/plan_activity/{}/an action that is not known yet",
        ])
        #expect(status == 0)
        #expect(file.actionRight == 2)
        #expect(file.argumentsRight == 0)
        #expect(file.misses.map(\.faults) == [["ref '42' for '36'"], ["ref '42' invented"], []])
        #expect(file.confusion == ["plan_activity": ["help": 1]])
    }

    @Test func `a sure and wrong change is harm, and ends with 1`() async throws {
        let (status, file) = try await report([
            "zh/voter/退订/query_station/{}/another action",
            #"zh/voter/撤回42/withdraw_matter/{"ref": "36"}/the wrong matter"#,
            "zh/voter/退订/ask/{}/acts where it should ask",
            "zh/voter/查42/ask/{}/changes nothing: as good as a question",
            #"zh/voter/撤回42/withdraw_matter/{"ref": "42", "reason_contains": ["撤"]}/left out"#,
        ])
        #expect(status == 1)
        #expect(file.harm == 4)
        #expect(file.harmByAction == 2)
        #expect(file.misses.filter(\.isHarm).count == 4)
        #expect(file.harmByOmission == 1)
        #expect(file.actionRight == 3)
    }

    @Test func `a question is no harm, and its action counts`() async throws {
        let (status, file) = try await report([
            "zh/staff/受理/accept_matter/{}/which one: asked",
            "zh/staff/受理/ask/{}/",
        ])
        #expect(status == 0)
        #expect(file.asked == 2)
        #expect(file.actionRight == 2)
        #expect(file.sureAndRight == 0)
    }

    @Test func `several problems are items of one step`() async throws {
        let items =
            #"{"items": [{"content_contains": ["路灯"], "place": "花桥"}, "#
            + #"{"content_contains": ["桥栏杆"], "place": "花桥"}]}"#
        let (status, file) = try await report([
            "zh/voter/花桥 1、路灯坏了三天 2、桥栏杆断了一截/file_matter/\(items)/"
        ])
        #expect(file.argumentsRight == 1, "\(file.misses)")
        #expect(status == 0)
    }

    @Test func `the figures and the table are lines for a person`() async throws {
        let (output, folder) = try await score(
            ["zh/voter/退订/query_station/{}/", "zh/voter/帮助/help/{}/"],
            ["--misses"]
        )
        defer { withExtendedLifetime(folder) {} }
        #expect(output.text.contains("action right     1 of 2, 50 %"))
        #expect(output.text.contains("harm             1 of 2, 50 % (action 1, wrong"))
        #expect(output.text.contains("query_station: unsubscribe 1"))
        #expect(output.text.contains("harm (voter) 退订"))
    }

    @Test(arguments: ["zh/voter/查42/query_status/{}", "zh/voter/查42/query_status/ref/", "x"])
    func `a line of another shape is named and refused`(row: String) async throws {
        let (output, folder) = try await score([row])
        defer { withExtendedLifetime(folder) {} }
        #expect(output.status == 1)
        #expect(output.errors.contains("line 2"))
        #expect(output.errors.contains("hint:"))
    }

    @Test(arguments: [["--score"], ["--misses"], ["a.tsv"]])
    func `scoring without files, and files without scoring, are wrong usage`(
        arguments: [String]
    ) async throws {
        #expect(try await LiaisonProcess.run(["understand"] + arguments).status == 2)
    }

    @Test func `every labelled sentence of the corpus can be read`() async throws {
        let corpus = LiaisonProcess.root.appending(path: "Tests/Corpus")
        let files = try FileManager.default.contentsOfDirectory(atPath: corpus.path)
            .filter { $0.hasPrefix("learn-") || $0.hasPrefix("held-") }
        let paths = files.map { corpus.appending(path: $0).path }
        let output = try await LiaisonProcess.run(["understand", "--score", "--json"] + paths)
        let report = try Report(output)
        #expect(report.files.count == files.count)
        #expect(report.total.sentences >= 900)
    }
}
