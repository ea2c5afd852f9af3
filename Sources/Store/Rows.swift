internal import Casework

/// How a matter stands in its row.
enum MatterRow {
    static let columns = """
        number, state, owner, filed_by, filed_at, words, place, name, phone, village, party, \
        topic, kind, flags, code_digest, screen_by, accepted_at, verified, unit, assigned_at, \
        due, answers, feedbacks, rating, urges, urged_at, decline_reason, redirect, ended_at, \
        basis, attachments, decline_words, course, merged_into, guarding
        """

    /// The columns of the row that takes the place of an earlier one of the same number.
    ///
    /// Not `OR REPLACE`: that would silently delete another matter that has the same code.
    private static let replacement = (columns + ", basis_at").split(separator: ", ")
        .map { "excluded." + $0 }.joined(separator: ", ")

    /// Built once: a statement is found by its text on every call.
    static let selection = "SELECT \(columns) FROM matter WHERE number = ?"

    private static let insertion = """
        INSERT INTO matter(\(columns), basis_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
            ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (number) DO UPDATE SET (\(columns), basis_at) = (\(replacement))
        """

    static func decode(_ row: borrowing Query, _ session: Session) throws(StoreError) -> Matter {
        let code = row.int64(0)
        guard let state = MatterState(code: row.int64(1)), let words = idList(in: row.text(5)),
            let attachments = idList(in: row.optionalText(30))
        else { throw session.damaged("matter", code) }
        let flags = row.int64(13)
        var matter = Matter(
            number: MatterNumber(code: code),
            filedBy: PersonID(row.int64(3)),
            filedAt: Instant(milliseconds: row.int64(4)),
            words: words.map { ContentID($0) },
            codeDigest: row.text(14),
            screenBy: Day(ordinal: row.int(15))
        )
        matter.state = state
        matter.owner = row.optionalInt64(2).map { PersonID($0) }
        matter.place = row.optionalInt64(6).map { ContentID($0) }
        matter.name = row.optionalInt64(7).map { ContentID($0) }
        matter.phone = row.optionalInt64(8).map { ContentID($0) }
        matter.village = row.optionalText(9)
        matter.group = row.optionalInt(10)
        matter.topic = row.optionalText(11)
        matter.kind = row.optionalText(12)
        matter.isAnonymous = flags & 1 != 0
        matter.isConfidential = flags & 2 != 0
        matter.isDueProvisional = flags & 4 != 0
        matter.acceptedAt = row.instant(16)
        matter.verified = row.optionalText(17)
        matter.unit = row.optionalText(18)
        matter.assignedAt = row.instant(19)
        matter.due = row.optionalInt(20).map { Day(ordinal: $0) }
        matter.answers = try list(row, 21, session) as [Matter.Answer]
        matter.feedbacks = try list(row, 22, session) as [Matter.Feedback]
        matter.rating = row.optionalText(23)
        matter.urges = row.int(24)
        matter.urgedAt = row.instant(25)
        matter.declineReason = row.optionalText(26)
        matter.redirect = row.optionalInt64(27).map { ContentID($0) }
        matter.endedAt = row.instant(28)
        if let basis = row.optionalText(29) {
            guard let read = jsonValue(Matter.Basis.self, json: basis) else {
                throw session.damaged("matter", code)
            }
            matter.basis = read
        }
        matter.attachments = attachments
        matter.declineWords = row.optionalInt64(31).map { ContentID($0) }
        if let course = row.optionalText(32) {
            guard let read = jsonValue(Course.self, json: course) else {
                throw session.damaged("matter", code)
            }
            matter.course = read
        }
        if let guarding = row.optionalText(34) {
            guard let read = jsonValue(Matter.Guarding.self, json: guarding) else {
                throw session.damaged("matter", code)
            }
            matter.guarding = read
        }
        return matter
    }

    static func encode(_ matter: Matter, in session: Session) throws(StoreError) {
        let row = try session.query(insertion)
        row.bind(1, matter.number.code)
        row.bind(2, matter.state.code)
        row.bind(3, matter.owner?.value)
        row.bind(4, matter.filedBy.value)
        row.bind(5, matter.filedAt.milliseconds)
        row.bind(6, idText(of: matter.words.map(\.value)) ?? "")
        row.bind(7, matter.place?.value)
        row.bind(8, matter.name?.value)
        row.bind(9, matter.phone?.value)
        row.bind(10, matter.village)
        row.bind(11, matter.group)
        row.bind(12, matter.topic)
        row.bind(13, matter.kind)
        row.bind(
            14,
            (matter.isAnonymous ? 1 : 0) + (matter.isConfidential ? 2 : 0)
                + (matter.isDueProvisional ? 4 : 0)
        )
        row.bind(15, matter.codeDigest)
        row.bind(16, matter.screenBy.ordinal)
        row.bind(17, matter.acceptedAt?.milliseconds)
        row.bind(18, matter.verified)
        row.bind(19, matter.unit)
        row.bind(20, matter.assignedAt?.milliseconds)
        row.bind(21, matter.due?.ordinal)
        row.bind(22, matter.answers.isEmpty ? nil : try jsonText(matter.answers))
        row.bind(23, matter.feedbacks.isEmpty ? nil : try jsonText(matter.feedbacks))
        row.bind(24, matter.rating)
        row.bind(25, matter.urges)
        row.bind(26, matter.urgedAt?.milliseconds)
        row.bind(27, matter.declineReason)
        row.bind(28, matter.redirect?.value)
        row.bind(29, matter.endedAt?.milliseconds)
        if let basis = matter.basis { row.bind(30, try jsonText(basis)) }
        row.bind(31, idText(of: matter.attachments))
        row.bind(32, matter.declineWords?.value)
        if matter.course != Course() { row.bind(33, try jsonText(matter.course)) }
        row.bind(34, matter.course.mergedInto?.code)
        if matter.guarding != Matter.Guarding() { row.bind(35, try jsonText(matter.guarding)) }
        row.bind(36, matter.basis?.at.milliseconds)
        try row.run()
    }

