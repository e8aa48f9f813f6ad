internal import ComposeModel
internal import ComposePlan
internal import DockerEngine

/// Makes the probes of one run of a container, one after the other.
///
/// Keeps what it takes from one to the next, so that a probe of a port costs the engine one inspection in all.
actor ProbeAttempts {
    private enum Prepared {
        case tcp(TCPProbe)
        case http(HTTPProbe)
        case log(LogProbe, ContainerInspection)
        case exec(ExecProbe)
    }

    private let engine: EngineClient
    private let container: String
    private let probe: ReadyProbe
    private var prepared: Prepared?

    init(engine: EngineClient, container: String, probe: ReadyProbe) {
        self.engine = engine
        self.container = container
        self.probe = probe
    }

    /// Makes one probe; one of a log lasts until a line matches or the run ends.
    ///
    /// An engine that is away or says that the container does not run counts as a failed probe: both may pass.
    ///
    /// - Throws: ``ProbeImpossible``, the engine's error for a container that it does not have, and `CancellationError`.
    func next() async throws -> ProbeResult {
        do {
            guard let prepared = try await preparation() else { return .failed("no address yet") }
            return try await run(prepared)
        } catch let error as EngineError where !error.isNotFound {
            return .failed(error.message)
        } catch let error as EngineUnreachable {
            return .failed(error.reason)
        } catch let error as EngineCallFailed {
            return .failed(error.description)
        }
    }

    /// Has the next probe ask the engine where the container is.
    func forgetAddress() {
        if case .some(.exec) = prepared { return }
        prepared = nil
    }

    private func run(_ prepared: Prepared) async throws -> ProbeResult {
        let result: ProbeResult?
        switch prepared {
        case .tcp(let tcp): result = try await TimeLimit.within(probe.timeout) { try await tcp.run() }
        case .http(let http): result = try await TimeLimit.within(probe.timeout) { try await http.run() }
        case .exec(let exec): result = try await TimeLimit.within(probe.timeout) { try await exec.run() }
        case .log(let log, let inspection): result = try await log.run(in: inspection)
        }
        return result ?? .failed("no answer within \(probe.timeout.composeDescription)")
    }

    /// nil while the container has no address.
    private func preparation() async throws -> Prepared? {
        if let prepared { return prepared }
        switch probe.check {
        case .exec(let command):
            prepared = .exec(ExecProbe(engine: engine, container: container, command: command))
        case .log(let pattern):
            let inspection = try await engine.inspectContainer(container)
            prepared = .log(LogProbe(engine: engine, pattern: pattern), inspection)
        case .tcp(let port):
            prepared = try await address(ofPort: port).map { Prepared.tcp(TCPProbe(address: $0)) }
        case .http(let check):
            let timeout = probe.timeout
            prepared = try await address(ofPort: check.port).map { (address: ProbeAddress) -> Prepared in
                .http(HTTPProbe(check, at: address, timeout: timeout))
            }
        }
        return prepared
    }

    private func address(ofPort port: Int) async throws -> ProbeAddress? {
        let inspection = try await engine.inspectContainer(container)
        return try await ProbeAddressFinder(engine: engine).address(ofPort: port, in: inspection)
    }
}
