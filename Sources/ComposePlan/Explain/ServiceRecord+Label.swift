internal import FoundationEssentials

/// The record as the value of the label ``ComposeLabel/record``.
extension ServiceRecord {
    /// The most bytes of a label, which the engine repeats in every list and event.
    static let largestLabel = 16_384

    /// A compact JSON object, in as much detail as fits.
    package var labelText: String {
        var text = ""
        for detail in Detail.allCases {
            text = RecordLabel(shortened(to: detail)).text
            if text.utf8.count <= Self.largestLabel { break }
        }
        return text
    }

    /// Reads a label; nil when it is no record, or one of a later release that says things in a way unknown here.
    package init?(label text: String) {
        guard let label = RecordLabel(text), label.version == RecordLabel.currentVersion,
            let detail = Detail(rawValue: label.detail)
        else { return nil }
        var fields: [String: Value] = [:]
        for (path, text) in label.fields ?? [:] { fields[path] = .text(text) }
        for (path, values) in label.lists ?? [:] { fields[path] = .list(values) }
        for path in label.unset ?? [] { fields[path] = .unset }
        self.init(fields: fields, digest: nil)
        contents = label.contents ?? [:]
        self.detail = detail
    }
}

extension ObservedContainer {
    /// What the container was made from, if it says so in a way that can be read.
    package var record: ServiceRecord? { labels[ComposeLabel.record].flatMap { ServiceRecord(label: $0) } }
}

/// The JSON of a record; what is empty is left out, and names that a later release adds are passed over.
private struct RecordLabel: Codable {
    static let currentVersion = 1

    var version: Int
    var detail: Int
    var fields: [String: String]?
    var lists: [String: [String]]?
    var unset: [String]?
    var contents: [String: String]?

    init(_ record: ServiceRecord) {
        version = Self.currentVersion
        detail = (record.detail ?? .values).rawValue
        var texts: [String: String] = [:]
        var lists: [String: [String]] = [:]
        var unset: [String] = []
        for (path, value) in record.fields {
            switch value {
            case .text(let text): texts[path] = text
            case .list(let values): lists[path] = values
            case .unset: unset.append(path)
            }
        }
        fields = texts.isEmpty ? nil : texts
        self.lists = lists.isEmpty ? nil : lists
        self.unset = unset.isEmpty ? nil : unset.sorted()
        contents = record.contents.isEmpty ? nil : record.contents
    }

    init?(_ text: String) {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
        } catch {
            // Somebody else's label, or one that was cut: as good as none.
            return nil
        }
    }

    /// The same for the same record.
    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        } catch {
            preconditionFailure("texts, whole numbers, lists and dictionaries always encode")
        }
    }
}
