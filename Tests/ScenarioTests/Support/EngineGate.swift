import DockerEngine
import Foundation
import Testing

extension Trait where Self == ConditionTrait {
    /// Skips what needs an engine where none answers.
    static var engine: Self {
        .enabled("needs a Docker engine at DOCKER_HOST") { await Engine.isReachable }
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips what needs an engine, and the daemon on it, unless it is asked for.
    ///
    /// Some of these depend on how fast a busy machine hears of what it has done; until they do not, a run of all tests says
    /// that they are skipped.
    static var daemon: Self {
        .enabled("set SWIFTCOMPOSE_DAEMON_SCENARIOS=1 to run the daemon on a Docker engine at DOCKER_HOST") {
            guard ProcessInfo.processInfo.environment["SWIFTCOMPOSE_DAEMON_SCENARIOS"] == "1" else { return false }
            return await Engine.isReachable
        }
    }
}

/// Keeps a run that must have an engine from passing because everything was skipped.
@Suite struct EngineGate {
    @Test(.enabled(if: Engine.isRequired, "SWIFTCOMPOSE_REQUIRE_ENGINE is not 1"), .timeLimit(.minutes(1)))
    func `the engine that is required answers, and has the image that scenarios start from`() async throws {
        let isReachable = await Engine.isReachable
        try #require(isReachable, "no engine answers at DOCKER_HOST; run scripts/engine start")
        let image = try await Engine.connected().inspectImage(Engine.image)
        #expect(image != nil, "\(Engine.image) is missing; run scripts/base-images busybox")
    }
}
