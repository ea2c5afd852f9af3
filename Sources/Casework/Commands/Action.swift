/// What a person can ask the desk to do; the names are those of `domain.md` §7.1.
///
/// The raw value is the name of the file under `commands/` and what `liaison understand` prints.
package enum Action: String, Sendable, Codable, Numbered {
    // Voter: matters.
    case queryStatus = "query_status"
    case fileMatter = "file_matter"
    case supplementMatter = "supplement_matter"
    case withdrawMatter = "withdraw_matter"
    case urgeMatter = "urge_matter"
    case rateMatter = "rate_matter"
    // Voter: the station.
    case queryReception = "query_reception"
    case bookReception = "book_reception"
    case cancelBooking = "cancel_booking"
    case queryStation = "query_station"
    case queryDeputy = "query_deputy"
    // Voter: self.
    case subscribe
    case unsubscribe
    case setAnonymity = "set_anonymity"
    case deleteMyData = "delete_my_data"
    case queryMyData = "query_my_data"
    case correctMyData = "correct_my_data"
    case giveConsent = "give_consent"
    // Voter: other.
    case help
    case requestHuman = "request_human"
    case greeting
    case acknowledge
    case wrongNumber = "wrong_number"
    case reportEmergency = "report_emergency"
    // Deputy: notes.
    case submitInspectionNote = "submit_inspection_note"
    case supplementNote = "supplement_note"
    case correctNote = "correct_note"
    case followUp = "follow_up"
    case verifyMatter = "verify_matter"
    case submitReceptionRecord = "submit_reception_record"
    // Deputy: suggestions.
    case submitSuggestion = "submit_suggestion"
    case secondSuggestion = "second_suggestion"
    case convertToSuggestion = "convert_to_suggestion"
    case rateReply = "rate_reply"
    case requestMeeting = "request_meeting"
    // Deputy: attendance.
    case confirmAttendance = "confirm_attendance"
    case requestLeave = "request_leave"
    case swapDuty = "swap_duty"
    case checkIn = "check_in"
    // Deputy: own record.
    case queryMyDuty = "query_my_duty"
    case querySchedule = "query_schedule"
    case submitDutyReport = "submit_duty_report"
    // Deputy or staff.
    case listMatters = "list_matters"
    case escalate
    // Staff: matters.
    case acceptMatter = "accept_matter"
    case declineMatter = "decline_matter"
    case assignMatter = "assign_matter"
    case assignVerification = "assign_verification"
    case submitForDiscussion = "submit_for_discussion"
    case mergeMatters = "merge_matters"
    case urgeUnit = "urge_unit"
    case recordReply = "record_reply"
    case sendFeedback = "send_feedback"
    case recordFeedback = "record_feedback"
    case redoMatter = "redo_matter"
    case extendDeadline = "extend_deadline"
    case closeMatter = "close_matter"
    case archiveMatter = "archive_matter"
    case correctRecord = "correct_record"
    case setConfidential = "set_confidential"
    case viewContact = "view_contact"
    case auditLog = "audit_log"
    case requestLegalOpinion = "request_legal_opinion"
    case giveOpinion = "give_opinion"
    case fewerTexts = "fewer_texts"
    // Staff: notices.
    case broadcast
    case broadcastReceptionReminder = "broadcast_reception_reminder"
    case broadcastStatus = "broadcast_status"
    case cancelBroadcast = "cancel_broadcast"
    case setReminder = "set_reminder"
    case publish
    // Staff: the calendar.
    case scheduleReception = "schedule_reception"
    case rescheduleReception = "reschedule_reception"
    case cancelReception = "cancel_reception"
    case planActivity = "plan_activity"
    case recordActivity = "record_activity"
    case queryPlan = "query_plan"
    case scheduleDutyReport = "schedule_duty_report"
    // Staff: books.
    case summary
    case evaluationReport = "evaluation_report"
    case exportLedger = "export_ledger"
    case registerDeputy = "register_deputy"
    case updateDeputy = "update_deputy"
    // Unit.
    case signReceipt = "sign_receipt"
    case returnMatter = "return_matter"
    case requestExtension = "request_extension"

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
    /// A unit or the clerk asks the voter through the matter.
    case askVoter = "ask_voter"
    /// What an answer comes to, A to D, and by when the rest is promised.
    case recordPromise = "record_promise"
    /// What was ended is taken up again.
    case reopenMatter = "reopen_matter"
    /// The dated list of a matter, and why it is late.
    case explainDelay = "explain_delay"
    /// The second person agrees to a broadcast, or sends it back.
    case secondBroadcast = "second_broadcast"
    /// What a headquarters met about: its plan, the day it promised, and how it came out.
    case recordHeadquarters = "record_headquarters"
    /// A rule, a report, a plan is put into the books; or a report is answered.
    case recordDocument = "record_document"
    /// Property of the station.
    case recordAsset = "record_asset"
    /// Papers that stand in the books.
    case queryDocuments = "query_documents"
    /// The note that is being written is whole.
    case finishNote = "finish_note"
    /// The same words once more, as a second note.
    case recordAgain = "record_again"
    /// A finding of a note becomes a matter.
    case noteToMatter = "note_to_matter"
    /// A step of a phased measure is set, or ticked off.
    case recordMeasure = "record_measure"
    /// Suggestions and how they stand.
    case querySuggestions = "query_suggestions"
    /// How many voters signed in at a reception.
    case signInVisitors = "sign_in_visitors"
    /// The books of a reception day are closed.
    case closeSession = "close_session"
    /// The head or the presidium approves what waits in a year's plan.
    case approvePlan = "approve_plan"
    /// 代班: somebody receives another's alerts for some days.
    case standIn = "stand_in"
    /// 交接: what somebody still has open, and who takes it over.
    case handOver = "hand_over"
    /// A planned activity does not take place, or an item leaves the plan.
    case cancelActivity = "cancel_activity"
    /// A deputy's own way to be reached is cleared for the public page, or taken back.
    case clearContact = "clear_contact"
    /// What stands in the station's books, kind by kind, for whoever inspects them.
    case inspectRecords = "inspect_records"
}

