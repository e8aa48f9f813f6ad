package import Diagnostics
package import YAML

/// Writes every short form out, so that later stages know one form of each attribute.
///
/// What is long already stays as it is, so a tree may pass through here again after another file was merged in.
package enum ShortForms {
    /// Expands a whole tree.
    ///
    /// - Parameters:
    ///   - root: a tree that the schema accepts; what it does not accept is left alone.
    ///   - isLenient: whether a form that cannot be read is left as it is without a finding, as for texts that still
    ///     hold variables.
    ///   - collector: receives what cannot be read.
    /// - Returns: the same, with long forms only.
    package static func expand(
        _ root: YAMLNode,
        isLenient: Bool = false,
        into collector: inout DiagnosticCollector
    ) -> YAMLNode {
        var expansion = ShortFormExpansion(collector: collector, isLenient: isLenient)
        var expanded = root
        expansion.expandProject(&expanded)
        collector = expansion.collector
        return expanded
    }

    /// As `expand(_:isLenient:into:)`, on a tree that nobody else holds, so that nothing of it is copied.
    static func expand(_ root: inout YAMLNode, isLenient: Bool, into collector: inout DiagnosticCollector) {
        var expansion = ShortFormExpansion(collector: collector, isLenient: isLenient)
        expansion.expandProject(&root)
        collector = expansion.collector
    }

    /// Expands one service, as the base of an `extends` needs.
    ///
    /// - Parameters:
    ///   - service: the service's mapping.
    ///   - path: its dotted path, for diagnostics: `services.web`.
    ///   - isLenient: as above.
    ///   - collector: receives what cannot be read.
    /// - Returns: the same, with long forms only.
    package static func expandService(
        _ service: YAMLNode,
        at path: String,
        isLenient: Bool = false,
        into collector: inout DiagnosticCollector
    ) -> YAMLNode {
        var expansion = ShortFormExpansion(collector: collector, isLenient: isLenient)
        var expanded = service
        expansion.expandService(&expanded, at: path)
        collector = expansion.collector
        return expanded
    }
}
