extension Action {
    /// The key of its name in `commands/terms.yaml`.
    package var term: String { "action." + rawValue }
}

extension MatterState {
    package var term: String { "state." + rawValue }
}
