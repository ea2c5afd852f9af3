extension Action {
    /// What an action may ask for where a sentence did not say it: the book has to have a question
    /// for each.
    ///
    /// Whoever lets a deed miss something new adds it here; a test reads the sources for it.
    package var asked: Set<Slot> { Action.askedFor[self] ?? [] }

    private static let askedFor: [Action: Set<Slot>] = [
        // Matters, as voters see them.
        .fileMatter: [.content], .queryStatus: [.ref], .supplementMatter: [.ref, .content],
        .withdrawMatter: [.ref], .urgeMatter: [.ref], .rateMatter: [.ref, .rating],
        .takeOverMatter: [.ref, .code], .renewCode: [.ref], .setAnonymity: [.ref],
        .giveConsent: [.ref, .phone], .correctMyData: [.phone],
        .queryDeputy: [.village],
        // Matters, as the station handles them.
        .acceptMatter: [.ref], .declineMatter: [.ref, .reason, .redirect],
        .verifyMatter: [.ref, .result], .answerOnSpot: [.ref, .text],
        .assignMatter: [.ref, .unit], .recordReply: [.ref, .text], .sendFeedback: [.ref],
        .recordFeedback: [.ref, .whom], .redoMatter: [.ref], .closeMatter: [.ref, .reason],
        .reverse: [.ref], .approve: [.refs], .sortItem: [.item],
        .quarantineContent: [.ref], .extendDeadline: [.ref, .to, .reason], .urgeUnit: [.ref],
        .mergeMatters: [.into, .from], .archiveMatter: [.ref], .assignVerification: [.ref, .group],
        .submitForDiscussion: [.refs], .askVoter: [.ref, .text],
        .recordPromise: [.ref, .result, .due], .reopenMatter: [.ref, .reason],
        .correctRecord: [.ref, .content, .text], .requestLegalOpinion: [.ref],
        .explainDelay: [.ref], .setConfidential: [.ref], .followUp: [.ref, .progress],
        .escalate: [.about], .recordHeadquarters: [.ref, .text],
        .viewContact: [.ref, .reason], .auditLog: [.ref], .giveOpinion: [.ref, .text],
        // Units.
        .signReceipt: [.ref], .returnMatter: [.ref], .requestExtension: [.ref, .to],
        // Deputies.
        .submitInspectionNote: [.finding, .place], .supplementNote: [.about],
        .correctNote: [.about], .noteToMatter: [.content], .recordMeasure: [.due, .text],
        .submitReceptionRecord: [.content, .redirect], .signInVisitors: [.voters],
        .submitSuggestion: [.content], .secondSuggestion: [.ref],
        .convertToSuggestion: [.refs, .lead], .rateReply: [.ref, .rating],
        .requestMeeting: [.unit, .topic], .requestLeave: [.reason, .date], .swapDuty: [.with],
        .clearContact: [.phone],
        // The station's calendar and books.
        .scheduleReception: [.deputies], .rescheduleReception: [.to, .reason],
        .cancelReception: [.reason], .planActivity: [.date, .kind], .recordActivity: [.kind],
        .cancelActivity: [.ref], .scheduleDutyReport: [.date], .broadcast: [.audience, .text],
        .registerDeputy: [.name, .group], .updateDeputy: [.name, .group],
        .standIn: [.deputy, .with, .to], .recordDocument: [.kind, .title],
        .recordAsset: [.title], .bind: [.code], .setLanguage: [.language],
    ]
}
