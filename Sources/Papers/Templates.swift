import Foundation
import Mustache

/// The pages' templates and their one style sheet; every value is escaped by the template.
enum Templates {
    static let style = text(PackageResources.style_css)

    static func render(
        _ source: [UInt8],
        _ values: [String: Any],
        style: String = style
    ) throws -> String {
        var values = values
        values["style"] = style
        return try MustacheTemplate(string: text(source)).render(values)
    }

    static let report = PackageResources.report_mustache
    static let form = PackageResources.form_mustache
    static let publicPage = PackageResources.public_mustache
    static let publicStyle = text(PackageResources.public_css)

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

extension String {
    /// The text as it stands inside an element or an attribute of SVG.
    var escapedForMarkup: String {
        var text = ""
        // By scalars: a sign with a mark above it is still that sign to a browser.
        for scalar in unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
