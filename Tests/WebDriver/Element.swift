import BotAPI
import Curl

/// One element of a page, as long as that page is there.
package struct Element: Sendable {
    let browser: Browser
    let id: String

    /// The key that every answer has an element's number under.
    ///
    /// - Note: Source: W3C WebDriver, 12.1 "Elements".
    static let key = "element-6066-11e4-a52e-4f735466cecf"

    init(_ browser: Browser, _ answer: JSONValue, asked: String) throws {
        guard let id = answer[name: Self.key]?.text else {
            throw WebDriverFault(asked: asked, answered: "no element")
        }
        self.browser = browser
        self.id = id
    }

    /// Clicks its middle, as a person would: what lies over it gets in the way.
    package func click() async throws { try await browser.ask("/element/\(id)/click") }

    /// Types into it; into a file input, the path of a file.
    package func type(_ text: String) async throws {
        try await browser.ask("/element/\(id)/value") { $0.field("text", text) }
    }

    package func clear() async throws { try await browser.ask("/element/\(id)/clear") }

    /// What a person sees of its words.
    package func text() async throws -> String { try await get("text") ?? "" }

    package func attribute(_ name: String) async throws -> String? {
        try await get("attribute/" + name)
    }

    /// A property that is a text.
    package func property(_ name: String) async throws -> String? {
        try await get("property/" + name)
    }

    /// A style as it is worked out: `outline-style`.
    package func style(_ name: String) async throws -> String { try await get("css/" + name) ?? "" }

    /// What a screen reader calls it.
    package func label() async throws -> String { try await get("computedlabel") ?? "" }

    /// What a screen reader takes it for.
    package func role() async throws -> String { try await get("computedrole") ?? "" }

    package func isShown() async throws -> Bool {
        try await browser.ask("/element/\(id)/displayed", .get).boolean ?? false
    }

    private func get(_ what: String) async throws -> String? {
        try await browser.ask("/element/\(id)/\(what)", .get).text
    }
}
