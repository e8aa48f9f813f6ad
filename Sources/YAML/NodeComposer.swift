internal import Diagnostics
internal import OrderedCollections

/// Builds node trees from events and resolves aliases and merge keys to what they name.
///
/// Problems that leave the structure clear are collected, so that one run reports them all.
struct NodeComposer: ~Copyable {
    private enum Anchor {
        /// The value is still being read, so nothing can refer to it yet.
        case open(SourceLocation)
        /// The value with the number of values in it, itself included, and how deep collections stand in it.
        case closed(YAMLNode, size: Int, height: Int)
    }

    /// What was known when a value began that may have an anchor.
    private struct Opening {
        /// The number of values read so far, this one included.
        var first: Int
        var deepestBefore: Int
    }

    private var reader: EventReader
    private let limits: YAMLLimits
    private var anchors: [String: Anchor] = [:]
    private var problems = DiagnosticCollector()
    private var depth = 0
    /// The greatest depth since the innermost open value began, values that aliases stand for included.
    private var deepest = 0
    /// Where aliases stand that name nothing; each was reported, and stands for null.
    private var unresolved: Set<SourceLocation> = []
    private var nodeCount = 0
    private var aliasedNodeCount = 0

    init(_ reader: consuming EventReader, limits: YAMLLimits) {
        self.reader = reader
        self.limits = limits
    }

    mutating func documents() throws(DiagnosticsError) -> [YAMLNode] {
        var documents: [YAMLNode] = []
        do throws(DiagnosticsError) {
            while let root = try nextDocument() { documents.append(root) }
        } catch {
            throw DiagnosticsError(problems.diagnostics + error.diagnostics)
        }
        try problems.throwIfErrors()
        return documents
    }

    /// The next document; nil at the end of the stream.
    private mutating func nextDocument() throws(DiagnosticsError) -> YAMLNode? {
        while true {
            let (event, location) = try reader.next()
            switch event {
            case .boundary: continue
            case .documentStart: anchors.removeAll()
            case .streamEnd: return nil
            default: return try node(for: event, at: location)
            }
        }
    }

    private mutating func node(for event: YAMLEvent, at location: SourceLocation) throws(DiagnosticsError) -> YAMLNode {
        nodeCount += 1
        switch event {
        case .scalar(let scalar):
            let node = YAMLNode(.scalar(value(of: scalar, at: location)), at: location, tag: scalar.properties.tag)
            if let anchor = scalar.properties.anchor { anchors[anchor] = .closed(node, size: 1, height: 0) }
            return node
        case .sequenceStart(let properties, _):
            let opening = begin(properties.anchor, at: location)
            let node = YAMLNode(.sequence(try elements(at: location)), at: location, tag: properties.tag)
            end(properties.anchor, opening, as: node)
            return node
        case .mappingStart(let properties, _):
            let opening = begin(properties.anchor, at: location)
            let node = YAMLNode(.mapping(try pairs(at: location)), at: location, tag: properties.tag)
            end(properties.anchor, opening, as: node)
            return node
        case .alias(let name):
            return try target(of: name, at: location)
        case .collectionEnd, .documentStart, .boundary, .streamEnd:
            preconditionFailure("libyaml ends a collection only where one is open")
        }
    }

    private mutating func elements(at location: SourceLocation) throws(DiagnosticsError) -> [YAMLNode] {
        try descend(at: location)
        defer { depth -= 1 }
        var elements: [YAMLNode] = []
        while true {
            let (event, place) = try reader.next()
            if case .collectionEnd = event { return elements }
            elements.append(try node(for: event, at: place))
        }
    }

    private mutating func pairs(at location: SourceLocation) throws(DiagnosticsError) -> YAMLMapping {
        try descend(at: location)
        defer { depth -= 1 }
        var mapping = YAMLMapping()
        var merge: YAMLMapping.Entry?
        while true {
            let (event, keyLocation) = try reader.next()
            if case .collectionEnd = event { break }
            if case .scalar(let scalar) = event, scalar.isMergeKey {
                let entry = try nextValue(keyAt: keyLocation)
                if let merge { reject(duplicate: "<<", at: keyLocation, first: merge.keyLocation) }
                merge = merge ?? entry
                continue
            }
            let name = try key(for: event, at: keyLocation)
            let entry = try nextValue(keyAt: keyLocation)
            guard let name, let first = mapping.entries.updateValue(entry, forKey: name) else { continue }
            mapping.entries[name] = first
            reject(duplicate: name, at: keyLocation, first: first.keyLocation)
        }
        if let merge { mapping.merge(merge.value, unresolved: unresolved, problems: &problems) }
        return mapping
    }

