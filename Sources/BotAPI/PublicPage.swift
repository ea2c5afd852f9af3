/// The page that everybody may read at a relay: what channel and relay agree on.
package enum PublicPage {
    /// The method that puts it up, as the Bot API writes its methods.
    package static let method = "setPublicPage"

    /// The longest page, in bytes of UTF-8.
    ///
    /// A phone on a slow line gets it within seconds; forty pages of rules are less.
    package static let mostBytes = 256 << 10
}
