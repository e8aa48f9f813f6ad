internal import FoundationEssentials

/// Any JSON, for documents that are handed on without being understood.
indirect enum JSONTree: Sendable, Equatable {
    case null
    case flag(Bool)
    case integer(Int64)
    case number(Double)
    case text(String)
    case list([JSONTree])
    case object([String: JSONTree])

    /// - Throws: the decoder's error when the bytes are no JSON.
    init(json bytes: [UInt8]) throws {
        self = try JSONDecoder().decode(JSONTree.self, from: Data(bytes))
    }

    /// Indented, keys in order, with a line break at the end.
    var prettyText: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        } catch {
            preconditionFailure("what was read from JSON cannot be written as JSON: \(error)")
        }
    }
}

extension JSONTree: Codable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { return nil }
    }

    init(from decoder: any Decoder) throws {
        // A refusal says only that it is of another kind.
        if let fields = try? decoder.container(keyedBy: Key.self) {
            var object: [String: JSONTree] = [:]
            for key in fields.allKeys { object[key.stringValue] = try fields.decode(JSONTree.self, forKey: key) }
            self = .object(object)
            return
        }
        if var items = try? decoder.unkeyedContainer() {
            var list: [JSONTree] = []
            while !items.isAtEnd { list.append(try items.decode(JSONTree.self)) }
            self = .list(list)
            return
        }
        let value = try decoder.singleValueContainer()
        // Each attempt asks whether the value is of that kind; the last one's error is the answer.
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let integer = try? value.decode(Int64.self) {
            self = .integer(integer)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else {
            self = .text(try value.decode(String.self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .null:
            var value = encoder.singleValueContainer()
            try value.encodeNil()
        case .flag(let flag): try flag.encode(to: encoder)
        case .integer(let integer): try integer.encode(to: encoder)
        case .number(let number): try number.encode(to: encoder)
        case .text(let text): try text.encode(to: encoder)
        case .list(let list):
            var items = encoder.unkeyedContainer()
            for item in list { try items.encode(item) }
        case .object(let object):
            var fields = encoder.container(keyedBy: Key.self)
            for (name, value) in object { try fields.encode(value, forKey: Key(name)) }
        }
    }
}