    private mutating func nextValue(
        keyAt keyLocation: SourceLocation
    ) throws(DiagnosticsError) -> YAMLMapping.Entry {
        let (event, location) = try reader.next()
        return YAMLMapping.Entry(try node(for: event, at: location), keyAt: keyLocation)
    }
}

// MARK: - Keys and scalars

extension NodeComposer {
    /// The text of a key; nil when it is no string, which is then a collected problem.
    private mutating func key(for event: YAMLEvent, at location: SourceLocation) throws(DiagnosticsError) -> String? {
        let written = try node(for: event, at: location)
        switch written.value {
        case .scalar(.string(let key)): return key
        case .scalar:
            let text =
                switch event {
                case .scalar(let scalar) where !scalar.text.isEmpty: scalar.text
                case .alias(let name): "*\(name)"
                default: "null"
                }
            problems.error("non-string key '\(text)'", at: location, hint: "quote it: \"\(text)\"")
        case .sequence:
            problems.error("a list cannot be a key", at: location, hint: "quote the text if it begins with '['")
        case .mapping:
            problems.error("a mapping cannot be a key", at: location, hint: "quote the text if it begins with '{'")
        }
        return nil
    }

    private mutating func value(of scalar: ScalarEvent, at location: SourceLocation) -> YAMLScalar {
        guard let tag = scalar.properties.tag else {
            return scalar.isPlain ? YAMLScalar(plain: scalar.text) : .string(scalar.text)
        }
        guard let value = YAMLScalar(scalar.text, tag: tag) else {
            problems.error("'\(scalar.text)' is no value of the type \(tag)", at: location)
            return .string(scalar.text)
        }
        return value
    }

    private mutating func reject(duplicate key: String, at location: SourceLocation, first: SourceLocation) {
        problems.error(
            "mapping key '\(key)' is already defined",
            at: location,
            notes: [Diagnostic.Note("first defined here", at: first)],
            hint: key == "<<" ? "merge several mappings with one list: '<<: [*a, *b]'" : nil
        )
    }
}

// MARK: - Anchors and bounds

extension NodeComposer {
    private mutating func descend(at location: SourceLocation) throws(DiagnosticsError) {
        depth += 1
        try reach(depth, at: location)
    }

    private mutating func reach(_ level: Int, at location: SourceLocation) throws(DiagnosticsError) {
        deepest = max(deepest, level)
        guard level <= limits.depth else {
            throw DiagnosticsError([
                Diagnostic(.error, "values are nested more than \(limits.depth) deep", at: location)
            ])
        }
    }

    /// Marks the anchor as not yet known.
    private mutating func begin(_ anchor: String?, at location: SourceLocation) -> Opening {
        if let anchor { anchors[anchor] = .open(location) }
        defer { deepest = depth }
        return Opening(first: nodeCount, deepestBefore: deepest)
    }

    private mutating func end(_ anchor: String?, _ opening: Opening, as node: YAMLNode) {
        if let anchor {
            anchors[anchor] = .closed(node, size: nodeCount - opening.first + 1, height: deepest - depth)
        }
        deepest = max(deepest, opening.deepestBefore)
    }

    /// What an alias stands for, at the place where that was written.
    private mutating func target(of name: String, at location: SourceLocation) throws(DiagnosticsError) -> YAMLNode {
        switch anchors[name] {
        case .closed(let node, size: let size, height: let height):
            // Values may be deep only together: each alias hangs what it names below what it stands in.
            try reach(depth + height, at: location)
            nodeCount += size - 1
            aliasedNodeCount += size
            guard aliasedNodeCount <= limits.aliasedValues else {
                throw DiagnosticsError([
                    Diagnostic(.error, "the aliases stand for more than \(limits.aliasedValues) values", at: location)
                ])
            }
            return node
        case .open(let start):
            unresolved.insert(location)
            problems.error(
                "alias '*\(name)' stands inside the value that it names",
                at: location,
                notes: [Diagnostic.Note("the value starts here", at: start)]
            )
        case nil:
            unresolved.insert(location)
            // A file with very many of them is not mistyped but of another kind.
            let near = unresolved.count > 100 ? nil : nearestName(to: name, among: anchors.keys.sorted())
            problems.error("unknown alias '*\(name)'", at: location, hint: near.map { "did you mean '*\($0)'?" })
        }
        return YAMLNode(.scalar(.null), at: location)
    }
}