/// A named argument of an action; values as `config/vocabulary.md` lists them.
package enum Slot: String, Sendable, Codable, Numbered, CodingKeyRepresentable {
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
    /// Whom a broadcast is for, by code; see ``Audience``. Before its words: it is asked first.
    case audience
    case text
    case channel
    /// Who was told, in an oral feedback.
    case whom
    case status, filter, scope
    case time
    case code
    /// `true` only: the clerk notes that the head has agreed (站长已同意).
    case basis
    /// Why a matter is assigned without being verified first.
    case override
    /// A number in the unsorted queue, digits.
    case item

    // Asking about matters.
    case phoneTail = "phone_tail"
    /// `YYYY-MM`.
    case filedMonth = "filed_month"
    /// A month, quarter, year or `next_quarter`; `morning` or `afternoon` of a booking.
    case period
    /// `true` only: the words are hot.
    case angry
    /// `true` only: the writer speaks of going higher.
    case escalationRisk = "escalation_risk"
    /// What a clerk would notice in a filing; it never declines by itself.
    case screeningHint = "screening_hint"

    // Receptions and activities.
    case deputy, deputies, mode
    case from, to, at, deadline, days
    case daysBefore = "days_before"
    /// Who else: one name, or the rest of a list.
    case with
    /// `yes` or `no`.
    case attending
    case district, level

    // Deputies' work.
    case progress, outcome, title, lead
    /// What is the case, and why, in a suggestion.
    case situation, analysis
    case voterName = "voter_name"
    case voters, opinions
    case answeredOnSpot = "answered_on_spot"
    case congress, receptions, suggestions
    case groupActivities = "group_activities"

    // Handling.
    case coUnits = "co_units"
    case suggestUnit = "suggest_unit"
    case dueMonths = "due_months"
    case into
    /// `true` only: in writing, with a stamp.
    case formal
    /// `true` only: done once more.
    case redo

    // Notices and books.
    case villages, what, metrics
    /// Several places of one note; ``place`` where there is one.
    case places
    /// Whom a broadcast goes to, as written: names, places and groups in a list.
    case recipients
    /// Who takes part beside the deputies, as written.
    case others
    // Notes.
    /// The law or the item of the plan that something rests on, as written.
    case grounds
    /// What units or the village said on the spot.
    case unitsSaid = "units_said"
    /// When to look again.
    case followUpOn = "follow_up_on"
    // Days and places that are said beside an order, and are not its own date or place.
    /// When a voter was told, in the record of it.
    case fedBackOn = "fed_back_on"
    /// When a broadcast is to go out.
    case sendOn = "send_on"
    /// From when a change of the roster holds.
    case since
    /// Where an activity is held.
    case venue
    /// Who was shown before a yes, as ``Members``; nobody can say it.
    case members
    case groupBy = "group_by"
    /// The order that is not to be given, as an action.
    case denied
    /// Numbers that an order for several leaves out.
    case except
    /// How long what is archived is kept: 永久, 30年 or 10年.
    case retention
}
