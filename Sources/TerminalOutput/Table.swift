/// Rows under upper-case headers, set in columns with spaces alone.
package struct Table: Sendable {
    private static let gap = 3

    private let headers: [String]
    private let minimumWidth: Int
    private var rows: [[String]] = []

    /// - Parameters:
    ///   - headers: the names of the columns, in any case.
    ///   - minimumWidth: what every column but the last takes at least, its gap included, so that lists of short values do not
    ///     jump about.
    package init(_ headers: [String], minimumWidth: Int = 10) {
        self.headers = headers.map { $0.uppercased() }
        self.minimumWidth = minimumWidth
    }

    package var isEmpty: Bool { rows.isEmpty }

    /// Adds a row; cells that are missing stay empty.
    ///
    /// - Precondition: there are no more cells than columns.
    package mutating func append(_ cells: [String]) {
        precondition(cells.count <= headers.count, "a row has more cells than the table has columns")
        rows.append(cells + Array(repeating: "", count: headers.count - cells.count))
    }

    /// The header line and a line for each row, each with its line break; nothing when the table has no columns.
    package func render() -> String {
        guard !headers.isEmpty else { return "" }
        let lines = [headers] + rows
        let widths = headers.indices.dropLast().map { column in
            max(minimumWidth, (lines.map { $0[column].displayWidth }.max() ?? 0) + Self.gap)
        }
        return lines.map { cells in
            let padded = zip(cells, widths).map { cell, width in cell.padded(toWidth: width) }
            return padded.joined() + (cells.last ?? "") + "\n"
        }.joined()
    }
}
