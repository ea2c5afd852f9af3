package import Casework
internal import Crypto
internal import FoundationEssentials
internal import GRDB
package import Messages

extension Session {
    /// Adds what happened to the journal, keeps its words beside it and brings the projections
    /// up to date, all or nothing.
    ///
    /// Content is proven by the first event that mentions it; what no event of the batch
    /// mentions is proven by its last. A `contentErased` among the events erases.
    ///
    /// - Parameters:
    ///   - events: What happened, in order.
    ///   - contents: The words that the events refer to for the first time.
    ///   - actor: Who did it; nil for the desk itself and for the operator.
    ///   - cause: The inbox row that it came from; nil for what no message caused.
    ///   - instant: When it happened.
    /// - Throws: A ``StoreError``; `constraint` when an event names what was never there.
    package func append(
        _ events: [Event],
        contents: [ContentID: String] = [:],
        actor: PersonID?,
        cause: Int64?,
        at instant: Instant
    ) throws {
        var unproven: [ContentID: [UInt8]] = [:]
        for (id, text) in contents.sorted(by: { $0.key < $1.key }) {
            unproven[id] = try insert(id, text)
        }
        for (index, event) in events.enumerated() {
            var proofs: [(ContentID, [UInt8])] = []
            for id in try ContentMentions.ids(in: event) {
                guard let digest = try unproven.removeValue(forKey: id) ?? waitingDigest(id),
                    !proofs.contains(where: { $0.0 == id })
                else { continue }
                proofs.append((id, digest))
            }
            if index == events.count - 1 {
                proofs += unproven.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            }
            try write(event, proofs, actor: actor, cause: cause, at: instant)
            try project(event, at: instant)
            if case .personForgotten(let person) = event { try forget(person, at: instant) }
            if case .contentErased(let erased, let reason) = event {
                try forget(erased, at: instant, keepsFiles: reason == Retention.contacts.reason)
            }
            try keepCopies(of: event)
        }
    }

    /// Erases words for good: their bytes, their copies in inbox, outbox, conversations and
    /// quarantine, and the files that came with them.
    ///
    /// The chain stays whole. When the transaction returns, the raw files hold nothing of it.
    /// What stands at the far side of a channel is asked for by rows of the outbox.
    package func erase(
        _ ids: [ContentID],
        reason: String,
        actor: PersonID?,
        at instant: Instant
    ) throws {
        let event = Event.contentErased(contents: ids, reason: reason)
        try append([event], actor: actor, cause: nil, at: instant)
    }

    // MARK: - Addresses

    /// The content that stands for an address; made when it is new.
    ///
    /// One sender on one account is one address, and its chat is the one first kept: keep the
    /// addresses of direct chats, not of groups.
    package func keepAddress(_ address: Messages.Address) throws -> ContentID {
        if let known = try addressID(address) { return known }
        let id = ContentID(try lastContent().value + 1)
        _ = try insert(id, try jsonText(address))
        let query = try query(
            "INSERT INTO address(channel, account, sender, id) VALUES (?, ?, ?, ?)"
        )
        query.bind(1, address.channel)
        query.bind(2, address.account)
        query.bind(3, address.sender)
        query.bind(4, id.value)
        try query.run()
        return id
    }

    /// Who an address belongs to now; nil when it is nobody's.
    package func person(
        at address: Messages.Address
    ) throws -> (person: Person, address: ContentID)? {
        let query = try query(PersonRow.selectionByAddress)
        query.bind(1, address.channel)
        query.bind(2, address.account)
        query.bind(3, address.sender)
        guard try query.step() else { return nil }
        return (try PersonRow.decode(query, self), ContentID(query.int64(PersonRow.width)))
    }

    /// Who is bound to an address; nil for nobody.
    package func holder(of address: ContentID) throws -> Person? {
        let query = try query(
            """
            SELECT \(PersonRow.columns) FROM binding b JOIN person p ON p.id = b.person
            WHERE b.address = ?
            """
        )
        query.bind(1, address.value)
        return try query.step() ? try PersonRow.decode(query, self) : nil
    }

    /// An address by its content; nil once it is erased.
    package func address(_ id: ContentID) throws -> Messages.Address? {
        guard let text = try words(id) else { return nil }
        guard let address = jsonValue(Messages.Address.self, json: text) else {
            throw damaged("content", id.value)
        }
        return address
    }

    private func addressID(_ address: Messages.Address) throws(StoreError) -> ContentID? {
        let query = try query(
            "SELECT id FROM address WHERE channel = ? AND account = ? AND sender = ?"
        )
        query.bind(1, address.channel)
        query.bind(2, address.account)
        query.bind(3, address.sender)
        return try query.step() ? ContentID(query.int64(0)) : nil
    }

    // MARK: - Writing

