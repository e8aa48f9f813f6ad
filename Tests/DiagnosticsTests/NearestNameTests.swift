import Diagnostics
import Testing

@Suite struct NearestNameTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var typed: String
        var candidates: [String]
        var nearest: String?

        init(_ typed: String, _ candidates: [String], _ nearest: String?) {
            self.typed = typed
            self.candidates = candidates
            self.nearest = nearest
        }

        var testDescription: String { "\(typed) among \(candidates)" }
    }

    static let cases: [Case] = [
        Case("dbb", ["web", "db"], "db"),
        Case("enviroment", ["env_file", "environment"], "environment"),
        Case("imgae", ["image", "images"], "image"),
        Case("Web", ["web", "wep"], "web"),
        Case("depend_on", ["depends_on", "develop"], "depends_on"),
        Case("cahce", ["cache", "cash"], "cache"),
        // Of two that are as near, the first named.
        Case("wab", ["web", "wob"], "web"),
        // Nothing is near enough.
        Case("frontend", ["database", "cache"], nil),
        Case("ab", ["xyz"], nil),
        Case("x", ["y"], nil),
        Case("web", [], nil),
        Case("", ["a"], nil),
        // A name is not suggested for itself.
        Case("web", ["web"], nil),
    ]

    @Test(arguments: NearestNameTests.cases)
    func `the nearest name is suggested when it is near enough`(example: Case) {
        #expect(nearestName(to: example.typed, among: example.candidates) == example.nearest)
    }
}
