/// What happens to a matter between its big moves (`domain.md` §3.1, side moves).
///
/// Each is an event of its own. Words are ``ContentID``s; days were counted when it happened, so
/// that a replay needs no calendar.
package enum CourseTurn: Hashable, Sendable, Codable {
    /// 签收: the unit has it in hand.
    case signed(by: PersonID)
    /// 退回改派: not this unit's, and whose it may be.
    case returned(unit: String, suggested: String?, reason: ContentID?)
    /// The unit asks for more time; the clerk answers.
    case extensionAsked(until: Day, reason: ContentID?, by: PersonID)
    /// 延期.
    case extended(from: Day, to: Day, isProvisional: Bool, reason: ContentID?)
    /// 催办, or 督办 where it is formal.
    case unitUrged(isFormal: Bool)
    /// 并件: a link; the voter is still answered.
    case merged(into: MatterNumber)
    /// The matter that it was merged into was withdrawn: it goes its own way again.
    case parted
    /// 归档; the retention class is 永久, 30年 or 10年.
    case archived(retention: String)
    /// A deputies' group is asked to look.
    case verificationAsked(group: Int)
    /// 讨论: put on the list of a day's discussion, which may be past.
    case discussed(on: Day)
    /// The voter must say something first; the clock stands.
    case voterAsked(words: ContentID, by: PersonID)
    /// The voter has said it; the clock goes on to this day.
    case voterAnswered(due: Day?)
    /// What the answer comes to (A to D), and by when it is promised where it is not done yet.
    case promised(result: String, until: Day?)
    /// 重开: ended, and taken up again.
    case reopened(reason: ContentID?, due: Day?, isProvisional: Bool)
    /// 不撤了: its voter takes back a withdrawal; a day where its limit begins anew.
    case restored(to: MatterState, due: Day?, isProvisional: Bool)
    /// Its voter says in which village of the list it is, where the first words did not.
    case placed(village: String, group: Int?)
    /// Its voter says that it is elsewhere than he wrote first.
    case moved(place: ContentID?, village: String?, group: Int?)
    /// 更正: an addition; what it corrects stays.
    case corrected(words: ContentID)
    /// The legal adviser is asked.
    case opinionAsked(question: ContentID?)
    /// The legal adviser's opinion, beside the question.
    case opinionGiven(words: ContentID, by: PersonID)
    /// A limit of the station's own runs until that day.
    case clockSet(Clock, until: Day)
    /// A limit was passed; the duty holder of that rung of the ladder was told.
    case overdue(Clock, rung: Int)
    /// 未评价: nobody rated it in time; it counts as not rated, never as satisfied.
    case lapsed
    /// It was made of a note's finding, or of what a voter said at a reception.
    case cameFrom(RecordKey)
    /// 转代表建议: a deputy made a suggestion of it; the matter keeps its own course.
    ///
    /// The title stands here where it was made of the voter's own words, to go with them.
    case suggested(SuggestionNumber, title: ContentID?)
    /// 交接: what its filer still had to do is another's now; the filer stays its filer.
    case carriedOn(by: PersonID)
    /// The head's word to a voter who is not satisfied, with which the matter is closed.
    case explained(words: ContentID, by: PersonID)
    /// What was proposed to the head, or asked for by the unit, and was not granted.
    case notGranted(Action, reason: ContentID?, by: PersonID)
    /// 协办: the units that help the one which answers.
    case shared(with: [String])
    /// What a helping unit says; the answer stays the other's.
    case helperReplied(unit: String, words: ContentID)
    /// What the unit reads instead of the voter's words, which would tell who asked for secrecy.
    case worded(words: ContentID, by: PersonID)
    /// What the voter says of an answer instead of rating it.
    case remarked(words: ContentID)
}

/// A limit that runs while a matter stands in one place (`domain.md` §3.2).
package enum Clock: String, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
    /// From filing to accepted or declined.
    case screening
    /// From accepted to assigned.
    case assigning
    /// From assigned to the unit's answer.
    case answering
    /// From the answer to the voter's hearing it.
    case telling
    /// From 不满意 to redo, or to an explained close by the head.
    case deciding
    /// Until what was promised is looked at again.
    case promise
}

