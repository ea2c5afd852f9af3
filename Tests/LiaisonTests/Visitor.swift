import BotAPI
import Foundation
import Testing
import WebDriver

/// Somebody at the station's page, who reads and writes there as people do.
struct Visitor: Sendable {
    let browser: Browser
    let stage: Stage

    /// Opens the page as one who was never here, and holds the console to silence afterwards.
    ///
    /// With `mayLoseNetwork` the console may say that requests have failed.
    static func visit(
        _ browser: KeyPath<Stage, Browser>,
        on screen: Screen = .phone,
        at address: KeyPath<DemoProcess, String> = \.voter,
        mayLoseNetwork: Bool = false,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ body: (Visitor) async throws -> Void
    ) async throws {
        let stage = try #require(Stage.current)
        let visitor = Visitor(browser: stage[keyPath: browser], stage: stage)
        // A test that failed may have left it cut off.
        try await visitor.browser.setOnline(true)
        try await visitor.browser.block([])
        try await visitor.browser.forget(stage.now.voter)
        try await visitor.browser.show(on: screen)
        _ = try await visitor.browser.console()
        try await visitor.browser.go(to: stage.now[keyPath: address])
        try await visitor.awaitPage()
        do {
            try await body(visitor)
        } catch {
            // What the page complained of may be why.
            Issue.record("\(try await visitor.browser.console())", sourceLocation: sourceLocation)
            throw error
        }
        let complaints = try await visitor.browser.console().filter { line in
            line.level != "INFO" && line.level != "DEBUG"
                && !(mayLoseNetwork && line.source == "network")
        }
        #expect(complaints.isEmpty, sourceLocation: sourceLocation)
    }

    /// Waits until the page is there and has asked for its conversation.
    func awaitPage() async throws {
        try await browser.wait(
            for: "the page's script",
            "!document.getElementById('app').hidden && document.documentElement.lang"
        )
    }

    // MARK: - Writing

    /// Writes words, sends them with the button and waits until the relay has them.
    ///
    /// - Returns: The message's number on this page.
    @discardableResult
    func say(_ words: String) async throws -> Int64 {
        try await write(words)
        try await browser.find("#send").click()
        return try await kept(words)
    }

    func write(_ words: String) async throws { try await browser.find("#text").type(words) }

    /// The number of the last own message with these words, once it is kept.
    @discardableResult
    func kept(_ words: String) async throws -> Int64 {
        try await last(words, "[data-id]", "is kept")
    }

    /// Waits until an own message with these words stands so.
    @discardableResult
    func stands(_ words: String, _ stand: String) async throws -> Int64 {
        try await last(words, "[data-id][data-stand=\(stand)]", "is \(stand)")
    }

    private func last(_ words: String, _ mark: String, _ what: String) async throws -> Int64 {
        let id = try await browser.wait(
            for: "own message \(what)",
            """
            Array.from(document.querySelectorAll('li.mine\(mark)')).reverse().find(line => {
              const text = line.querySelector('.words');
              return text && text.textContent === given[0];
            }).getAttribute('data-id')
            """,
            given: [words]
        )
        return id.text.flatMap { Int64($0) } ?? 0
    }

    /// How many own messages with these words the page shows, sent or not.
    func timesShown(_ words: String) async throws -> Int64 {
        try await browser.run(
            """
            return Array.from(document.querySelectorAll('li.mine .words'))
              .filter(text => text.textContent === arguments[0]).length
            """,
            words
        ).integer ?? 0
    }

    // MARK: - Reading

    /// What the desk said after a message, once it has all these words.
    @discardableResult
    func hear(_ words: String..., after id: Int64) async throws -> String {
        try await browser.wait(
            for: "the desk says \(words)",
            """
            Array.from(document.querySelectorAll('li.desk[data-id]'))
              .filter(line => Number(line.getAttribute('data-id')) > Number(given[0]))
              .map(line => line.querySelector('.words').textContent)
              .find(text => given.slice(1).every(word => text.includes(word)))
            """,
            given: [String(id)] + words
        ).text ?? ""
    }

    /// The number of the newest message on the page.
    func newest() async throws -> Int64 {
        try await browser.run(
            """
            return Math.max(0, ...Array.from(document.querySelectorAll('li[data-id]'))
              .map(line => Number(line.getAttribute('data-id'))))
            """
        ).integer ?? 0
    }

    /// Files a matter and waits for its receipt.
    ///
    /// - Returns: Its number: `2026-0005`.
    @discardableResult
    func file(_ words: String) async throws -> String {
        let receipt = try await hear("已登记", after: try await say(words))
        let number = try #require(receipt.firstMatch(of: /20\d\d-\d{4}/)?.output)
        return String(number)
    }

    /// The text of the bar that tells of a lost connection; empty when all is well.
    func bar() async throws -> String {
        try await browser.run("return document.getElementById('net').textContent").text ?? ""
    }

    func awaitBar(isShown: Bool) async throws {
        try await browser.wait(
            for: isShown ? "the bar" : "no bar",
            "(document.getElementById('net').textContent !== '') === \(isShown)"
        )
    }

    /// The text in the box that is written in.
    func draft() async throws -> String { try await browser.find("#text").property("value") ?? "" }

    /// The id of the element that has the keyboard.
    func focus() async throws -> String {
        try await browser.run("return document.activeElement.id").text ?? ""
    }

    func click(_ selector: String) async throws { try await browser.find(selector).click() }

    // MARK: - Pictures

    /// The folder for pictures; nil when none are wanted.
    static let shots = ProcessInfo.processInfo.environment["LIAISON_SHOTS"]

    /// Writes what is to be seen to a file, when pictures are wanted.
    func photograph(_ name: String) async throws {
        guard let shots = Self.shots else { return }
        let folder = URL(filePath: shots)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try await browser.photograph(to: folder.appending(path: name + ".png"))
    }
}
