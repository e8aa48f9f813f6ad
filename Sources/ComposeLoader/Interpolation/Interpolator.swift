import Diagnostics
import YAML

/// Substitutes the variables in every string of a tree, and casts strings where another type is wanted.
///
/// Keys are left as they are, and so are values that were no strings in the file.
struct Interpolator {
    private let environment: [String: String]
    private let texts: SourceTexts
    private var path = NodePath()
    private(set) var collector = DiagnosticCollector()

    /// - Parameters:
    ///   - environment: what variables are looked up in.
    ///   - texts: the files themselves, in which the column of a variable is found.
    init(environment: [String: String], texts: SourceTexts) {
        self.environment = environment
        self.texts = texts
    }

    mutating func interpolate(_ root: inout YAMLNode) {
        visit(&root, Cast.table)
    }

    private mutating func visit(_ node: inout YAMLNode, _ table: PositionTable<Cast>?) {
        if case .scalar(let scalar) = node.value {
            if case .string(let text) = scalar { visit(text, of: &node, table?.value) }
            return
        }
        node.editEachValue { key, value in
            path.steps.append(.key(key))
            visit(&value, table?.child(key))
            path.steps.removeLast()
        }
        let item = table?.item
        node.editEachItem { index, value in
            path.steps.append(.index(index))
            visit(&value, item)
            path.steps.removeLast()
        }
    }

    private mutating func visit(_ text: String, of node: inout YAMLNode, _ cast: Cast?) {
        guard let value = substitute(text, at: node.location) else { return }
        guard let cast else {
            if value != text { node.value = .scalar(.string(value)) }
            return
        }
        guard let scalar = cast(value) else {
            return collector.error(
                "failed to cast '\(value)' to \(cast.noun)",
                path: path.dotted,
                at: node.location
            )
        }
        if cast.isOutdated(value) {
            collector.warning(
                "'\(value)' is no boolean in YAML 1.2",
                path: path.dotted,
                at: node.location,
                hint: "write \(scalar == .bool(true))"
            )
        }
        node.value = .scalar(scalar)
    }

    /// The text with its variables replaced; nil when that failed and was reported.
    private mutating func substitute(_ text: String, at place: SourceLocation) -> String? {
        guard text.utf8.contains(.dollar) else { return text }
        do throws(Substitution.Failure) {
            let outcome = try Substitution.expand(text) { environment[$0] }
            for variable in outcome.unset {
                let found = texts.place(ofDollarAt: variable.offset, in: text, startingAt: place)
                collector.add(.unsetVariable(variable.name, path: path.dotted, at: found))
            }
            return outcome.text
        } catch {
            let found = texts.place(ofDollarAt: error.offset, in: text, startingAt: place)
            collector.add(.substitutionFailure(error, in: text, path: path.dotted, at: found))
            return nil
        }
    }
}