/// The lesser facts of a matter's course, kept together.
package struct Course: Hashable, Sendable, Codable {
    package struct Extension: Hashable, Sendable, Codable {
        package var from: Day
        package var to: Day
        package var at: Instant
    }

    package struct Request: Hashable, Sendable, Codable {
        package var until: Day
        package var reason: ContentID?
        package var by: PersonID
    }

    package struct Pause: Hashable, Sendable, Codable {
        package var words: ContentID
        package var by: PersonID
        package var at: Instant
    }

    package struct Promise: Hashable, Sendable, Codable {
        /// `A` solved, `B` being solved, `C` planned, `D` kept for reference.
        package var result: String
        package var until: Day?
    }

    package var signedAt: Instant?
    /// Units that said it is not theirs, oldest first.
    package var returnedBy: [String]?
    package var extensions: [Extension]?
    package var request: Request?
    package var unitUrgedAt: Instant?
    package var unitUrges: Int?
    package var mergedInto: MatterNumber?
    package var retention: String?
    package var verificationGroup: Int?
    package var discussedOn: Day?
    package var pause: Pause?
    package var promise: Promise?
    package var reopenings: Int?
    /// When each of the station's own limits ends.
    package var limits: [Clock: Day]?
    /// The highest rung that was told of each limit that was passed.
    package var rungs: [Clock: Int]?
    package var isUnrated: Bool?
    /// The record of the books that it was made of.
    package var source: RecordKey?
    /// The suggestions that grew from it.
    package var suggestions: [SuggestionNumber]?
    /// What the legal adviser was asked, and what came of it, oldest first.
    package var opinions: [Opinion]?

    /// One request to the legal adviser (`domain.md` §1, row 9).
    package struct Opinion: Hashable, Sendable, Codable {
        package var question: ContentID?
        package var askedAt: Instant
        package var words: ContentID?
        package var by: PersonID?
        package var at: Instant?
    }
    /// Who took over what its filer had to do.
    package var carrier: PersonID?
    /// What the matter bears of paper, where it was taken over from there.
    package var past: Past?
    /// What the head said to a voter who was not satisfied.
    package var explanation: ContentID?
    /// Units that help the one which answers (协办).
    package var coUnits: [String]?
    /// What the unit reads instead of the voter's words; nil while those say it.
    package var orderWords: ContentID?
    /// What the voter said beside the last rating.
    package var ratingWords: ContentID?
    /// What the voter said of the latest answer while it was not rated.
    package var remark: ContentID?

    package init() {}
}

extension Matter {
    /// Who tells a voter without a chat: the filer, or who took that over.
    package var teller: PersonID { course.carrier ?? filedBy }

