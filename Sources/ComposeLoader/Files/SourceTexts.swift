import Diagnostics

/// The texts of the files that were read, by the name that places carry.
final class SourceTexts {
    private(set) var byName: [String: String] = [:]
    /// Split when first asked for: most loads report nothing.
    private var lines: [String: [Substring]] = [:]
    /// How many characters may still be looked at for exact places; a file with that many findings can do without.
    private var patience = 20_000_000

    subscript(name: String) -> String? {
        get { byName[name] }
        set {
            byName[name] = newValue
            lines[name] = nil
        }
    }

    /// Where a dollar sign of a scalar stands in its file.
    ///
    /// YAML may fold, escape and indent a scalar, so the dollar signs are counted: none is ever added or lost on the way.
    ///
    /// - Parameters:
    ///   - offset: the dollar sign, in Unicode scalars from the start of the text.
    ///   - text: the value of the scalar.
    ///   - start: where the scalar stands.
    /// - Returns: the scalar's own place when the dollar sign cannot be found.
    func place(ofDollarAt offset: Int, in text: String, startingAt start: SourceLocation) -> SourceLocation {
        guard patience > 0 else { return start }
        let scalars = text.unicodeScalars
        guard let dollar = scalars.index(scalars.startIndex, offsetBy: offset, limitedBy: scalars.endIndex) else {
            return start
        }
        var looked = offset
        defer { patience -= looked }
        var remaining = scalars[..<dollar].count(where: { $0 == "$" })
        let variable = Array(scalars[dollar...].prefix(while: \.isVariableHead))
        let lines = self.lines(of: start.file)
        guard lines.indices.contains(start.line - 1) else { return start }

        for number in start.line...lines.count {
            let line = lines[number - 1].unicodeScalars
            var column = 1
            for index in line.indices {
                defer { column += 1 }
                looked += 1
                guard looked <= patience else { return start }
                guard line[index] == "$", number > start.line || column >= start.column else { continue }
                guard remaining == 0 else {
                    remaining -= 1
                    continue
                }
                guard line[index...].starts(with: variable) else { return start }
                return SourceLocation(file: start.file, line: number, column: column)
            }
        }
        return start
    }

    /// What stands in a file from a place to the end of the line; nil when the place is in no text that is known.
    func rest(ofLineAt place: SourceLocation) -> String? {
        let lines = self.lines(of: place.file)
        guard lines.indices.contains(place.line - 1) else { return nil }
        return String(lines[place.line - 1].unicodeScalars.dropFirst(place.column - 1))
    }

    private func lines(of name: String) -> [Substring] {
        if let known = lines[name] { return known }
        let split = (byName[name] ?? "").split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        lines[name] = split
        return split
    }
}

extension Unicode.Scalar {
    /// What `$NAME` and the start of `${NAME…` consist of.
    fileprivate var isVariableHead: Bool {
        switch self {
        case "$", "{", "_", "a"..."z", "A"..."Z", "0"..."9": true
        default: false
        }
    }
}
