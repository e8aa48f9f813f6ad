/// The merge rule that decides at a path: its own, or that of what is around it.
struct RuleOnPath {
    private let rule: MergeRule?
    private let isAtEnd: Bool

    init(_ path: [String]) {
        var table: PositionTable<MergeRule>? = MergeRule.table
        var found: MergeRule?
        var isAtEnd = false
        for step in path {
            table = table?.child(step)
            isAtEnd = false
            // What a short form stands for says nothing of the values in it.
            switch table?.value {
            case .build, .dependencies, .names, nil: continue
            case let rule?:
                found = rule
                isAtEnd = true
            }
        }
        rule = found
        self.isAtEnd = isAtEnd
    }

    /// Whether a later value takes the place of the whole earlier one, even where both are collections.
    var replaces: Bool {
        if case .replace = rule { return true }
        return false
    }

    /// How later values are laid over earlier ones here.
    func sentence(isCollection: Bool) -> String {
        switch rule {
        case .replace: "a later file replaces the whole value"
        case .keyValues where isCollection && isAtEnd: "key by key; a later file wins"
        case .keyValues: "pairs merge key by key; for one key a later file wins"
        case .hosts: "pairs of host and address are appended"
        case .logging: "options merge for the same driver only; another driver replaces them"
        case .addressPools: "pools merge by their subnet; those that a later file does not name are gone"
        case .build, .dependencies, .names, nil:
            isCollection
                ? "mappings merge key by key, lists are appended"
                : "a later single value replaces an earlier one; null leaves it"
        }
    }
}
