package import Diagnostics

/// A variable that went into a value, and who gave the variable its own value.
package struct VariableOrigin: Sendable, Hashable {
    package enum Source: Sendable, Hashable {
        /// The environment of the process.
        case process
        /// A line of an env file.
        case file(SourceLocation)
        /// The word of `${NAME:-word}`, since the variable is unset, or empty where that counts as unset.
        case fallback
        /// The name that was chosen for the project, which `COMPOSE_PROJECT_NAME` then holds.
        case projectName
        /// Nobody: the variable stands for nothing.
        case unset
    }

    package var name: String
    package var source: Source

    package init(_ name: String, _ source: Source) {
        self.name = name
        self.source = source
    }
}

/// What variables are looked up in, with who gave each.
struct VariableScope: Sendable {
    var values: [String: String]
    /// Without those of the process.
    var sources: [String: VariableOrigin.Source]

    /// nil for a variable that is not set.
    func source(of name: String) -> VariableOrigin.Source? {
        values[name] == nil ? nil : sources[name] ?? .process
    }
}

extension Substitution {
    /// The variables that a substitution of the text looks up, in order; words that it does not use are left out.
    static func origins(in text: String, _ scope: VariableScope) -> [VariableOrigin] {
        let bytes = Array(text.utf8)
        var origins: [VariableOrigin] = []
        collect(from: bytes, 0..<bytes.count, scope, into: &origins)
        return origins
    }

    private static func collect(
        from bytes: [UInt8],
        _ range: Range<Int>,
        _ scope: VariableScope,
        into origins: inout [VariableOrigin]
    ) {
        var scanner = TemplateScanner(bytes, in: range)
        while let piece = scanner.next() {
            guard case .variable(let variable) = piece else { continue }
            let value = scope.values[variable.name]
            let isMissing = value == nil || (variable.treatsEmptyAsMissing && value?.isEmpty == true)
            let source = scope.source(of: variable.name) ?? .unset
            switch variable.form {
            case .plain, .required:
                origins.append(VariableOrigin(variable.name, source))
            case .fallback:
                origins.append(VariableOrigin(variable.name, isMissing ? .fallback : source))
                if isMissing { collect(from: bytes, variable.word, scope, into: &origins) }
            case .alternative:
                origins.append(VariableOrigin(variable.name, isMissing ? .unset : source))
                if !isMissing { collect(from: bytes, variable.word, scope, into: &origins) }
            }
        }
    }
}
