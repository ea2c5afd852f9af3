package import BotAPI
import Curl
package import Foundation

/// One browser with a memory of its own: cookies, storage, a page.
package struct Browser: Sendable {
    let driver: Driver
    let id: String

    /// Sends a command of this session; `path` begins with a slash, or is empty.
    @discardableResult
    func ask(
        _ path: String,
        _ method: HTTPRequest.Method = .post,
        _ body: (inout JSONWriter) -> Void = { _ in }
    ) async throws -> JSONValue {
        try await driver.ask(method, "/session/\(id)\(path)", body)
    }

    // MARK: - Pages

    /// Opens an address and waits until it has loaded.
    package func go(to address: String) async throws {
        try await ask("/url") { $0.field("url", address) }
    }

    package func reload() async throws { try await ask("/refresh") }

    /// Goes one page back, as the browser kept it.
    package func goBack() async throws { try await ask("/back") }

    /// The address in the address bar.
    package func address() async throws -> String { try await ask("/url", .get).text ?? "" }

    package func title() async throws -> String { try await ask("/title", .get).text ?? "" }

    // MARK: - Scripts

    /// Runs a function's body in the page: `return arguments[0] + '!'`.
    ///
    /// - Returns: What it returns, as JSON.
    @discardableResult
    package func run(_ script: String, _ arguments: String...) async throws -> JSONValue {
        try await run(script, arguments, isAsync: false)
    }

    /// Runs a function's body whose last argument is a function to call with the result.
    @discardableResult
    package func runAsync(_ script: String, _ arguments: String...) async throws -> JSONValue {
        try await run(script, arguments, isAsync: true)
    }

    private func run(
        _ script: String,
        _ arguments: [String],
        isAsync: Bool
    ) async throws -> JSONValue {
        try await ask("/execute/" + (isAsync ? "async" : "sync")) { json in
            json.field("script", script)
            json.key("args")
            json.array { json in for argument in arguments { json.value(argument) } }
        }
    }

    /// Waits until an expression is true of the page, looking again every few frames.
    ///
    /// - Parameters:
    ///   - what: What is waited for, in words, for the error.
    ///   - expression: Of JavaScript; throwing counts as not yet.
    ///   - arguments: The texts that the expression finds in `given`.
    ///   - seconds: The longest wait.
    /// - Returns: The value that was true.
    /// - Throws: ``WebDriverFault`` with the page's text when the time ran out.
    @discardableResult
    package func wait(
        for what: String,
        _ expression: String,
        given arguments: [String] = [],
        seconds: Double = 60
    ) async throws -> JSONValue {
        let script = """
            const finish = arguments[arguments.length - 1];
            const given = Array.from(arguments).slice(0, -1);
            const end = Date.now() + \(Int(seconds * 1000));
            const look = () => {
              let value = null;
              try { value = \(expression); } catch (fault) { value = null; }
              if (value) { finish({ value }); return; }
              if (Date.now() < end) { setTimeout(look, 30); return; }
              finish({ page: document.body.innerText, bar: location.href });
            };
            look();
            """
        let answer = try await run(script, arguments, isAsync: true)
        if let value = answer["value"] { return value }
        throw WebDriverFault(
            asked: "\(what): \(expression) of \(arguments)",
            answered: "not so after \(seconds) s: "
                + "\(answer["bar"]?.text ?? "")\n\(answer["page"]?.text ?? "")"
        )
    }

    // MARK: - Elements

    /// The first element that a CSS selector finds.
    package func find(_ selector: String) async throws -> Element {
        let answer = try await ask("/element") { json in
            json.field("using", "css selector")
            json.field("value", selector)
        }
        return try Element(self, answer, asked: selector)
    }

    package func findAll(_ selector: String) async throws -> [Element] {
        let answer = try await ask("/elements") { json in
            json.field("using", "css selector")
            json.field("value", selector)
        }
        return try (answer.elements ?? []).map { try Element(self, $0, asked: selector) }
    }

    /// The element that has the keyboard.
    package func active() async throws -> Element {
        try Element(self, try await ask("/element/active", .get), asked: "active element")
    }

    // MARK: - Keys

    /// Presses keys one after another on whatever has the keyboard.
    package func press(_ keys: Key...) async throws {
        try await act(type: "key") { json in
            for key in keys {
                for step in ["keyDown", "keyUp"] {
                    json.object { json in
                        json.field("type", step)
                        json.field("value", key.rawValue)
                    }
                }
            }
        }
    }

    /// Presses and lets go twice in the middle of an element.
    package func doubleClick(_ selector: String) async throws {
        let element = try await find(selector)
        try await act(type: "pointer") { json in
            json.object { json in
                json.field("type", "pointerMove")
                json.key("origin")
                json.object { $0.field(Element.key, element.id) }
                json.field("x", 0)
                json.field("y", 0)
            }
            for step in ["pointerDown", "pointerUp", "pointerDown", "pointerUp"] {
                json.object { json in
                    json.field("type", step)
                    json.field("button", 0)
                }
            }
        }
    }

    private func act(type: String, _ steps: (inout JSONWriter) -> Void) async throws {
        try await ask("/actions") { json in
            json.key("actions")
            json.array { json in
                json.object { json in
                    json.field("type", type)
                    json.field("id", type)
                    json.key("actions")
                    json.array(steps)
                }
            }
        }
    }

    // MARK: - Pictures

    /// Writes what is to be seen as a PNG file.
    package func photograph(to file: URL) async throws {
        let text = try await ask("/screenshot", .get).text ?? ""
        guard let bytes = Data(base64Encoded: text) else {
            throw WebDriverFault(asked: "GET /screenshot", answered: "no base64")
        }
        try bytes.write(to: file)
    }
}

/// A key without a letter of its own.
///
/// - Note: Source: W3C WebDriver, 17.4.2 "Keyboard actions".
package enum Key: String, Sendable {
    case tab = "\u{E004}"
    case enter = "\u{E007}"
    case escape = "\u{E00C}"
    case space = " "
}
