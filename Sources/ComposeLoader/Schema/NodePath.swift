/// The way from the root of a tree to a node.
struct NodePath {
    enum Step {
        case key(String)
        case index(Int)
    }

    var steps: [Step]

    init(_ steps: [Step] = []) { self.steps = steps }

    func appending(_ step: Step) -> NodePath { NodePath(steps + [step]) }

    /// `services.web.ports[0]`.
    var dotted: String { Self.dotted(steps[...]) }

    /// What stands here, in words: `service 'web'`, `'ports[0]' of service 'web'`, `'services'`.
    var subject: String {
        guard let owner else { return steps.isEmpty ? "the file" : "'\(dotted)'" }
        return steps.count == 2 ? owner : "'\(Self.dotted(steps[2...]))' of \(owner)"
    }

    /// Where a key would stand here, in words: `in service 'web'`, `in 'build' of service 'web'`, `at the top level`.
    var within: String { steps.isEmpty ? "at the top level" : "in \(subject)" }

    /// The entry of a top-level section that holds this: `service 'web'`; nil above such an entry.
    private var owner: String? {
        guard steps.count >= 2, case .key(let section) = steps[0], case .key(let name) = steps[1] else { return nil }
        guard let kind = Self.kinds[section] else { return nil }
        return "\(kind) '\(name)'"
    }

    private static let kinds = [
        "services": "service", "networks": "network", "volumes": "volume", "secrets": "secret", "configs": "config",
        "models": "model",
    ]

    private static func dotted(_ steps: ArraySlice<Step>) -> String {
        var text = ""
        for step in steps {
            switch step {
            case .key(let key): text += text.isEmpty ? key : ".\(key)"
            case .index(let index): text += "[\(index)]"
            }
        }
        return text
    }
}
