extension Step {
    /// True for a whole period, which is shown with its numbers and done at a yes alone.
    package var isShownFirst: Bool {
        let isOfMany = action == .closeMatter || action == .archiveMatter
        let names = arguments.has(.ref) || arguments.has(.refs)
        return isOfMany && !names && (arguments.has(.period) || arguments.has(.status))
    }
}

extension Action {
    /// True for what leaves everything as it was: a wrong guess costs a glance and no more.
    package var changesNothing: Bool { Action.asking.contains(self) }

    /// Questions, small talk and lists.
    private static let asking: Set<Action> = [
        .queryStatus, .queryReception, .queryStation, .queryDeputy, .queryMyData, .queryMyDuty,
        .querySchedule, .queryPlan, .queryMyNotes, .queryPrivacy, .listMatters, .broadcastStatus,
        .summary, .help, .greeting, .acknowledge, .wrongNumber, .cancel,
        .explainDelay, .querySuggestions,
    ]
}
