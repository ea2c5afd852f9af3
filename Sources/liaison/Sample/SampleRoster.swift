import FoundationEssentials

/// Invented deputies for a station of full size: sixty, of whom fourteen also sit in the city's
/// congress (`domain.md` §1, rows 5 and 6).
struct SampleRoster {
    static let town = 60
    static let city = 14
    static let groups = 4

    struct Deputy {
        var name: String
        var group: Int
        var isOfCity: Bool
    }

    /// Those beside the ones whom the config names already.
    var added: [Deputy]

    init(named: [String], cityAlready: Int, dice: inout SampleDice) {
        let families = Array("李张刘陈杨赵黄周徐孙马朱胡郭何林高梁郑罗宋谢唐韩曹许邓")
        let given = [
            "建华", "丽娟", "国强", "秀英", "志明", "春燕", "伟民", "海燕", "永强", "爱珍", "文斌", "雪梅",
            "立新", "玉兰", "家豪", "晓红", "德明", "美玲", "振宇", "桂花",
        ]
        var names: [String] = []
        while names.count < SampleRoster.town - named.count {
            let name = String(dice.pick(families)) + dice.pick(given)
            if !names.contains(name), !named.contains(name) { names.append(name) }
        }
        let ofCity = SampleRoster.city - cityAlready
        added = names.enumerated().map { index, name in
            Deputy(
                name: name,
                group: index % SampleRoster.groups + 1,
                isOfCity: index < ofCity
            )
        }
    }

    /// A station's config with the deputies added to those that stand there.
    func config(from text: String) -> String {
        // The first of the fourth group leads it: the sample names no leader there.
        let leader = added.first { $0.group == SampleRoster.groups }?.name
        let lines = added.map { deputy in
            let levels = deputy.isOfCity ? "[镇级, 市级]" : "[镇级]"
            let leads = deputy.name == leader ? ", leader: true" : ""
            return "  - {name: \(deputy.name), group: \(deputy.group), levels: \(levels)\(leads)}"
        }.joined(separator: "\n")
        // The sample names nobody of the presidium, which alone assigns suggestions.
        let presidium = "\n  - {name: 郑国平, office: 主席团}"
        guard let staff = text.firstRange(of: "\nstaff:"),
            let duty = text.firstRange(of: "\nduty:")
        else { return text }
        return text[..<staff.lowerBound] + "\n" + lines
            + text[staff.lowerBound..<duty.lowerBound] + presidium + text[duty.lowerBound...]
    }
}
