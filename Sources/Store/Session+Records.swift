package import Casework
internal import GRDB

// The records of the station's books: one table for every kind, projected and read.

extension Session {
    func projectRecord(_ event: Event, at instant: Instant) throws {
        guard let key = event.record else {
            preconditionFailure("an event of another kind was taken for one about a record")
        }
        try fold(event, into: key.kind.type, key, at: instant)
    }

    private func fold<Record: StationRecord>(
        _ event: Event,
        into type: Record.Type,
        _ key: RecordKey,
        at instant: Instant
    ) throws {
        let known: Record? = try record(RecordNumber(code: key.code))
        if let opened = Record(opening: event, at: instant) {
            guard known == nil else { throw self.known(key.kind.rawValue) }
            return try set(opened)
        }
        guard var record = known else { throw unknown(key.kind.rawValue) }
        record.apply(event, at: instant)
        try set(record)
    }

    private func set<Record: StationRecord>(_ record: Record) throws(StoreError) {
        let query = try query(
            """
            INSERT OR REPLACE INTO record(kind, number, person, party, day, is_open, tag, body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        let facets = record.facets
        query.bind(1, Record.kind.rawValue)
        query.bind(2, record.number.code)
        query.bind(3, facets.person?.value)
        query.bind(4, facets.group)
        query.bind(5, facets.day?.ordinal)
        query.bind(6, facets.isOpen)
        query.bind(7, facets.tag)
        query.bind(8, try jsonText(record))
        try query.run()
    }
}

extension Session {
    package func record<Record: StationRecord>(
        _ number: RecordNumber<Record>
    ) throws -> Record? {
        let query = try query("SELECT number, body FROM record WHERE kind = ? AND number = ?")
        query.bind(1, Record.kind.rawValue)
        query.bind(2, number.code)
        return try query.step() ? try body(Record.self, query, "record") : nil
    }

    package func records<Record: StationRecord>(
        _ type: Record.Type,
        _ wanted: RecordQuery
    ) throws -> [Record] {
        let query = try query(
            """
            SELECT number, body FROM record
            WHERE kind = ?1 AND number BETWEEN ?2 AND ?3
                AND (?4 IS NULL OR person = ?4) AND (?5 IS NULL OR party = ?5)
                AND (?6 IS NULL OR day >= ?6) AND (?7 IS NULL OR day <= ?7)
                AND (?8 IS NULL OR is_open = ?8) AND (?9 IS NULL OR tag = ?9)
            ORDER BY number \(wanted.newestFirst ? "DESC" : "ASC") LIMIT ?10
            """
        )
        let years = wanted.year.map { ($0, $0) } ?? (0, 9999)
        query.bind(1, Record.kind.rawValue)
        query.bind(2, RecordNumber<Record>(year: years.0, serial: 0).code)
        query.bind(3, RecordNumber<Record>(year: years.1, serial: 999_999_999).code)
        query.bind(4, wanted.person?.value)
        query.bind(5, wanted.group)
        query.bind(6, wanted.days?.lowerBound.ordinal)
        query.bind(7, wanted.days?.upperBound.ordinal)
        query.bind(8, wanted.isOpen.map { $0 ? 1 : 0 })
        query.bind(9, wanted.tag)
        query.bind(10, wanted.limit)
        return try bodies(Record.self, query, "record")
    }

    package func lastSerial<Record: StationRecord>(
        of type: Record.Type,
        in year: Int
    ) throws -> Int {
        let query = try query(
            "SELECT max(number) FROM record WHERE kind = ? AND number BETWEEN ? AND ?"
        )
        query.bind(1, Record.kind.rawValue)
        query.bind(2, RecordNumber<Record>(year: year, serial: 0).code)
        query.bind(3, RecordNumber<Record>(year: year, serial: 999_999_999).code)
        guard try query.step(), let code = query.optionalInt64(0) else { return 0 }
        return RecordNumber<Record>(code: code).serial
    }
}
