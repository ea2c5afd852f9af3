import Casework
import CommandLanguage
import Testing

/// Every reply goes out as one SMS (domain.md §7.4): 70 signs of Chinese, 160 of English.
@Suite struct `A reply by SMS` {
    /// The whole privacy notice is asked for, and lists are as long as what they list.
    private static func goesInParts(_ kind: ReplyKind) -> Bool {
        kind == .privacyFull || orders.contains(kind)
            || kind.fields.contains(.list) && !Self.one.contains(kind)
    }

    /// To clerks and heads: what is wrong, and the whole sentence to send back.
    private static let orders: Set<ReplyKind> = [
        .staffNewMatterHint, .tellEndingTask, .headEscalation, .confirmEscalation, .escalated,
        .staffEscalated, .approvalAsked, .headDecides, .staffExtensionAsked, .confirmOrder,
        .orderToWord, .splitHow,
    ]

    /// Of one thing, although they may carry a list.
    private static let one: Set<ReplyKind> = [.matterFiled, .matterFiledForOther, .refusedUnit]

    @Test(arguments: ReplyKind.allCases.filter { !goesInParts($0) }, Language.allCases)
    func `fits into one message`(kind: ReplyKind, language: Language) {
        var fields: [Field: FieldValue] = [:]
        for field in kind.fields { fields[field] = Self.typical(field, in: kind, language) }
        let text = Desk.book.render(kind, fields, in: language, now: Desk.now)
        #expect(text.count <= (language == .zh ? 70 : 160), "\(text.count): \(text)")
    }

    /// A fact as it usually is.
    static func typical(_ field: Field, in kind: ReplyKind, _ language: Language) -> FieldValue {
        let day = FieldValue.day(Day("2026-12-11") ?? Desk.today)
        let lunar = LunarDay(year: 2026, month: 10, isLeap: false, day: 16)
        let reception = FieldValue.receptionDay(Day("2026-11-24") ?? Desk.today, lunar)
        switch field {
        case .number: return .number(MatterNumber(year: 2026, serial: 42))
        case .state: return .term("state.assigned")
        case .unit: return .name("城建办")
        case .due: return day
        case .date: return Self.receptions.contains(kind) ? reception : day
        case .code:
            return .text(
                Self.confirming.contains(kind) ? "4821" : "K7WQ3MHN"
            )
        case .count: return .count(2)
        case .total where Self.merging.contains(kind):
            return .number(MatterNumber(year: 2026, serial: 36))
        case .total, .sent, .failed, .skipped, .item, .days: return .count(3)
        case .text: return .text(language == .zh ? "灯杆也歪了" : "the pole leans too")
        case .subject: return .text(language == .zh ? "花桥村口路灯坏了三天" : "street lamp at Huaqiao out")
        case .place: return .name("花桥")
        case .list: return .text("…")
        case .hours: return .text("08:30-11:00")
        case .address: return .name("石景小区")
        case .deputies: return .names(["陈美芳", "吴志强"])
        case .reason: return .term("reason.personal_dispute")
        case .redirect: return .term("redirect.personal_dispute")
        case .rating: return .term("rating.satisfied")
        case .person: return .text(language == .zh ? "陈阿土" : "Chen Atu")
        case .role: return .term("role.staff")
        case .samples: return .names(["陈阿土", "林大爷"])
        case .options: return .terms(["move.accept", "move.decline"])
        case .example:
            return .text(
                language == .zh
                    ? "反映横湖村口路灯不亮，晚上很黑" : "report the street light at Henghu gate is out"
            )
        case .action: return .term("action.assign_matter")
        case .year: return .count(2027)
        case .time: return .text("09:00")
        case .next: return .text("")
        case .language: return .term("language.zh")
        case .topic: return .term("topic.reception")
        case .result: return .term("result.true")
        case .name: return .name("石桥头镇人大代表联络站")
        case .channel: return .term("channel.phone")
        case .answer: return .text(language == .zh ? "已修好，换了两盏LED灯" : "mended, with two LED lamps")
        case .needed: return .text(language == .zh ? "核实" : "verify")
        case .since, .until: return .moment(Desk.now)
        case .period: return DayRange("2026-Q4").map { .period($0) } ?? .text("")
        case .kind: return .term("kind.photo")
        case .month: return .text("2026-12")
        case .audience: return .text(language == .zh ? "订阅接待日的人" : "who asked for reminders")
        case .uncertain: return .count(1)
        case .phone: return .text("119")
        }
    }

    private static let confirming: Set<ReplyKind> = [
        .confirmErasure, .broadcastPreviewCode, .confirmEscalation, .confirmContact,
        .confirmDeletion,
    ]

    private static let merging: Set<ReplyKind> = [
        .matterMerged, .mergedNotice, .staffParted, .statusMerged, .officeMerged, .matterParted,
        .partedNotice,
    ]

    private static let receptions: Set<ReplyKind> = [
        .reception, .receptionBothCalendars, .receptionListLine, .receptionRule, .stationAddress,
        .stationAbout,
        .subscribed, .unsubscribed, .reminderText,
    ]
}

extension Desk {
    static var today: Day { Day(of: now) }
}
