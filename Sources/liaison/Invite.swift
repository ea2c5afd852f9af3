import ArgumentParser
import Casework
import QRCode
import Station
import Store

/// `liaison invite`: a one-time code for a person of the roster.
struct Invite: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints a one-time code that binds a person of the roster to a role.",
        discussion: """
            The person sends '绑定 CODE' or 'bind CODE' to the desk within 24 hours. The code is \
            shown once and kept nowhere. An auditor's rights end by themselves after --until; the \
            name may be of somebody who is not on the roster. Works beside a running service.
            """
    )

    @OptionGroup var folders: Folders

    @Option(
        help: "staff, head, deputy, leader, unit, presidium, adviser, auditor or committee.",
        transform: {
            guard let role = Role(rawValue: $0), role != .voter else {
                throw ValidationError("no role '\($0)'")
            }
            return role
        }
    )
    var role: Role?

    @Option(help: "A name of the roster; with --role unit, the unit's name.")
    var name: String?

    @Option(
        help: "With --role auditor, the last day on which the auditor may look: 2026-12-31.",
        transform: {
            guard let day = Day($0) else { throw ValidationError("'\($0)' is no date") }
            return day
        }
    )
    var until: Day?

    @Option(help: "The station's page: prints a link and a QR code that open it ready to bind.")
    var page: String?

    @Flag(help: "List the codes that are open, by role and name.")
    var list = false

    func validate() throws {
        if !list, role == nil || name == nil {
            throw ValidationError("--role and --name are needed, or --list")
        }
        if until != nil, role != .auditor {
            throw ValidationError("--until goes with --role auditor; all others end by the roster")
        }
        if let page, !page.hasPrefix("https://"), !page.hasPrefix("http://") {
            throw ValidationError("--page is an address like https://desk.example/shiqiaotou/")
        }
    }

    func run() async throws {
        let store = try folders.store(as: .verb)
        let administration = Administration(store: store, desk: try folders.desk())
        if list {
            for invite in try await administration.openInvites() {
                let until = Day(of: invite.until).text
                Console.print(
                    "\(invite.id)\t\(invite.role.rawValue)\t\(invite.name)\tuntil \(until)"
                )
            }
        } else if let role, let name {
            let code = try await administration.invite(role, name: name, until: until)
            Console.print(code)
            if let page { showLink(page, code) }
        }
        try store.close()
    }

    /// The code as something to tap or to point a phone's camera at.
    private func showLink(_ page: String, _ code: String) {
        let link = page + (page.hasSuffix("/") ? "" : "/") + "?c=" + code
        Console.print(link)
        guard let drawn = try? QRSymbol(link) else { return }
        Console.print(drawn.terminal(usesColour: Console.showsColour))
    }
}
