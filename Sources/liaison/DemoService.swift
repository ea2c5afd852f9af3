import Books
import Casework
import Channels
import Logging
import QRCode
import Relay
import ServiceLifecycle
import Station
import Store

/// The station's side of the demo: polls the relay beside it, and fills the sample station.
struct DemoService: Service {
    let relay: RelayService
    private let relayStore: RelayStore
    private let store: StationStore
    private let open: OpenDesk
    private var desk: Desk { open.desk }
    private let book: StationBook
    private let token: String
    private let host: String
    private let log: Logger

    static let stationName = "shiqiaotou"

    init(folders: Folders, host: String, port: Int, log: Logger) async throws {
        self.host = host
        self.log = log
        book = try folders.station()
        open = try folders.openDesk(for: book)
        store = try folders.store(as: .service)
        relayStore = try RelayStore(folder: folders.data)
        token = "1:" + DemoService.secret() + DemoService.secret()
        let settings = RelaySettings(
            page: RelaySettings.Listener(host: host, port: port),
            stationAPI: RelaySettings.Listener(),
            stations: [
                RelaySettings.Station(
                    name: DemoService.stationName,
                    token: token,
                    titleZh: book.nameZh,
                    titleEn: book.nameEn,
                    noteZh: "样板：人和事都是编的。",
                    noteEn: "A sample: people and events are invented."
                )
            ],
            awayWords: [:]
        )
        relay = RelayService(settings: settings, store: relayStore, log: log)
    }

    private static func secret() -> String { String(UInt64.random(in: .min ... .max), radix: 36) }

    func run() async throws {
        guard let doors = await relay.doors.numbersWhenOpen() else { return }
        let channel = try BotAPIChannel(
            BotAPIChannel.Settings(
                baseURL: "http://127.0.0.1:\(doors.stationAPI)",
                token: token,
                isRelay: true
            )
        )
        defer { channel.close() }
        let service = StationService(
            channel: channel,
            store: store,
            desk: open.desk,
            mostFileBytes: book.attachmentBytes,
            words: open.words,
            holidays: open.holidays,
            publicPage: PublicPage.render,
            log: log
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            group.addTask {
                do {
                    try await cancelWhenGracefulShutdown {
                        try await fill()
                        try await introduce(port: doors.page)
                    }
                } catch is CancellationError {
                    // Told to stop before the story was told.
                }
            }
            try await group.waitForAll()
        }
    }

    func close() throws {
        try store.close()
        try relayStore.close()
    }
}

// MARK: - The sample

extension DemoService {
    /// Tells the sample story as page after page would, once.
    private func fill() async throws {
        guard try await store.read({ try $0.lastContent().value == 0 }) else { return }
        let station = try await relayStore.station(named: Self.stationName, account: 1)
        let speakers = Speaker.all(
            roster: desk.rules.roster,
            staff: book.staff.first { $0.office == .clerk }?.name,
            unit: desk.rules.units.first
        )
        var people: [String: SamplePerson] = [:]
        for speaker in speakers {
            let person = try await SamplePerson(store: relayStore, station: station)
            people[speaker.id] = person
            guard let office = speaker.office else { continue }
            let code = try await administration.invite(office.role, name: office.name)
            try await person.say("绑定 " + code)
        }
        for (id, words) in SampleStory.lines { try await people[id]?.say(words) }
    }

    private var administration: Administration { Administration(store: store, desk: desk) }

    private func qrCode(of address: String) -> String {
        let code = try? QRSymbol(address)
        return code?.terminal(usesColour: Console.showsColour) ?? ""
    }

    private func introduce(port: Int) async throws {
        let shown = host == "0.0.0.0" || host == "::" ? LocalNetwork.address ?? host : host
        let address = "http://\(shown):\(port)/"
        let clerk = book.staff.first { $0.office == .clerk }?.name
        let deputy = desk.rules.roster.first { $0.isDeputy && !$0.isHead }?.name
        let head = desk.rules.roster.first { $0.isHead }?.name
        var codes: [String] = []
        for (role, name, title) in [
            (Role.deputy, deputy, "代表 deputy"), (.staff, clerk, "联络员 clerk"),
            (.head, head, "站长 head"),
        ] {
            guard let name else { continue }
            let code = try await administration.invite(role, name: name)
            codes.append("  \(title)  \(name)  \(address)?c=\(code)")
        }
        Console.print(
            """
            \(book.nameZh)（样板，人和事都是编的）
            \(book.nameEn) (a sample; people and events are invented)

            选民 voter   \(address)

            \(qrCode(of: address))
            有身份的人用自己的链接打开，一个身份一个浏览器窗口（可用无痕窗口）。
            Open each role's link in a window of its own (a private one will do).
            \(codes.joined(separator: "\n"))

            试试 try: 花桥村口路灯坏了三天 · 查1 · 接待日 · （联络员）待办
            Ctrl-C 结束，什么也不留下。 Ctrl-C ends it.
            """
        )
    }
}

/// Somebody of the sample story, who writes through the relay like everybody else.
private struct SamplePerson {
    let store: RelayStore
    let chat: Correspondent

    init(store: RelayStore, station: Int64) async throws {
        self.store = store
        chat = try await store.openSession(nil, station: station, language: "zh").chat
    }

    /// Says something and waits until the desk has taken it in.
    func say(_ words: String) async throws {
        let post = "sample-" + String(UInt64.random(in: .min ... .max), radix: 36) + "-story"
        guard case .kept(let saying) = try await store.keep(Said(post: post, text: words), in: chat)
        else { return }
        for _ in 0..<400 {
            let said = try await store.history(of: chat.id, before: nil, limit: 50).sayings
            if let mine = said.first(where: { $0.id == saying.id }), mine.stand == .done {
                let heard = said.filter(\.isDesk).map(\.id)
                try await store.delivered(heard, in: chat.id)
                if let last = heard.last { try await store.read(upTo: last, in: chat) }
                return
            }
            // A turn takes milliseconds; the poll that confirms it comes right after.
            try await Task.sleep(for: .milliseconds(25))
        }
    }
}
