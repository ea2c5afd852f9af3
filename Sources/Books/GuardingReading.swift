import Casework

extension StationBook {
    /// What brews, and how long what is personal is kept.
    mutating func readGuarding(_ sections: [String: Page]) {
        if let keys = sections["disputes"]?.mapping(["senders", "days", "pass_after", "duty"]) {
            disputes.senders = keys["senders"]?.integer(2...1000) ?? disputes.senders
            disputes.days = keys["days"]?.integer(1...90) ?? disputes.days
            disputes.passAfterMinutes =
                keys["pass_after"]?.integer(1...1440) ?? disputes.passAfterMinutes
            for item in keys["duty"]?.items() ?? [] {
                let name = item.words()
                if deputies.contains(where: { $0.name == name && $0.office != nil }) {
                    disputes.duty.append(name)
                } else {
                    item.fault("'\(name)' is no head and no deputy head of the station")
                }
            }
        }
        let names = dutyRules.requirements.map(\.name)
        if let keys = sections["duty_record"]?.mapping(names + ["points", "contacts"]) {
            for index in dutyRules.requirements.indices {
                let name = dutyRules.requirements[index].name
                if let needed = keys[name]?.integer(0...99) {
                    dutyRules.requirements[index].needed = needed
                }
            }
            dutyRules.showsPoints = keys["points"]?.flag() ?? false
            for (key, value) in keys["contacts"]?.entries() ?? [] {
                let name = key.page.words()
                if deputies.contains(where: { $0.name == name }) {
                    publicContacts[name] = value.words()
                } else {
                    key.page.fault("'\(name)' is no deputy of the station")
                }
            }
        }
        if let keys = sections["retention"]?.mapping(["messages", "contacts", "words"]) {
            // Logs are kept for six months at least (CSL 21); so is what they are about.
            let days = 183...36_500
            retention.messages = keys["messages"]?.integer(days) ?? retention.messages
            retention.contacts = keys["contacts"]?.integer(days) ?? retention.contacts
            retention.words = keys["words"]?.integer(days) ?? retention.words
        }
    }
}
