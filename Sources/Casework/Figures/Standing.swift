/// What a station is expected to have, and what of it stands in the books.
extension StationFigures {
    /// A paper with the words of its title.
    package struct PaperAccount: Hashable, Sendable {
        package var paper: StationPaper
        package var title: String
    }

    /// What every station has by the model rules (`domain.md` §4, staffing).
    package static let wantedOffices: [Position] = [.head, .deputyHead, .clerk, .adviser]
    /// The furniture of the seed's row 21.
    package static let wantedAssets = ["资料柜", "电脑", "电视机", "办公桌"]

    package var offices: Share {
        Share(of: StationFigures.wantedOffices, mark: \.rawValue) { heldOffices.contains($0) }
    }

    package var deputiesInGroups: Share {
        Share(of: deputies, mark: \.name) { $0.group != nil }
    }

    package var assets: Share {
        Share(of: StationFigures.wantedAssets, mark: \.self) { name in
            papers.contains { $0.paper.sort == .asset && $0.title.contains(name) }
        }
    }

    /// Rules and duties, each laid down in writing (rows 17 and 18).
    package var rules: Share {
        Share(of: [StationPaper.Sort.rule, .duties], mark: \.rawValue) { sort in
            papers.contains { $0.paper.sort == sort }
        }
    }

    /// The plan at the year's start and the summary at its end, once its last month has come.
    package var planAndSummary: Share {
        var wanted = [StationPaper.Sort.plan]
        if let last = Day(year: period.first.year, month: 12, day: 1), last <= today {
            wanted.append(.summary)
        }
        return Share(of: wanted, mark: \.rawValue) { sort in
            papers.contains { $0.paper.sort == sort && $0.paper.date.year == period.first.year }
        }
    }
}
