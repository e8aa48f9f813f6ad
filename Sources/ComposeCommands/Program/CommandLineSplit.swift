/// A command line cut at its command.
///
/// Options before the command are global and options after it are the command's own: `-f` names a file before `logs`, and
/// follows the log after it.
struct CommandLineSplit: Equatable {
    /// The options before the command, each value joined to its option: `--file=compose.yaml`.
    var globals: [String] = []
    /// nil when there is no command.
    var command: String?
    /// What follows the command, untouched.
    var rest: [String] = []

    init(_ arguments: [String]) {
        var remaining = arguments[...]
        while let argument = remaining.first {
            guard argument.hasPrefix("-"), argument != "-", argument != "--" else {
                command = argument
                rest = Array(remaining.dropFirst())
                return
            }
            globals += Self.takeOption(from: &remaining)
        }
    }

    /// Takes one argument that is an option, and its value where that is the next argument.
    private static func takeOption(from remaining: inout ArraySlice<String>) -> [String] {
        let argument = remaining.removeFirst()
        if argument.hasPrefix("--") {
            guard GlobalOptions.valueOptions.contains(argument), let value = remaining.popFirst() else {
                return [argument]
            }
            return ["\(argument)=\(value)"]
        }
        return takeShortOptions(argument.dropFirst(), &remaining)
    }

    /// `-vf file`, `-pshop` and `-p=shop`: flags may be joined, and the first that takes a value takes all that follows.
    private static func takeShortOptions(_ letters: Substring, _ remaining: inout ArraySlice<String>) -> [String] {
        var taken: [String] = []
        var letters = letters
        while let letter = letters.popFirst() {
            let option = "-\(letter)"
            guard GlobalOptions.valueOptions.contains(option) else {
                taken.append(option)
                continue
            }
            if letters.first == "=" { letters.removeFirst() }
            guard let value = letters.isEmpty ? remaining.popFirst() : String(letters) else { return taken + [option] }
            return taken + ["\(option)=\(value)"]
        }
        return taken
    }
}

extension CommandLineSplit {
    /// Cuts global options out of what follows the command, for telling the user where they belong.
    ///
    /// - Returns: those found, as they were written, and what is left without them.
    func strayGlobals() -> (found: [String], left: [String]) {
        var found: [String] = []
        var left: [String] = []
        var remaining = rest[...]
        while let argument = remaining.popFirst() {
            let name = argument.prefix { $0 != "=" }
            guard GlobalOptions.valueOptions.contains(String(name)) else {
                left.append(argument)
                continue
            }
            found.append(argument)
            if name == argument, let value = remaining.popFirst() { found.append(value) }
        }
        return (found, left)
    }
}
