import Dispatch
import Glibc
import Synchronization

@testable import DockerEngine

/// A request as it came over the wire.
struct StubRequest: Sendable {
    var method = ""
    var target = ""
    /// By name in lower case.
    var headers: [String: String] = [:]
    var body: [UInt8] = []

    var line: String { "\(method) \(target)" }
    var text: String { String(decoding: body, as: UTF8.self) }
}

/// What the stub answers.
struct StubAnswer: Sendable {
    enum Body: Sendable {
        case bytes([UInt8])
        /// Sent one after the other with a pause in between, as a body of unknown length.
        case chunks([[UInt8]])
        /// The connection leaves HTTP: these are sent, and then everything is read that comes.
        case upgraded([[UInt8]])
        /// The connection is closed after the promised head and less than the promised body.
        case broken([UInt8])
    }

    var status = 200
    var headers: [String: String] = [:]
    var body = Body.bytes([])

    static func json(_ text: String, status: Int = 200) -> StubAnswer {
        StubAnswer(status: status, headers: ["Content-Type": "application/json"], body: .bytes(Array(text.utf8)))
    }

    static func upgraded(_ chunks: [[UInt8]]) -> StubAnswer { StubAnswer(status: 101, body: .upgraded(chunks)) }

    static func status(_ status: Int) -> StubAnswer { StubAnswer(status: status) }

    static func chunks(_ texts: [String]) -> StubAnswer { StubAnswer(body: .chunks(texts.map { Array($0.utf8) })) }
}

/// An engine that answers from a script, on a unix socket of its own.
final class StubEngine: Sendable {
    /// Outlives the engine for as long as a connection needs it.
    final class Script: Sendable {
        let pingHeaders: [String: String]
        let answer: @Sendable (StubRequest) -> StubAnswer
        let requests = Mutex<[StubRequest]>([])
        let input = Mutex<[UInt8]>([])

        init(pingHeaders: [String: String], answer: @escaping @Sendable (StubRequest) -> StubAnswer) {
            self.pingHeaders = pingHeaders
            self.answer = answer
        }
    }

    let path: String
    private let script: Script
    private let listener: Int32

    /// - `version`: the newest API version that it speaks; nil answers as something that is no engine.
    init(
        version: String? = "1.51",
        pingHeaders: [String: String] = [:],
        _ answer: @escaping @Sendable (StubRequest) -> StubAnswer
    ) throws {
        var headers = pingHeaders
        headers["Api-Version"] = version
        script = Script(pingHeaders: headers, answer: answer)
        path = "/tmp/stub-engine-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).sock"
        listener = try StubSocket.listen(at: path)
        // A client that leaves early must not end the tests.
        signal(SIGPIPE, SIG_IGN)
        let (script, listener) = (script, listener)
        DispatchQueue(label: "stub-engine").async {
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { break }
                DispatchQueue(label: "stub-connection").async {
                    StubConnection(connection, script).serve()
                }
            }
            close(listener)
        }
    }

    /// Answers every call alike.
    convenience init(version: String? = "1.51", answering answer: StubAnswer) throws {
        try self.init(version: version) { _ in answer }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        unlink(path)
    }

    func client(
        apiVersion: String? = nil,
        trace: (@Sendable (EngineCall) -> Void)? = nil
    ) -> EngineClient {
        EngineClient(host: EngineHost(socket: path), apiVersion: apiVersion, userAgent: "tests/1", trace: trace)
    }

    /// Everything that was asked but pings.
    var requests: [StubRequest] { allRequests.filter { $0.target != "/_ping" } }
    var allRequests: [StubRequest] { script.requests.withLock { requests -> [StubRequest] in requests } }
    /// Method and target of everything that was asked but pings.
    var lines: [String] { requests.map(\.line) }
    /// What came over connections that left HTTP.
    var input: [UInt8] { script.input.withLock { input -> [UInt8] in input } }
}

/// The few socket calls that listening takes.
enum StubSocket {
    struct Failure: Error {
        let number: Int32
    }

    static func listen(at path: String) throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(number: errno) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { place in
            place.copyBytes(from: path.utf8.prefix(place.count - 1))
        }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0, Glibc.listen(descriptor, 64) == 0 else { throw Failure(number: errno) }
        return descriptor
    }
}
