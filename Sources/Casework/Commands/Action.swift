/// What a person can ask the desk to do; the names are those of `domain.md` §7.1.
///
/// The raw value is the name of the file under `commands/` and what `liaison understand` prints.
package enum Action: String, Sendable, Codable, CaseIterable {
    // Voter: matters.
    case queryStatus = "query_status"
    case fileMatter = "file_matter"
    case supplementMatter = "supplement_matter"
    case withdrawMatter = "withdraw_matter"
    case urgeMatter = "urge_matter"
    case rateMatter = "rate_matter"
    // Voter: the station.
    case queryReception = "query_reception"
    case queryStation = "query_station"
    // Voter: self.
    case subscribe
    case unsubscribe
    // Voter: other.
    case help
    case requestHuman = "request_human"
    case greeting
    case acknowledge
    // Deputy.
    case submitInspectionNote = "submit_inspection_note"
    case verifyMatter = "verify_matter"
    // Deputy or staff.
    case listMatters = "list_matters"
    // Staff: matters.
    case acceptMatter = "accept_matter"
    case declineMatter = "decline_matter"
    case assignMatter = "assign_matter"
    case recordReply = "record_reply"
    case sendFeedback = "send_feedback"
    case recordFeedback = "record_feedback"
    case redoMatter = "redo_matter"
    case closeMatter = "close_matter"
    // Staff: notices.
    case broadcastReceptionReminder = "broadcast_reception_reminder"
    case broadcastStatus = "broadcast_status"
    case cancelBroadcast = "cancel_broadcast"

    // Added where a rule needs another name (README, "Actions").
    /// Own inspection notes, newest first.
    case queryMyNotes = "query_my_notes"
    /// Ties this address to a person of the roster by a one-time code.
    case bind
    /// Ends a binding: one's own, or staff for anyone by name.
    case unbind
    case setLanguage = "set_language"
    /// The whole privacy notice.
    case queryPrivacy = "query_privacy"
    /// Yes to what was shown: `是`, or the four-digit code.
    case confirm
    /// No to what was shown.
    case cancel
    /// Ends a matter with an answer given at once (当场答复).
    case answerOnSpot = "answer_on_spot"
    /// A matter filed for someone without a chat becomes the sender's own, by its 查询码.
    case takeOverMatter = "take_over_matter"
    /// A new 查询码 for an own matter; the old one stops working.
    case renewCode = "renew_code"
    /// The head agrees to what the clerk proposed, and sends the rest back.
    case approve
    /// The head takes back an act that was recorded as agreed.
    case reverse
    /// The clerk settles an item of the unsorted queue.
    case sortItem = "sort_item"
    /// The clerk removes a matter's words that must not be kept (涉密 and the like).
    case quarantineContent = "quarantine_content"
}

/// A named argument of an action; values as `config/vocabulary.md` lists them.
package enum Slot: String, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
    /// One matter: digits, `2026-0042` or `42`; `last` for the sender's latest.
    case ref
    /// Several matters, as `ref` each.
    case refs
    /// Matters that the head sends back while approving others.
    case returned
    /// The sender's own words of a problem.
    case content
    /// Where, as a clerk would write it.
    case place
    /// A village of the station's list.
    case village
    case name
    case phone
    /// `true` only.
    case anonymous, confidential
    /// `true` only: for someone else.
    case onBehalf = "on_behalf"
    /// See the vocabulary, by action.
    case kind
    /// How many pictures came with it.
    case photos
    case reason
    /// Where a declined voter should turn to.
    case redirect
    case rating, comment
    case about
    /// What exactly is asked of a reception or the station.
    case ask
    /// `next`, `last`, `this_month`.
    case which
    case date
    case year
    case month
    /// Lunar `MM-DD`.
    case lunar
    case topic
    case keep
    case callback
    case language
    case finding, suggestion, participants, group
    case result
    case unit
    /// A date to answer by.
    case due
    /// Working days to answer in.
    case dueWorkdays = "due_workdays"
    case text
    case channel
    /// Who was told, in an oral feedback.
    case whom
    case status, filter, scope
    case audience
    case time
    case code
    /// `true` only: the clerk notes that the head has agreed (站长已同意).
    case basis
    /// Why a matter is assigned without being verified first.
    case override
    /// A number in the unsorted queue, digits.
    case item
}
