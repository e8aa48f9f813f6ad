package import Diagnostics

/// Where each value of a mapping was written, by its dotted path: `depends_on.db`, `ports[0]`.
///
/// A value that came from several files has the place of the file that won.
package struct SourceMap: Sendable {
    private var places: [String: SourceLocation] = [:]

    package init() {}

    /// The place of a path, or else of the nearest thing around it; nil when nothing is known.
    package subscript(path: String) -> SourceLocation? {
        get {
            var path = path[...]
            while true {
                if let place = places[String(path)] { return place }
                guard let end = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { return places[""] }
                path = path[..<end]
            }
        }
        set { places[path] = newValue }
    }

    package var isEmpty: Bool { places.isEmpty }
}
