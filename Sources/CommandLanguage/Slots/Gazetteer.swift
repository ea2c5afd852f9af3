/// The names of the station's lists, as people write them.
package struct Gazetteer: Sendable {
    /// One thing with its names.
    package struct Entry: Hashable, Sendable {
        /// The name in the station's own language: what a reading gives.
        package var zh: String
        /// The name that English replies use; nil where there is none.
        package var en: String?
        /// Every other spelling.
        package var others: [String]

        package init(zh: String, en: String? = nil, others: [String] = []) {
            self.zh = zh
            self.en = en
            self.others = others
        }
    }

    package var places: [Entry]
    /// Those of ``places`` that are villages.
    package var villages: [Entry]
    package var units: [Entry]
    package var topics: [Entry]
    package var people: [Entry]
    /// The station itself and its town: said in replies, never asked for.
    package var institutions: [Entry]

    package init(
        places: [Entry] = [],
        villages: [Entry] = [],
        units: [Entry] = [],
        topics: [Entry] = [],
        people: [Entry] = [],
        institutions: [Entry] = []
    ) {
        self.places = places
        self.villages = villages
        self.units = units
        self.topics = topics
        self.people = people
        self.institutions = institutions
    }

    /// English by Chinese name, over all lists.
    var english: [String: String] {
        var english: [String: String] = [:]
        for entry in places + units + topics + people + institutions {
            if let name = entry.en { english[entry.zh] = name }
        }
        return english
    }

    /// Every name of every list, as replies say it.
    var all: [String] {
        (places + units + topics + people + institutions).flatMap { entry in
            [entry.zh] + [entry.en].compactMap { $0 }
        }
    }

    /// What is left of the entries' names without one of the endings: 水利 of 水利所.
    ///
    /// What two of them share names neither.
    static func stems(_ entries: [Entry], _ endings: [String]) -> Words {
        var owners: [String: Set<String>] = [:]
        for entry in entries {
            for name in [entry.zh] + entry.others {
                guard let ending = endings.filter(name.hasSuffix).max(by: { $0.count < $1.count })
                else { continue }
                let stem = String(name.dropLast(ending.count))
                let isHan = stem.unicodeScalars.allSatisfy { ScalarKind.isHan($0.value) }
                if stem.count >= 2, isHan { owners[stem, default: []].insert(entry.zh) }
            }
        }
        return Words(
            owners.filter { $0.value.count == 1 }.sorted { $0.key < $1.key }
                .flatMap { stem, units in units.map { (word: stem, value: $0) } }
        )
    }

    static func words(_ entries: [Entry], number: Int = -1) -> Words {
        Words(
            entries.flatMap { entry in
                ([entry.zh] + [entry.en].compactMap { $0 } + entry.others + spelledOut(entry.zh))
                    .map { (word: $0, value: entry.zh) }
            },
            number: number
        )
    }

    /// `七十六省道` and `七六省道`, as a name with a number in it is spoken; often empty.
    private static func spelledOut(_ name: String) -> [String] {
        let digits = name.prefix { $0.isASCII && $0.isWholeNumber }
        guard digits.count <= 3, let number = Int(digits), number > 0 else { return [] }
        let rest = name.dropFirst(digits.count)
        let signs = Array("零一二三四五六七八九")
        let spoken = digits.compactMap { $0.wholeNumberValue.map { String(signs[$0]) } }.joined()
        var counted = ""
        for (value, unit) in [(number / 100, "百"), (number / 10 % 10, "十"), (number % 10, "")] {
            if value > 0 {
                counted +=
                    value == 1 && unit == "十" && counted.isEmpty ? unit : "\(signs[value])\(unit)"
            } else if !counted.isEmpty, unit == "十", number % 10 > 0 {
                counted += "零"
            }
        }
        return [counted + rest, spoken + rest]
    }
}
