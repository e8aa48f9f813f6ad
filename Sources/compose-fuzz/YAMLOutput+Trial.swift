import ComposeModel
import Diagnostics
import OrderedCollections
import YAML

extension YAMLOutput {
    /// A value as it is printed.
    init(writing value: CanonicalValue) {
        switch value {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .int(let number): self = .int(number)
        case .double(let number): self = .double(number)
        case .float(let number): self = .float(number)
        case .string(let text): self = .string(text)
        case .list(let values): self = .list(values.map { YAMLOutput(writing: $0) })
        case .object(let object):
            self = .map(object.fields.map { field in (key: field.name, value: YAMLOutput(writing: field.value)) })
        }
    }

    /// The first value that reading the text gave another meaning; nil when there is none.
    func difference(from node: YAMLNode) -> String? {
        switch (self, node.value) {
        case (.null, .scalar(.null)): return nil
        case (.bool(let one), .scalar(.bool(let other))) where one == other: return nil
        case (.int(let one), .scalar(.int(let other))) where one == other: return nil
        case (.string(let one), .scalar(.string(let other))) where one.utf8.elementsEqual(other.utf8): return nil
        case (.double(let one), .scalar(let scalar)) where scalar.isNumber(one): return nil
        case (.float(let one), .scalar(let scalar)) where scalar.isNumber(one): return nil
        case (.list(let one), .sequence(let other)) where one.count == other.count:
            return Self.first(zip(one, other).lazy.map { $0.difference(from: $1) })
        case (.map(let one), .mapping(let other)) where one.map({ $0.key }) == Array(other.entries.keys):
            return Self.first(zip(one, other.entries.values).lazy.map { $0.value.difference(from: $1.value) })
        default: return "at line \(node.location.line) of the YAML, \(self) was read as \(node.value)"
        }
    }

    private static func first(_ differences: some Sequence<String?>) -> String? {
        for case let difference? in differences { return difference }
        return nil
    }
}

extension YAMLScalar {
    fileprivate func isNumber<Number: BinaryFloatingPoint>(_ number: Number) -> Bool {
        switch self {
        case .int(let read): Number(read) == number
        case .double(let read, _): Number(read) == number || read.isNaN && number.isNaN
        case .null, .bool, .string: false
        }
    }
}
