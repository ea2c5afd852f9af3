import Foundation
import WebDriver

/// `liaison demo` in a process of its own, with the addresses that it has printed.
struct DemoProcess: Sendable {
    let process: LiaisonProcess
    /// `http://127.0.0.1:PORT/`.
    let voter: String
    let deputy: String
    let clerk: String
    let head: String

    var port: Int { URL(string: voter)?.port ?? 0 }

    /// Starts it and waits until it has said where it is.
    static func start(data: URL, port: Int = 0) async throws -> DemoProcess {
        let printed = Printed()
        let process = try LiaisonProcess.start(
            ["demo", "--data", data.path, "--port", String(port)],
            output: printed.pipe
        )
        guard await printed.waits(for: "Ctrl-C ends it.", seconds: 60) else {
            process.kill()
            throw WebDriverFault(asked: "liaison demo", answered: printed.text)
        }
        func address(of person: String) throws -> String {
            for line in printed.text.split(separator: "\n") where line.contains(person) {
                if let start = line.range(of: "http://") {
                    return String(line[start.lowerBound...])
                }
            }
            throw WebDriverFault(asked: "the address of \(person)", answered: printed.text)
        }
        return DemoProcess(
            process: process,
            voter: try address(of: "选民 voter"),
            deputy: try address(of: "代表 deputy"),
            clerk: try address(of: "联络员 clerk"),
            head: try address(of: "站长 head")
        )
    }
}