    /// Keeps one piece of content under a new salt.
    ///
    /// - Returns: SHA-256 of salt and bytes.
    private func insert(_ id: ContentID, _ text: String) throws(StoreError) -> [UInt8] {
        let salt = randomBytes(16)
        let query = try query("INSERT INTO content(id, salt, bytes) VALUES (?, ?, ?)")
        query.bind(1, id.value)
        query.bind(2, salt)
        query.bind(3, text)
        try query.run()
        return Chain.digest(salt: salt, text: text)
    }

    /// The digest of content that was kept before any event spoke of it.
    private func waitingDigest(_ id: ContentID) throws(StoreError) -> [UInt8]? {
        let query = try query(
            "SELECT salt, bytes FROM content WHERE id = ? AND proof IS NULL AND erased = 0"
        )
        query.bind(1, id.value)
        guard try query.step() else { return nil }
        return Chain.digest(salt: query.bytes(0), text: query.text(1))
    }

    private func write(
        _ event: Event,
        _ proofs: [(ContentID, [UInt8])],
        actor: PersonID?,
        cause: Int64?,
        at instant: Instant
    ) throws(StoreError) {
        let body: String
        do {
            body = try event.encoded()
        } catch {
            throw StoreError(.other, "cannot write an event as json")
        }
        let last = try journalHead()
        var entry = JournalEntry(
            seq: last.seq + 1,
            at: instant.milliseconds,
            actor: actor?.value,
            cause: cause,
            version: Event.version,
            body: body,
            proofs: proofs.map { "\($0.0.value):\(hexText($0.1))" }.joined(separator: ","),
            hash: []
        )
        entry.hash = Chain.hash(entry, after: last.hash)
        let query = try query(
            """
            INSERT INTO journal(seq, at, actor, cause, version, matter, body, proofs, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        query.bind(1, entry.seq)
        query.bind(2, entry.at)
        query.bind(3, entry.actor)
        query.bind(4, entry.cause)
        query.bind(5, entry.version)
        query.bind(6, event.matter?.code)
        query.bind(7, entry.body)
        query.bind(8, entry.proofs)
        query.bind(9, entry.hash)
        try query.run()
        for (id, _) in proofs {
            let query = try self.query("UPDATE content SET proof = ? WHERE id = ?")
            query.bind(1, entry.seq)
            query.bind(2, id.value)
            try query.run()
        }
        head = JournalHead(seq: entry.seq, hash: entry.hash)
    }

    /// The number of the newest entry; 0 while there is none.
    package func lastEntry() throws -> Int64 { try journalHead().seq }

    /// Where the chain ends, read inside this transaction.
    private func journalHead() throws(StoreError) -> JournalHead {
        if let head { return head }
        let query = try query("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")
        let read =
            try query.step()
            ? JournalHead(seq: query.int64(0), hash: query.bytes(1))
            : JournalHead(seq: 0, hash: Chain.start)
        head = read
        return read
    }
}

/// One row of the journal, as its hash covers it.
struct JournalEntry {
    var seq: Int64
    var at: Int64
    var actor: Int64?
    var cause: Int64?
    var version: Int
    var body: String
    /// `12:` and 64 hexadecimal digits for each content that is spoken of first here.
    var proofs: String
    var hash: [UInt8]

    static let columns = "seq, at, actor, cause, version, body, proofs, hash"

    init(
        seq: Int64,
        at: Int64,
        actor: Int64?,
        cause: Int64?,
        version: Int,
        body: String,
        proofs: String,
        hash: [UInt8]
    ) {
        self.seq = seq
        self.at = at
        self.actor = actor
        self.cause = cause
        self.version = version
        self.body = body
        self.proofs = proofs
        self.hash = hash
    }

    init(_ row: borrowing Query) {
        seq = row.int64(0)
        at = row.int64(1)
        actor = row.optionalInt64(2)
        cause = row.optionalInt64(3)
        version = row.int(4)
        body = row.text(5)
        proofs = row.text(6)
        hash = row.bytes(7)
    }
}

/// The journal's chain: each entry's hash covers the one before it.
enum Chain {
    /// What stands before the first entry.
    static let start = [UInt8](repeating: 0, count: 32)

    /// SHA-256 over the hash before, then each field in decimal or UTF-8 with its length in
    /// eight bytes before it; a field that is nil is empty.
    static func hash(_ entry: JournalEntry, after last: [UInt8]) -> [UInt8] {
        var hasher = SHA256()
        hasher.update(data: last)
        for field in [
            String(entry.seq), String(entry.at), entry.actor.map { String($0) } ?? "",
            entry.cause.map { String($0) } ?? "", String(entry.version), entry.body, entry.proofs,
        ] {
            var field = field
            field.withUTF8 { bytes in
                withUnsafeBytes(of: UInt64(bytes.count).bigEndian) {
                    hasher.update(bufferPointer: $0)
                }
                hasher.update(bufferPointer: UnsafeRawBufferPointer(bytes))
            }
        }
        return Array(hasher.finalize())
    }

    static func digest(salt: [UInt8], text: String) -> [UInt8] {
        var hasher = SHA256()
        hasher.update(data: salt)
        var text = text
        text.withUTF8 { hasher.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        return Array(hasher.finalize())
    }
}
