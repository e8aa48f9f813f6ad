/// A position in a file that the user wrote.
///
/// Lines and columns count from 1, as editors show them. A column counts Unicode scalars, not bytes.
package struct SourceLocation: Sendable, Hashable {
    /// The path as it is shown to the user: relative to where the command runs when that is shorter.
    package var file: String
    package var line: Int
    package var column: Int

    package init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }
}

extension SourceLocation: CustomStringConvertible {
    package var description: String { "\(file):\(line):\(column)" }
}

extension SourceLocation: Comparable {
    package static func < (left: SourceLocation, right: SourceLocation) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}
