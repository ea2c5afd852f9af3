import ArgumentParser
import Books
import Casework
import Station
import Store

/// `liaison chat`: the whole turn in a terminal, no network; scriptable by standard input.
struct Chat: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Talks to the desk in this terminal, on the station's own data folder.",
        discussion: """
            Each line is one message. A line that begins with a person, such as \
            '联络员：受理1' or 'clerk: accept 1', changes who speaks. '[图片]' or '[photo]' \
            stands for a photo. Ends with the input, or with /quit.
            """
    )

    @OptionGroup var folders: Folders

    @Option(name: .customLong("as"), help: "Who speaks first: voter, deputy, clerk, head, unit.")
    var speaker = "voter"

    @Option(help: "Pretend that it is this time: 2026-11-20T09:00 at the station.")
    var now: String?

    func run() async throws {
        let clock = try StationClock(now)
        let desk = try folders.desk(now: clock.now)
        let book = try folders.station()
        let speakers = Speaker.all(
            roster: desk.rules.roster,
            staff: book.staff.first { $0.office == .clerk }?.name,
            unit: desk.rules.units.first
        )
        guard let first = speakers.first(where: { $0.names.contains(speaker) }) else {
            throw ValidationError(
                "nobody is called '\(speaker)'; one of: "
                    + speakers.map { $0.names[$0.names.count - 1] }.joined(separator: ", ")
            )
        }
        let store = try folders.store(as: .service)
        var terminal = Terminal(store: store, desk: desk, speakers: speakers, first: first)
        try await terminal.bindAll()
        try await terminal.begin()
        try await terminal.converse()
        try store.close()
    }
}

/// The wall clock, or one that was set and goes on from there.
struct StationClock: Sendable {
    let now: @Sendable () -> Instant

    init(_ text: String?) throws {
        guard let text else {
            now = { .now }
            return
        }
        let start = try StationClock.instant(text)
        let shift = start.milliseconds - Instant.now.milliseconds
        now = { Instant(milliseconds: Instant.now.milliseconds + shift) }
    }

    /// Reads `2026-11-20T09:00` or `2026-11-20` (then 09:00), at the station's wall.
    static func instant(_ text: String) throws -> Instant {
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        let time = parts.count >= 2 ? ClockTime(parts[1].prefix(5)) : ClockTime(minutes: 540)
        guard let first = parts.first, let day = Day(first), parts.count <= 2, let time else {
            throw ValidationError("'\(text)' is no time; write 2026-11-20T09:00")
        }
        return day.at(time)
    }
}
