extension ServiceRecord {
    /// What differs between the service that a container was made from and the one that is wanted, by path.
    ///
    /// `wanted` has not been shortened: it is brought to the detail that this record was kept in.
    package func changes(to wanted: ServiceRecord) -> [FieldChange] {
        let old = shortened(to: .values)
        let new = wanted.shortened(to: old.detail ?? .values)
        var changes: [FieldChange] = []
        for path in Set(old.fields.keys).union(new.fields.keys).sorted() {
            let (before, after) = (old.fields[path], new.fields[path])
            if before != after { changes += Self.changes(at: path, before, after) }
        }
        for (path, content) in old.contents.sorted(by: { $0.key < $1.key }) {
            if let other = new.contents[path], other != content {
                changes.append(FieldChange(path, from: nil, to: nil))
            }
        }
        return changes
    }

    private static func changes(at path: String, _ old: Value?, _ new: Value?) -> [FieldChange] {
        guard !orderedLists.contains(path), let before = elements(of: old), let after = elements(of: new) else {
            return [FieldChange(path, from: shown(old, at: path), to: shown(new, at: path))]
        }
        return changes(at: path, ofElements: before, after)
    }

    /// Elements are told apart by what they are and not by where they stand.
    private static func changes(at path: String, ofElements old: [String], _ new: [String]) -> [FieldChange] {
        var added = new
        let removed = old.filter { element in
            guard let index = added.firstIndex(of: element) else { return true }
            added.remove(at: index)
            return false
        }
        if removed.isEmpty, added.isEmpty {
            return [FieldChange(path, from: ShownText.list(old), to: ShownText.list(new))]
        }
        if removed.count == 1, added.count == 1 {
            return [FieldChange(path, from: ShownText.element(removed[0]), to: ShownText.element(added[0]))]
        }
        return removed.map { FieldChange(path, from: ShownText.element($0), to: nil) }
            + added.map { FieldChange(path, from: nil, to: ShownText.element($0)) }
    }

    /// nil for what is no list; a list that is not there has no elements.
    private static func elements(of value: Value?) -> [String]? {
        switch value {
        case nil: []
        case .list(let elements)?: elements
        default: nil
        }
    }

    /// Lists whose elements mean nothing without those around them.
    private static let orderedLists: Set<String> = ["command", "entrypoint", "healthcheck.test"]

    private static func shown(_ value: Value?, at path: String) -> String? {
        switch value {
        case nil: nil
        case .text(let text)?:
            freeTexts.contains { path.hasPrefix($0) } ? ShownText.quoted(text) : ShownText.element(text)
        case .list(let words)?: "[" + words.map { ShownText.quoted($0) }.joined(separator: ", ") + "]"
        case .unset?: "unset"
        }
    }

    /// Where any text may stand, so that quotes tell where it begins and ends.
    private static let freeTexts = ["environment.", "labels.", "annotations.", "logging.options.", "deploy.labels."]
}

/// Values in messages.
enum ShownText {
    /// In quotes, with what could disturb a terminal escaped; hashes stand bare.
    static func quoted(_ text: String) -> String {
        if SaltedDigest.isDigest(text) { return text }
        var shown = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": shown += "\\\""
            case "\\": shown += "\\\\"
            case "\n": shown += "\\n"
            case "\t": shown += "\\t"
            case _ where isControl(scalar): shown += "\\u{" + String(scalar.value, radix: 16) + "}"
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return shown + "\""
    }

    /// Bare, unless that would be unclear.
    static func element(_ text: String) -> String {
        text.isEmpty || text.unicodeScalars.contains(where: isControl) ? quoted(text) : text
    }

    static func list(_ elements: [String]) -> String {
        "[" + elements.map { element($0) }.joined(separator: ", ") + "]"
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }
}
