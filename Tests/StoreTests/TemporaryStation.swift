import Casework
import Foundation
import Messages
import Store
import Testing

/// A data folder of its own for one test, removed when the test lets go of it.
final class TemporaryStation: Sendable {
    let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "liaison-store-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false
        )
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var database: String { folder + "/station.sqlite" }

    func open(
        as opening: StationStore.Opening = .service,
        pageLimit: Int? = nil
    ) throws -> StationStore {
        try StationStore(folder: folder, as: opening, pageLimit: pageLimit)
    }

    /// The folder as a power cut at this moment would leave it.
    func copy() throws -> TemporaryStation {
        let other = try TemporaryStation()
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            try FileManager.default.copyItem(
                atPath: folder + "/" + name,
                toPath: other.folder + "/" + name
            )
        }
        return other
    }

    /// Every byte of every file that holds them.
    func files(containing text: String) throws -> [String] {
        let needle = Data(text.utf8)
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
        return names.filter { name in
            let data = FileManager.default.contents(atPath: folder + "/" + name)
            return data?.range(of: needle) != nil
        }.sorted()
    }
}

let noon = Instant(milliseconds: 1_795_000_000_000)

func home(_ sender: String, account: String = "7001") -> Messages.Address {
    Messages.Address(channel: "botapi", account: account, chat: sender, sender: sender)
}

func number(_ serial: Int) -> MatterNumber { MatterNumber(year: 2026, serial: serial) }

/// A day of the test's own.
func day(_ text: String) throws -> Day { try #require(Day(text)) }

func entry(
    _ key: String,
    text: String = "路灯坏了",
    sender: PersonID? = nil,
    album: String? = nil,
    place: FarPlace? = nil
) -> InboxEntry {
    InboxEntry(
        key: key,
        channel: "botapi",
        account: "7001",
        sender: sender,
        receivedAt: noon,
        sentAt: noon,
        text: text,
        album: album,
        place: place
    )
}

func draft(
    _ chat: String,
    _ text: String,
    rank: OutboxRank = .reply,
    purpose: Effect.Purpose = .reply,
    address: ContentID? = nil,
    answers: Int64? = nil,
    notAfter: Instant? = nil,
    account: String = "7001"
) -> OutboxDraft {
    OutboxDraft(
        channel: "botapi",
        account: account,
        chat: chat,
        address: address,
        purpose: purpose,
        rank: rank,
        kind: "acknowledged",
        text: text,
        answers: answers,
        notAfter: notAfter
    )
}

/// The facts of a matter, by way of JSON: the filing is made by decisions alone.
func filing(
    _ serial: Int,
    owner: Int64,
    words: ContentID,
    group: Int? = nil,
    digest: String = "d0"
) throws -> Event {
    var fields: [String: Any] = [
        "number": number(serial).description, "owner": owner, "filedBy": owner,
        "words": words.value, "isAnonymous": false, "isConfidential": false,
        "codeDigest": digest, "screenBy": "2026-11-27",
    ]
    if let group { fields["group"] = group }
    let data = try JSONSerialization.data(
        withJSONObject: ["matterRegistered": ["_0": fields]]
    )
    return try Event(json: String(decoding: data, as: UTF8.self))
}

extension Session {
    /// A voter who writes from an address for the first time.
    @discardableResult
    func meet(_ sender: String) throws -> (person: PersonID, address: ContentID) {
        let id = PersonID(try lastPerson().value + 1)
        let content = try keepAddress(home(sender))
        try append(
            [.personMet(person: id, address: content, language: .zh)],
            actor: id,
            cause: nil,
            at: noon
        )
        return (id, content)
    }

    /// A matter with its words, filed by a message.
    @discardableResult
    func file(
        _ serial: Int,
        by person: PersonID,
        words: String,
        cause: Int64? = nil,
        group: Int? = nil
    ) throws -> ContentID {
        let content = ContentID(try lastContent().value + 1)
        try append(
            [
                try filing(
                    serial,
                    owner: person.value,
                    words: content,
                    group: group,
                    digest: "d\(serial)"
                )
            ],
            contents: [content: words],
            actor: person,
            cause: cause,
            at: noon
        )
        return content
    }
}
