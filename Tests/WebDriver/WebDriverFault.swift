/// What was asked of the browser, and what came instead of it.
package struct WebDriverFault: Error, CustomStringConvertible {
    package var asked: String
    package var answered: String

    package init(asked: String, answered: String) {
        self.asked = asked
        self.answered = answered
    }

    package var description: String { "asked: \(asked)\nanswered: \(answered)" }
}
