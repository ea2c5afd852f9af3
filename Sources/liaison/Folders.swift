import ArgumentParser
import Books
import Casework
import CommandLanguage
import Crypto
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
        let book = try station()
        return Desk(
            rules: StationRules(book),
            phrasebook: try phrasebook(for: book),
            chance: .secure,
            now: now
        )
    }

    func store(as opening: StationStore.Opening) throws -> StationStore {
        guard mkdir(data, 0o700) == 0 || errno == EEXIST else {
            throw OperatorError(
                message: "cannot make data folder '\(data)': \(String(cString: strerror(errno)))",
                hint: "make it by hand, or pass --data"
            )
        }
        return try StationStore(folder: data, as: opening)
    }
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
