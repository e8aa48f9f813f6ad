/// A line by which a step talks to GitHub Actions: `::error file=compose.yaml,line=7::db is unhealthy`.
struct WorkflowCommand: Sendable, Equatable {
    var name: String
    /// In the order in which they are written.
    var properties: [(name: String, value: String)] = []
    var message: String

    static func == (left: WorkflowCommand, right: WorkflowCommand) -> Bool { left.text == right.text }

    /// The line, without a line break.
    var text: String {
        let list = properties.map { "\($0.name)=\(Self.escaped(property: $0.value))" }.joined(separator: ",")
        return "::\(name)" + (list.isEmpty ? "" : " \(list)") + "::\(Self.escaped(message))"
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": escaped += "%25"
            case "\r": escaped += "%0D"
            case "\n": escaped += "%0A"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private static func escaped(property text: String) -> String {
        escaped(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }

    /// The text so that it is no command at the beginning of a line, nor by the older form anywhere in it.
    static func inert(_ text: String, if isNeeded: Bool = true) -> String {
        guard isNeeded else { return text }
        let inert = text.replacing("##[", with: "## [")
        return inert.hasPrefix("::") ? ": :\(inert.dropFirst(2))" : inert
    }
}

/// Lines that GitHub Actions folds, and in which it looks for no commands.
struct WorkflowGroup: Sendable, Equatable {
    /// Ends the part without commands; nothing in it may guess it.
    let token: String

    init(token: String) {
        self.token = token
    }

    /// With a token of its own.
    static func random() -> WorkflowGroup {
        let parts = (0..<2).map { _ in String(UInt64.random(in: 0...UInt64.max), radix: 36) }
        return WorkflowGroup(token: parts.joined())
    }

    func wrap(_ lines: [String], title: String) -> [String] {
        ["::group::\(title)", "::stop-commands::\(token)"] + lines + ["::\(token)::", "::endgroup::"]
    }
}
