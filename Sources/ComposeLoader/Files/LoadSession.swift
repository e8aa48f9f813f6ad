import Diagnostics
import YAML

/// What one load gathers on its way: the texts it read and the problems it found.
///
/// Lives for one synchronous call and never leaves it.
final class LoadSession {
    let request: LoadRequest
    let texts = SourceTexts()
    /// nil when nobody will ask where values come from.
    let recorder: ProvenanceRecorder?
    private var found: [Diagnostic] = []
    /// The line that first named each file, by the name that places in the file carry; none for files of the command line.
    private var namedBy: [String: SourceLocation] = [:]
    /// By `secrets.name` or `configs.name`, for those of included models.
    var includedContents: [String: IncludedContent] = [:]
    /// What came of fetching each remote resource, by the name that the user wrote.
    var remoteCopies: [String: Result<String, RemoteFailure>] = [:]
    private var known: Set<Diagnostic> = []
    /// How many models were included, each time that one was.
    var includeCount = 0
    private var faultyPlaces: Set<SourceLocation> = []

    init(_ request: LoadRequest, recorder: ProvenanceRecorder? = nil) {
        self.request = request
        self.recorder = recorder
    }

    /// Runs one stage and keeps what it finds.
    ///
    /// The stages look at the growing tree again and again, so a finding that is known already is dropped, and so is an
    /// error where an earlier stage has found one: it would only be a consequence.
    func collect<Value>(_ stage: (inout DiagnosticCollector) -> Value) -> Value {
        var collector = DiagnosticCollector()
        let result = stage(&collector)
        add(collector.diagnostics)
        return result
    }

    func add(_ added: [Diagnostic]) {
        var places: [SourceLocation] = []
        for diagnostic in added where known.insert(diagnostic).inserted {
            if diagnostic.severity == .error, let place = diagnostic.location {
                guard !faultyPlaces.contains(place) else { continue }
                places.append(place)
            }
            found.append(diagnostic)
        }
        faultyPlaces.formUnion(places)
    }

    func error(_ message: String, path: String? = nil, at place: SourceLocation? = nil, hint: String? = nil) {
        add([Diagnostic(.error, message, path: path, at: place, hint: hint)])
    }

    var hasErrors: Bool { found.contains { $0.severity == .error } }
    /// How many problems were found so far.
    var count: Int { found.count }

    /// What was found, each with the lines that led to its file.
    var diagnostics: [Diagnostic] { found.map(withTrail) }

    /// Adds a note for each `include` and `extends` between the command line and the file of a finding.
    private func withTrail(_ diagnostic: Diagnostic) -> Diagnostic {
        var diagnostic = diagnostic
        var file = diagnostic.location?.file
        var seen: Set<String> = []
        while let name = file, seen.insert(name).inserted, let place = namedBy[name] {
            if !diagnostic.notes.contains(where: { $0.location == place }) {
                diagnostic.notes.append(.init("'\(name)' is read because of this line", at: place))
            }
            file = place.file
        }
        return diagnostic
    }

    /// Throws what was found so far when any of it is an error.
    func throwIfErrors() throws(LoadFailure) {
        guard hasErrors else { return }
        throw LoadFailure(diagnostics: diagnostics, sources: texts.byName)
    }
}

extension LoadSession {
    /// The name that places in a file carry.
    func displayName(of path: String) -> String {
        path == "-" ? "<stdin>" : PathSyntax.displayed(path, in: request.currentDirectory)
    }

    /// Reads and parses a compose file.
    ///
    /// - Parameters:
    ///   - path: absolute, or `-` for standard input.
    ///   - place: where the file is named; nil on the command line.
    /// - Returns: nil when it cannot be read or parsed, which is then reported.
    func composeFile(_ path: String, namedAt place: SourceLocation? = nil) -> ComposeFile? {
        let name = displayName(of: path)
        let content = path == "-" ? request.standardInput() : bytes(of: path, namedAt: place)
        guard let content else { return nil }
        texts[name] = String(decoding: content, as: UTF8.self)
        if let place, namedBy[name] == nil { namedBy[name] = place }
        do throws(DiagnosticsError) {
            return ComposeFile(path: path, name: name, documents: try YAMLNode.parseDocuments(content, file: name))
        } catch {
            add(error.diagnostics)
            return nil
        }
    }

    private func bytes(of path: String, namedAt place: SourceLocation?) -> [UInt8]? {
        do throws(LocalFile.Problem) {
            return try LocalFile.read(path)
        } catch {
            let hint = error.isDirectory ? "name a file in it: '\(PathSyntax.join(path, "compose.yaml"))'" : nil
            self.error("open \(path): \(error.reason)", at: place, hint: hint)
            return nil
        }
    }
}

/// A compose file that has been read.
struct ComposeFile {
    /// Absolute, or `-` for standard input.
    var path: String
    /// The name that places in it carry.
    var name: String
    var documents: [YAMLNode]
}
