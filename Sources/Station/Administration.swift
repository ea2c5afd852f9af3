package import Casework
internal import FoundationEssentials
internal import Messages
package import Store

/// What an operator does at the command line, through the same journal as everybody else.
package struct Administration: Sendable {
    let store: StationStore
    let turn: Turn

    package init(store: StationStore, desk: Desk) {
        self.store = store
        turn = Turn(store: store, desk: desk)
    }

    /// A no to the operator: the thing and the fact, and what to do.
    package struct Refusal: Error, Hashable, Sendable {
        package var message: String
        package var hint: String
    }

    /// Issues a one-time code for a person of the roster, or an officer of a unit.
    ///
    /// - Parameters:
    ///   - role: What the code gives.
    ///   - name: As it stands on the roster; for ``Role/unit`` the unit's name.
    ///   - until: An auditor's last day; nil where the roster has it, and for everybody else.
    /// - Returns: The code, to be handed over outside the desk within 24 hours.
    /// - Throws: ``Refusal`` when the roster does not allow it; ``StoreError``.
    package func invite(
        _ role: Role,
        name: String,
        until: Day? = nil
    ) async throws -> String {
        let turn = turn
        let result = try await store.write { session in
            let now = turn.desk.now()
            var draft = turn.desk.draft(at: now, view: session)
            let result = try draft.invite(role, name: name, until: until)
            var post = Post(turn: turn, session: session, now: now)
            if case .success = result {
                try post.carryOut(draft.decision, actor: nil, cause: nil)
            }
            return result
        }
        switch result {
        case .success(let code): return code
        case .failure(let fault): throw refusal(fault, role: role, name: name)
        }
    }

    /// One open invite, without its code, which is kept nowhere.
    package struct OpenInvite: Hashable, Sendable {
        package var id: Int64
        package var role: Role
        package var name: String
        package var until: Instant
    }

    package func openInvites() async throws -> [OpenInvite] {
        let now = turn.desk.now()
        return try await store.read { session in
            try session.openInvites(at: now).map { invite in
                let name = try session.person(invite.person)?.name.flatMap {
                    try session.words($0)
                }
                return OpenInvite(
                    id: invite.id,
                    role: invite.office.role,
                    name: name ?? "",
                    until: invite.until
                )
            }
        }
    }

    /// Ends every office, address and open invite of a person.
    ///
    /// - Parameter name: As it stands on the roster.
    /// - Returns: How many addresses were cut off.
    /// - Throws: ``Refusal`` when nobody of that name is enrolled; ``StoreError``.
    package func revoke(name: String) async throws -> Int {
        let turn = turn
        let count: Int? = try await store.write { session in
            let people = try session.people(named: name)
            guard !people.isEmpty else { return nil }
            let now = turn.desk.now()
            var draft = turn.desk.draft(at: now, view: session)
            for person in people {
                draft.revoke(person)
                try draft.cancelInvites(of: person.id)
            }
            var post = Post(turn: turn, session: session, now: now)
            try post.carryOut(draft.decision, actor: nil, cause: nil)
            // A feedback that was queued for them has become a debt, and the clerk is told.
            try post.deliver()
            return people.reduce(0) { $0 + $1.addresses.count }
        }
        guard let count else {
            throw Refusal(
                message: "cannot revoke: nobody of that name was ever invited",
                hint: "check the spelling against the roster, or run 'liaison invite --list'"
            )
        }
        return count
    }

    // MARK: - Quarantine

    package func quarantined() async throws -> [QuarantineEntry] {
        try await store.read { try $0.quarantineList() }
    }

    /// Applies a quarantined message again, as if it had just come.
    ///
    /// - Parameter id: The entry's number.
    /// - Throws: ``Refusal`` when there is no such open entry, when it cannot be read as a
    ///   message, or when it fails again: then it stays where it is.
    package func retry(_ id: Int64) async throws {
        let turn = turn
        do {
            try await store.write { session in
                let entry = try open(id, session)
                guard
                    let message = entry.raw.flatMap({
                        try? JSONDecoder().decode(Incoming.self, from: Data($0.utf8))
                    })
                else {
                    throw Refusal(
                        message: "entry \(id) is no message that can be applied",
                        hint: "read it at its channel, then run 'liaison quarantine drop \(id)'"
                    )
                }
                _ = try session.settleQuarantine(id, isRetried: true)
                let now = turn.desk.now()
                try session.append(
                    [.quarantineSettled(entry: id, isRetried: true)],
                    actor: nil,
                    cause: nil,
                    at: now
                )
                var hearing = Hearing(turn: turn, session: session, message: message, now: now)
                try hearing.hear()
            }
        } catch let error as Refusal {
            throw error
        } catch let error as StoreError where !error.isOfTheMessage {
            throw error
        } catch {
            throw Refusal(
                message: "entry \(id) failed again and stays in quarantine",
                hint: "drop it, or send the fault report without the message's words"
            )
        }
    }

    /// Gives a quarantined message up; its words are erased.
    ///
    /// - Parameter id: The entry's number.
    /// - Throws: ``Refusal`` when there is no such open entry; ``StoreError``.
    package func drop(_ id: Int64) async throws {
        let turn = turn
        try await store.write { session in
            _ = try open(id, session)
            _ = try session.settleQuarantine(id, isRetried: false)
            try session.append(
                [.quarantineSettled(entry: id, isRetried: false)],
                actor: nil,
                cause: nil,
                at: turn.desk.now()
            )
        }
    }

    private func open(_ id: Int64, _ session: Session) throws -> QuarantineEntry {
        guard let entry = try session.quarantineEntry(id), entry.state == .open else {
            throw Refusal(
                message: "there is no open quarantine entry \(id)",
                hint: "run 'liaison quarantine list'"
            )
        }
        return entry
    }

    private func refusal(_ fault: InviteFault, role: Role, name: String) -> Refusal {
        let who = "'\(name)'"
        switch fault {
        case .notOnRoster:
            return Refusal(
                message: "cannot invite \(who): not on the roster",
                hint: "import the roster, or add the person to config/station.yaml"
            )
        case .notADeputy:
            return Refusal(
                message: "cannot invite \(who) as \(role.rawValue): not a deputy",
                hint: "use --role staff, or add the person under 'deputies' in config"
            )
        case .notALeader:
            return Refusal(
                message: "cannot invite \(who) as leader: leads no group",
                hint: "set 'leader: true' for the deputy in config, or use --role deputy"
            )
        case .notAHead:
            return Refusal(
                message: "cannot invite \(who) as head: no deputy with that office",
                hint: "heads and deputy heads must be deputies with 'office: 站长' or '副站长'"
            )
        case .doesNotHold(let position):
            return Refusal(
                message: "cannot invite \(who) as \(role.rawValue): is not \(position.rawValue)",
                hint: "give the office in config/station.yaml or by 'liaison import'"
            )
        case .auditWithoutEnd:
            return Refusal(
                message: "cannot invite \(who) as auditor: no last day is known",
                hint: "name it, as in --until 2026-12-31"
            )
        case .auditTooLong:
            return Refusal(
                message: "cannot invite \(who) as auditor: the last day is past or over a year off",
                hint: "name a day from today to a year ahead, as in --until 2026-12-31"
            )
        case .noSuchUnit(let units):
            return Refusal(
                message: "cannot invite a unit \(who): no such unit",
                hint: "the units are \(units.joined(separator: ", "))"
            )
        case .noInviteForVoters:
            return Refusal(
                message: "nobody is invited as a voter",
                hint: "voters simply write to the desk"
            )
        }
    }
}
