/// Who may do what (`domain.md` §2): the one table.
///
/// Everybody is a voter too, so a row that names the voter names everybody. A deputy has no row
/// that assigns, replies for a unit, feeds back a promise or closes: 代表不直接处理.
package enum Authority {
    package static let table: [Action: Set<Role>] = [
        .queryStatus: [.voter],
        .fileMatter: [.voter],
        .supplementMatter: [.voter],
        .withdrawMatter: [.voter],
        .urgeMatter: [.voter],
        .rateMatter: [.voter],
        .queryReception: [.voter],
        .queryStation: [.voter],
        .subscribe: [.voter],
        .unsubscribe: [.voter],
        .help: [.voter],
        .requestHuman: [.voter],
        .greeting: [.voter],
        .acknowledge: [.voter],
        .bind: [.voter],
        .unbind: [.voter],
        .setLanguage: [.voter],
        .queryPrivacy: [.voter],
        .confirm: [.voter],
        .cancel: [.voter],
        .takeOverMatter: [.voter],
        .renewCode: [.voter],
        .submitInspectionNote: [.deputy, .staff],
        .queryMyNotes: [.deputy, .staff],
        .listMatters: [.deputy, .staff, .head, .unit],
        .verifyMatter: [.deputy, .staff, .head],
        .recordFeedback: [.deputy, .staff, .head],
        .acceptMatter: [.staff, .head],
        .declineMatter: [.staff, .head],
        .answerOnSpot: [.staff, .head],
        .assignMatter: [.staff, .head],
        .recordReply: [.staff, .head, .unit],
        .sendFeedback: [.staff, .head],
        .redoMatter: [.staff, .head],
        .closeMatter: [.staff, .head],
        .broadcastReceptionReminder: [.staff, .head],
        .broadcastStatus: [.staff, .head],
        .cancelBroadcast: [.staff, .head],
        .sortItem: [.staff, .head],
        .quarantineContent: [.staff, .head],
        .approve: [.head],
        .reverse: [.head],
    ]

    /// What is answered in a group: public facts only.
    package static let publicActions: Set<Action> = [.queryReception, .queryStation, .help]

    package static func allows(_ action: Action, to roles: Set<Role>) -> Bool {
        !(table[action, default: []].isDisjoint(with: roles))
    }

    /// Everything that some set of roles may do.
    package static func actions(for roles: Set<Role>) -> Set<Action> {
        Set(Action.allCases.filter { allows($0, to: roles) })
    }

    /// Acts that would mean handling a matter: a deputy who tries one is told why not.
    package static let handling: Set<Action> = [
        .acceptMatter, .declineMatter, .answerOnSpot, .assignMatter, .recordReply, .sendFeedback,
        .redoMatter, .closeMatter,
    ]
}
