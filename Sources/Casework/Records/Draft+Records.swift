extension Draft {
    /// A record as it stands after what this decision has done to it.
    package mutating func record<Record: StationRecord>(
        _ number: RecordNumber<Record>
    ) throws -> Record? {
        if let known = records[number.key] as? Record { return known }
        let found = try view.record(number)
        records[number.key] = found
        return found
    }

    /// The next number of the year for a kind of record, counting those given in this decision.
    package mutating func nextNumber<Record: StationRecord>(
        of type: Record.Type
    ) throws -> RecordNumber<Record> {
        let year = today.year
        let given = records.keys.filter { $0.kind == Record.kind }
            .map { RecordNumber<Record>(code: $0.code) }
            .filter { $0.year == year }.map(\.serial).max()
        let last = max(try view.lastSerial(of: type, in: year), given ?? 0)
        return RecordNumber(year: year, serial: last + 1)
    }

    /// The record that a number means, with its sign or without; a bare number is this year's, else
    /// last year's.
    package mutating func record<Record: StationRecord>(
        _ type: Record.Type,
        named ref: String
    ) throws -> Record? {
        if let number = RecordNumber<Record>(ref) { return try record(number) }
        let bare =
            ref.hasPrefix(Record.kind.sign) ? ref.dropFirst(Record.kind.sign.count) : ref[...]
        guard let serial = Int(bare), serial > 0 else { return nil }
        for year in [today.year, today.year - 1] {
            let number = RecordNumber<Record>(year: year, serial: serial)
            if let found = try record(number) { return found }
        }
        return nil
    }

    /// Keeps the records that this decision changes as they will stand.
    mutating func fold(_ event: Event, into key: RecordKey) {
        if let opened = key.kind.type.init(opening: event, at: now) {
            records[key] = opened
        } else if var known = records[key] {
            known.apply(event, at: now)
            records[key] = known
        }
    }
}
