internal import GRDB

/// The tables of `relay.sqlite`, made and changed by numbered steps that are only ever added.
///
/// Times are milliseconds since 1970 UTC.
enum RelaySchema {
    /// `LIAR` in ASCII: says that a file is a relay's.
    static let applicationID = 0x4C49_4152

    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("0001-relay") { database in
            try database.execute(sql: "PRAGMA application_id = \(applicationID)")
            try database.execute(sql: tables)
        }
        migrator.registerMigration("0002-renewal") { database in
            try database.execute(sql: renewal)
        }
        migrator.registerMigration("0003-public-page") { database in
            try database.execute(sql: publicPage)
        }
        return migrator
    }()

    private static let publicPage = """
        -- What everybody may read of a station; a station that has taken it down has no row.
        CREATE TABLE public_page (
            station INTEGER PRIMARY KEY REFERENCES station (id),
            html BLOB NOT NULL,
            -- SHA-256 of the page.
            digest BLOB NOT NULL,
            at INTEGER NOT NULL
        ) STRICT;
        """

    private static let renewal = """
        -- With a secret it gives the next one: the same again when the answer was lost.
        ALTER TABLE session ADD COLUMN salt TEXT;
        -- When a photo of somebody forgotten goes; NULL while its person is there.
        ALTER TABLE file ADD COLUMN until INTEGER;
        -- Receipts that were faster than the answer that names what they are of.
        CREATE TABLE early_receipt (
            source TEXT NOT NULL,
            id TEXT NOT NULL,
            is_delivered INTEGER NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (source, id)
        ) STRICT, WITHOUT ROWID;
        """

    private static let tables = """
        CREATE TABLE station (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            -- The desk's own number, as its token begins.
            account INTEGER NOT NULL,
            -- The next update's number: it only ever grows, also when the file is made anew.
            next_update INTEGER NOT NULL,
            last_poll INTEGER,
            menu TEXT
        ) STRICT;
        CREATE TABLE chat (
            -- Random: a number that a made-anew file gives again would be taken for seen.
            id INTEGER PRIMARY KEY,
            station INTEGER NOT NULL REFERENCES station (id),
            -- 'page', or a webhook source.
            source TEXT NOT NULL,
            -- What the source calls the person; of the page, chance.
            sender TEXT NOT NULL,
            language TEXT,
            next_message INTEGER NOT NULL DEFAULT 1,
            -- Counts every change that its page has to hear of.
            revision INTEGER NOT NULL DEFAULT 0,
            -- When the person was last told that nobody is at the desk.
            told_away INTEGER,
            seen INTEGER NOT NULL,
            UNIQUE (station, source, sender)
        ) STRICT;
        CREATE TABLE message (
            chat INTEGER NOT NULL REFERENCES chat (id) ON DELETE CASCADE,
            id INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            is_desk INTEGER NOT NULL,
            -- Who made it: the page's post, the source's message, the station's send key.
            post TEXT,
            -- NULL once it is erased.
            text TEXT,
            buttons TEXT,
            photos TEXT,
            at INTEGER NOT NULL,
            stand INTEGER NOT NULL,
            wants_receipt INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (chat, id)
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX message_post ON message (chat, is_desk, post) WHERE post IS NOT NULL;
        CREATE INDEX message_revision ON message (chat, revision);
        CREATE INDEX message_at ON message (at);
        CREATE TABLE pending (
            station INTEGER NOT NULL,
            id INTEGER NOT NULL,
            chat INTEGER NOT NULL,
            -- The message that it brings; NULL for a receipt.
            message INTEGER,
            is_fetched INTEGER NOT NULL DEFAULT 0,
            at INTEGER NOT NULL,
            -- The update's JSON without its number.
            body BLOB NOT NULL,
            PRIMARY KEY (station, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX pending_chat ON pending (chat);
        CREATE TABLE file (
            id TEXT PRIMARY KEY,
            chat INTEGER NOT NULL REFERENCES chat (id) ON DELETE CASCADE,
            post TEXT NOT NULL,
            type TEXT NOT NULL,
            width INTEGER NOT NULL,
            height INTEGER NOT NULL,
            at INTEGER NOT NULL,
            -- Where a source keeps it; NULL once it is here.
            url TEXT,
            tries INTEGER NOT NULL DEFAULT 0,
            next_try INTEGER,
            bytes BLOB,
            UNIQUE (chat, post)
        ) STRICT;
        CREATE INDEX file_next ON file (next_try) WHERE next_try IS NOT NULL;
        CREATE TABLE session (
            id INTEGER PRIMARY KEY,
            chat INTEGER NOT NULL REFERENCES chat (id) ON DELETE CASCADE,
            -- SHA-256 of the secret in the cookie.
            digest BLOB NOT NULL UNIQUE,
            -- The one before, until the new one was seen.
            previous BLOB UNIQUE,
            -- When the new one was first seen.
            settled INTEGER,
            made INTEGER NOT NULL,
            seen INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE posting (
            chat INTEGER NOT NULL REFERENCES chat (id) ON DELETE CASCADE,
            message INTEGER NOT NULL,
            source TEXT NOT NULL,
            -- The idempotency key at the gateway.
            key TEXT NOT NULL,
            tries INTEGER NOT NULL DEFAULT 0,
            -- NULL when it has ended.
            next_try INTEGER,
            remote TEXT,
            PRIMARY KEY (chat, message)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX posting_next ON posting (source, next_try) WHERE next_try IS NOT NULL;
        CREATE INDEX posting_key ON posting (source, key);
        CREATE INDEX posting_remote ON posting (source, remote) WHERE remote IS NOT NULL;
        CREATE TABLE hook_seen (
            source TEXT NOT NULL,
            id TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (source, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX hook_seen_at ON hook_seen (at);
        """
}
