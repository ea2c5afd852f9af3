import BotAPI
package import Foundation

extension Browser {
    /// The page as it comes out of a printer, as a PDF file.
    ///
    /// The sheet is 21 by 29 centimetres, a little less than A4: what fits here fits there.
    ///
    /// - Note: Source: W3C WebDriver, section 18 "Print".
    package func printed() async throws -> Data {
        let text = try await ask("/print") { json in
            json.key("page")
            json.object { json in
                json.field("width", 21)
                json.field("height", 29)
            }
            json.field("background", true)
        }.text
        guard let bytes = text.flatMap({ Data(base64Encoded: $0) }) else {
            throw WebDriverFault(asked: "POST /print", answered: "no base64")
        }
        return bytes
    }
}
