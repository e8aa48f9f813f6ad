internal import TerminalOutput

/// A line that a container or the engine wrote, made fit to stand in a text of ours.
enum EvidenceLine {
    /// Longer lines are cut.
    private static let longest = 500

    /// The line as a terminal would show it, on one line: without control sequences, and of what overwrote itself the last.
    static func clean(_ line: String) -> String {
        var text = line.strippingANSI[...]
        while text.last == "\r" { text.removeLast() }
        if let lastReturn = text.lastIndex(of: "\r") { text = text[text.index(after: lastReturn)...] }
        let plain = String(text).replacing("\t", with: "    ").printable
        guard plain.count > longest else { return plain }
        return String(plain.prefix(longest)) + "…"
    }
}
