package import Casework
package import Messages
internal import GRDB

extension Session {
    package func append(_ events: [Event], contents: [ContentID: String] = [:], actor: PersonID?, cause: Int64?, at instant: Instant) throws { fatalError() }
    package func keepAddress(_ address: Address) throws -> ContentID { fatalError() }
    package func person(at address: Address) throws -> (person: Person, address: ContentID)? { fatalError() }
    package func address(_ id: ContentID) throws -> Address? { fatalError() }
    package func erase(_ ids: [ContentID], reason: String, actor: PersonID?, at instant: Instant) throws -> [Int64] { fatalError() }
}
package struct Finding: Hashable, Sendable {
    package var code: String
    package var message: String
}
package struct StoreSummary: Hashable, Sendable {
    package var messages: Int
    package var events: Int
    package var matters: Int
    package var people: Int
    package var outbox: [OutboxState: Int]
    package var quarantined: Int
}
extension StationStore {
    func scrub(_ database: Database, of texts: [String]) throws { fatalError() }
    package func verify() throws -> [Finding] { fatalError() }
    package func summary() throws -> StoreSummary { fatalError() }
}
