package import Casework

/// A way of saying something without a fixed order: cues that must stand somewhere, cues that
/// must not, and what is then meant.
///
///     催|快点 {ref}                every part must be there: one of the words, a number
///     #progress ?我 !满意           a class of words; `?` helps, `!` forbids
///     不要~短信 => sure              the second within twelve signs after the first
///     ^查 => scope=all_mine as=voter    at the beginning; constants and conditions as in a form
///
/// A space in an English cue is written `_`.
package struct Phrasing: Sendable {
    enum Part: Hashable, Sendable {
        case words([String])
        /// All of them, each shortly after the one before.
        case ordered([[String]])
        case opening([String])
        case slot(Slot)
        /// One of the words, or one of the slots.
        case either([String], [Slot])
    }

    var needed: [Part] = []
    var helpful: [Part] = []
    var forbidden: [Part] = []
    package var constants: [Slot: Arguments.Value] = [:]
    /// Who must have written it; empty for anybody.
    var roles: Set<Role> = []
    var isForVoters = false
    var isForOffices = false
    /// True where a clerk would have no doubt.
    var isSure = false
    /// Added to what the cues weigh.
    var bonus = 0

    package var slots: Set<Slot> {
        var slots = Set(constants.keys)
        for case .slot(let slot) in needed + helpful { slots.insert(slot) }
        for case .either(_, let some) in needed + helpful { slots.formUnion(some) }
        return slots
    }
}

extension Phrasing {
    /// Reads a line of a book.
    ///
    /// - Throws: ``PatternError`` when nothing must be there, or a name is unknown.
    package init(_ source: String, classes: [String: [String]]) throws(PatternError) {
        let halves = source.split(separator: "=>", maxSplits: 1)
        for term in (halves.first ?? "").split(separator: " ") {
            let mark = term.first
            let isMarked = mark == "!" || mark == "?"
            let parts = try Phrasing.parts(isMarked ? term.dropFirst() : term, classes, source)
            switch mark {
            case "!": forbidden += parts
            case "?": helpful += parts
            default: needed += parts
            }
        }
        if halves.count > 1 { try readConstants(halves[1]) }
        guard !needed.isEmpty else {
            throw PatternError(message: "a phrasing needs a cue in '\(source)'")
        }
    }

    /// The parts of a term; a slot in a chain stands for itself.
    private static func parts(
        _ term: Substring,
        _ classes: [String: [String]],
        _ source: String
    ) throws(PatternError) -> [Part] {
        if term.first == "^" { return [.opening(try words(term.dropFirst(), classes, source))] }
        var chain: [[String]] = []
        var parts: [Part] = []
        for link in term.split(separator: "~") {
            var slots: [Slot] = []
            var rest: [Substring] = []
            for option in link.split(separator: "|") {
                guard option.first == "{", option.last == "}" else {
                    rest.append(option)
                    continue
                }
                guard let slot = Slot(rawValue: String(option.dropFirst().dropLast())) else {
                    throw PatternError(message: "unknown slot '\(option)' in '\(source)'")
                }
                slots.append(slot)
            }
            let words = try words(rest, classes, source)
            if slots.isEmpty {
                chain.append(words)
            } else {
                parts.append(
                    words.isEmpty && slots.count == 1 ? .slot(slots[0]) : .either(words, slots)
                )
            }
        }
        if chain.count > 1 {
            parts.insert(.ordered(chain), at: 0)
        } else if let only = chain.first {
            parts.insert(.words(only), at: 0)
        }
        guard !parts.isEmpty else {
            throw PatternError(message: "a cue says nothing in '\(source)'")
        }
        return parts
    }

    private static func words(
        _ options: [Substring],
        _ classes: [String: [String]],
        _ source: String
    ) throws(PatternError) -> [String] {
        var all: [String] = []
        for option in options { all += try words(option, classes, source) }
        return all
    }

    private static func words(
        _ term: Substring,
        _ classes: [String: [String]],
        _ source: String
    ) throws(PatternError) -> [String] {
        var words: [String] = []
        for word in term.split(separator: "|") {
            guard word.first == "#" else {
                words.append(String(word.map { $0 == "_" ? " " : $0 }))
                continue
            }
            guard let known = classes[String(word.dropFirst())] else {
                throw PatternError(message: "unknown class of words '\(word)' in '\(source)'")
            }
            words += known
        }
        guard !words.isEmpty else {
            throw PatternError(message: "a cue says nothing in '\(source)'")
        }
        return words
    }

    private mutating func readConstants(_ text: Substring) throws(PatternError) {
        for part in text.split(separator: " ") {
            let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
            let value = pair.count > 1 ? pair[1] : nil
            switch pair[0] {
            case "sure": isSure = true
            case "score": bonus = value.flatMap { Int($0) } ?? 0
            case "as" where value == "voter": isForVoters = true
            case "as" where value == "office": isForOffices = true
            case "as":
                guard let role = value.flatMap({ Role(rawValue: $0) }) else {
                    throw PatternError(message: "unknown role '\(value ?? "")' in a phrasing")
                }
                roles.insert(role)
            default:
                guard let slot = Slot(rawValue: pair[0]) else {
                    throw PatternError(message: "unknown argument '\(pair[0])' after '=>'")
                }
                constants[slot] = value.map { .text($0) } ?? .flag
            }
        }
    }
}
