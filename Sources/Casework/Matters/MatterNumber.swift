/// The number of one matter: the year it was registered and its place in that year.
///
/// One matter, one number; numbers are never reused, and each year starts again at 1 on
/// 1 January Beijing time (`domain.md` §11, rule 3).
package struct MatterNumber: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    package var year: Int
    /// 1 or more.
    package var serial: Int

    package init(year: Int, serial: Int) {
        self.year = year
        self.serial = serial
    }

    /// Reads `2026-0042`; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 4, let year = Int(digits: parts[0]),
            (1...9).contains(parts[1].utf8.count), let serial = Int(digits: parts[1]), serial > 0
        else { return nil }
        self.init(year: year, serial: serial)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let number = MatterNumber(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no number")
        }
        self = number
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    package static func < (left: MatterNumber, right: MatterNumber) -> Bool {
        (left.year, left.serial) < (right.year, right.serial)
    }

    /// `2026-0042`.
    package var description: String { padded(year, to: 4) + "-" + padded(serial, to: 4) }
}
