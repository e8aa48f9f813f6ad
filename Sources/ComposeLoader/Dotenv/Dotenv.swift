package import Diagnostics
package import OrderedCollections

/// Files of `KEY=value` lines: `.env`, `--env-file`, `env_file` and `label_file`.
package enum Dotenv {
    /// Reads `KEY=value` lines with quotes, comments and references.
    ///
    /// - Parameters:
    ///   - text: the content of the file.
    ///   - file: the name that places carry.
    ///   - lookup: the value of a variable that the text refers to; it goes before what the text itself defines.
    /// - Returns: the variables in the order they are first named; nil for a bare name that `lookup` does not know.
    /// - Throws: every line that cannot be understood.
    package static func parse(
        _ text: String,
        file: String,
        lookup: (String) -> String?
    ) throws(DiagnosticsError) -> OrderedDictionary<String, String?> {
        var collector = DiagnosticCollector()
        let variables = parse(text, file: file, into: &collector, lookup: lookup)
        try collector.throwIfErrors()
        return variables
    }

    /// As `parse(_:file:lookup:)`, but goes on after a bad line, and warns of unset variables too.
    package static func parse(
        _ text: String,
        file: String,
        into collector: inout DiagnosticCollector,
        lookup: (String) -> String?
    ) -> OrderedDictionary<String, String?> {
        var parser = DotenvParser(text, file: file)
        parser.parse(lookup)
        for diagnostic in parser.collector.diagnostics { collector.add(diagnostic) }
        return parser.variables
    }

    /// Reads `KEY=value` lines as they are: no quotes, no comments after values, no references.
    ///
    /// This is `format: raw` of an `env_file`, the syntax of `docker run --env-file`.
    package static func parseRaw(
        _ text: String,
        file: String,
        lookup: (String) -> String?
    ) throws(DiagnosticsError) -> OrderedDictionary<String, String?> {
        var variables: OrderedDictionary<String, String?> = [:]
        var collector = DiagnosticCollector()
        // CR LF is one character.
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (index, line) in lines.enumerated() {
            let statement = line.drop { $0 == " " || $0 == "\t" || $0 == "\u{FEFF}" }
            guard let first = statement.first, first != "#" else { continue }
            let name = String(statement.prefix { $0 != "=" })
            guard !name.isEmpty, !name.contains(where: \.isWhitespace) else {
                let place = SourceLocation(file: file, line: index + 1, column: 1)
                collector.error("'\(name)' is no variable name", at: place, hint: "write KEY=value")
                continue
            }
            let hasValue = statement.count > name.count
            let value = hasValue ? String(statement.dropFirst(name.count + 1)) : lookup(name)
            variables.updateValue(value, forKey: name)
        }
        try collector.throwIfErrors()
        return variables
    }
}
