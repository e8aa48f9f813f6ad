internal import Synchronization

/// The prefixes that tell the log lines of several sources apart: `web-1  | `, each in a colour of its own.
///
/// May be used from any number of tasks. A line keeps the width that is known when it is printed, so names should be
/// registered before the first line where they can be.
package final class LogPrefixer: Sendable {
    private struct State {
        var colours: [String: Style] = [:]
        var longest = 0
    }

    /// Given out in the order of registration, round and round.
    package static let palette: [Style] = {
        let plain: [Style] = [.cyan, .yellow, .green, .magenta, .blue]
        return plain + plain.map(\.emphasized)
    }()

    private let isColoured: Bool
    private let state = Mutex(State())

    package init(isColoured: Bool) {
        self.isColoured = isColoured
    }

    /// Gives a source its colour and room for its name; a name known already keeps its colour.
    package func register(_ name: String) {
        _ = state.withLock { Self.register(name, in: &$0) }
    }

    /// The colour of a source, for other text about it; registers the name when it is new.
    package func colour(of name: String) -> Style {
        state.withLock { Self.register(name, in: &$0) }
    }

    /// What stands before each line of a source; registers the name when it is new.
    package func prefix(for name: String) -> String {
        let (colour, width) = state.withLock { state in (Self.register(name, in: &state), state.longest + 1) }
        return colour.paint(name.padded(toWidth: width) + "| ", isOn: isColoured)
    }

    /// The bytes with the prefix before each line and a line break after the last; none when there are none.
    ///
    /// The content is passed on as it came, control bytes and broken UTF-8 included: it belongs to the container.
    package func prefixed(_ bytes: [UInt8], from name: String) -> [UInt8] {
        guard !bytes.isEmpty else { return [] }
        let prefix = Array(self.prefix(for: name).utf8)
        let lineBreak = UInt8(ascii: "\n")
        let content = bytes.last == lineBreak ? bytes.dropLast() : bytes[...]
        var lines: [UInt8] = []
        lines.reserveCapacity(bytes.count + prefix.count + 1)
        for line in content.split(separator: lineBreak, omittingEmptySubsequences: false) {
            lines += prefix
            lines += line
            lines.append(lineBreak)
        }
        return lines
    }

    package func prefixed(_ text: String, from name: String) -> String {
        String(decoding: prefixed(Array(text.utf8), from: name), as: UTF8.self)
    }

    private static func register(_ name: String, in state: inout State) -> Style {
        if let colour = state.colours[name] { return colour }
        let colour = palette[state.colours.count % palette.count]
        state.colours[name] = colour
        state.longest = max(state.longest, name.displayWidth)
        return colour
    }
}
