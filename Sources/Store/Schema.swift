internal import GRDB

/// The tables of `station.sqlite`, made and changed by numbered steps that are only ever added.
enum Schema {
    /// `LIAI` in ASCII: says that a file is a station's.
    static let applicationID = 0x4C49_4149

    /// What a replay of the journal gives again, in full and in order.
    static let projections = [
        "person", "binding", "office", "subscription", "invite", "matter", "proposal", "note",
        "attachment", "item", "confirmation", "reminder",
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
        let isEmpty =
            try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
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
        return migrator
    }()

    /// The projections alone: what a replay writes into.
    static func makeProjections(_ database: Database) throws {
        try database.execute(sql: projected)
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
