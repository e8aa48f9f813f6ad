/// One field of a service that differs between the container that is there and what is wanted.
///
/// Values are for people: secrets and what looks like a credential are hashes already.
package struct FieldChange: Sendable, Hashable {
    /// `environment.FOO`, `ports.0`, `image`.
    package var path: String
    /// nil where the field was not set.
    package var old: String?
    /// nil where the field is no longer set.
    package var new: String?

    package init(_ path: String, from old: String?, to new: String?) {
        self.path = path
        self.old = old
        self.new = new
    }
}

extension FieldChange: CustomStringConvertible {
    package var description: String {
        switch (old, new) {
        case (nil, let new?): "\(path): + \(new)"
        case (let old?, nil): "\(path): - \(old)"
        case (let old?, let new?): "\(path): \(old) → \(new)"
        case (nil, nil): path
        }
    }

    /// How many changes a cause names before it only counts them.
    private static let shown = 3

    /// All changes in one line.
    static func summary(of changes: [FieldChange]) -> String {
        guard !changes.isEmpty else { return "configuration changed" }
        let named = changes.prefix(shown).map(\.description).joined(separator: ", ")
        let rest = changes.count - min(changes.count, shown)
        return rest > 0 ? "\(named) and \(rest) more" : named
    }
}
