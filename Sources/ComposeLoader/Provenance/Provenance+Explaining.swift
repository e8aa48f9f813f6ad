import Diagnostics
import OrderedCollections
import YAML

extension Provenance {
    /// What was considered for one part of the project, in order, and what came of it.
    ///
    /// - Parameter path: keys, and indices as `[0]`, as `ProvenancePath` reads them.
    /// - Returns: no claims when no file speaks of it.
    package func explanation(of path: [String]) -> Explanation {
        let rule = RuleOnPath(path)
        let merged = find(path[...], in: tree, beside: tree, UniqueKey.table)
        var claims = documentClaims(on: path, rule, merged)
        let isSettled = claims.contains { $0.standing == .wins || $0.standing == .contributes }
        claims = settingsClaims(on: path, isOverridden: isSettled) + claims
        if Self.isSecret(path) { claims = claims.map { $0.concealed } }
        return Explanation(
            claims: claims,
            rule: claims.count > 1 ? rule.sentence(isCollection: merged.map { $0.kind != .scalar } ?? false) : nil,
            origin: cursor(at: path).origin
        )
    }

    /// What a secret holds is shown to nobody.
    private static func isSecret(_ path: [String]) -> Bool {
        path.first == "secrets" && path.contains("content")
    }

    private func cursor(at path: [String]) -> OriginCursor {
        path.reduce(root) { cursor, step in cursor.child(step) }
    }

    private func documentClaims(on path: [String], _ rule: RuleOnPath, _ merged: YAMLNode?) -> [ValueClaim] {
        var claims: [ValueClaim] = []
        for layer in history.layers where speaks(layer, of: path) {
            switch layer.content {
            case .removal(let place):
                for index in claims.indices where !claims[index].isRemoved {
                    claims[index].standing = .removed(by: place)
                }
            case .values(let node):
                let position = layer.position.count
                let beside = tree.descendant(path[..<position])
                let table = path[..<position].reduce(UniqueKey.table as PositionTable<UniqueKey>?) { $0?.child($1) }
                guard let found = find(path[position...], in: node, beside: beside, table) else { continue }
                var claim = self.claim(found, at: path, layer)
                claim.standing = standing(of: found, rule, merged)
                if claim.standing == .wins {
                    for index in claims.indices where claims[index].standing == .wins {
                        claims[index].standing = .overridden
                    }
                }
                claims.append(claim)
            }
        }
        return claims
    }

    private func speaks(_ layer: ProvenanceLayer, of path: [String]) -> Bool {
        guard path.starts(with: layer.position) else { return false }
        // An included file has no say outside of its resources.
        let isIncluded = layer.steps.contains { step in
            if case .included = step { return true }
            return false
        }
        let sections = ["services", "volumes", "networks", "secrets", "configs", "models"]
        return !isIncluded || sections.contains(path.first ?? "")
    }

    private func claim(_ node: YAMLNode, at path: [String], _ layer: ProvenanceLayer) -> ValueClaim {
        ValueClaim(
            place: node.location,
            value: node.summary,
            written: text(of: node)?.written.onOneLine,
            variables: variables(of: node, at: path),
            source: .document(layer.steps),
            standing: .overridden
        )
    }

    private func standing(of node: YAMLNode, _ rule: RuleOnPath, _ merged: YAMLNode?) -> ValueClaim.Standing {
        guard let merged else { return .overridden }
        if node.location == merged.location, node.kind == merged.kind {
            return node.kind == .scalar || rule.replaces ? .wins : .contributes
        }
        if node.isNull { return .silent }
        return node.kind != .scalar && merged.kind != .scalar && !rule.replaces ? .contributes : .overridden
    }

    /// Files of settings count less than what the service says itself, and a later one more than an earlier one.
    private func settingsClaims(on path: [String], isOverridden: Bool) -> [ValueClaim] {
        guard path.count == 4, let name = path.last else { return [] }
        let files = settings[path.dropLast().joined(separator: ".")] ?? []
        var claims = files.compactMap { file -> ValueClaim? in
            guard let value = file.values[name] else { return nil }
            return ValueClaim(
                place: value.place,
                value: "'\(value.text.onOneLine)'",
                written: nil,
                variables: [],
                source: .settings(namedAt: file.namedAt),
                standing: .overridden
            )
        }
        if !isOverridden, !claims.isEmpty { claims[claims.count - 1].standing = .wins }
        return claims
    }

    /// Follows a path; an item of a list is the one that becomes, or is replaced by, the item of the merged list.
    ///
    /// A single value speaks for all that it is short for.
    private func find(
        _ path: ArraySlice<String>,
        in node: YAMLNode,
        beside merged: YAMLNode?,
        _ table: PositionTable<UniqueKey>?
    ) -> YAMLNode? {
        guard let step = path.first else { return node }
        if node.isPlain { return node }
        let rest = path.dropFirst()
        guard step.hasPrefix("["), let index = Int(step.dropFirst().dropLast()) else {
            guard let member = node.member(step) else { return nil }
            return find(rest, in: member.node, beside: merged?.member(step)?.node, table?.child(step))
        }
        guard let items = node.asSequence, let mergedItems = merged?.asSequence, mergedItems.indices.contains(index)
        else { return nil }
        let target = mergedItems[index]
        let name = table?.value?.name(of: target)
        let item = items.first { item in
            item.location == target.location || (name != nil && table?.value?.name(of: item) == name)
        }
        return item.flatMap { find(rest, in: $0, beside: target, nil) }
    }
}

extension ValueClaim {
    fileprivate var isRemoved: Bool {
        if case .removed = standing { return true }
        return false
    }

    fileprivate var concealed: ValueClaim {
        var claim = self
        claim.value = "not shown"
        claim.written = nil
        return claim
    }
}
