import Foundation
import Testing

/// Real compose projects with what docker compose makes of them, where they lie beside the checkout.
///
/// Needs no engine. The projects are other people's and are read where they are.
@Suite(
    .enabled(if: Corpus.isThere, "no corpus of compose projects: name one with SWIFTCOMPOSE_CORPUS"),
    .timeLimit(.minutes(10))
)
struct CorpusScenarios {
    @Test func `real projects load to what docker compose makes of them`() async throws {
        let cases = try Corpus.cases()
        try #require(!cases.isEmpty)
        let verdicts = try await withThrowingTaskGroup(of: Corpus.Verdict.self) { group in
            var pending = cases[...]
            for _ in 0..<4 {
                if let next = pending.popFirst() { group.addTask { try await Corpus.judge(next) } }
            }
            var verdicts: [Corpus.Verdict] = []
            while let verdict = try await group.next() {
                verdicts.append(verdict)
                if let next = pending.popFirst() { group.addTask { try await Corpus.judge(next) } }
            }
            return verdicts
        }
        let refusals = verdicts.filter { !$0.agreesOnStatus }
        let differences = verdicts.filter { !$0.agreesOnModel }
        // The known differences are listed, each with its reason, in docs/compatibility.md.
        #expect(Double(refusals.count) <= 0.01 * Double(verdicts.count), "\(refusals.map(\.name))")
        #expect(Double(differences.count) <= 0.01 * Double(verdicts.count), "\(differences.map(\.name))")
    }
}

/// A folder of cases: input files, `cmd` with the arguments, and `expected.*` with docker compose's answers.
private enum Corpus {
    struct Verdict: Sendable {
        var name: String
        var agreesOnStatus: Bool
        /// Also true where one side refuses the case, which the status tells.
        var agreesOnModel: Bool
    }

    private static let folder =
        ProcessInfo.processInfo.environment["SWIFTCOMPOSE_CORPUS"]
        ?? URL(filePath: #filePath).appending(path: "../../../../shared/corpus/open").standardized.path

    static var isThere: Bool { FileManager.default.fileExists(atPath: folder) }

    static func cases() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }

    /// Runs the case in a copy of it with the same name, since paths and the folder's name are part of the answer.
    static func judge(_ name: String) async throws -> Verdict {
        let files = FileManager.default
        let parent = "/tmp/swiftcompose-corpus-\(UUID().uuidString)/a/b/c/d"
        let home = "\(parent)/home"
        let copy = "\(parent)/\(name)"
        try files.createDirectory(atPath: home, withIntermediateDirectories: true)
        defer {
            // What is left behind only takes room in the temporary directory.
            try? files.removeItem(atPath: String(parent.dropLast("/a/b/c/d".count)))
        }
        try files.copyItem(atPath: "\(folder)/\(name)", toPath: copy)
        let arguments = words(of: try text("\(folder)/\(name)/cmd"))
        let program = try Program(
            arguments,
            in: copy,
            environment: ["PATH": "/usr/bin:/bin", "HOME": home, "PWD": copy],
            input: nil
        )
        let outcome = try await program.outcome()
        let wanted = Int32(try text("\(folder)/\(name)/expected.rc").trimmingCharacters(in: .whitespacesAndNewlines))
        let agreesOnStatus = (outcome.status == 0) == (wanted == 0)
        let expected = "\(folder)/\(name)/expected.json"
        guard outcome.status == 0, wanted == 0, files.fileExists(atPath: expected) else {
            return Verdict(name: name, agreesOnStatus: agreesOnStatus, agreesOnModel: true)
        }
        let model = placed(try text(expected), in: copy, home: home)
        return Verdict(
            name: name,
            agreesOnStatus: agreesOnStatus,
            agreesOnModel: try canonical(outcome.output) == canonical(model)
        )
    }

    private static func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    /// Puts the copy's own places where the answer has tokens for them.
    private static func placed(_ text: String, in copy: String, home: String) -> String {
        var text = text.replacing("@DIR@", with: copy).replacing("@HOME@", with: home)
        var parent = copy
        for level in 1...5 {
            parent = String(parent[..<(parent.lastIndex(of: "/") ?? parent.startIndex)])
            text = text.replacing("@UP\(level)@", with: parent)
        }
        return text
    }

    /// The same JSON in one form; the order of keys does not count.
    private static func canonical(_ text: String) throws -> Data {
        let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
        return try JSONSerialization.data(withJSONObject: value, options: [.sortedKeys])
    }

    /// Splits a command line as a shell does, as far as quotes and backslashes go.
    private static func words(of line: String) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        for letter in line {
            if isEscaped {
                word = (word ?? "") + String(letter)
                isEscaped = false
            } else if letter == "\\", quote != "'" {
                isEscaped = true
            } else if letter == quote {
                quote = nil
            } else if quote == nil, letter == "'" || letter == "\"" {
                quote = letter
                word = word ?? ""
            } else if quote == nil, letter.isWhitespace {
                if let finished = word { words.append(finished) }
                word = nil
            } else {
                word = (word ?? "") + String(letter)
            }
        }
        if let finished = word { words.append(finished) }
        return words
    }
}
