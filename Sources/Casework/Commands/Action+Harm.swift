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
