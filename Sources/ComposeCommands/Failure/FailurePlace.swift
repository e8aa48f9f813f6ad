internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import Diagnostics
internal import OrderedCollections

/// Where in the project's files the cause of a failure was written.
enum FailurePlace {
    /// The attribute that the step is about, or else its service; nil when the project was not read from files.
    static func of(_ step: Step, culprit: Culprit?, in project: Project) -> SourceLocation? {
        switch step.operation {
        case .pullImage(let need): return project.anyService(named: need.service)?.locations["image"]
        case .buildImage(let need): return project.anyService(named: need.service)?.locations["build"]
        case .createNetwork(let key, _): return project.networks[key]?.locations[""]
        case .createVolume(let key, _): return project.volumes[key]?.locations[""]
        case .awaitCondition(let gate): return place(of: gate, culprit, project)
        default:
            let service = step.operation.service.flatMap { project.anyService(named: $0) }
            return service?.locations[""]
        }
    }

    private static func place(of gate: Gate, _ culprit: Culprit?, _ project: Project) -> SourceLocation? {
        let isProbed = culprit?.healthcheck != nil
        let isRunning = culprit?.isRunning ?? false
        if gate.condition == .healthy, isRunning, !isProbed, let dependent = gate.dependents.first,
            let edge = project.anyService(named: dependent)?.locations["depends_on.\(gate.service)"]
        {
            return edge
        }
        let service = project.anyService(named: gate.service)
        return service?.locations[isProbed && isRunning ? "healthcheck" : ""]
    }
}
