package import Casework
internal import Store

/// Watches the holiday tables: a dropped file counts once it has stood still between two looks.
package actor HolidayWatch {
    private let stamp: @Sendable () -> String
    private let read: @Sendable () -> Result<WorkingDays, Fault>
    private let adopt: @Sendable (WorkingDays) -> Void
    private var taken: String
    private var seen: String

    /// What is wrong with a table, with file and line.
    package struct Fault: Error, Hashable, Sendable {
        package var description: String

        package init(_ description: String) { self.description = description }
    }

    /// What a look has found.
    package enum News: Hashable, Sendable {
        case none
        /// The tables were read and count from now on.
        case adopted
        /// A broken table is not taken: the old ones still count.
        case broken(Fault)
    }

    /// - Parameters:
    ///   - stamp: Changes whenever a table does.
    ///   - read: Reads all tables.
    ///   - adopt: Makes them count.
    package init(
        stamp: @escaping @Sendable () -> String,
        read: @escaping @Sendable () -> Result<WorkingDays, Fault>,
        adopt: @escaping @Sendable (WorkingDays) -> Void
    ) {
        self.stamp = stamp
        self.read = read
        self.adopt = adopt
        taken = stamp()
        seen = taken
    }

    /// Looks at the tables; each change is news once.
    package func look() -> News {
        let now = stamp()
        defer { seen = now }
        guard now != taken, now == seen else { return .none }
        taken = now
        switch read() {
        case .failure(let fault): return .broken(fault)
        case .success(let days):
            adopt(days)
            return .adopted
        }
    }
}

extension Settlement {
    /// What has become of the holiday tables: dates are counted again, or the clerk is told.
    func settle(_ news: HolidayWatch.News, _ session: Session) throws {
        let now = turn.desk.now()
        switch news {
        case .none: return
        case .adopted: try session.keep(Due(kind: .plan, at: now, subject: "now"))
        case .broken(let fault):
            var draft = turn.desk.draft(at: now, view: session)
            try draft.tell(
                all: .staff,
                .holidayTableBroken,
                [.text: .text(fault.description)]
            )
            try carryOut(draft, now, session)
        }
    }
}
