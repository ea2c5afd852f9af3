internal import Casework
internal import GRDB

/// The tables of `station.sqlite`, made and changed by numbered steps that are only ever added.
enum Schema {
    /// `LIAI` in ASCII: says that a file is a station's.
    static let applicationID = 0x4C49_4149

    /// What a replay of the journal gives again, in full and in order.
    static let projections = [
        "person", "binding", "office", "subscription", "invite", "matter", "proposal", "record",
        "attachment", "item", "confirmation", "reminder",
        "reception", "booking", "told", "planned", "timing", "holidays_known",
        "attachment", "item", "confirmation", "reminder", "broadcast",
        "appointment",
    ]

    /// Brings the file to this program's version, or says why it cannot.
    static func prepare(
        _ writer: any DatabaseWriter,
        at path: String,
        mayWrite: Bool
    ) throws {
        let applied = try writer.read { database in
            try check(database, at: path)
            return try migrator.appliedIdentifiers(database).count
        }
        guard applied < migrator.migrations.count else { return }
        guard mayWrite else {
            throw StoreError(
                .missing,
                "cannot read store at '\(path)': it was never started with this version",
                hint: "start the service once, so that it brings the file up to date"
            )
        }
        try migrator.migrate(writer)
    }

    private static func check(_ database: Database, at path: String) throws {
        let mark = try Int.fetchOne(database, sql: "PRAGMA application_id")
        // A start that is killed before its first step leaves the list of steps, empty.
        let isEmpty =
            try Int.fetchOne(
                database,
                sql: "SELECT count(*) FROM sqlite_schema WHERE tbl_name != 'grdb_migrations'"
            ) == 0
        guard isEmpty || mark == applicationID else {
            throw StoreError(
                .corrupt,
                "cannot open store at '\(path)': it is no station database",
                hint: "pass the station's own data folder with --data"
            )
        }
        guard try !migrator.hasBeenSuperseded(database) else {
            throw StoreError(
                .newer,
                "cannot open store at '\(path)': it was written by a newer liaison",
                hint: "run the newer program, or restore a backup from before the update"
            )
        }
    }

    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("0001-station") { database in
            try database.execute(sql: "PRAGMA application_id = \(applicationID)")
            try database.execute(sql: custody + projected)
        }
        migrator.registerMigration("0002-receipts") { database in
            try database.execute(sql: receipts)
        }
        migrator.registerMigration("0003-deletion") { database in
            try database.execute(sql: deletion)
        }
        migrator.registerMigration("0004-course") { database in
            try database.execute(sql: course)
        }
        migrator.registerMigration("0005-time") { database in
            try database.execute(sql: time)
        }
        migrator.registerMigration("0006-broadcasts") { database in
            try database.execute(sql: projectedBroadcasts + copies)
        }
        migrator.registerMigration("0007-guarding") { database in
            try database.execute(sql: guarding)
        }
        migrator.registerMigration("0008-records") { database in
            try database.execute(sql: records)
        }
        migrator.registerMigration("0009-roster") { database in
            try database.execute(sql: roster)
        }
        migrator.registerMigration("0010-duty-acts") { database in
            try database.execute(sql: dutyActs)
        }
        migrator.registerMigration("0011-news") { database in
            try database.execute(sql: news + acceptedClock)
        }
        return migrator
    }()

    /// What only the journal shows as a deputy's work: few events, found by their actor.
    private static let dutyActs = """
        CREATE INDEX journal_duty ON journal(actor, at) WHERE \(isDutyAct);

        """

    /// True for the body of an event that a duty record counts; the same words in index and query.
    static let isDutyAct = Event.dutyActs.map { "instr(body, '\"\($0)\"') > 0" }
        .joined(separator: " OR ")

    /// The lesser facts of a matter's course, and what it was merged into.
    private static let course = """
        ALTER TABLE matter ADD COLUMN course TEXT;
        ALTER TABLE matter ADD COLUMN merged_into INTEGER;
        CREATE INDEX matter_merged ON matter(merged_into) WHERE merged_into IS NOT NULL;
        """

    /// The projections alone: what a replay writes into.
    static func makeProjections(_ database: Database) throws {
        try database.execute(
            sql: projected + course + time + projectedBroadcasts + guarding + records + roster
                + news
        )
    }

    // Integers are 64-bit, instants UTC milliseconds, days counted from 1970-01-01; the numbers
    // of matters and notes are year * 1 000 000 000 + serial. Lists of ids are written `12,15`.

    private static let custody = """
        CREATE TABLE meta(
            name TEXT PRIMARY KEY, value BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE service_state(
            id INTEGER PRIMARY KEY CHECK (id = 1), running INTEGER NOT NULL, last_instant INTEGER
        ) STRICT;
        INSERT INTO service_state(id, running) VALUES (1, 0);

        CREATE TABLE inbox(
            id INTEGER PRIMARY KEY, key BLOB NOT NULL, channel TEXT NOT NULL,
            account TEXT NOT NULL, person INTEGER, received_at INTEGER NOT NULL,
            sent_at INTEGER NOT NULL, text TEXT, album BLOB,
            subject_kind INTEGER, subject INTEGER, words INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX inbox_key ON inbox(key);
        CREATE INDEX inbox_album ON inbox(album) WHERE album IS NOT NULL;
        CREATE INDEX inbox_words ON inbox(words) WHERE words IS NOT NULL;
        CREATE TABLE in_hand(
            key BLOB PRIMARY KEY, deaths INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE journal(
            seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor INTEGER, cause INTEGER,
            version INTEGER NOT NULL, matter INTEGER, body TEXT NOT NULL,
            proofs TEXT NOT NULL, hash BLOB NOT NULL
        ) STRICT;
        CREATE INDEX journal_matter ON journal(matter) WHERE matter IS NOT NULL;
        CREATE INDEX journal_cause ON journal(cause) WHERE cause IS NOT NULL;
        CREATE TABLE content(
            id INTEGER PRIMARY KEY, salt BLOB, bytes TEXT, proof INTEGER,
            erased INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE TABLE address(
            channel TEXT NOT NULL, account TEXT NOT NULL, sender TEXT NOT NULL,
            id INTEGER NOT NULL, PRIMARY KEY (channel, account, sender)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX address_id ON address(id);

        CREATE TABLE conversation(
            person INTEGER PRIMARY KEY, json TEXT NOT NULL, at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE outbox(
            id INTEGER PRIMARY KEY, state INTEGER NOT NULL, rank INTEGER NOT NULL,
            channel TEXT NOT NULL, account TEXT NOT NULL, chat TEXT NOT NULL, address INTEGER,
            purpose INTEGER NOT NULL, about INTEGER, part INTEGER, kind TEXT NOT NULL,
            fields TEXT, text TEXT NOT NULL, buttons TEXT, answers INTEGER, not_before INTEGER,
            not_after INTEGER, key BLOB NOT NULL, tries INTEGER NOT NULL DEFAULT 0,
            queued_at INTEGER NOT NULL, ended_at INTEGER, remote TEXT, reason TEXT
        ) STRICT;
        CREATE INDEX outbox_queue ON outbox(id) WHERE state = 0 AND rank < 2;
        CREATE INDEX outbox_broadcast ON outbox(id) WHERE state = 0 AND rank = 2;
        CREATE INDEX outbox_sending ON outbox(id) WHERE state = 1;
        CREATE INDEX outbox_expiry ON outbox(not_after) WHERE state = 0 AND not_after IS NOT NULL;
        CREATE INDEX outbox_retry ON outbox(not_before)
            WHERE state = 0 AND not_before IS NOT NULL;
        CREATE INDEX outbox_answers ON outbox(answers) WHERE answers IS NOT NULL;
        CREATE INDEX outbox_reminder ON outbox(about, state) WHERE purpose = 3;

        CREATE TABLE due(
            id INTEGER PRIMARY KEY, kind TEXT NOT NULL, at INTEGER NOT NULL,
            subject TEXT NOT NULL, UNIQUE (kind, subject)
        ) STRICT;
        CREATE INDEX due_at ON due(at);
        CREATE TABLE strike(
            id INTEGER PRIMARY KEY, kind TEXT NOT NULL, person INTEGER NOT NULL,
            at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX strike_at ON strike(kind, at);
        CREATE TABLE cursor(
            channel TEXT NOT NULL, account TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (channel, account)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE fetch(
            attachment INTEGER PRIMARY KEY, tries INTEGER NOT NULL, not_before INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE quarantine(
            id INTEGER PRIMARY KEY, key BLOB NOT NULL, channel TEXT NOT NULL,
            account TEXT NOT NULL, raw TEXT, reason TEXT NOT NULL, person INTEGER,
            at INTEGER NOT NULL, state INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX quarantine_open ON quarantine(id) WHERE state = 0;

        """

    // Digests instead of chats, as in the inbox: erasing a person leaves nothing to erase here.

    private static let receipts = """
        ALTER TABLE outbox ADD COLUMN promised TEXT;
        CREATE INDEX outbox_remote ON outbox(remote) WHERE promised IS NOT NULL;
        CREATE TABLE receipt(
            id INTEGER PRIMARY KEY, key BLOB NOT NULL, message BLOB NOT NULL,
            stand TEXT NOT NULL, sent_at INTEGER NOT NULL, received_at INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX receipt_key ON receipt(key);
        CREATE INDEX receipt_message ON receipt(message);
        CREATE TABLE polled(
            channel TEXT NOT NULL, account TEXT NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY (channel, account)
        ) STRICT, WITHOUT ROWID;

        """

    // Where a delivery stands at the far side: its message's number there, a space, its chat.

    private static let deletion = """
        ALTER TABLE inbox ADD COLUMN place TEXT;

        """

    // Receptions are named by their origin, the day that the lunar calendar gives them.

    private static let time = """
        CREATE TABLE reception(
            origin INTEGER PRIMARY KEY, body TEXT NOT NULL
        ) STRICT;
        CREATE TABLE booking(
            id INTEGER PRIMARY KEY, reception INTEGER NOT NULL, person INTEGER NOT NULL,
            for_other INTEGER NOT NULL, topic INTEGER, at INTEGER NOT NULL,
            cancelled INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX booking_reception ON booking(reception) WHERE cancelled = 0;
        CREATE INDEX booking_person ON booking(person) WHERE cancelled = 0;
        CREATE TABLE told(
            reception INTEGER NOT NULL, person INTEGER NOT NULL,
            PRIMARY KEY (reception, person)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE planned(
            key TEXT PRIMARY KEY, stand TEXT NOT NULL, at INTEGER NOT NULL,
            people INTEGER NOT NULL, reported INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX planned_missed ON planned(at) WHERE stand = 'missed' AND reported = 0;
        CREATE TABLE timing(
            reminder TEXT PRIMARY KEY, days INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE holidays_known(
            id INTEGER PRIMARY KEY CHECK (id = 1), years TEXT
        ) STRICT;

        """

    // A copy becomes a row of the outbox when its turn comes: until then it is two numbers here,
    // and who leaves meanwhile has nothing to be taken back.

    private static let copies = """
        CREATE TABLE recipient(
            broadcast INTEGER NOT NULL, person INTEGER NOT NULL, stand INTEGER NOT NULL,
            PRIMARY KEY (broadcast, person)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX recipient_waiting ON recipient(broadcast, person) WHERE stand = 0;
        CREATE INDEX recipient_queued ON recipient(broadcast, person) WHERE stand = 1;
        CREATE INDEX outbox_copy ON outbox(about, part) WHERE purpose = 4;

        """

    private static let projectedBroadcasts = """
        ALTER TABLE person ADD COLUMN dead TEXT;
        ALTER TABLE person ADD COLUMN stops INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE broadcast(
            id INTEGER PRIMARY KEY, is_open INTEGER NOT NULL, body TEXT NOT NULL,
            members TEXT NOT NULL
        ) STRICT;
        CREATE INDEX broadcast_open ON broadcast(id) WHERE is_open = 1;

        """

    // What guards a matter, as JSON; NULL where nothing does, as for most.

    private static let guarding = """
        ALTER TABLE matter ADD COLUMN guarding TEXT;
        CREATE INDEX matter_owes ON matter(number)
            WHERE json_extract(guarding, '$.owesTelling') = 1;
        CREATE INDEX matter_raised ON matter(number)
            WHERE json_extract(guarding, '$.escalation.stand') = 'raised';
        CREATE INDEX matter_village ON matter(village, filed_at) WHERE village IS NOT NULL;
        CREATE INDEX matter_topic ON matter(topic, filed_at) WHERE topic IS NOT NULL;

        """

    // Notes and whatever else stands in the station's books under a number: one table for all.

    private static let records = """
        CREATE TABLE record(
            kind TEXT NOT NULL, number INTEGER NOT NULL, person INTEGER, party INTEGER,
            day INTEGER, is_open INTEGER NOT NULL, tag TEXT, body TEXT NOT NULL,
            PRIMARY KEY (kind, number)
        ) STRICT;
        CREATE INDEX record_person ON record(kind, person) WHERE person IS NOT NULL;
        CREATE INDEX record_day ON record(kind, day) WHERE day IS NOT NULL;
        CREATE INDEX record_open ON record(kind, number) WHERE is_open = 1;
        INSERT INTO record(kind, number, person, party, day, is_open, tag, body)
            SELECT 'note', number, deputy, json_extract(body, '$.group'),
                json_extract(body, '$.date.ordinal'), 0, json_extract(body, '$.kind'), body
            FROM note;
        DROP TABLE note;

        """

    // How often a person wants to hear, and when that was last.

    private static let news = """
        ALTER TABLE person ADD COLUMN few INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE person ADD COLUMN news INTEGER;

        """

    private static let acceptedClock = """
        ALTER TABLE service_state ADD COLUMN accepted INTEGER;

        """

    // Who was what from when to when; few, and read together.

    private static let roster = """
        CREATE TABLE appointment(
            id INTEGER PRIMARY KEY, body TEXT NOT NULL
        ) STRICT;

        """

    private static let projected = """
        CREATE TABLE person(
            id INTEGER PRIMARY KEY, language TEXT NOT NULL, notice INTEGER NOT NULL,
            name INTEGER, offices TEXT, addresses TEXT, topics TEXT
        ) STRICT;
        CREATE INDEX person_name ON person(name) WHERE name IS NOT NULL;
        CREATE TABLE binding(
            address INTEGER PRIMARY KEY, person INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE office(
            role TEXT NOT NULL, person INTEGER NOT NULL, PRIMARY KEY (role, person)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE subscription(
            topic TEXT NOT NULL, person INTEGER NOT NULL, PRIMARY KEY (topic, person)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE invite(
            id INTEGER PRIMARY KEY, digest TEXT NOT NULL, until INTEGER NOT NULL,
            is_open INTEGER NOT NULL, body TEXT NOT NULL
        ) STRICT;
        CREATE INDEX invite_digest ON invite(digest);
        CREATE TABLE matter(
            number INTEGER PRIMARY KEY, state INTEGER NOT NULL, owner INTEGER,
            filed_by INTEGER NOT NULL, filed_at INTEGER NOT NULL, words TEXT NOT NULL,
            place INTEGER, name INTEGER, phone INTEGER, village TEXT, party INTEGER, topic TEXT,
            kind TEXT, flags INTEGER NOT NULL, code_digest TEXT NOT NULL,
            screen_by INTEGER NOT NULL, accepted_at INTEGER, verified TEXT, unit TEXT,
            assigned_at INTEGER, due INTEGER, answers TEXT, feedbacks TEXT, rating TEXT,
            urges INTEGER NOT NULL, urged_at INTEGER, decline_reason TEXT, decline_words INTEGER, redirect INTEGER,
            ended_at INTEGER, basis TEXT, basis_at INTEGER, attachments TEXT
        ) STRICT;
        CREATE INDEX matter_state ON matter(state, due);
        CREATE INDEX matter_owner ON matter(owner, state) WHERE owner IS NOT NULL;
        CREATE INDEX matter_filed_by ON matter(filed_by);
        CREATE INDEX matter_unit ON matter(unit, state) WHERE unit IS NOT NULL;
        CREATE INDEX matter_party ON matter(party, state) WHERE party IS NOT NULL;
        CREATE UNIQUE INDEX matter_code ON matter(code_digest);
        CREATE INDEX matter_basis ON matter(basis_at) WHERE basis_at IS NOT NULL;
        CREATE TABLE proposal(
            number INTEGER PRIMARY KEY, action TEXT NOT NULL, step INTEGER NOT NULL,
            by INTEGER NOT NULL, at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE note(
            number INTEGER PRIMARY KEY, deputy INTEGER NOT NULL, body TEXT NOT NULL
        ) STRICT;
        CREATE INDEX note_deputy ON note(deputy, number);
        CREATE TABLE attachment(
            id INTEGER PRIMARY KEY, person INTEGER NOT NULL, kind TEXT NOT NULL,
            handle INTEGER NOT NULL, at INTEGER NOT NULL, placed INTEGER NOT NULL,
            fetched INTEGER
        ) STRICT;
        CREATE INDEX attachment_wanted ON attachment(id) WHERE fetched IS NULL;
        CREATE INDEX attachment_loose ON attachment(person, at) WHERE placed = 0;
        CREATE INDEX attachment_handle ON attachment(handle);
        CREATE TABLE item(
            item INTEGER PRIMARY KEY, settled INTEGER NOT NULL, body TEXT NOT NULL
        ) STRICT;
        CREATE INDEX item_open ON item(item) WHERE settled = 0;
        CREATE TABLE confirmation(
            person INTEGER PRIMARY KEY, body TEXT NOT NULL
        ) STRICT;
        CREATE TABLE reminder(
            id INTEGER PRIMARY KEY, reception INTEGER NOT NULL, body TEXT NOT NULL
        ) STRICT;
        CREATE INDEX reminder_reception ON reminder(reception);

        """
}
