import Diagnostics
import OrderedCollections
import Testing

@testable import YAML

@Suite struct MappingTests {
    @Test func `all repeated keys are reported, each with its first definition`() throws {
        let text = "a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\na: 2\n"
        #expect(
            try problems(text) == [
                """
                compose.yaml:5:3: error: mapping key 'c' is already defined
                compose.yaml:3:3: note: first defined here
                """,
                """
                compose.yaml:6:1: error: mapping key 'a' is already defined
                compose.yaml:1:1: note: first defined here
                """,
            ]
        )
    }

    @Test(arguments: [("1: x", "1"), ("true: x", "true"), ("~: x", "~"), ("0x10: x", "0x10")])
    func `a key that is no string is refused`(text: String, key: String) throws {
        let found = try problems(text)
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("compose.yaml:1:1: error: non-string key '\(key)'\n  hint: quote it"))
    }

    @Test func `a collection is refused as a key`() throws {
        #expect(try problems("{a: 1}: x")[0].hasPrefix("compose.yaml:1:1: error: a mapping cannot be a key"))
        #expect(try problems("a: 1\n[b]: x")[0].hasPrefix("compose.yaml:2:1: error: a list cannot be a key"))
    }

    @Test func `a quoted number is a key`() throws {
        #expect(try parse("\"1\": x")["1"]?.scalar == .string("x"))
    }

    @Test func `written keys win over merged ones wherever the merge stands`() throws {
        let root = try parse(
            """
            base: &base
              a: 1
              b: 2
            first:
              <<: *base
              b: 3
            last:
              b: 4
              <<: *base
            """
        )
        #expect(root["first"]?["a"]?.scalar == .int(1))
        #expect(root["first"]?["b"]?.scalar == .int(3))
        #expect(root["last"]?["b"]?.scalar == .int(4))
        #expect(root["last"]?["a"]?.place == "2:6")
        guard case .mapping(let first)? = root["first"]?.value else {
            Issue.record("first is no mapping")
            return
        }
        #expect(Array(first.entries.keys) == ["b", "a"])
        #expect(first.entries["a"]?.keyLocation.line == 2)
    }

    @Test func `of several merged mappings the earlier wins`() throws {
        let root = try parse(
            """
            one: &one {a: 1, b: 1}
            two: &two {b: 2, c: 2, <<: {d: 2}}
            all:
              <<: [*one, *two, {c: 3, e: 3}]
            """
        )
        let all = try #require(root["all"])
        let values = ["a", "b", "c", "d", "e"].map { all[$0]?.scalar }
        #expect(values == [.int(1), .int(1), .int(2), .int(2), .int(3)])
    }

    @Test func `only mappings are merged`() throws {
        #expect(
            try problems("a:\n  <<: 1\nb:\n  <<: [{c: 1}, 2]\n") == [
                """
                compose.yaml:2:7: error: '<<' needs a mapping or a list of mappings
                  hint: name an anchored mapping: '<<: *name'
                """,
                "compose.yaml:4:16: error: '<<' merges mappings only, and this is none",
            ]
        )
    }

    @Test func `a second merge key is a repeated key`() throws {
        let found = try problems("a: &a {x: 1}\nb:\n  <<: *a\n  <<: *a\n")
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("compose.yaml:4:3: error: mapping key '<<' is already defined"))
    }

    @Test func `an unknown name in a merge is one problem`() throws {
        #expect(
            try problems("base: &base {x: 1}\na:\n  <<: *bse\n") == [
                "compose.yaml:3:7: error: unknown alias '*bse'\n  hint: did you mean '*base'?"
            ]
        )
    }
}
