import ComposeLoader
import ComposeModel
import Diagnostics
import OrderedCollections
import YAML

/// Does with one input all that a command would do with it before an engine is asked.
struct Trial {
    /// How long the slowest stage took; a command does each at most once, so that is what an input costs.
    private(set) var slowestNanoseconds = 0

    /// What came out that must not; nil when all is well, which a refused input is, too.
    mutating func run(_ input: FuzzInput) -> String? {
        switch input.kind {
        case .compose: compose(input.bytes)
        case .dotenv: dotenv(String(decoding: input.bytes, as: UTF8.self))
        }
    }

    private mutating func compose(_ bytes: [UInt8]) -> String? {
        var request = LoadRequest(
            currentDirectory: "/nonexistent",
            environment: ["HOME": "/nonexistent", "TAG": "1", "A": "a"],
            standardInput: { bytes }
        )
        request.files = ["-"]
        request.projectName = "fuzz"
        // Without the checks more inputs reach the stages behind them.
        request.checksConsistency = bytes.count.isMultiple(of: 2)
        let written = uninterpolated(request)
        do throws(LoadFailure) {
            let project = try timed { () throws(LoadFailure) in try ProjectLoader.load(request).project }
            return written ?? difference(in: project.canonicalYAML) ?? emptyJSON(of: project)
        } catch {
            return written ?? unplaced(error.diagnostics, sources: error.sources)
        }
    }

    /// The path of `config --no-interpolate`.
    private mutating func uninterpolated(_ request: LoadRequest) -> String? {
        var request = request
        request.interpolates = false
        request.resolvesEnvironment = false
        do throws(LoadFailure) {
            let project = try timed { () throws(LoadFailure) in try ProjectLoader.load(request).project }
            return emptyJSON(of: project)
        } catch {
            return error.diagnostics.isEmpty ? "a refusal without a reason" : nil
        }
    }

    private mutating func emptyJSON(of project: Project) -> String? {
        timed { project.canonicalJSON }.hasPrefix("{") ? nil : "the JSON is no object"
    }

    /// Shows the findings as a terminal would, and expects each to say something.
    private func unplaced(_ diagnostics: [Diagnostic], sources: [String: String]) -> String? {
        let text = DiagnosticRenderer(sources: sources).render(Array(diagnostics.prefix(100)))
        return text.isEmpty || diagnostics.contains(where: \.message.isEmpty) ? "a refusal without a reason" : nil
    }

    private mutating func timed<Value, Failure: Error>(
        _ stage: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let start = monotonicNanoseconds()
        defer { slowestNanoseconds = max(slowestNanoseconds, monotonicNanoseconds() - start) }
        return try stage()
    }

    /// Writes a value as YAML and reads it again.
    private mutating func difference(in value: CanonicalValue) -> String? {
        let output = YAMLOutput(writing: value)
        let text = timed { YAMLEmitter.text(of: output) }
        do throws(DiagnosticsError) {
            let documents = try timed { () throws(DiagnosticsError) in
                try YAMLNode.parseDocuments(Array(text.utf8), file: "output.yaml")
            }
            guard documents.count == 1, let document = documents.first else { return "the YAML is not one document" }
            return output.difference(from: document)
        } catch {
            return "the YAML cannot be read again: \(error)"
        }
    }

    private mutating func dotenv(_ text: String) -> String? {
        let lookup: (String) -> String? = { $0 == "A" ? "a" : nil }
        var collector = DiagnosticCollector()
        timed { _ = Dotenv.parse(text, file: "a.env", into: &collector, lookup: lookup) }
        do throws(DiagnosticsError) {
            _ = try Dotenv.parseRaw(text, file: "a.env", lookup: lookup)
        } catch {
            return error.diagnostics.isEmpty ? "a refusal without a reason" : nil
        }
        return nil
    }
}
