import Casework

extension StationBook {
    /// The points of the station's own evaluation: one a line, together 100.
    mutating func readEvaluation(_ page: Page) {
        let names = Indicator.allCases.map(\.rawValue)
        let keys = page.mapping(names + ["bonus", "late_percent", "late_deduction"])
        for indicator in Indicator.allCases {
            if let points = keys[indicator.rawValue]?.integer(0...100) {
                evaluation.points[indicator] = points
            }
        }
        evaluation.bonus = keys["bonus"]?.integer(0...20) ?? evaluation.bonus
        evaluation.latePercent = keys["late_percent"]?.integer(0...100) ?? evaluation.latePercent
        evaluation.lateDeduction =
            keys["late_deduction"]?.integer(0...20) ?? evaluation.lateDeduction
        let sum = evaluation.points.values.reduce(0, +)
        if sum != 100 {
            page.fault(
                "the points of the indicators come to \(sum), not to 100",
                hint: "those are \(names.joined(separator: ", "))"
            )
        }
    }
}
