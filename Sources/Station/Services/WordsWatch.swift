internal import Books
internal import CommandLanguage
internal import Logging
internal import Messages
internal import ServiceLifecycle
internal import Store

/// Watches the folder of commands: what is changed there is in force within seconds.
///
/// A book is read whole and its examples are run; with any fault the last good one stays.
struct WordsWatch: Service {
    let reader: WordsReader
    let channel: any Channel
    let store: StationStore
    let settlement: Settlement
    let wake: Wake
    let log: Logger

    /// Looks once a second until told to stop.
    func run() async throws {
        var reader = reader
        // A refusal of which the clerks still have to hear.
        var untold: BookFaults?
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            switch reader.look(at: ClockGuard.milliseconds()) {
            case .taken(let old, let new):
                log.notice("new words are in force")
                untold = nil
                if old.menu() != new.menu() { await offer(new) }
            case .refused(let faults, let isFirst):
                for fault in faults.faults { log.error("words refused: \(fault)") }
                if isFirst { untold = faults }
            case nil: break
            }
            if let faults = untold, await tell(faults) { untold = nil }
            // One second: twice that, and the words are in force.
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(1)) }
        }
    }

    private func offer(_ book: Phrasebook) async {
        do {
            try await channel.offer(book.menu())
        } catch {
            log.notice("the command menu was not taken: \(error)")
        }
    }

    /// Tells the clerks; false when the store could not take it now.
    private func tell(_ faults: BookFaults) async -> Bool {
        guard let first = faults.faults.first else { return true }
        let (settlement, fault, count) = (settlement, first.description, faults.faults.count)
        do {
            try await store.write { session in
                try settlement.settle(refusedWords: fault, count: count, session)
            }
        } catch let error as StoreError {
            log.error("\(error.message); \(error.hint ?? "trying again")")
            return false
        } catch {
            return false
        }
        wake.ring()
        return true
    }
}
