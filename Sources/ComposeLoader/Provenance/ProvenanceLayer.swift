package import Diagnostics
import YAML

/// How something that was written elsewhere came to speak for a part of the project.
package enum ProvenanceStep: Sendable, Hashable {
    /// A service extends another; the place is that of its `extends`.
    case extended(base: String, by: String, at: SourceLocation)
    /// A file includes another; the place is where it names it.
    case included(at: SourceLocation)
}

/// One document, or one base of a service, as it was laid over those before it.
struct ProvenanceLayer: Sendable {
    enum Content: Sendable {
        /// With variables replaced and short forms written out.
        case values(YAMLNode)
        /// `!reset` or `!override`: what the layers before say here is gone. Where the tag stands.
        case removal(SourceLocation)
    }

    /// The keys that lead to what the layer speaks of; none for a whole document.
    var position: [String]
    var content: Content
    /// From the innermost outwards.
    var steps: [ProvenanceStep] = []

    /// What the layer says of one part of the project, as said of another; nil when it says nothing of it.
    func moved(from old: [String], to new: [String], _ step: ProvenanceStep) -> ProvenanceLayer? {
        var layer = self
        layer.steps.append(step)
        switch content {
        case .removal:
            guard position.count > old.count, position.starts(with: old) else { return nil }
            layer.position = new + Array(position.dropFirst(old.count))
        case .values(let node):
            guard old.starts(with: position) else { return nil }
            guard let inner = node.descendant(old.dropFirst(position.count)) else { return nil }
            layer.position = new
            layer.content = .values(inner)
        }
        return layer
    }
}

/// All that was said about a model, from what counts least to what counts most.
struct ProvenanceHistory: Sendable {
    private(set) var layers: [ProvenanceLayer] = []

    /// Nothing was said.
    init() {}

    /// What one document says by itself.
    init(_ document: YAMLNode, _ resets: ResetPaths) {
        for removal in resets.removals where !removal.path.isEmpty {
            layers.append(ProvenanceLayer(position: removal.path, content: .removal(removal.place)))
        }
        // The load itself reports what cannot be written out.
        var ignored = DiagnosticCollector()
        let written = ShortForms.expand(document, isLenient: true, into: &ignored)
        layers.append(ProvenanceLayer(position: [], content: .values(written)))
    }

    /// Lays a later document over what there is.
    mutating func append(_ later: ProvenanceHistory) { layers += later.layers }

    /// Puts an included model under what there is, which wins over it.
    mutating func include(_ model: ProvenanceHistory?, at place: SourceLocation) {
        let lower = (model?.layers ?? []).map { (layer: ProvenanceLayer) -> ProvenanceLayer in
            var layer = layer
            layer.steps.append(.included(at: place))
            return layer
        }
        layers.insert(contentsOf: lower, at: 0)
    }

    /// Puts what was said about the base of a service under what there is.
    mutating func extend(_ service: String, with base: ProvenanceHistory?, of reference: ExtendsReference) {
        let step = ProvenanceStep.extended(base: reference.service, by: service, at: reference.place)
        let lower = (base?.layers ?? []).compactMap { (layer: ProvenanceLayer) -> ProvenanceLayer? in
            layer.moved(from: ["services", reference.service], to: ["services", service], step)
        }
        layers.insert(contentsOf: lower, at: 0)
    }
}
