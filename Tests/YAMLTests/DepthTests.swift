import Testing

@testable import YAML

@Suite struct DepthTests {
    @Test func `aliases cannot make a value deeper than one that is written out`() throws {
        let (open, close) = (String(repeating: "[", count: 8), String(repeating: "]", count: 8))
        let text = "a: &a \(open)\(close)\nb: &b \(open)*a\(close)\nc: \(open)*b\(close)\n"
        #expect(throws: Never.self) { try parse(text, limits: YAMLLimits(depth: 25)) }
        let found = try problems(text, limits: YAMLLimits(depth: 24))
        #expect(found == ["compose.yaml:3:12: error: values are nested more than 24 deep"])
    }

    @Test func `a value beside a deep one is as deep as it is itself`() throws {
        let text = "a: [[[[[b]]]]]\nc: &c [d]\ne: [[[*c]]]\n"
        #expect(throws: Never.self) { try parse(text, limits: YAMLLimits(depth: 6)) }
    }

    @Test func `a merge key whose alias names nothing is reported once`() throws {
        #expect(try problems("a: {<<: *b}\n") == ["compose.yaml:1:9: error: unknown alias '*b'"])
    }
}
