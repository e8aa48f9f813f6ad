internal import CurlHTTP
internal import FoundationEssentials

/// The JSON values of a response, each as soon as its last byte is in.
///
/// To be read once and by one task. Letting go of it ends the transfer; so does cancelling the task that reads.
package struct JSONLines<Element: Decodable & Sendable>: AsyncSequence, Sendable {
    private let body: HTTPBody
    private let host: EngineHost
    private let method: String
    private let route: String

    init(_ body: HTTPBody, from host: EngineHost, answering method: String, _ route: String) {
        self.body = body
        self.host = host
        self.method = method
        self.route = route
    }

    package struct AsyncIterator: AsyncIteratorProtocol {
        private var body: HTTPBody.AsyncIterator
        private var splitter = JSONSplitter()
        private let decoder = JSONDecoder()
        private let host: EngineHost
        private let method: String
        private let route: String

        fileprivate init(_ lines: JSONLines<Element>) {
            body = lines.body.makeAsyncIterator()
            host = lines.host
            method = lines.method
            route = lines.route
        }

        /// The next value; nil at the end of the response.
        ///
        /// - Throws: ``EngineCallFailed`` when the connection breaks, ``EngineAnswerUnreadable``, `CancellationError`.
        package mutating func next(isolation actor: isolated (any Actor)?) async throws -> Element? {
            while true {
                if let value = splitter.next() { return try decode(value) }
                guard let bytes = try await chunk(isolation: actor) else {
                    // Half a value fails to decode, which says that the response was cut off.
                    guard let rest = splitter.finish() else { return nil }
                    return try decode(rest)
                }
                splitter.append(bytes)
            }
        }

        private mutating func chunk(isolation actor: isolated (any Actor)?) async throws -> [UInt8]? {
            do {
                return try await body.next(isolation: actor)
            } catch let error as TransportError {
                throw host.failure(error, during: method, route)
            }
        }

        private func decode(_ value: [UInt8]) throws -> Element {
            try EngineJSON.decode(Element.self, from: value, with: decoder, answering: method, route)
        }
    }

    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }
}

/// What happens on the engine, until the caller stops reading or the time it asked for is over.
package typealias EngineEvents = JSONLines<EngineEvent>
