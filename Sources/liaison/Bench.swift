import ArgumentParser
import Glibc

/// `liaison bench`: programs that measure; what they print is for ranking, never for a gate.
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures parts of the program; build it with -c release first.",
        subcommands: [
            BenchBroadcast.self, BenchRelay.self, BenchUnderstand.self, BenchFuzz.self,
        ]
    )
}

/// What the process has used so far.
struct Usage {
    /// Processor time of the whole process, user and system.
    var cpu: Duration
    /// The most memory that it ever held, in megabytes.
    var peakMegabytes: Int

    static var now: Usage {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func duration(_ time: timeval) -> Duration {
            .seconds(Int64(time.tv_sec)) + .microseconds(Int64(time.tv_usec))
        }
        return Usage(
            cpu: duration(usage.ru_utime) + duration(usage.ru_stime),
            peakMegabytes: Int(usage.ru_maxrss) / 1024
        )
    }
}

/// How long many things took.
struct Spread {
    private let sorted: [Duration]

    init(_ durations: [Duration]) { sorted = durations.sorted() }

    /// The time within which a share of them was done; `share` is 0 to 1.
    func within(_ share: Double) -> Duration {
        guard !sorted.isEmpty else { return .zero }
        return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }
}

extension Duration {
    /// With two digits after the point, in the unit that fits.
    var short: String {
        let nanoseconds = Double(components.seconds) * 1e9 + Double(components.attoseconds) / 1e9
        let (value, unit) =
            nanoseconds < 1e3
            ? (nanoseconds, "ns")
            : nanoseconds < 1e6
                ? (nanoseconds / 1e3, "us")
                : nanoseconds < 1e9 ? (nanoseconds / 1e6, "ms") : (nanoseconds / 1e9, "s")
        return "\((value * 100).rounded() / 100) \(unit)"
    }

    /// How often something of this length fits into a second.
    func rate(of count: Int) -> Int { Int(Double(count) / (self / .seconds(1))) }
}
