/// One field of a service that differs between the container that is there and what is wanted.
///
/// Values are for people: secrets and what looks like a credential are hashes already, and free texts stand in quotes.
package struct FieldChange: Sendable, Hashable {
    /// `environment.FOO`, `ports`, `image`.
    package var path: String
    /// nil where the field was not set; for a list, where an element is added.
    package var old: String?
    /// nil where the field is no longer set; for a list, where an element is taken away.
    package var new: String?

    /// Both nil says that content differs which is not shown.
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
        case (nil, nil): "\(path): content changed"
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
