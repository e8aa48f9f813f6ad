internal import ControlProtocol
internal import CurlHTTP
internal import FoundationEssentials

/// The daemon's stream of events, one object a line.
struct DaemonEvents {
    private var chunks: HTTPBody.AsyncIterator
    private var lines = LineBuffer()

    init(_ body: HTTPBody) {
        chunks = body.makeAsyncIterator()
    }

    /// The next event; nil when the stream has ended, for whatever reason: it may be opened anew.
    ///
    /// - Throws: `CancellationError`.
    mutating func next() async throws -> TimelineEntry? {
        while true {
            while let line = lines.next() {
                // An empty line keeps the connection alive, and one of a later form is for others.
                if let entry = try? JSONDecoder().decode(TimelineEntry.self, from: Data(line)) { return entry }
            }
            do {
                guard let chunk = try await chunks.next() else { return nil }
                lines.append(chunk)
            } catch is TransportError {
                return nil
            }
        }
    }
}

/// Cuts bytes into lines, wherever they were cut on their way.
struct LineBuffer: Sendable {
    private var bytes: [UInt8] = []

    mutating func append(_ more: [UInt8]) { bytes += more }

    /// The next whole line without its line break; nil while there is none.
    mutating func next() -> [UInt8]? {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let line = Array(bytes[..<end])
        bytes.removeFirst(end + 1)
        return line
    }
}
