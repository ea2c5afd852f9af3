import Books
import Casework
import CommandLanguage
import Foundation
import Papers
import Testing

/// What carries one mechanism of the seed.
enum Carrier {
    /// A command that is built.
    case command(Action)
    /// A rule: the reply with which the desk says no, or asks.
    case rule(ReplyKind)
    /// What the desk sends by itself.
    case reminder(PlannedReminder)
    /// A line of the report, by words that stand in it.
    case report(String)
    /// A column of the ledger.
    case ledger(LedgerColumn)
    /// An indicator of the evaluation.
    case indicator(Indicator)
    /// A printed form.
    case form(PrintedForm)
    /// A section of `station.yaml`.
    case config(String)
    /// A word that the books take.
    case word(Set<String>, String)
}

/// The fifty mechanisms of the seed (`domain.md` §1), each with what carries it.
enum Seed {
    struct Row: Sendable, CustomTestStringConvertible {
        var number: Int
        var words: String
        var carriers: @Sendable () -> [Carrier]

        var testDescription: String { "\(number) \(words)" }

        init(
            _ number: Int,
            _ words: String,
            _ carriers: @autoclosure @escaping @Sendable () -> [Carrier]
        ) {
            self.number = number
            self.words = words
            self.carriers = carriers
        }
    }

    static let rows = [
        Row(
            1,
            "增强履职能力、基层民主、民生实事、和谐稳定",
            [
                .report("增强代表的履职能力"), .report("推进基层民主政治建设"), .report("服务民生实事项目落地"),
                .report("促进地方经济社会和谐稳定发展"),
            ]
        ),
        Row(2, "常委会指导、党委领导", [.command(.recordDocument), .command(.escalate)]),
        Row(3, "先进联络站评选办法", [.config("evaluation:"), .command(.evaluationReport)]),
        Row(
            4,
            "制度建设、运行机制、有效活动",
            [.report("（一）完善制度建设"), .report("（二）规范运行机制"), .report("（三）开展有效活动")]
        ),
        Row(5, "镇级代表60人", [.config("镇级: 60"), .report("（镇级")]),
        Row(6, "市级以上代表14人", [.config("市级"), .report("一人兼两级的各计一次")]),
        Row(7, "及时调整组成人员", [.config("deputies:"), .config("staff:")]),
        Row(8, "代表担任站长和副站长", [.config("office: 站长"), .indicator(.staffing)]),
        Row(9, "聘请法律顾问", [.command(.requestLegalOpinion), .config("法律顾问")]),
        Row(10, "联络员承担日常工作", [.command(.acceptMatter), .command(.archiveMatter)]),
        Row(11, "按地域分成4个小组", [.config("groups: 4"), .indicator(.staffing)]),
        Row(12, "联络站成员担任组长", [.config("leader: true")]),
        Row(
            13,
            "每季按时开展活动",
            [
                .command(.planActivity), .command(.recordActivity), .reminder(.groupActivity),
                .word(Values.activityKinds, "督察"), .word(Values.activityKinds, "收集意见"),
                .rule(.gridGaps), .report("没有活动的："),
            ]
        ),
        Row(14, "向党委作专题汇报", [.command(.recordDocument), .report("向党委专题汇报")]),
        Row(
            15,
            "开展活动20次",
            [.command(.recordActivity), .report("共开展活动"), .indicator(.activities)]
        ),
        Row(
            16,
            "接待选民40余人次",
            [.command(.submitReceptionRecord), .rule(.summaryVisits), .report("，逐项记录")]
        ),
        Row(17, "完善工作制度和工作职责", [.command(.recordDocument), .indicator(.rules)]),
        Row(18, "公开制度和代表联系信息", [.command(.queryDocuments), .form(.board)]),
        Row(
            19,
            "每月农历十六接待",
            [
                .command(.queryReception), .reminder(.notice), .form(.notice),
                .config("lunar_day: 16"),
            ]
        ),
        Row(20, "设在石景小区", [.command(.queryStation)]),
        Row(21, "资料柜、电脑、电视机和办公桌", [.command(.recordAsset), .indicator(.site)]),
        Row(22, "智慧人大平台", [.command(.exportLedger), .ledger(.number)]),
        Row(23, "依法办事，规范运行", [.command(.auditLog)]),
        Row(24, "代表不直接处理", [.rule(.deputyNeverHandles)]),
        Row(25, "集体活动为主", [.rule(.collectiveShare), .report("其中集体活动")]),
        Row(26, "有法可依的视察监督", [.command(.submitInspectionNote), .form(.inspection)]),
        Row(
            27,
            "受理必复",
            [
                .rule(.refusedNotFedBack), .command(.recordFeedback), .report("坚持受理必复"),
                .report("尚未反馈的"),
            ]
        ),
        Row(
            28,
            "逐项登记",
            [.command(.fileMatter), .command(.submitReceptionRecord), .ledger(.number)]
        ),
        Row(29, "定期分析总结汇总", [.command(.summary), .report("事项按")]),
        Row(30, "归档和保管", [.command(.archiveMatter), .command(.correctRecord), .form(.cover)]),
        Row(
            31,
            "年初有计划，年终有总结",
            [
                .command(.planActivity), .command(.approvePlan), .command(.queryPlan),
                .reminder(.annualPlan), .reminder(.annualSummary), .indicator(.plan),
            ]
        ),
        Row(32, "七个方面的主题", [.config("五水共治"), .ledger(.topic)]),
        Row(
            33,
            "跟踪监督、视察、调研、接待",
            [.command(.recordActivity)]
                + ["跟踪监督", "视察", "调研", "接待选民", "督察", "收集意见"].map {
                    .word(Values.activityKinds, $0)
                }
        ),
        Row(
            34,
            "讨论和核实后及时交办",
            [
                .command(.submitForDiscussion), .command(.verifyMatter), .command(.assignMatter),
                .rule(.refusedVerifyFirst),
            ]
        ),
        Row(35, "督促落实", [.command(.urgeUnit), .form(.supervision), .rule(.staffOverdue)]),
        Row(36, "自觉接受选民监督", [.command(.queryDeputy), .command(.rateMatter), .ledger(.rating)]),
        Row(37, "做好履职记录", [.command(.queryMyDuty), .command(.queryDeputy), .report("代表履职记录")]),
        Row(
            38,
            "代表述职",
            [.command(.scheduleDutyReport), .command(.submitDutyReport), .indicator(.duty)]
        ),
        Row(39, "解决闭会期间履职", [.command(.followUp)]),
        Row(40, "转化为代表建议", [.command(.convertToSuggestion), .reminder(.sessionDigest)]),
        Row(41, "督促整改，化解矛盾", [.command(.redoMatter), .command(.followUp)]),
        Row(42, "第一时间向党委汇报", [.command(.escalate), .report("上报党委")]),
        Row(43, "指挥部会议、方案", [.command(.recordHeadquarters)]),
        Row(44, "跟踪监督促落实，预期内交房", [.report("在承诺日期内化解的"), .rule(.promisedToday)]),
        Row(45, "消除隐患", [.report("已化解"), .rule(.disputeResolved)]),
        Row(46, "调研污染源，梯度关闭", [.word(Values.noteKinds, "调研"), .command(.recordMeasure)]),
        Row(47, "依环境保护法提建议", [.command(.submitSuggestion)]),
        Row(48, "上门谈心", [.command(.recordActivity), .word(Values.activityKinds, "走访")]),
        Row(49, "帮助完成新区征地", [.report("（三）助推中心工作")]),
        Row(
            50,
            "三个成效标题",
            [.report("（一）拓宽履职渠道"), .report("（二）化解社会矛盾"), .report("（三）助推中心工作")]
        ),
    ]
}

