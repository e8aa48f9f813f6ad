import Diagnostics
import Testing

@testable import YAML

/// The root of the only document of a text.
func parse(_ text: String, limits: YAMLLimits = YAMLLimits()) throws -> YAMLNode {
    let documents = try YAMLNode.parseDocuments(Array(text.utf8), file: "compose.yaml", limits: limits)
    try #require(documents.count == 1)
    return documents[0]
}

/// What is wrong with a text, as it is shown.
func problems(_ text: String, limits: YAMLLimits = YAMLLimits()) throws -> [String] {
    try problems(Array(text.utf8), limits: limits)
}

func problems(_ bytes: [UInt8], limits: YAMLLimits = YAMLLimits()) throws -> [String] {
    let error = try #require(throws: DiagnosticsError.self) {
        try YAMLNode.parseDocuments(bytes, file: "compose.yaml", limits: limits)
    }
    return error.diagnostics.map(\.description)
}

extension YAMLNode {
    subscript(key: String) -> YAMLNode? {
        guard case .mapping(let mapping) = value else { return nil }
        return mapping[key]
    }

    subscript(index: Int) -> YAMLNode? {
        guard case .sequence(let elements) = value, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    var scalar: YAMLScalar? {
        guard case .scalar(let scalar) = value else { return nil }
        return scalar
    }

    /// The place without the file: `3:5`.
    var place: String { "\(location.line):\(location.column)" }
}
