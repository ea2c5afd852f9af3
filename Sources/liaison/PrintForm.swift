import ArgumentParser
import Casework
import Papers
import QRCode
import Station
import Store

/// `liaison print`: one sheet of paper as HTML that prints with no network.
struct PrintForm: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "print",
        abstract: "Writes one printed form as HTML: open it and print it on A4.",
        discussion: """
            FORM is one of \(PrintedForm.allCases.map { "\($0.rawValue) (\($0.title))" }
                .joined(separator: ", ")).
            Names and phones are masked. With --unmask they are written out; who asked for it and \
            why is recorded with the matter first.
            """
    )

    @OptionGroup var folders: Folders

    @Argument(help: "The form, by either name.")
    var form: String

    @Argument(help: "A matter's number, a note's number, or a date, as the form needs.")
    var subject: String?

    @Option(help: "The file to write; standard output when it is left out.")
    var out: String?

    @Option(help: "Write names and phones out, for this reason.")
    var unmask: String?

    @Option(name: .customLong("by"), help: "Who asks for names in full: a clerk or a head.")
    var asker: String?

    @Option(help: "The address of the page, for the poster's QR code.")
    var page: String?

    @Option(help: "Pretend that it is this time: 2026-11-20T09:00 at the station.")
    var now: String?

    func run() async throws {
        guard let wanted = PrintedForm(named: form) else {
            throw ValidationError(
                "no form is called '\(form)'; one of: "
                    + PrintedForm.allCases.map(\.rawValue).joined(separator: ", ")
            )
        }
        let clock = try StationClock(now)
        if let unmask { try await record(unmask, wanted, clock) }
        let html = try folders.papers(at: clock.now()) { maker in
            var maker = maker
            maker.isUnmasked = unmask != nil
            return try make(wanted, maker)
        }
        try Output.write(html, to: out)
    }

    private func make(_ wanted: PrintedForm, _ maker: PaperMaker) throws -> String {
        switch wanted.subject {
        case .matter:
            guard let matter = try maker.draft.view.matter(try number()) else { throw absent }
            return try maker.form(wanted, of: matter)
        case .day:
            guard let day = subject.map({ Day($0) }) ?? maker.draft.today else {
                throw ValidationError("'\(subject ?? "")' is no date; write 2026-11-24")
            }
            guard let html = try maker.notice(of: day) else {
                throw OperatorError(
                    message: "there is no reception on \(day.text)",
                    hint: "see the days with 'liaison calendar'"
                )
            }
            return html
        case .note:
            guard let number = NoteNumber(subject ?? ""),
                let note = try maker.draft.view.record(number)
            else { throw absent }
            return try maker.inspection(note)
        case .nothing where wanted == .board: return try maker.board()
        case .nothing:
            do {
                return try maker.poster(page: page)
            } catch let error as QRFault {
                throw OperatorError(message: error.message, hint: error.hint)
            }
        }
    }

    private func record(_ reason: String, _ wanted: PrintedForm, _ clock: StationClock) async throws
    {
        guard wanted.subject == .matter else {
            throw ValidationError("--unmask is for the forms of a matter")
        }
        guard let asker else { throw ValidationError("--unmask needs --by NAME, who asks for it") }
        let number = try number()
        let store = try folders.store(as: .verb)
        defer { try? store.close() }
        try await Administration(store: store, desk: try folders.desk(now: clock.now))
            .recordUnmasking(of: number, reason: reason, by: asker)
    }

    private func number() throws -> MatterNumber {
        guard let number = MatterNumber(subject ?? "") else {
            throw ValidationError("write the matter's whole number, such as 2026-0042")
        }
        return number
    }

    private var absent: OperatorError {
        OperatorError(
            message: "there is no '\(subject ?? "")' in the books",
            hint: "write the whole number: 2026-0042, or 视2026-0007 for a note"
        )
    }
}
