package import Diagnostics

extension YAMLNode {
    /// Parses every document of a stream, in order; none when it holds nothing but comments.
    ///
    /// A document that is empty, `---` alone, is a null scalar. Aliases and merge keys are resolved: a repeated value
    /// keeps the place where it was first written. The encoding is UTF-8, or UTF-16 with a byte order mark.
    ///
    /// - Parameters:
    ///   - bytes: the contents of the file.
    ///   - file: the name of the file as locations show it.
    ///   - limits: how much the stream may ask for.
    /// - Returns: the root of each document.
    /// - Throws: everything that is wrong up to the first syntax error; all of it when there is none.
    package static func parseDocuments(
        _ bytes: [UInt8],
        file: String,
        limits: YAMLLimits = YAMLLimits()
    ) throws(DiagnosticsError) -> [YAMLNode] {
        guard bytes.count <= limits.bytes else {
            let place = SourceLocation(file: file, line: 1, column: 1)
            throw DiagnosticsError([
                Diagnostic(.error, "the file is larger than \(limits.bytes) bytes", at: place)
            ])
        }
        var composer = NodeComposer(EventReader(reading: bytes, file: file), limits: limits)
        return try composer.documents()
    }
}
