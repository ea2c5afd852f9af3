import Books
import Casework
import Foundation
import Testing

@Suite struct CheckTests {
    @Test func `the shipped books are without a fault and every example holds`() {
        let report = checkBooks(commands: Copy.root + "/commands", config: Copy.root + "/config")
        #expect(report.faults.map(\.description) == [])
        #expect(report.commands == Action.allCases.count)
        #expect(report.replies == ReplyKind.allCases.count)
        #expect(report.examples > 150)
    }

    /// One way to spoil a file, and the fault that it must give.
    struct Spoiled: Sendable, CustomTestStringConvertible {
        var file: String
        var old: String
        var new: String
        var fault: String
        var testDescription: String { fault }
    }

    /// Where a line stands in a shipped file, counted from 1.
    private static func line(of start: String, in file: String) -> Int {
        let text = (try? String(contentsOfFile: Copy.root + "/" + file, encoding: .utf8)) ?? ""
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return (lines.firstIndex { $0.hasPrefix(start) } ?? -1) + 1
    }

    static let spoiled: [Spoiled] = [
        Spoiled(
            file: "commands/voter/subscribe.yaml",
            old: "shown_to:",
            new: "shwon_to:",
            fault: "commands/voter/subscribe.yaml:3: unknown key 'shwon_to' "
                + "(did you mean 'shown_to'?)"
        ),
        Spoiled(
            file: "commands/voter/subscribe.yaml",
            old: "  en: [subscribe]",
            new: "",
            fault: "commands/voter/subscribe.yaml:6: the language 'en' is missing"
        ),
        Spoiled(
            file: "commands/voter/subscribe.yaml",
            old: "action: subscribe",
            new: "action: subscribed",
            fault: "commands/voter/subscribe.yaml:1: unknown action 'subscribed' "
                + "(did you mean 'subscribe'?)"
        ),
        Spoiled(
            file: "commands/voter/subscribe.yaml",
            old: "zh: [订阅]",
            new: "zh: [订阅, 退訂]",
            fault: "commands/voter/unsubscribe.yaml:5: the name '退订' is also a name of 'subscribe' "
                + "(commands/voter/subscribe.yaml)"
        ),
        Spoiled(
            file: "commands/voter/subscribe.yaml",
            old: "  topic:\n    learnt: true\n",
            new: "  topik:\n    learnt: true\n",
            fault: "commands/voter/subscribe.yaml:23: unknown argument 'topik' "
                + "(did you mean 'topic'?)"
        ),
        Spoiled(
            file: "commands/voter/subscribe.yaml",
            old: "\"@[提醒] => topic=reception\"",
            new: "\"@[提醒\"",
            fault: "commands/voter/subscribe.yaml:10: a bracket is left open in '@[提醒'"
        ),
        Spoiled(
            file: "commands/voter/renew_code.yaml",
            old: "\"@[:]{ref}\"",
            new: "\"@[:]{refs}\"",
            fault: "commands/voter/renew_code.yaml:9: the form fills 'refs', "
                + "which is no argument of the command"
        ),
        Spoiled(
            file: "commands/voter/renew_code.yaml",
            old: "\"@[:]{ref}\"",
            new: "\"@[:]{reff}\"",
            fault: "commands/voter/renew_code.yaml:9: unknown slot '{reff}' in '@[:]{reff}'"
        ),
        Spoiled(
            file: "commands/voter/renew_code.yaml",
            old: "新查询码：{code}",
            new: "新查询码：{unit}",
            fault:
                "commands/voter/renew_code.yaml:20: the reply 'codeRenewed' has no field '{unit}' "
                + "(it has code, number)"
        ),
        Spoiled(
            file: "commands/voter/renew_code.yaml",
            old: "新查询码：{code}",
            new: "新查询码：[[{code}",
            fault: "commands/voter/renew_code.yaml:20: the reply 'codeRenewed': "
                + "'[[' is left open in '{number}的新查询码：[[{code}，旧的作废。'"
        ),
        Spoiled(
            file: "commands/voter/renew_code.yaml",
            old: "  codeRenewed:",
            new: "  codeRenewd:",
            fault: "commands/voter/renew_code.yaml:20: unknown reply 'codeRenewd' "
                + "(did you mean 'codeRenewed'?)"
        ),
        Spoiled(
            file: "commands/voter/renew_code.yaml",
            old: "    question: {zh: \"要换哪一件的查询码？例如：换码2026-0042。\", "
                + "en: \"For which matter? For example: new code 2026-0042.\"}",
            new: "",
            fault: "commands/voter/renew_code.yaml:15: the required argument 'ref' has no question"
        ),
        Spoiled(
            file: "commands/voter/renew_code.yaml",
            old: "gives: {ref: \"42\"}}\n  - {text: new",
            new: "gives: {ref: \"43\"}}\n  - {text: new",
            fault: "commands/voter/renew_code.yaml:22: '换码 42' gives {ref: 42}, not {ref: 43}"
        ),
        Spoiled(
            file: "commands/voter/renew_code.yaml",
            old: "example: {zh: 换码2026-0042,",
            new: "example: {zh: 换一换2026-0042,",
            fault: "commands/voter/renew_code.yaml:18: help shows '换一换2026-0042' to voter, "
                + "but it is not understood so"
        ),
        Spoiled(
            file: "commands/voter/renew_code.yaml",
            old: "rank: 12",
            new: "rank: [12",
            fault: "commands/voter/renew_code.yaml:3: did not find expected ',' or ']'"
        ),
        Spoiled(
            file: "commands/everyone/cancel.yaml",
            old: "cancelled: {",
            new: "greeting: {zh: 好, en: hi}\n  cancelled: {",
            fault:
                "commands/everyone/greeting.yaml:\(line(of: "  greeting:", in: "commands/everyone/greeting.yaml")): the reply 'greeting' is worded twice "
                + "(also at commands/everyone/cancel.yaml:\(line(of: "  cancelled:", in: "commands/everyone/cancel.yaml")))"
        ),
        Spoiled(
            file: "commands/terms.yaml",
            old: "  fedBack:",
            new: "  fedback:",
            fault: "commands/terms.yaml: the term 'state.fedBack' is missing"
        ),
        Spoiled(
            file: "commands/words.yaml",
            old: "  noes:",
            new: "  noess:",
            fault:
                "commands/words.yaml:\(line(of: "  noes:", in: "commands/words.yaml")): unknown class of signs 'noess' (did you mean 'noes'?)"
        ),
        Spoiled(
            file: "commands/words.yaml",
            old: "  end_titles: 嫂婶叔伯          # 秋霞嫂\n",
            new: "",
            fault: "commands/words.yaml:2: the class of signs 'end_titles' is missing"
        ),
        Spoiled(
            file: "commands/words.yaml",
            old: "  spam:",
            new: "  spamm:",
            fault:
                "commands/words.yaml:\(line(of: "  spam:", in: "commands/words.yaml")): unknown list 'spamm' (did you mean 'spam'?)"
        ),
        Spoiled(
            file: "config/station.yaml",
            old: "urge_days: 3",
            new: "urge_day: 3",
            fault: "config/station.yaml:80: unknown key 'urge_day' (did you mean 'urge_days'?)"
        ),
        Spoiled(
            file: "config/station.yaml",
            old: "kind: village, group: 4}",
            new: "kind: village, group: 5}",
            fault: "config/station.yaml:16: a number from 1 to 4 is expected here"
        ),
        Spoiled(
            file: "config/station.yaml",
            old: "hours: \"08:30-11:00\" ",
            new: "hours: \"half past eight\" ",
            fault: "config/station.yaml:7: times like 08:30-11:00 are expected here"
        ),
        Spoiled(
            file: "config/station.yaml",
            old: "needed_for: []             #",
            new: "needed_for: [close]        #",
            fault: "config/station.yaml:83: unknown action 'close'"
        ),
        Spoiled(
            file: "config/station.yaml",
            old: "zh: 花桥, en",
            new: "zh: 横湖, en",
            fault: "config/station.yaml:10: the place '横湖' stands twice"
        ),
        Spoiled(
            file: "config/lunar-months.tsv",
            old: "1901-02-19\t1901\t1\t0",
            new: "1901-02-17\t1901\t1\t0",
            fault: "config/lunar-months.tsv:4: the month before has not 29 or 30 days"
        ),
        Spoiled(
            file: "config/holidays.tsv",
            old: "2018-01-01\tholiday\tNew Year's Day",
            new: "2018-01-01\tholidy\tNew Year's Day",
            fault: "config/holidays.tsv:3: a row is: date, holiday or workday, name"
        ),
    ]

