package import BotAPI
import Curl

/// A screen, and how it is touched.
package struct Screen: Hashable, Sendable {
    package var width: Int64
    package var height: Int64
    /// Fingers and no mouse, as on a phone.
    package var isTouched: Bool

    package init(width: Int64, height: Int64, isTouched: Bool = false) {
        self.width = width
        self.height = height
        self.isTouched = isTouched
    }

    package static let phone = Screen(width: 390, height: 844, isTouched: true)
    package static let desk = Screen(width: 1280, height: 800)
}

extension Browser {
    /// Runs a command of the browser's own protocol.
    @discardableResult
    package func command(
        _ name: String,
        _ parameters: (inout JSONWriter) -> Void = { _ in }
    ) async throws -> JSONValue {
        try await ask("/goog/cdp/execute") { json in
            json.field("cmd", name)
            json.key("params")
            json.object(parameters)
        }
    }

    /// Shows the page on a screen of this size; takes effect at once.
    package func show(on screen: Screen) async throws {
        try await command("Emulation.setDeviceMetricsOverride") { json in
            json.field("width", screen.width)
            json.field("height", screen.height)
            json.field("deviceScaleFactor", 1)
            json.field("mobile", screen.isTouched)
        }
        try await command("Emulation.setTouchEmulationEnabled") { json in
            json.field("enabled", screen.isTouched)
        }
    }

    /// Cuts the browser off from the network, or lets it on again.
    package func setOnline(_ isOnline: Bool) async throws {
        try await ask("/chromium/network_conditions") { json in
            json.key("network_conditions")
            json.object { json in
                json.field("offline", !isOnline)
                json.field("latency", 0)
                json.field("download_throughput", -1)
                json.field("upload_throughput", -1)
            }
        }
    }

    /// Fails every request to such addresses (`*` stands for anything); none with an empty list.
    package func block(_ addresses: [String]) async throws {
        try await command("Network.enable")
        try await command("Network.setBlockedURLs") { json in
            json.key("urls")
            json.array { json in for address in addresses { json.value(address) } }
        }
    }

    /// Forgets everything of every page: a browser that was never here.
    package func forget(_ origin: String) async throws {
        try await go(to: "about:blank")
        try await command("Network.clearBrowserCookies")
        try await command("Storage.clearDataForOrigin") { json in
            json.field("origin", origin)
            json.field("storageTypes", "all")
        }
    }

    /// The cookies that the page's server has set.
    package func cookies() async throws -> [Cookie] {
        try await (ask("/cookie", .get).elements ?? []).map { cookie in
            Cookie(
                name: cookie["name"]?.text ?? "",
                isHTTPOnly: cookie["httpOnly"]?.boolean ?? false,
                sameSite: cookie["sameSite"]?.text ?? ""
            )
        }
    }

    /// What the page's console has said since this was last asked, with its level and source.
    package func console() async throws -> [ConsoleLine] {
        try await (ask("/se/log") { $0.field("type", "browser") }.elements ?? []).map { line in
            ConsoleLine(
                level: line["level"]?.text ?? "",
                source: line["source"]?.text ?? "",
                text: line["message"]?.text ?? ""
            )
        }
    }
}

/// A cookie without its value.
package struct Cookie: Hashable, Sendable {
    package var name: String
    /// True when no script can read it.
    package var isHTTPOnly: Bool
    /// `Strict`, `Lax` or `None`.
    package var sameSite: String
}

/// One line of a page's console.
package struct ConsoleLine: Hashable, Sendable, CustomStringConvertible {
    /// `SEVERE`, `WARNING`, `INFO` or `DEBUG`.
    package var level: String
    /// Who says it: `javascript`, `network`, `security` and others.
    package var source: String
    package var text: String

    package var description: String { "\(level) \(source): \(text)" }
}
