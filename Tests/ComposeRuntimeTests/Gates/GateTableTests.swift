import ComposeModel
import ComposePlan
import FoundationEssentials
import Testing

@testable import ComposeRuntime

/// The table of `docs/gates.md`, row by row, for every condition, requirement, number of containers and mode.
@Suite struct GateTableTests {
    @Test(arguments: GateTable.rows, GateTable.Mode.allCases)
    func `a wait ends as the table says`(row: GateTable.Row, mode: GateTable.Mode) {
        for condition in DependencyCondition.allCases {
            for isRequired in [true, false] {
                for (replicas, position) in [(1, 1), (2, 1), (2, 2), (3, 2)] {
                    let trial = GateTrial(
                        row: row,
                        condition: condition,
                        isRequired: isRequired,
                        replicas: replicas,
                        position: position,
                        mode: mode
                    )
                    #expect(
                        trial.verdict() == GateTable.expected(row, condition, isRequired: isRequired, mode),
                        "\(condition.rawValue), required: \(isRequired), container \(position) of \(replicas)"
                    )
                }
            }
        }
    }

    @Test func `the rules around the table are what they are said to be`() throws {
        let unhealthy = try #require(GateTable.rows.first { $0.situation == "unhealthy" })
        func verdict(_ condition: DependencyCondition, required: Bool, _ mode: GateTable.Mode) -> String {
            GateTable.expected(unhealthy, condition, isRequired: required, mode).description
        }
        #expect(verdict(.healthy, required: true, .detached) == "fails: is unhealthy")
        #expect(verdict(.healthy, required: false, .attached) == "warns, opens")
        #expect(verdict(.started, required: true, .attached) == "opens")
        #expect(verdict(.started, required: true, .waiting) == "fails: is unhealthy")
        #expect(verdict(.healthy, required: false, .waiting) == "fails: is unhealthy", "never 0 for what is not up")
    }

    @Test func `the document has the same rows`() throws {
        let written = try Self.documentedRows()
        let tested = GateTable.rows.map { [$0.situation] + $0.verdicts.map(\.description) }
        #expect(written.count == tested.count)
        for (one, other) in zip(written, tested) { #expect(one == other) }
    }

    /// The cells of the table under the heading "The table", without its head.
    private static func documentedRows() throws -> [[String]] {
        let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let data = try #require(FileManager.default.contents(atPath: "/\(root)/docs/gates.md"))
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let section = lines.drop { $0 != "## The table" }.dropFirst().prefix { !$0.hasPrefix("## ") }
        let rows = section.filter { $0.hasPrefix("|") }.dropFirst(2)
        return rows.map { row in row.dropFirst().dropLast().split(separator: "|").map { Self.text(of: $0) } }
    }

    private static func text(of cell: Substring) -> String {
        var text = cell
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text).replacing("`", with: "")
    }
}
