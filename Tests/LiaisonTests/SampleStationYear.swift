import Foundation
import GRDB

/// The simulated year, lived once for all tests that look at it.
actor SampleStationYear {
    static let shared = SampleStationYear()

    private var made: Task<URL, any Error>?

    /// The data folder.
    func folder() async throws -> URL {
        if let made { return try await made.value }
        let task = Task { try await SampleStationYear.live() }
        made = task
        return try await task.value
    }

    private static func live() async throws -> URL {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "liaison-year-" + UUID().uuidString)
        let output = try await LiaisonProcess.run(["sample", "--data", folder.path])
        guard output.status == 0 else { throw Failed(words: output.errors) }
        return folder
    }

    struct Failed: Error { var words: String }

    /// A verb on the year's last evening.
    func run(_ verb: [String], now: String? = "2026-12-31T23:30") async throws -> String {
        let folder = try await folder()
        var arguments = verb + ["--data", folder.path, "--config", folder.path + "/config"]
        if let now { arguments += ["--now", now] }
        let output = try await LiaisonProcess.run(arguments)
        guard output.status == 0 else { throw Failed(words: output.errors) }
        return output.text
    }

    /// The files that an export writes, by name.
    func export(_ arguments: [String]) async throws -> [String: String] {
        let out = FileManager.default.temporaryDirectory
            .appending(path: "liaison-export-" + UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: out) }
        _ = try await run(["export", "--out", out.path] + arguments)
        var files: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: out.path) {
            let bytes = try Data(contentsOf: out.appending(path: name))
            files[name] = String(decoding: bytes, as: UTF8.self)
        }
        return files
    }

    /// What the journal alone says, counted without any code of the books.
    func journal() async throws -> JournalCount {
        let folder = try await folder()
        let store = try DatabaseQueue(path: folder.path + "/station.sqlite")
        let rows = try await store.read { database in
            try Row.fetchAll(database, sql: "SELECT matter, body FROM journal ORDER BY seq")
                .map { ($0["matter"] as Int64?, $0["body"] as String) }
        }
        var count = JournalCount()
        for (matter, body) in rows { try count.take(body, of: matter) }
        return count
    }
}

/// A simple-minded count over the journal's lines.
struct JournalCount {
    var endings: [Int64: String] = [:]
    var ratings: [Int64: String] = [:]
    var registered: Set<Int64> = []
    var accepted: Set<Int64> = []
    var archived: Set<Int64> = []
    var escalated: Set<Int64> = []
    var notes = 0
    var checkIns = 0
    var suggestions = 0
    var held = 0
    var activityCheckIns = 0
    var moved = 0
    var leaves = 0
    var sessions = 0
    var closedSessions = 0
    /// For each visit, its items.
    var visits: [Int] = []
    /// Items of visits that became matters.
    var visitMatters = 0

    mutating func take(_ body: String, of matter: Int64?) throws {
        guard let event = try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any],
            let name = event.keys.first
        else { return }
        switch name {
        case "noteSubmitted": notes += 1
        case "checkedIn": checkIns += 1
        case "suggestionSubmitted": suggestions += 1
        case "activityTurned" where body.contains("\"held\""): held += 1
        case "activityTurned" where body.contains("\"checkedIn\""): activityCheckIns += 1
        case "receptionMoved": moved += 1
        case "leaveTaken": leaves += 1
        case "sessionOpened": sessions += 1
        case "sessionTurned" where body.contains("\"closed\""): closedSessions += 1
        case "visitRecorded":
            let visit = (event[name] as? [String: Any])?["_0"] as? [String: Any]
            visits.append((visit?["items"] as? [Any])?.count ?? 0)
            visitMatters += body.matches(of: /"registered"/).count
        case "visitAdded":
            // The sample adds to the visit that was recorded last.
            if let last = visits.indices.last { visits[last] += 1 }
            visitMatters += body.matches(of: /"registered"/).count
        default: break
        }
        guard let matter else { return }
        switch name {
        case "matterRegistered": registered.insert(matter)
        case "matterAccepted": accepted.insert(matter)
        case "matterClosed": endings[matter] = "closed"
        case "answeredOnSpot": endings[matter] = "answered"
        case "matterDeclined": endings[matter] = "declined"
        case "matterWithdrawn": endings[matter] = "withdrawn"
        case "redoOrdered":
            endings[matter] = nil
            ratings[matter] = nil
        case "matterRated":
            ratings[matter] = (event[name] as? [String: Any])?["rating"] as? String
        case "turned" where body.contains("\"lapsed\""): endings[matter] = "closed"
        case "turned" where body.contains("\"archived\""): archived.insert(matter)
        case "turned" where body.contains("\"merged\""): accepted.insert(matter)
        case "matterGuarded" where body.contains("\"escalated\""): escalated.insert(matter)
        default: break
        }
    }

    func count(_ ending: String) -> Int { endings.values.count { $0 == ending } }
}
