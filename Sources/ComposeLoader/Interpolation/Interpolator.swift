import Diagnostics
import YAML

/// Substitutes the variables in every string of a tree, and casts strings where another type is wanted.
///
/// Keys are left as they are, and so are values that were no strings in the file.
struct Interpolator {
    private let environment: [String: String]
    private let texts: SourceTexts
    private let recorder: ProvenanceRecorder?
    private let sources: [String: VariableOrigin.Source]
    private var path = NodePath()
    private(set) var collector = DiagnosticCollector()
    /// How many bytes the values of variables may still add to the file.
    private var room = 16 << 20

    /// - Parameters:
    ///   - environment: what variables are looked up in.
    ///   - texts: the files themselves, in which the column of a variable is found.
    ///   - recorder: takes down which variables went into which value; nil takes nothing down.
    ///   - sources: who gave the variables, for the recorder.
    init(
        environment: [String: String],
        texts: SourceTexts,
        recorder: ProvenanceRecorder? = nil,
        sources: [String: VariableOrigin.Source] = [:]
    ) {
        self.environment = environment
        self.texts = texts
        self.recorder = recorder
        self.sources = sources
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
                "error while interpolating \(path.dotted): failed to cast '\(value)' to \(cast.noun)",
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
            let limit = text.utf8.count + room
            let outcome = try Substitution.expand(text, limit: limit) { environment[$0] }
            room -= max(0, outcome.text.utf8.count - text.utf8.count)
            // No value is mended by more of them.
            for variable in outcome.unset.prefix(100) {
                let found = texts.place(ofDollarAt: variable.offset, in: text, startingAt: place)
                let hint = LiteralDollar.hint(forDollarAt: variable.offset, in: text, path: path.dotted)
                collector.add(.unsetVariable(variable.name, path: path.dotted, at: found, hint: hint))
            }
            if let recorder {
                let scope = VariableScope(values: environment, sources: sources)
                recorder.note(text, became: outcome.text, at: place, Substitution.origins(in: text, scope))
            }
            return outcome.text
        } catch {
            let found = texts.place(ofDollarAt: error.offset, in: text, startingAt: place)
            collector.add(.substitutionFailure(error, in: text, path: path.dotted, at: found))
            return nil
        }
    }
}
