internal import ComposeModel
internal import FoundationEssentials
internal import Synchronization

/// Listens to a program that provides a service: one JSON object a line, with a type and a message.
final class ProviderDialogue: Sendable {
    /// What dependents are told, as `NAME` and value.
    struct Variables: Sendable, Equatable {
        /// Their names get the service's before them.
        var prefixed: [String: String] = [:]
        var raw: [String: String] = [:]
    }

    private struct State {
        var variables = Variables()
        var problem: String?
    }

    private struct Message: Decodable {
        let type: String
        let message: String?
    }

    private let state = Mutex(State())
    private let definition: String
    private let tell: @Sendable (String) -> Void

    /// - Parameters:
    ///   - definition: of the service in canonical JSON, for a program that asks for it.
    ///   - tell: gets what the program wants the user to see, one line each.
    init(definition: String, tell: @escaping @Sendable (String) -> Void) {
        self.definition = definition
        self.tell = tell
    }

    var variables: Variables { state.withLock { $0.variables } }
    /// Why the program failed, in its own words or because it is not understood; nil while it has not.
    var problem: String? { state.withLock { $0.problem } }

    /// Takes a line, and says what to do about it.
    func hear(_ line: String) -> LineProgram.Reply {
        guard line.contains(where: { !$0.isWhitespace }) else { return .nothing }
        let message: Message
        do {
            message = try JSONDecoder().decode(Message.self, from: Data(line.utf8))
        } catch {
            return fail("it writes what is no message: '\(line.prefix(80))'")
        }
        let text = message.message ?? ""
        switch message.type {
        case "info": tell(Self.firstLine(of: text))
        case "debug": break
        case "error": return fail(text)
        case "setenv": return set(text) { $0.prefixed[$1] = $2 }
        case "rawsetenv": return set(text) { $0.raw[$1] = $2 }
        case "get-service-config": return .line(definition)
        default: return fail("it writes a message of the unknown type '\(message.type)'")
        }
        return .nothing
    }

    private func set(_ text: String, _ store: (inout Variables, String, String) -> Void) -> LineProgram.Reply {
        guard let separator = text.firstIndex(of: "="), separator > text.startIndex else {
            return fail("it sets what is no variable: '\(text.prefix { $0 != "=" })'")
        }
        let (name, value) = (String(text[..<separator]), String(text[text.index(after: separator)...]))
        state.withLock { store(&$0.variables, name, value) }
        return .nothing
    }

    /// The first problem is the one that matters.
    private func fail(_ problem: String) -> LineProgram.Reply {
        state.withLock { state in
            if state.problem == nil { state.problem = problem }
        }
        return .end
    }

    private static func firstLine(of text: String) -> String {
        text.split(whereSeparator: \.isNewline).first.map { String($0) } ?? ""
    }
}
