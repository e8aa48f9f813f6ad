import ComposeLoader
import ComposeModel
import Diagnostics
import OrderedCollections
import YAML

/// Does with one input all that a command would do with it before an engine is asked.
enum Trial {
    /// What came out that must not; nil when all is well, which a refused input is, too.
    static func run(_ input: FuzzInput) -> String? {
        switch input.kind {
        case .compose: compose(input.bytes)
        case .dotenv: dotenv(String(decoding: input.bytes, as: UTF8.self))
        }
    }

    private static func compose(_ bytes: [UInt8]) -> String? {
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
            let project = try ProjectLoader.load(request).project
            return written ?? difference(in: project.canonicalYAML) ?? emptyJSON(of: project)
        } catch {
            return written ?? unplaced(error.diagnostics, sources: error.sources)
        }
    }

    /// The path of `config --no-interpolate`.
    private static func uninterpolated(_ request: LoadRequest) -> String? {
        var request = request
        request.interpolates = false
        request.resolvesEnvironment = false
        do throws(LoadFailure) {
            return emptyJSON(of: try ProjectLoader.load(request).project)
        } catch {
            return error.diagnostics.isEmpty ? "a refusal without a reason" : nil
        }
    }

    private static func emptyJSON(of project: Project) -> String? {
        project.canonicalJSON.hasPrefix("{") ? nil : "the JSON is no object"
    }

    /// Shows the findings as a terminal would, and expects each to say something.
    private static func unplaced(_ diagnostics: [Diagnostic], sources: [String: String]) -> String? {
        let text = DiagnosticRenderer(sources: sources).render(Array(diagnostics.prefix(100)))
        return text.isEmpty || diagnostics.contains(where: \.message.isEmpty) ? "a refusal without a reason" : nil
    }

    /// Writes a value as YAML and reads it again.
    private static func difference(in value: CanonicalValue) -> String? {
        let output = YAMLOutput(writing: value)
        let text = YAMLEmitter.text(of: output)
        do throws(DiagnosticsError) {
            let documents = try YAMLNode.parseDocuments(Array(text.utf8), file: "output.yaml")
            guard documents.count == 1, let document = documents.first else { return "the YAML is not one document" }
            return output.difference(from: document)
        } catch {
            return "the YAML cannot be read again: \(error)"
        }
    }

    private static func dotenv(_ text: String) -> String? {
        let lookup: (String) -> String? = { $0 == "A" ? "a" : nil }
        var collector = DiagnosticCollector()
        _ = Dotenv.parse(text, file: "a.env", into: &collector, lookup: lookup)
        do throws(DiagnosticsError) {
            _ = try Dotenv.parseRaw(text, file: "a.env", lookup: lookup)
        } catch {
            return error.diagnostics.isEmpty ? "a refusal without a reason" : nil
        }
        return nil
    }
}
