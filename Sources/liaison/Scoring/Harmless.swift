/// The actions that change nothing: a wrong guess at one of these costs a message and no more.
///
/// What is not in the list changes something, names that are not known yet among them. Showing a
/// voter's telephone number (`view_contact`) is no change of state, but cannot be undone either.
enum Harmless {
    static let actions: Set<String> = [
        "query_status", "query_reception", "query_station", "query_deputy", "query_my_data",
        "query_my_duty", "query_schedule", "query_plan", "query_my_notes", "query_privacy",
        "list_matters", "summary", "audit_log", "broadcast_status", "evaluation_report",
        "export_ledger", "help", "greeting", "acknowledge", "wrong_number", "request_human",
        "report_emergency", "cancel",
    ]
}
