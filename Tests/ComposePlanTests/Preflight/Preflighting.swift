import ComposeModel
import Diagnostics

@testable import ComposePlan

/// Plans of `up` with what preflight makes of them.
enum Preflighting {
    static func findings(
        _ world: World,
        _ surroundings: PreflightWorld = PreflightWorld(),
        _ change: (inout ConvergeRequest) -> Void = { _ in }
    ) -> [Diagnostic] {
        let plan = world.planUp(change)
        return Preflight.findings(
            plan: plan,
            project: world.project,
            observed: world.state,
            world: surroundings
        )
    }

    static func messages(
        _ world: World,
        _ surroundings: PreflightWorld = PreflightWorld(),
        _ change: (inout ConvergeRequest) -> Void = { _ in }
    ) -> [String] {
        findings(world, surroundings, change).map { "\($0.severity.rawValue): \($0.message)" }
    }

    /// A world around the project with what a test puts into it.
    static func surroundings(_ change: (inout PreflightWorld) -> Void) -> PreflightWorld {
        var world = PreflightWorld()
        world.apiMinor = 51
        change(&world)
        return world
    }

    static func place(_ line: Int) -> SourceLocation { SourceLocation(file: "compose.yaml", line: line, column: 5) }
}