    private static func list<T: Decodable>(
        _ row: borrowing Query,
        _ column: Int32,
        _ session: Session
    ) throws(StoreError) -> [T] {
        guard let text = row.optionalText(column) else { return [] }
        guard let read = jsonValue([T].self, json: text) else {
            throw session.damaged("matter", row.int64(0))
        }
        return read
    }
}

/// How a person stands in a row, with everything that a decision needs of them.
///
/// `binding`, `office` and `subscription` say the same the other way round, for look-ups.
enum PersonRow {
    static let columns = """
        p.id, p.language, p.notice, p.name, p.offices, p.addresses, p.topics, p.dead, p.stops, \
        p.few, p.news
        """

    /// How many ``columns`` there are: where the next one of a selection stands.
    static let width: Int32 = 11

    static let selectionByAddress = """
        SELECT \(columns), a.id
        FROM address a JOIN binding b ON b.address = a.id JOIN person p ON p.id = b.person
        WHERE a.channel = ? AND a.account = ? AND a.sender = ?
        """

    static func decode(_ row: borrowing Query, _ session: Session) throws(StoreError) -> Person {
        let id = row.int64(0)
        guard let language = Language(rawValue: row.text(1)),
            let addresses = idList(in: row.optionalText(5))
        else { throw session.damaged("person", id) }
        var person = Person(id: PersonID(id))
        person.language = language
        person.notice = row.int(2)
        person.name = row.optionalInt64(3).map { ContentID($0) }
        person.addresses = addresses.map { ContentID($0) }
        if let text = row.optionalText(4) {
            guard let offices = jsonValue([Office].self, json: text) else {
                throw session.damaged("person", id)
            }
            person.offices = offices
        }
        if let text = row.optionalText(6) {
            guard let topics = jsonValue([String].self, json: text) else {
                throw session.damaged("person", id)
            }
            person.topics = Set(topics)
        }
        if let text = row.optionalText(7) {
            guard let dead = idList(in: text) else { throw session.damaged("person", id) }
            person.deadAddresses = dead.map { ContentID($0) }
        }
        person.stopsNotices = row.bool(8)
        person.wantsFewTexts = row.bool(9)
        person.newsOn = row.optionalInt(10).map { Day(ordinal: $0) }
        return person
    }

    static func encode(_ person: Person, in session: Session) throws(StoreError) {
        let row = try session.query(
            """
            INSERT OR REPLACE INTO person(id, language, notice, name, offices, addresses, topics,
                dead, stops, few, news)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        row.bind(1, person.id.value)
        row.bind(2, person.language.rawValue)
        row.bind(3, person.notice)
        row.bind(4, person.name?.value)
        row.bind(5, person.offices.isEmpty ? nil : try jsonText(person.offices))
        row.bind(6, idText(of: person.addresses.map(\.value)))
        row.bind(7, person.topics.isEmpty ? nil : try jsonText(person.topics.sorted()))
        row.bind(8, idText(of: person.deadAddresses.map(\.value)))
        row.bind(9, person.stopsNotices)
        row.bind(10, person.wantsFewTexts)
        row.bind(11, person.newsOn?.ordinal)
        try row.run()
    }
}

/// How a file stands in its row.
enum AttachmentRow {
    static let columns = "id, person, kind, handle, at, placed, fetched"

    static func decode(_ row: borrowing Query) -> AttachmentRecord {
        AttachmentRecord(
            id: row.int64(0),
            person: PersonID(row.int64(1)),
            kind: row.text(2),
            handle: ContentID(row.int64(3)),
            at: Instant(milliseconds: row.int64(4)),
            isPlaced: row.bool(5),
            isFetched: row.isNull(6) ? nil : row.bool(6)
        )
    }
}

extension Query {
    func instant(_ column: Int32) -> Instant? {
        optionalInt64(column).map { Instant(milliseconds: $0) }
    }
}
