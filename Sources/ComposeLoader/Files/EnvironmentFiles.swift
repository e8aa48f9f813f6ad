import Diagnostics
import OrderedCollections

/// Reading env files into the environment that variables are looked up in.
struct EnvironmentFiles {
    private let session: LoadSession
    /// What is known so far; a file only adds what is missing.
    private(set) var environment: [String: String]
    /// Which lines gave what; empty unless that is recorded.
    private(set) var sources: [String: VariableOrigin.Source]
    private var done: Set<String> = []

    init(
        session: LoadSession,
        environment: [String: String],
        sources: [String: VariableOrigin.Source] = [:]
    ) {
        self.session = session
        self.environment = environment
        self.sources = sources
    }

    /// Adds the variables of some files, of which a later one wins over an earlier one.
    ///
    /// - Parameters:
    ///   - paths: absolute; a missing file is reported.
    ///   - place: where they are named; nil on the command line.
    mutating func read(_ paths: [String], namedAt place: SourceLocation? = nil) {
        var added: [String: String] = [:]
        for path in paths where done.insert(path).inserted {
            guard let text = self.text(of: path, namedAt: place) else { continue }
            let name = session.displayName(of: path)
            session.texts[name] = text
            let (known, earlier) = (self.environment, added)
            let variables = session.collect { collector in
                Dotenv.parse(text, file: name, into: &collector) { known[$0] ?? earlier[$0] }
            }
            for (name, value) in variables {
                if let value { added[name] = value }
            }
            if session.recorder != nil { note(variables, Dotenv.places(in: text, file: name)) }
        }
        environment.merge(added) { known, _ in known }
    }

    /// A later file wins over an earlier one, and neither over what was known before.
    private mutating func note(_ variables: OrderedDictionary<String, String?>, _ places: [String: SourceLocation]) {
        for (name, value) in variables where value != nil && environment[name] == nil {
            if let place = places[name] { sources[name] = .file(place) }
        }
    }

    private func text(of path: String, namedAt place: SourceLocation?) -> String? {
        do throws(LocalFile.Problem) {
            return String(decoding: try LocalFile.read(path), as: UTF8.self)
        } catch {
            if error.isMissing {
                session.error("couldn't find env file: \(path)", at: place)
            } else {
                session.error("couldn't read env file: \(path): \(error.reason)", at: place)
            }
            return nil
        }
    }
}
