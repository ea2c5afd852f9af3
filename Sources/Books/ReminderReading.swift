import Casework

extension StationBook {
    /// What is done on a reception day that is a rest day, and how many can book.
    mutating func readRestDays(_ keys: [String: Page]) {
        for rest in RestDay.allCases {
            if let rule = keys[rest.rawValue]?.oneOf(RestDayRule.self, called: "rule") {
                receptionPolicy.restDays[rest] = rule
            }
        }
        receptionPolicy.capacity = keys["capacity"]?.integer(1...1000) ?? receptionPolicy.capacity
    }

    /// The desk's own reminders: `-3 09:00` before a day, `12-01 09:00` of every year, or `off`.
    mutating func readPlan(_ keys: [String: Page]) {
        let names = PlannedReminder.allCases.map(\.rawValue)
        for (name, page) in keys["plan"]?.mapping(names) ?? [:] {
            guard let reminder = PlannedReminder(rawValue: name) else { continue }
            if page.text == "off" {
                plan.timings[reminder] = nil
            } else if let timing = page.timing(of: reminder) {
                plan.timings[reminder] = timing
            }
        }
        plan.sessions = (keys["sessions"]?.items() ?? []).compactMap { page in
            guard let day = page.text.flatMap({ Day($0) }) else {
                page.fault("a date like 2027-02-25 is expected here")
                return nil
            }
            return day
        }
    }
}

extension Page {
    fileprivate func timing(of reminder: PlannedReminder) -> ReminderPlan.Timing? {
        let parts = (text ?? "").split(separator: " ")
        guard parts.count == 2, let time = ClockTime(parts[1]) else {
            fault(expected(of: reminder))
            return nil
        }
        switch reminder.anchor {
        case .dayOfYear, .weekly:
            // A leap year has every day that a rule can name.
            guard let day = Day("2028-" + parts[0]), day.parts.month != 2 || day.parts.day != 29
            else {
                fault(expected(of: reminder))
                return nil
            }
            return ReminderPlan.Timing(month: day.parts.month, day: day.parts.day, at: time)
        case .reception, .quarterEnd, .session:
            guard let days = Int(parts[0]), (-60...60).contains(days) else {
                fault(expected(of: reminder))
                return nil
            }
            return ReminderPlan.Timing(days: days, at: time)
        }
    }

    private func expected(of reminder: PlannedReminder) -> String {
        switch reminder.anchor {
        case .dayOfYear, .weekly: "a day and a time like '12-01 09:00' is expected here, or off"
        case .reception, .quarterEnd, .session:
            "days and a time like '-3 09:00' are expected here, -60 to 60, or off"
        }
    }
}