@Suite struct `A mechanism of the seed` {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let station = Result {
        try String(contentsOf: root.appending(path: "config/station.yaml"), encoding: .utf8)
    }

    /// The words that a report can hold: those of its template and of its sentences.
    static let report = Result {
        try ["Report.swift", "YearlySummary.swift", "Templates/report.mustache"].map { name in
            try String(
                contentsOf: root.appending(path: "Sources/Papers/" + name),
                encoding: .utf8
            )
        }.joined()
    }

    /// What decides, without the list of what can be said.
    static let casework = Result {
        let folder = root.appending(path: "Sources/Casework")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return try (files?.compactMap { $0 as? URL } ?? []).filter { file in
            file.pathExtension == "swift"
                && !["Wordings.swift", "ReplyKind+Fields.swift"].contains(file.lastPathComponent)
        }.map { try String(contentsOf: $0, encoding: .utf8) }.joined()
    }

    @Test func `has a row for every one of the fifty`() {
        #expect(Seed.rows.map(\.number) == Array(1...50))
    }

    @Test(arguments: Seed.rows)
    func `is carried by something that is built`(row: Seed.Row) throws {
        let carriers = row.carriers()
        #expect(!carriers.isEmpty)
        for carrier in carriers {
            switch carrier {
            case .command(let action):
                #expect(Deeds.deed(for: action).action == action)
            case .rule(let kind):
                let said = try Self.casework.get()
                #expect(said.contains(".\(kind)"), "nothing says \(kind)")
            case .reminder(let reminder):
                #expect(ReminderPlan().timings[reminder] != nil, "\(reminder) is not sent")
            case .report(let words): #expect(try Self.report.get().contains(words), "\(words)")
            case .ledger(let column): #expect(LedgerColumn.allCases.contains(column))
            case .indicator(let indicator):
                #expect(EvaluationRules().points[indicator] ?? 0 > 0)
            case .form(let form): #expect(PrintedForm(named: form.title) == form)
            case .config(let words): #expect(try Self.station.get().contains(words), "\(words)")
            case .word(let words, let word): #expect(words.contains(word))
            }
        }
    }

    @Test(arguments: Action.allCases)
    func `that is an action has its file, in both languages, with help and examples`(
        action: Action
    ) throws {
        let folders = ["voter", "deputy", "staff", "unit", "everyone"]
        let file = folders.map { "commands/\($0)/\(action.rawValue).yaml" }
            .map { Self.root.appending(path: $0) }
            .filter { FileManager.default.fileExists(atPath: $0.path) }
        #expect(file.count == 1, "one file named \(action.rawValue).yaml")
        let text = try String(contentsOf: try #require(file.first), encoding: .utf8)
        #expect(text.contains("action: \(action.rawValue)\n"))
        #expect(text.contains("\nhelp: {zh: "))
        #expect(text.contains("\nexample: {zh: "))
        #expect(text.contains("\nexamples:\n"))
        for language in ["zh", "en"] { #expect(text.contains("\(language): ")) }
        let own = text.components(separatedBy: "\nexamples:\n").last ?? ""
        let isChinese = own.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
        let isEnglish = own.contains(/text: "?[^",}]*[a-zA-Z]{2}/)
        #expect(isChinese && isEnglish, "examples in both languages")
    }
}
