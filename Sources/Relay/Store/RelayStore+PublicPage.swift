internal import Crypto
internal import FoundationEssentials
internal import GRDB

/// The page that everybody may read of a station.
extension RelayStore {
    /// A page as it is served.
    package struct Page: Hashable, Sendable {
        package var html: [UInt8]
        /// SHA-256 in hexadecimal.
        package var digest: String
    }

    /// Puts up a station's page; an empty one takes it down.
    ///
    /// What stood there before is overwritten, also in the log beside the file.
    ///
    /// - Returns: False for the page that is there already: then nothing was written.
    /// - Throws: ``RelayError``: then the one before stays.
    package func keepPage(
        _ html: [UInt8],
        of station: Int64
    ) async throws(RelayError) -> Bool {
        let digest = Data(SHA256.hash(data: html))
        let isChanged = try await write { work in
            let known = try work.one(
                "SELECT digest FROM public_page WHERE station = ?",
                [station]
            )
            if html.isEmpty {
                try work.run("DELETE FROM public_page WHERE station = ?", [station])
                return known != nil
            }
            if let known, known["digest"] as Data == digest { return false }
            try work.run(
                """
                INSERT INTO public_page(station, html, digest, at) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (station) DO UPDATE SET html = ?2, digest = ?3, at = ?4
                """,
                [station, Data(html), digest, work.now]
            )
            return true
        }
        if isChanged { await truncate() }
        return isChanged
    }

    /// A station's page; nil where it has none.
    package func page(of station: Int64) async throws(RelayError) -> Page? {
        try await read { database in
            let row = try Row.fetchOne(
                database,
                sql: "SELECT html, digest FROM public_page WHERE station = ?",
                arguments: [station]
            )
            return row.map { row in
                let digest = (row["digest"] as Data).map { byte in
                    String(UInt16(byte) + 0x100, radix: 16).dropFirst()
                }
                return Page(html: Array(row["html"] as Data), digest: digest.joined())
            }
        }
    }

    func hasPage(of station: Int64) async throws(RelayError) -> Bool {
        try await read { database in
            try Int.fetchOne(
                database,
                sql: "SELECT 1 FROM public_page WHERE station = ?",
                arguments: [station]
            ) != nil
        }
    }
}
