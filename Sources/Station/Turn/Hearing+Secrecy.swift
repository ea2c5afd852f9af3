internal import Casework
internal import CommandLanguage
internal import Messages
internal import Store

// Nobody is to know who told.
extension Hearing {
    /// All that is open is hidden: nobody who is afraid is asked which.
    static let hidingAll = Step(.setAnonymity, Arguments([.scope: .text("all")]))

    /// Hides what is open before a question on words that ask for it: `村干部亲戚弄坏的，别说出去`.
    mutating func hide(before question: Question, _ text: String, by asker: Asker) throws {
        guard isVoter(asker), question.isNewOrAbout, desk.phrasebook.mentionsSecrecy(text) else {
            return
        }
        try run([Hearing.hidingAll], files: [], by: asker)
    }

    /// `我是匿名的，别让城建办知道`: who must not know stands with the matter, where the clerk reads it.
    func keepingFrom(_ reading: Reading, _ text: String, by asker: Asker) throws -> Reading {
        guard isVoter(asker), case .steps(var steps, let language) = reading,
            steps.allSatisfy({ $0.action == .setAnonymity }), desk.rules.namesUnit(text),
            let last = try openMatters(of: asker.person, limit: 1).first
        else { return reading }
        steps.append(addition(of: text, to: last.number))
        return .steps(steps, language: language)
    }

    /// What words that only ask for secrecy are by chance like: `pls dont tell the landlord it was me`.
    private static let besideSecrecy: Set<Action> = [
        .fileMatter, .supplementMatter, .withdrawMatter, .help, .acknowledge, .greeting,
        .wrongNumber, .unsubscribe,
    ]

    /// Who asks that nobody know has it at once, for all that is open, whatever was asked of him.
    func secret(
        _ reading: Reading,
        _ text: String,
        _ isAsked: Bool,
        _ reader: Reader,
        _ question: Question?,
        by asker: Asker
    ) -> Reading {
        guard isVoter(asker) else { return reading }
        let mentions = isAsked || desk.phrasebook.mentionsSecrecy(text)
        let hasWords = question.map { $0.action == .fileMatter || $0.action == .reportEmergency }
        let all = Hearing.hidingAll
        switch reading {
        case .steps(var steps, let language):
            var isSaid = false
            for index in steps.indices where steps[index].action == .setAnonymity {
                isSaid = true
                if steps[index].numbers.allSatisfy({ $0 == "last" }) { steps[index] = all }
            }
            if isSaid { return .steps(steps, language: language) }
        case .ask(let asked, let language):
            // `要不要我们家长联名`: who only asks whether is asked back.
            if asked.action == .setAnonymity, asked.before.isEmpty, asked.after.isEmpty, mentions {
                return .steps([all], language: language)
            }
        case .unknown: break
        }
        // `不匿名了` is none of these.
        let isPlain =
            switch reading {
            case .steps(let steps, let language):
                steps.allSatisfy {
                    Hearing.besideSecrecy.contains($0.action)
                        && !$0.arguments.has(.result)
                        || $0.action == .requestHuman && language == .en
                }
            case .ask(let asked, _): Hearing.besideSecrecy.contains(asked.action)
            case .unknown: true
            }
        guard isPlain, isAsked, !reader.openMatters.isEmpty || hasWords == true else {
            return reading
        }
        return .steps([all], language: reading.language)
    }
}
