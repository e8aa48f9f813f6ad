internal import ArgumentParser

/// A command with options whose value may be left out, which the parser has no word for.
protocol OptionalValueCommand: ComposeCommand {
    /// What each such option means when it stands alone, by its name: `--timings` is `--timings=-`.
    static var impliedValues: [String: String] { get }
}

/// Options whose value may be left out.
enum OptionalValues {
    /// The arguments with the values that such options imply, so that what follows them is not taken for one.
    static func writtenOut(_ arguments: [String], for type: any ParsableArguments.Type) -> [String] {
        guard let values = (type as? any OptionalValueCommand.Type)?.impliedValues else { return arguments }
        let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
        return arguments[..<end].map { argument in values[argument].map { "\(argument)=\($0)" } ?? argument }
            + arguments[end...]
    }
}
