import ArgumentParser
import Books
import Casework
import CommandLanguage
import Crypto
import Curl
import Glibc
import Station
import Store

/// The three folders that every verb takes.
struct Folders: ParsableArguments {
    @Option(help: "The station: station.yaml and the calendar tables.")
    var config = "config"

    @Option(help: "The words: one file a command.")
    var commands = "commands"

    @Option(help: "The store and the files; made when it is not there.")
    var data = "data"

    func station() throws -> StationBook { try loadStation(at: config) }

    func phrasebook(for station: StationBook) throws -> Phrasebook {
        try loadPhrasebook(at: commands, station: station)
    }

    /// Everything a turn needs beside the store.
    func desk(now: @escaping @Sendable () -> Instant = { .now }) throws -> Desk {
        try desk(for: try station(), now: now)
    }

    private func desk(for book: StationBook, now: @escaping @Sendable () -> Instant) throws -> Desk
    {
        Desk(
            rules: StationRules(book),
            phrasebook: try phrasebook(for: book),
            chance: .secure,
            now: now
        )
    }

    /// A desk for a service: its words and its holiday tables may be changed while it works.
    func openDesk(for book: StationBook) throws -> OpenDesk {
        let folder = CommandsFolder(at: commands, station: book)
        // What is written from here on is a change.
        let mark = folder.mark()
        let rules = Locked(StationRules(book))
        let desk = Desk(
            currentRules: { rules.withLock { $0 } },
            phrasebook: try phrasebook(for: book),
            chance: .secure,
            now: { .now }
        )
        let tables = HolidayTables(at: config)
        let holidays = HolidayWatch(
            stamp: { tables.stamp },
            read: {
                do throws(BookFaults) {
                    return .success(try tables.read())
                } catch {
                    return .failure(HolidayWatch.Fault(error.description))
                }
            },
            adopt: { days in rules.withLock { $0.workingDays = days } }
        )
        let words = WordsReader(folder, read: mark, words: desk.words)
        return OpenDesk(desk: desk, words: words, holidays: holidays)
    }

    /// The message endpoint's address; empty when none is set.
    func address(of book: StationBook, url: String? = nil) -> String {
        url ?? Environment.value("LIAISON_BOT_API_URL") ?? book.botAPI.url
    }

    /// What an operator has to know of an endpoint that is not our relay; nil for our relay.
    func remark(on book: StationBook, url: String) -> String? {
        guard book.botAPI.endpoint != .relay else { return nil }
        // A name and a password in the address are nobody's to read.
        let parts = url.split(separator: "//", maxSplits: 1)
        let host = parts.last?.split(separator: "@", maxSplits: 1).last ?? ""
        let shown = parts.count == 2 ? parts[0] + "//" + host : host
        let place = url.isEmpty ? "an endpoint without an address" : "'\(shown)'"
        return "messages pass through \(place), which is not this station's own relay"
    }

    func makeData() throws {
        guard mkdir(data, 0o700) == 0 || errno == EEXIST else {
            throw OperatorError(
                message: "cannot make data folder '\(data)': \(String(cString: strerror(errno)))",
                hint: "make it by hand, or pass --data"
            )
        }
    }

    func store(as opening: StationStore.Opening) throws -> StationStore {
        try makeData()
        return try StationStore(folder: data, as: opening)
    }
}

/// A desk and what watches over its words and tables.
struct OpenDesk {
    var desk: Desk
    var words: WordsReader
    var holidays: HolidayWatch
}

extension Instant {
    /// The wall clock.
    static var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

extension Chance {
    /// The system's generator, and SHA-256 for codes that are kept only as digests.
    static let secure = Chance(
        bits: { UInt64.random(in: .min ... .max) },
        digest: { text in
            SHA256.hash(data: Array(text.utf8)).map { byte in
                let digits = String(byte, radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined()
        }
    )
}
