import OrderedCollections
import Testing

@testable import ComposeModel

@Suite struct CanonicalYAMLTests {
    private func sorted(_ keys: [String]) -> [String] {
        let pairs = keys.map { (key: $0, value: CanonicalValue.null) }
        guard case .object(let layout) = CanonicalValue.map(pairs).yamlLayout else { return [] }
        return layout.fields.map { $0.name }
    }

    @Test(arguments: [
        ["X2", "X10"],
        ["GIT_ALWAYS", "GITEA"],
        ["c3prometheus", "c3_alertmanager"],
        ["WEB_URL", "WEBHOOK"],
        ["a", "ab"],
        ["a1", "a01b"],
        ["1", "a"],
    ])
    func `keys of a map are in natural order`(keys: [String]) {
        #expect(sorted(keys) == keys)
        #expect(sorted(keys.reversed()) == keys)
    }

    @Test func `extensions follow the fields at every level`() {
        var inner = CanonicalObject()
        inner.add("condition", "any")
        inner.extensions = ["x-b": .int(1), "x-a": .int(2)]
        var outer = CanonicalObject()
        outer.add("second", part: inner)
        outer.add("first", "kept in place")
        #expect(
            CanonicalValue.object(outer).yamlLayout.compactJSON
                == #"{"second":{"condition":"any","x-a":2,"x-b":1},"first":"kept in place"}"#
        )
    }
}
