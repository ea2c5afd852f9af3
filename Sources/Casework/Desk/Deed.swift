/// One action's rule: what it needs, what follows, what it refuses.
package protocol Deed: SendableMetatype {
    static var action: Action { get }

    /// Decides one step.
    ///
    /// Unless the verdict is ``Verdict/done``, only the draft's strikes are kept of it.
    ///
    /// - Throws: What the view throws.
    static func decide(_ draft: inout Draft) throws -> Verdict

    /// Follows a no to the step that waited for a yes; most deeds need nothing.
    ///
    /// - Throws: What the view throws.
    static func declined(_ step: Step, _ draft: inout Draft) throws
    /// True where the yes is asked of somebody who ordered nothing.
    static var isAskedOfOthers: Bool { get }
}

extension Deed {
    package static func declined(_ step: Step, _ draft: inout Draft) throws {}
    package static var isAskedOfOthers: Bool { false }
}
