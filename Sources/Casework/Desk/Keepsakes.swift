/// A file that somebody sent, and where it stands.
package struct AttachmentRecord: Hashable, Sendable, Codable {
    package var id: Int64
    package var person: PersonID
    /// `photo`, `voice`, `video` and so on.
    package var kind: String
    /// What the channel wants to hear when it is fetched.
    package var handle: ContentID
    package var at: Instant
    /// True once it belongs to a matter, a note or an item of the queue.
    package var isPlaced: Bool
    /// nil while it is wanted, then whether it was fetched.
    package var isFetched: Bool?

    package init(
        id: Int64,
        person: PersonID,
        kind: String,
        handle: ContentID,
        at: Instant,
        isPlaced: Bool = false,
        isFetched: Bool? = nil
    ) {
        self.id = id
        self.person = person
        self.kind = kind
        self.handle = handle
        self.at = at
        self.isPlaced = isPlaced
        self.isFetched = isFetched
    }
}

/// Something that a person at the station has to look at (未分拣).
package struct UnsortedItem: Hashable, Sendable, Codable {
    /// Its number in the queue; never reused.
    package var item: Int
    package var person: PersonID
    /// `text`, `voice`, `photo`, `video`, `document`, `callback` and so on.
    package var kind: String
    package var words: ContentID?
    /// What the sender said later that belongs to it; nil for nothing.
    package var more: [ContentID]?
    package var attachments: [Int64]
    package var at: Instant
    package var isSettled: Bool

    package init(
        item: Int,
        person: PersonID,
        kind: String,
        words: ContentID?,
        attachments: [Int64],
        at: Instant,
        isSettled: Bool = false
    ) {
        self.item = item
        self.person = person
        self.kind = kind
        self.words = words
        self.attachments = attachments
        self.at = at
        self.isSettled = isSettled
    }
}
