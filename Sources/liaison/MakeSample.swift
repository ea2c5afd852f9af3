import ArgumentParser
import Books
import Casework
import FoundationEssentials
import Station
import Store

/// `liaison sample`: a whole year of a station of full size, for trying reports and prints.
struct MakeSample: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: "Lives a year at a sample station, by its own sentences, into a new data folder.",
        discussion: """
            Sixty deputies, thirteen receptions, sixteen group activities of which two are missing, \
            two hundred matters with every ending. People and events are invented. The config with \
            the sixty stands in DATA/config: pass it to the other verbs with --config.
            """
    )

    @OptionGroup var folders: Folders

    @Option(help: "The year that is lived.")
    var year = 2026

    @Option(help: "The same seed gives the same year.")
    var seed: UInt64 = 1

    func run() async throws {
        guard !FileManager.default.fileExists(atPath: folders.data + "/station.sqlite") else {
            throw OperatorError(
                message: "the folder '\(folders.data)' holds a station already",
                hint: "pass another --data"
            )
        }
        var dice = SampleDice(seed: seed)
        try folders.makeData()
        let config = folders.data + "/config"
        try writeConfig(to: config, &dice)
        var own = folders
        own.config = config
        guard let first = Day(year: year, month: 1, day: 1) else {
            throw ValidationError("\(year) is no year")
        }
        let clock = SampleClock(first.at(ClockTime(minutes: 8 * 60)))
        var desk = try own.desk(now: { clock.now })
        let bits = SampleChance(seed: seed)
        desk.chance = Chance(bits: { bits.roll() }, digest: { Chance.secure.digest($0) })
        let store = try own.store(as: .service)
        let said = try await SampleYear(
            store: store,
            desk: desk,
            clock: clock,
            script: SampleScript(year: year, rules: desk.rules, dice: dice)
        ).live()
        try store.close()
        Console.print("\(said) sentences said; config in \(config)")
    }

    /// Copies the config folder, with sixty deputies instead of the few.
    private func writeConfig(to path: String, _ dice: inout SampleDice) throws {
        let book = try folders.station()
        let roster = SampleRoster(
            named: book.deputies.map(\.name),
            cityAlready: book.deputies.count { $0.levels.contains(.city) },
            dice: &dice
        )
        let files = FileManager.default
        try files.createDirectory(atPath: path, withIntermediateDirectories: true)
        for name in try files.contentsOfDirectory(atPath: folders.config) {
            guard let bytes = files.contents(atPath: folders.config + "/" + name) else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            try Output.write(
                name == "station.yaml" ? roster.config(from: text) : text,
                to: path + "/" + name
            )
        }
    }
}