    @Test(arguments: spoiled) func `a fault is told with file and line`(spoiled: Spoiled) throws {
        let copy = try Copy()
        try copy.spoil(spoiled.file, spoiled.old, spoiled.new)
        #expect(copy.faults().contains(spoiled.fault), "\(copy.faults())")
    }

    @Test func `a command without a file and a file without a command are faults`() throws {
        let copy = try Copy()
        try copy.write("commands/voter/greet.yaml", copy.read("commands/everyone/greeting.yaml"))
        try copy.remove("commands/everyone/greeting.yaml")
        #expect(
            copy.faults().contains(
                "commands/voter/greet.yaml:1: the file of 'greeting' must be called greeting.yaml"
            )
        )
        try copy.remove("commands/voter/greet.yaml")
        #expect(copy.faults().contains("commands: the action 'greeting' has no file"))
    }

    @Test func `a folder that is not there is one clear fault a file`() {
        let report = checkBooks(commands: "/nowhere/commands", config: "/nowhere/config")
        #expect(
            report.faults.map(\.description)
                .contains("/nowhere/config/station.yaml: cannot read the file")
        )
    }

    @Test func `faults are thrown together`() throws {
        let copy = try Copy()
        try copy.spoil("config/station.yaml", "urge_days:", "urge_day:")
        try copy.spoil("config/station.yaml", "quiet_hours:", "quiet_hour:")
        #expect(throws: BookFaults.self) { _ = try loadStation(at: copy.path + "/config") }
        #expect(copy.faults().count == 2)
    }
}