    /// What the matter is after a turn of its course.
    mutating func apply(_ turn: CourseTurn, at instant: Instant) {
        switch turn {
        case .signed: course.signedAt = instant
        case .returned(let unit, _, _):
            course.returnedBy = (course.returnedBy ?? []) + [unit]
            course.coUnits = nil
            state = .accepted
            self.unit = nil
            due = nil
            assignedAt = nil
            course.signedAt = nil
            course.request = nil
            course.pause = nil
        case .extensionAsked(let until, let reason, let by):
            course.request = Course.Request(until: until, reason: reason, by: by)
        case .extended(let from, let to, let isProvisional, _):
            course.extensions =
                (course.extensions ?? []) + [Course.Extension(from: from, to: to, at: instant)]
            course.request = nil
            course.rungs?[.answering] = nil
            due = to
            isDueProvisional = isProvisional
        case .unitUrged:
            course.unitUrges = (course.unitUrges ?? 0) + 1
            course.unitUrgedAt = instant
        case .merged(let into):
            state = .merged
            acceptedAt = acceptedAt ?? instant
            unit = nil
            due = nil
            assignedAt = nil
            course.signedAt = nil
            course.request = nil
            course.pause = nil
            course.mergedInto = into
            course.coUnits = nil
            course.limits = nil
        case .parted:
            state = .accepted
            course.mergedInto = nil
        case .archived(let retention):
            state = .archived
            course.retention = retention
        case .verificationAsked(let group): course.verificationGroup = group
        case .discussed(let day): course.discussedOn = day
        case .voterAsked(let words, let by):
            course.pause = Course.Pause(words: words, by: by, at: instant)
        case .voterAnswered(let day):
            course.pause = nil
            if let day, state == .assigned { due = day }
            if let day, state == .registered { screenBy = day }
        case .promised(let result, let until):
            course.promise = Course.Promise(result: result, until: until)
            course.rungs?[.promise] = nil
        case .reopened(_, let day, let isProvisional):
            course.reopenings = (course.reopenings ?? 0) + 1
            course.isUnrated = nil
            course.explanation = nil
            acceptedAt = acceptedAt ?? instant
            endedAt = nil
            rating = nil
            state = unit == nil || day == nil ? .accepted : .assigned
            if let day, unit != nil {
                due = day
                isDueProvisional = isProvisional
                assignedAt = instant
            }
        case .restored(let before, let day, let isProvisional):
            state = before
            endedAt = nil
            if let day, before == .registered { screenBy = day }
            if let day, before == .assigned {
                due = day
                isDueProvisional = isProvisional
            }
        case .placed(let village, let group):
            self.village = village
            self.group = group
        case .moved(let place, let village, let group):
            self.place = place
            self.village = village
            self.group = group
        case .corrected(let added): words.append(added)
        case .opinionAsked(let question):
            course.opinions =
                (course.opinions ?? []) + [Course.Opinion(question: question, askedAt: instant)]
        case .opinionGiven(let words, let person):
            var opinions = course.opinions ?? []
            let open = opinions.lastIndex { $0.words == nil }
            var opinion = open.map { opinions.remove(at: $0) } ?? Course.Opinion(askedAt: instant)
            opinion.words = words
            opinion.by = person
            opinion.at = instant
            opinions.insert(opinion, at: open ?? opinions.count)
            course.opinions = opinions
        case .clockSet(let clock, let until):
            course.limits = (course.limits ?? [:]).merging([clock: until]) { $1 }
            course.rungs?[clock] = nil
        case .overdue(let clock, let rung):
            course.rungs = (course.rungs ?? [:]).merging([clock: rung]) { $1 }
        case .lapsed:
            state = .closed
            endedAt = instant
            course.isUnrated = true
        case .cameFrom(let record): course.source = record
        case .carriedOn(let person): course.carrier = person
        case .explained(let words, _): course.explanation = words
        case .notGranted(let action, _, _):
            if action == .extendDeadline { course.request = nil }
        case .shared(let units): course.coUnits = units
        case .helperReplied: break
        case .worded(let words, _): course.orderWords = words
        case .remarked(let words): course.remark = words
        case .suggested(let number, _):
            course.suggestions = (course.suggestions ?? []) + [number]
            // Nobody has to assign what the presidium will assign.
            course.limits?[.assigning] = nil
        }
    }

    /// The limits that run now, each with the day on which it ends.
    ///
    /// Nothing runs while the voter is asked; a promise runs in whatever state.
    package var runningClocks: [Clock: Day] {
        var clocks: [Clock: Day] = [:]
        if let promise = course.promise, let until = promise.until { clocks[.promise] = until }
        guard course.pause == nil else { return clocks }
        switch state {
        case .registered: clocks[.screening] = screenBy
        case .accepted: clocks[.assigning] = course.limits?[.assigning]
        case .assigned: clocks[.answering] = due
        case .replied where !isFeedbackOnItsWay:
            clocks[.telling] = course.limits?[.telling]
        case .fedBack where rating == "dissatisfied":
            clocks[.deciding] = course.limits?[.deciding]
        default: break
        }
        return clocks
    }
}
