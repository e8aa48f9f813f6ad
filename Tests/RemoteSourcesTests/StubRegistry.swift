import Glibc
import Synchronization

@testable import RemoteSources

/// An HTTP server on the loopback interface, which answers one request a connection until the tests are over.
final class StubRegistry: Sendable {
    struct Request: Sendable {
        /// Method and target: `GET /v2/…`.
        var line: String
        /// By name in lower case.
        var fields: [String: String]
        var body: String
    }

    struct Answer: Sendable {
        var status = "200 OK"
        var fields: [String: String] = [:]
        var body: [UInt8] = []
    }

    let port: Int
    private let received = Mutex<[Request]>([])

    var host: String { "127.0.0.1:\(port)" }
    /// What was asked for so far.
    var requests: [Request] { received.withLock { requests -> [Request] in requests } }

    init(_ answer: @escaping @Sendable (Request) -> Answer) throws {
        let (listener, port) = try Self.listen()
        self.port = port
        Self.spawnThread { [self] in
            while true {
                let connection = accept(listener, nil, nil)
                if connection < 0 { break }
                if let request = Self.readRequest(connection) {
                    received.withLock { requests in requests.append(request) }
                    Self.write(answer(request), to: connection)
                }
                close(connection)
            }
        }
    }

    struct SystemError: Error {
        let code: Int32
    }

    fileprivate static func listen() throws -> (Int32, Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw SystemError(code: errno) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer -> Int32 in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic -> Int32 in
                guard bind(descriptor, generic, length) == 0, Glibc.listen(descriptor, 64) == 0 else { return -1 }
                return getsockname(descriptor, generic, &length)
            }
        }
        guard code == 0 else { throw SystemError(code: errno) }
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }

    private static func readRequest(_ connection: Int32) -> Request? {
        var bytes: [UInt8] = []
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if let end = text.firstRange(of: "\r\n\r\n") {
                var lines = text[..<end.lowerBound].split(separator: "\r\n").map { String($0) }
                let line = lines.removeFirst()
                var fields: [String: String] = [:]
                for field in lines {
                    let parts = field.split(separator: ": ", maxSplits: 1)
                    if parts.count == 2 { fields[parts[0].lowercased()] = String(parts[1]) }
                }
                let body = text[end.upperBound...]
                let wanted = fields["content-length"].flatMap { Int($0) } ?? 0
                if body.utf8.count >= wanted {
                    let words = line.split(separator: " ").prefix(2)
                    return Request(line: words.joined(separator: " "), fields: fields, body: String(body))
                }
            }
            var chunk = [UInt8](repeating: 0, count: 4096)
            let count = recv(connection, &chunk, 4096, 0)
            guard count > 0 else { return nil }
            bytes += chunk[..<count]
        }
    }

    private static func write(_ answer: Answer, to connection: Int32) {
        var head = "HTTP/1.1 \(answer.status)\r\nConnection: close\r\nContent-Length: \(answer.body.count)\r\n"
        for (name, value) in answer.fields { head += "\(name): \(value)\r\n" }
        var rest = (Array("\(head)\r\n".utf8) + answer.body)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { unsent -> Int in
                send(connection, unsent.baseAddress, unsent.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return }
            rest = rest.dropFirst(count)
        }
    }

    private static func spawnThread(_ body: @escaping @Sendable () -> Void) {
        let box = Unmanaged.passRetained(ThreadBody(body))
        var thread = pthread_t()
        let code = pthread_create(
            &thread,
            nil,
            { context in
                guard let context else { return nil }
                Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().body()
                return nil
            },
            box.toOpaque()
        )
        precondition(code == 0, "a test can start a thread")
        pthread_detach(thread)
    }
}

/// A server that completes connections and never says a word, until the tests are over.
final class SilentServer: Sendable {
    let port: Int

    init() throws {
        port = try StubRegistry.listen().1
    }
}

private final class ThreadBody: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
        self.body = body
    }
}

/// A published compose project, as a registry holds it.
struct PublishedProject: Sendable {
    struct Layer {
        var text: String
        var type = ComposeArtifact.composeFileType
        var annotations: [String: String] = [:]
    }

    private(set) var blobs: [String: [UInt8]] = [:]
    let manifest: [UInt8]

    var digest: Digest { Digest(of: manifest) }

    init(_ layers: [Layer], artifactType: String = ComposeArtifact.projectType) {
        var described: [String] = []
        for layer in layers {
            let bytes = Array(layer.text.utf8)
            let digest = Digest(of: bytes).text
            blobs[digest] = bytes
            let annotations = layer.annotations.map { "\"\($0.key)\": \"\($0.value)\"" }.joined(separator: ", ")
            described.append(
                #"{"mediaType": "\#(layer.type)", "digest": "\#(digest)", "annotations": {\#(annotations)}}"#
            )
        }
        manifest = Array(
            #"{"schemaVersion": 2, "artifactType": "\#(artifactType)", "layers": [\#(described.joined(separator: ", "))]}"#
                .utf8
        )
    }

    /// What the registry answers about `team/shop`, under the tag `1` and by digest.
    func answer(_ request: StubRegistry.Request) -> StubRegistry.Answer {
        let path = request.line.dropFirst("GET /v2/team/shop/".count)
        if path == "manifests/1" || path == "manifests/\(digest.text)" { return StubRegistry.Answer(body: manifest) }
        if path.hasPrefix("blobs/"), let blob = blobs[String(path.dropFirst("blobs/".count))] {
            return StubRegistry.Answer(body: blob)
        }
        return StubRegistry.Answer(
            status: "404 Not Found",
            body: Array(#"{"errors": [{"code": "UNKNOWN", "message": "nothing here"}]}"#.utf8)
        )
    }
}
