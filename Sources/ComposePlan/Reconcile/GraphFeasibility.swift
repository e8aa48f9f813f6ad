internal import ComposeModel
internal import Diagnostics
internal import OrderedCollections

/// Finds the waits of a project that can never end well, before anything starts.
///
/// Only what is certain is told: an image that is not there yet may bring a healthcheck, and a container that the plan
/// keeps may have one that the files no longer know of.
struct GraphFeasibility {
    /// What the containers that are waited for are made of.
    enum Basis {
        /// The definitions of the project, and images, some of which this run may still fetch or make.
        case definitions(ConvergeRequest)
        /// They are used as they are, whatever the files say of them by now.
        case containers
    }

    let reconciler: Reconciler
    let basis: Basis

    private var project: Project { reconciler.project }

    /// What is wrong with the edges of one service: errors where the dependency is required, else warnings.
    func findings(of service: Service) -> [Diagnostic] {
        // Without containers a service waits for nothing.
        if case .definitions = basis, service.replicas <= 0 { return [] }
        var findings: [Diagnostic] = []
        for (name, dependency) in service.dependencies {
            guard let other = project.services[name], other.provider == nil else { continue }
            let edge = Edge(service: service, other: other, dependency: dependency)
            if let finding = self.finding(on: edge) { findings.append(finding) }
            if let finding = timeoutFinding(on: edge) { findings.append(finding) }
        }
        return findings
    }

    private func finding(on edge: Edge) -> Diagnostic? {
        guard edge.dependency.condition != .started else { return nil }
        if case .definitions = basis, edge.other.replicas <= 0 {
            return edge.diagnostic(
                "\(edge.words), which has no containers: it is scaled to 0, and not waited for",
                severity: .warning,
                hint: "scale it to 1 or more, or take the dependency away"
            )
        }
        switch edge.dependency.condition {
        case .started: return nil
        case .healthy: return healthFinding(on: edge)
        case .completedSuccessfully: return completionFinding(on: edge)
        }
    }

    // MARK: - Health

    private func healthFinding(on edge: Edge) -> Diagnostic? {
        guard case .definitions(let request) = basis, !keeps(edge.other, request), edge.other.readyProbe == nil else {
            return nil
        }
        let subject = "\(edge.words) to be healthy, which it can never become"
        switch edge.other.hasOwnHealthcheck {
        case true?: return nil
        case false?:
            return edge.diagnostic(
                "\(subject): its healthcheck is disabled",
                note: ("disabled here", "healthcheck"),
                hint: "enable the healthcheck, or wait for 'service_started'"
            )
        case nil:
            let reference = reconciler.names.image(of: edge.other)
            guard let image = reconciler.observed.images[reference], image.hasHealthcheck == false,
                !mayChange(reference, of: edge.other, request)
            else { return nil }
            return edge.diagnostic(
                "\(subject): neither the file nor its image '\(reference)' has a healthcheck",
                note: ("'\(edge.other.name)' is defined here", ""),
                hint: "give '\(edge.other.name)' a healthcheck, or wait for 'service_started'"
            )
        }
    }

    /// Whether containers are kept as they are, whatever their service says by now.
    private func keeps(_ other: Service, _ request: ConvergeRequest) -> Bool {
        request.recreatePolicy(for: other.name) == .never && !reconciler.lastingReplicas(of: other).isEmpty
    }

    /// Whether this run may put another image behind the reference before the container is made.
    private func mayChange(_ reference: String, of service: Service, _ request: ConvergeRequest) -> Bool {
        guard !request.freshImages.contains(reference) else { return false }
        if service.build != nil, request.build != .never { return true }
        let policy = request.pullPolicy ?? service.pullPolicy ?? "missing"
        return !["missing", "if_not_present", "never"].contains(policy)
    }

    // MARK: - Completion

    private func completionFinding(on edge: Edge) -> Diagnostic? {
        guard RestartRule(of: edge.other) == .always else { return nil }
        return edge.diagnostic(
            "\(edge.words) to complete, which it never does: the engine starts it again whenever it ends",
            note: ("restarted by this", edge.other.deploy?.restartPolicy == nil ? "restart" : "deploy.restart_policy"),
            hint: "restart '\(edge.other.name)' only 'on-failure' or never, or wait for 'service_started'"
        )
    }

    // MARK: - Timeouts

    private func timeoutFinding(on edge: Edge) -> Diagnostic? {
        guard let timeout = edge.dependency.timeout else { return nil }
        let subject = "'x-timeout' of dependency '\(edge.other.name)' of service '\(edge.service.name)'"
        if edge.dependency.condition == .started, edge.dependency.required {
            return edge.diagnostic(
                "\(subject) has no effect: a start is not waited for",
                severity: .warning,
                hint: "wait for 'service_healthy' or 'service_completed_successfully', or take it away"
            )
        }
        guard edge.dependency.condition == .healthy, case .definitions = basis, let first = edge.other.firstProbe,
            first > timeout
        else { return nil }
        return edge.diagnostic(
            "\(subject) is \(timeout.composeDescription), but the first probe comes \(first.composeDescription) after the "
                + "start",
            severity: .warning,
            note: ("probed at this pace", "healthcheck.interval"),
            hint: "give it more time, or probe sooner with 'start_period' and 'start_interval'"
        )
    }
}

extension ConvergencePlanner {
    /// Refuses waits that can never end well.
    mutating func checkGates(_ services: [Service], of basis: GraphFeasibility.Basis) {
        let feasibility = GraphFeasibility(reconciler: reconciler, basis: basis)
        for finding in services.flatMap({ feasibility.findings(of: $0) }) {
            switch finding.severity {
            case .error: plan.problems.append(finding)
            case .warning: plan.warnings.append(finding)
            }
        }
    }
}

/// A dependency with both its ends.
private struct Edge {
    var service: Service
    var other: Service
    var dependency: Dependency

    /// `service 'app' waits for 'db'`, to be gone on with.
    var words: String { "service '\(service.name)' waits for '\(other.name)'" }

    /// A finding at the place of the dependency.
    ///
    /// - Parameters:
    ///   - message: what is wrong.
    ///   - severity: nil is an error, or a warning where the dependency is not required.
    ///   - note: what to say of a place in the other service, and its key there.
    ///   - hint: what to do.
    /// - Returns: a diagnostic with that place.
    func diagnostic(
        _ message: String,
        severity: Diagnostic.Severity? = nil,
        note: (words: String, key: String)? = nil,
        hint: String
    ) -> Diagnostic {
        var notes: [Diagnostic.Note] = []
        if let note, let place = other.locations[note.key] { notes.append(Diagnostic.Note(note.words, at: place)) }
        return Diagnostic(
            severity ?? (dependency.required ? .error : .warning),
            message,
            path: "services.\(service.name).depends_on.\(other.name)",
            at: service.locations["depends_on.\(other.name)"],
            notes: notes,
            hint: hint
        )
    }
}

extension Service {
    /// How long after a start the first probe comes at the earliest; nil where the image may know better.
    fileprivate var firstProbe: Duration? {
        // Probes of ours begin with the start.
        guard readyProbe == nil, let healthcheck, let interval = healthcheck.interval, interval > .zero else {
            return nil
        }
        guard !healthcheck.test.isEmpty, (healthcheck.startPeriod ?? .zero) > .zero else {
            return healthcheck.test.isEmpty ? nil : interval
        }
        // What engines that know of it take where the file is silent.
        let startInterval = healthcheck.startInterval ?? .seconds(5)
        return min(interval, startInterval)
    }
}
