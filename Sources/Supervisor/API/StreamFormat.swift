internal import FoundationEssentials
internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore

/// How a stream of values is written.
enum StreamFormat: Sendable {
    case serverSentEvents
    /// One JSON object a line.
    case jsonLines

    static let mediaTypes = ["text/event-stream", "application/x-ndjson"]

    /// What the caller's `Accept` asks for; events where it does not say.
    init(_ request: HummingbirdCore.Request) {
        let accepted = request.headers[values: .accept].joined(separator: ",").lowercased()
        self = accepted.contains("application/x-ndjson") ? .jsonLines : .serverSentEvents
    }

    var mediaType: String {
        switch self {
        case .serverSentEvents: Self.mediaTypes[0]
        case .jsonLines: Self.mediaTypes[1]
        }
    }

    /// Tells that the stream is alive, and is nothing to its reader: a comment, or an empty line.
    var pulse: ByteBuffer {
        switch self {
        case .serverSentEvents: ByteBuffer(string: ":\n\n")
        case .jsonLines: ByteBuffer(string: "\n")
        }
    }

    /// One value, as it is written.
    ///
    /// `event` is its kind, without line breaks; `id` is what the reader names in `Last-Event-ID` to go on from here, and
    /// nil for what cannot be gone on from. Throws what the encoder throws.
    func line(_ value: some Encodable, event: String, id: Int?) throws -> ByteBuffer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // JSON has no line breaks within.
        let json = String(decoding: try encoder.encode(value), as: UTF8.self)
        switch self {
        case .jsonLines: return ByteBuffer(string: json + "\n")
        case .serverSentEvents:
            let number = id.map { "id: \($0)\n" } ?? ""
            return ByteBuffer(string: "\(number)event: \(event)\ndata: \(json)\n\n")
        }
    }

    func response(_ body: ResponseBody) -> HummingbirdCore.Response {
        HummingbirdCore.Response(
            status: .ok,
            headers: [.contentType: mediaType, .cacheControl: "no-store"],
            body: body
        )
    }
}
