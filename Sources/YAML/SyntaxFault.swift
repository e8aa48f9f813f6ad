internal import Diagnostics

/// Where libyaml gave up, told in the words of people who write Compose files.
///
/// libyaml names what its grammar missed. What the writer got wrong follows from that and from the text around it.
struct SyntaxFault {
    /// libyaml's own words.
    var problem: String
    /// What libyaml was reading, in its own words; nil when it says nothing.
    var context: String?
    /// Where the problem was noticed.
    var place: SourceLocation
    /// Where the thing that libyaml was reading begins; nil when it says nothing.
    var opening: SourceLocation?
    /// Where the innermost `[` or `{` stands that is still open.
    var openFlow: SourceLocation?

    func diagnostic(in source: SourceText) -> Diagnostic {
        if let tab = indentingTab(in: source) { return tab }
        switch problem {
        case "mapping values are not allowed in this context": return straySeparator(in: source)
        case "block sequence entries are not allowed in this context":
            return error("a list item cannot start here", hint: "put '-' on a line of its own, below its key")
        case "did not find expected key", "did not find expected '-' indicator": return brokenBlock(in: source)
        case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
            return openBracket(at: opening ?? place, in: source)
        case "did not find expected node content":
            if let openFlow, source.isEnd(place) { return openBracket(at: openFlow, in: source) }
            return source.character(at: place).map { error("unexpected '\($0)'", hint: Self.quoteHint) }
                ?? error("a value is missing")
        case "could not find expected ':'":
            return error("this line has no ':' after its key", at: opening, hint: "write it as 'key: value'")
        case "found unexpected end of stream", "found unexpected document indicator": return openQuote(in: source)
        case "found unknown escape character": return unknownEscape(in: source)
        case "found character that cannot start any token":
            let character = source.character(at: place).map { "'\($0)'" } ?? "this character"
            return error("\(character) cannot start a value", hint: Self.quoteHint)
        case "did not find expected alphabetic or numeric character":
            return error("the name of an anchor is made of letters, digits, '-' and '_'", at: opening)
        case "found undefined tag handle": return error("the tag is not defined", at: opening)
        case "did not find expected <document start>":
            return error("text follows the end of the document", hint: "begin another document with '---'")
        case "control characters are not allowed": return error(controlCharacter(in: source))
        case _ where problem.contains("UTF-8") || problem.contains("Unicode"):
            return error("the file is not valid UTF-8", hint: "save the file in the encoding UTF-8")
        default: return error(context.map { "\(problem) \($0)" } ?? problem)
        }
    }

    private static let quoteHint = "quote the value"

    private func error(
        _ message: String,
        at location: SourceLocation? = nil,
        note: String? = nil,
        hint: String? = nil
    ) -> Diagnostic {
        let notes = note.map { [Diagnostic.Note($0, at: place)] } ?? []
        return Diagnostic(.error, message, at: location ?? place, notes: notes, hint: hint)
    }
}

extension SyntaxFault {
    /// The diagnostic for a tab before the first word of the line; nil when no such tab is to blame.
    private func indentingTab(in source: SourceText) -> Diagnostic? {
        let isToBlame =
            switch problem {
            case "found a tab character that violates indentation", "mapping values are not allowed in this context":
                true
            case "found character that cannot start any token": source.character(at: place) == "\t"
            default: false
            }
        let indentation = source.line(place.line).prefix { $0 == " " || $0 == "\t" }
        guard isToBlame, let index = indentation.firstIndex(of: "\t") else { return nil }
        return error(
            "a tab cannot be used for indentation",
            at: SourceLocation(file: place.file, line: place.line, column: index + 1),
            hint: "use spaces"
        )
    }

    /// A `:` where no key can end.
    private func straySeparator(in source: SourceText) -> Diagnostic {
        let before = source.line(place.line).prefix(place.column - 1)
        let hasKey = zip(before, before.dropFirst()).contains { $0 == ":" && ($1 == " " || $1 == "\t") }
        if hasKey {
            return error("a second ':' in one line is not allowed here", hint: "quote the value if it holds ': '")
        }
        return error(
            "a key is not allowed here: the value above goes on in this line",
            hint: "check the indentation, and the ':' of the line above"
        )
    }

    /// A line that no open mapping or list takes.
    private func brokenBlock(in source: SourceText) -> Diagnostic {
        let before = source.line(place.line).prefix(place.column - 1)
        if before.contains(where: { $0 != " " }) {
            let found = source.character(at: place).map { "'\($0)'" } ?? "text"
            return error("unexpected \(found) after the value", hint: "quote the value as a whole")
        }
        let isList = problem == "did not find expected '-' indicator"
        guard let opening, opening != place else { return error(isList ? "'-' is missing" : "a key is missing") }
        let kind = isList ? "list" : "mapping"
        return Diagnostic(
            .error,
            "this line does not fit the \(kind) it stands in",
            at: place,
            notes: [Diagnostic.Note("the \(kind) starts here", at: opening)],
            hint: isList ? "start the line with '- ', or check its indentation" : "check how far the line is indented"
        )
    }

    private func openBracket(at bracket: SourceLocation, in source: SourceText) -> Diagnostic {
        let opener = source.character(at: bracket)
        let (open, close) = opener == "{" ? ("{", "}") : ("[", "]")
        if source.isEnd(place) {
            return error("'\(open)' is never closed", at: bracket, note: "the text ends here", hint: "add '\(close)'")
        }
        return error(
            "'\(open)' is not closed, or a ',' is missing after it",
            at: bracket,
            note: "expected ',' or '\(close)' before this",
            hint: "add '\(close)'"
        )
    }

    private func openQuote(in source: SourceText) -> Diagnostic {
        let quote = opening.flatMap { source.character(at: $0) }
        guard let opening, quote == "\"" || quote == "'" else { return error(problem) }
        let mark = quote == "'" ? "'" : "\""
        return error("the quote is never closed", at: opening, note: "the text ends here", hint: "add \(mark)")
    }

    private func unknownEscape(in source: SourceText) -> Diagnostic {
        let escaped = source.character(at: SourceLocation(file: place.file, line: place.line, column: place.column + 1))
        let shown = escaped.map { "'\\\($0)'" } ?? "'\\'"
        return error("unknown escape \(shown)", hint: "use single quotes, or write '\\\\' for a backslash")
    }

    private func controlCharacter(in source: SourceText) -> String {
        guard let code = source.character(at: place)?.value else { return "a control character is not allowed" }
        if code == 0 { return "a NUL byte is not allowed" }
        let digits = String(code, radix: 16, uppercase: true)
        let zeros = String(repeating: "0", count: max(0, 4 - digits.count))
        return "the control character U+\(zeros)\(digits) is not allowed"
    }
}
