import Casework

/// Somebody to speak as, in `liaison chat` and `liaison demo`.
struct Speaker: Hashable, Sendable {
    /// What the desk knows them by on the console.
    var id: String
    /// What stands before a line to speak as them, in both languages.
    var names: [String]
    /// The role and roster name that they are bound to; nil for a voter.
    var office: (role: Role, name: String)?

    static func == (left: Speaker, right: Speaker) -> Bool { left.id == right.id }

    func hash(into hasher: inout Hasher) { hasher.combine(id) }

    /// The name that a reader sees.
    var title: String { names[0] }

    /// The people of the sample station that one can speak as.
    ///
    /// The roster names are those of the invented sample; another station's are found by role.
    static func all(roster: [RosterEntry], staff: String?, unit: String?) -> [Speaker] {
        let head = roster.first { $0.isHead }
        let deputy = roster.first { $0.isDeputy && !$0.isHead } ?? head
        var speakers = [Speaker(id: "voter", names: ["选民", "voter"], office: nil)]
        if let deputy {
            speakers.append(
                Speaker(
                    id: "deputy",
                    names: ["代表", "deputy"],
                    office: (.deputy, deputy.name)
                )
            )
        }
        if let staff {
            speakers.append(
                Speaker(
                    id: "clerk",
                    names: ["联络员", "clerk", "staff"],
                    office: (.staff, staff)
                )
            )
        }
        if let head {
            speakers.append(
                Speaker(id: "head", names: ["站长", "head"], office: (.head, head.name))
            )
        }
        if let unit {
            speakers.append(
                Speaker(id: "unit", names: [unit, "unit"], office: (.unit, unit))
            )
        }
        speakers.append(Speaker(id: "neighbour", names: ["邻居", "neighbour"], office: nil))
        return speakers
    }
}
