import TestSupport
import Testing

/// A command that is run again and again, each time with another call struck.
struct FaultScenario: Sendable, Hashable, CustomTestStringConvertible {
    struct Command: Sendable, Hashable {
        var arguments: [String]
        var environment: [String: String] = [:]
    }

    var name: String
    var compose: String
    /// What brings an empty engine to where the command starts.
    var before: [Command] = []
    var command: Command

    var testDescription: String { name }

    static let up = Command(arguments: ["up", "-d"])

    static let all: [FaultScenario] = [
        FaultScenario(name: "cold-up", compose: Projects.shop, command: up),
        FaultScenario(
            name: "recreate",
            compose: Projects.shop,
            before: [up],
            command: Command(arguments: ["up", "-d"], environment: ["EDITION": "2"])
        ),
        FaultScenario(
            name: "scale-down",
            compose: Projects.crew,
            before: [Command(arguments: ["up", "-d", "--scale", "web=3"])],
            command: Command(arguments: ["up", "-d", "--scale", "web=1"])
        ),
        FaultScenario(
            name: "down",
            compose: Projects.shop,
            before: [up],
            command: Command(arguments: ["down", "--volumes"])
        ),
    ]
}

/// A scenario without any fault: where it starts, the calls that it takes, and where it ends.
struct FaultCourse: Sendable {
    let folder: ProjectFolder
    let start: SimulatedState
    let calls: Int
    let end: String

    /// Runs a scenario once, without any fault.
    init(of scenario: FaultScenario) async throws {
        let folder = try ProjectFolder("faults-\(scenario.name)", compose: scenario.compose)
        var state = Projects.emptyEngine()
        for command in scenario.before {
            state = try await Self.run(command, in: folder, from: state).state
        }
        let clean = try await Self.run(scenario.command, in: folder, from: state)
        self.folder = folder
        start = state
        calls = clean.calls
        end = clean.state.summary
    }

    private static func run(
        _ command: FaultScenario.Command,
        in folder: ProjectFolder,
        from state: SimulatedState
    ) async throws -> (state: SimulatedState, calls: Int) {
        try await SimulatedEngine.with(state) { engine -> (state: SimulatedState, calls: Int) in
            let outcome = try await engine.run(command.arguments, in: folder, environment: command.environment)
            guard outcome.status == 0 else { throw TestFailure("without any fault: \(outcome)") }
            guard try await engine.settles() else { throw TestFailure("the engine does not come to rest") }
            return (engine.state, engine.calls.count)
        }
    }
}

/// The courses of all scenarios, each run once.
actor FaultCourses {
    static let shared = FaultCourses()

    private var courses: [FaultScenario: Task<FaultCourse, any Error>] = [:]

    func course(of scenario: FaultScenario) async throws -> FaultCourse {
        if let known = courses[scenario] { return try await known.value }
        let task = Task { try await RunPlaces.withOne { try await FaultCourse(of: scenario) } }
        courses[scenario] = task
        return try await task.value
    }
}
