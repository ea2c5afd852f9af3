extension Matter {
    /// What the matter is after an event of its own; other events change nothing.
    package mutating func apply(_ event: Event, at instant: Instant) {
        switch event {
        case .matterSupplemented(_, let added, let files):
            if let added { words.append(added) }
            attachments += files
        case .wordsReplaced(_, let replaced, let new):
            words = words.map { $0 == replaced ? new : $0 }
        case .matterAccepted(_, let topic):
            state = .accepted
            acceptedAt = instant
            if let topic { self.topic = topic }
        case .matterDeclined(_, let reason, let words, let redirect):
            end(.declined, at: instant)
            declineReason = reason
            declineWords = words
            self.redirect = redirect
        case .matterVerified(_, let result, _):
            verified = result
        case .matterAssigned(_, let unit, let due, let isProvisional, _):
            state = .assigned
            self.unit = unit
            self.due = due
            isDueProvisional = isProvisional
            assignedAt = instant
            course.signedAt = nil
            course.request = nil
            course.coUnits = nil
        case .replyRecorded(_, let words, let unit):
            state = .replied
            answers.append(Answer(at: instant, words: words, unit: unit))
            course.remark = nil
            // Merged into another, it is answered by that one's unit.
            self.unit = self.unit ?? unit
        case .feedbackGiven(_, let stand, let channel, let by, let whom, let day):
            feedbacks.append(
                Feedback(
                    stand: stand,
                    channel: channel,
                    at: instant,
                    by: by,
                    whom: whom,
                    on: day,
                    answers: answers.count
                )
            )
            if stand == .told || stand == .delivered { state = .fedBack }
        case .feedbackSettled(_, let index, let stand):
            settleFeedback(index, stand, at: instant)
        case .matterRated(_, let rating, let comment):
            self.rating = rating
            course.ratingWords = comment
            course.remark = nil
        case .redoOrdered(_, let due, let isProvisional):
            state = .assigned
            self.due = due
            isDueProvisional = isProvisional
            assignedAt = instant
            rating = nil
            endedAt = nil
            course.explanation = nil
            course.ratingWords = nil
            course.remark = nil
            course.mergedInto = nil
            course.signedAt = nil
            course.pause = nil
        case .dueRecomputed(_, let due, let isProvisional):
            self.due = due
            isDueProvisional = isProvisional
        case .screeningRecomputed(_, let day):
            screenBy = day
        case .matterClosed:
            end(.closed, at: instant)
        case .answeredOnSpot(_, let words):
            end(.answered, at: instant)
            answers.append(Answer(at: instant, words: words, unit: nil))
        case .matterWithdrawn:
            end(.withdrawn, at: instant)
        case .matterUrged:
            urges += 1
            urgedAt = instant
        case .matterUrgedAgain:
            urges += 1
        case .codeRenewed(_, let digest):
            codeDigest = digest
        case .matterTakenOver(_, let person, let digest):
            owner = person
            codeDigest = digest
        case .basisRecorded(_, let action, let by, let before):
            basis = Basis(action: action, by: by, at: instant, before: before)
        case .actReversed(_, let before):
            state = before
            endedAt = before.isOpen ? nil : endedAt
            basis = nil
            course.explanation = nil
            if before == .registered || before == .accepted {
                unit = nil
                due = nil
                assignedAt = nil
                course.coUnits = nil
                declineReason = nil
                declineWords = nil
                redirect = nil
            }
            if before == .registered { acceptedAt = nil }
        case .turned(_, let turn):
            apply(turn, at: instant)
        case .matterGuarded(_, let fact): apply(fact, at: instant)
        default: break
        }
    }

    private mutating func end(_ ending: MatterState, at instant: Instant) {
        state = ending
        endedAt = instant
    }

    private mutating func settleFeedback(
        _ index: Int,
        _ stand: Feedback.Stand,
        at instant: Instant
    ) {
        guard feedbacks.indices.contains(index) else { return }
        feedbacks[index].stand = stand
        if stand == .delivered, state == .replied, isToldToVoter { state = .fedBack }
    }
}
