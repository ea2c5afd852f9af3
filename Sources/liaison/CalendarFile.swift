import Books
import Casework
import CommandLanguage

/// Reception days as a calendar file (RFC 5545) that phones take in.
struct CalendarFile {
    let book: StationBook
    let now: Instant

    /// The file, each line ended by CR LF and folded at 75 octets; whoever prints it adds the last
    /// LF.
    func text(of rows: [(day: Day, lunar: LunarDay)], _ phrasebook: Phrasebook) -> String {
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//liaison//reception//ZH",
            "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        ]
        for row in rows {
            let date = phrasebook.render(
                .receptionListLine,
                [.date: .receptionDay(row.day, row.lunar)],
                in: .zh,
                now: now
            )
            lines += [
                "BEGIN:VEVENT", "UID:reception-\(row.day.text)@liaison",
                "DTSTAMP:" + CalendarFile.stamp(now),
                "DTSTART:" + CalendarFile.stamp(row.day.at(book.opens)),
                "DTEND:" + CalendarFile.stamp(row.day.at(book.closes)),
                "SUMMARY:" + CalendarFile.escaped("选民接待日 " + book.nameZh),
                "DESCRIPTION:" + CalendarFile.escaped(date),
                "LOCATION:" + CalendarFile.escaped(book.addressZh), "BEGIN:VALARM",
                "ACTION:DISPLAY", "DESCRIPTION:" + CalendarFile.escaped(date), "TRIGGER:-P1D",
                "END:VALARM", "END:VEVENT",
            ]
        }
        lines.append("END:VCALENDAR")
        return lines.map { CalendarFile.folded($0) }.joined(separator: "\r\n") + "\r"
    }

    /// `20261124T003000Z`.
    private static func stamp(_ instant: Instant) -> String {
        // Times of the station's wall are written in UTC: every phone reads that the same.
        let utc = instant.adding(seconds: -8 * 3600)
        let time = ClockTime(of: utc)
        let day = Day(of: utc).text.filter { $0 != "-" }
        return day + "T" + padded(time.minutes / 60, to: 2) + padded(time.minutes % 60, to: 2)
            + "00Z"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing(",", with: "\\,")
            .replacing(";", with: "\\;").replacing("\n", with: "\\n")
    }

    private static func folded(_ line: String) -> String {
        var folded = ""
        var octets = 0
        for scalar in line.unicodeScalars {
            let size = UTF8.width(scalar)
            if octets + size > 75 {
                folded += "\r\n "
                octets = 1
            }
            folded.unicodeScalars.append(scalar)
            octets += size
        }
        return folded
    }
}
