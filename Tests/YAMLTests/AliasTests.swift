import Testing

@testable import YAML

@Suite struct AliasTests {
    @Test func `an alias is the value it names, at the place where that was written`() throws {
        let root = try parse("a: &x {b: 1}\nc: *x\nd: [*x]\n&k key: *k\n")
        #expect(root["c"] == root["a"])
        #expect(root["d"]?[0]?.place == "1:4")
        #expect(root["key"]?.scalar == .string("key"))
    }

    @Test func `an anchor may be set again`() throws {
        let root = try parse("- &x 1\n- *x\n- &x 2\n- *x\n")
        #expect((0..<4).map { root[$0]?.scalar } == [.int(1), .int(1), .int(2), .int(2)])
    }

    @Test func `an alias inside its own value is refused`() throws {
        #expect(
            try problems("a: &x\n  b: *x\n") == [
                """
                compose.yaml:2:6: error: alias '*x' stands inside the value that it names
                compose.yaml:1:4: note: the value starts here
                """
            ]
        )
    }

    @Test func `aliases of aliases cannot grow without bound`() throws {
        var text = "l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let inner = Array(repeating: "*l\(level - 1)", count: 10).joined(separator: ", ")
            text += "l\(level): &l\(level) [\(inner)]\n"
        }
        let found = try problems(text)
        #expect(found.count == 1)
        #expect(found[0].contains("error: the aliases stand for more than 100000 values"))
    }

    @Test func `the bound counts what aliases repeat and nothing else`() throws {
        let limits = YAMLLimits(aliasedValues: 6)
        #expect(try parse("a: &x [1, 2]\nb: *x\nc: *x\nd: [1, 2, 3, 4, 5, 6, 7]\n", limits: limits)["c"]?[1] != nil)
        #expect(
            try problems("a: &x [1, 2]\nb: *x\nc: *x\nd: *x\n", limits: limits) == [
                "compose.yaml:4:4: error: the aliases stand for more than 6 values"
            ]
        )
    }

    @Test func `values may be nested deeply, but not without bound`() throws {
        let deep = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
        _ = try parse(deep)
        let bomb = String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
        #expect(try problems(bomb) == ["compose.yaml:1:513: error: values are nested more than 512 deep"])
        let unclosed = try problems(String(repeating: "{a: ", count: 100_000))
        #expect(unclosed == ["compose.yaml:1:2049: error: values are nested more than 512 deep"])
    }

    @Test func `a file may not be larger than allowed`() throws {
        #expect(
            try problems("a: 12345", limits: YAMLLimits(bytes: 4)) == [
                "compose.yaml:1:1: error: the file is larger than 4 bytes"
            ]
        )
    }

    @Test func `a long file without aliases is read whole`() throws {
        let services = (0..<2000).map { "  s\($0):\n    image: nginx:\($0)\n    ports: ['80', '443']\n" }
        let root = try parse("services:\n" + services.joined())
        #expect(root["services"]?["s1999"]?["image"]?.place == "6000:12")
    }
}
