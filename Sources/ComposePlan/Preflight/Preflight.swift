package import ComposeModel
package import Diagnostics

/// Tells before the first change what will fail, all of it at once.
package enum Preflight {
    /// What speaks against a plan (errors) and what is most likely not meant (warnings).
    ///
    /// Only what the plan makes or starts is looked at. A pure function: what it must know beyond the project is in
    /// `world`, which holds the answers to the questions of ``PreflightNeeds``.
    package static func findings(
        plan: Plan,
        project: Project,
        observed: ObservedState,
        world: PreflightWorld
    ) -> [Diagnostic] {
        let scope = PreflightScope(plan, project, observed)
        guard !scope.isEmpty else { return [] }
        var check = PreflightCheck(scope: scope, world: world)
        check.checkPorts()
        check.checkPaths()
        check.checkNames()
        check.checkForeignResources()
        check.checkSubnets()
        check.checkAddressPools()
        check.checkFeatures()
        return check.findings
    }
}

/// The checks of one plan, and what they have found.
struct PreflightCheck {
    let scope: PreflightScope
    let world: PreflightWorld
    private(set) var findings: [Diagnostic] = []

    init(scope: PreflightScope, world: PreflightWorld) {
        self.scope = scope
        self.world = world
    }

    var project: Project { scope.project }

    mutating func report(
        _ severity: Diagnostic.Severity,
        _ message: String,
        path: String?,
        at place: SourceLocation?,
        notes: [Diagnostic.Note] = [],
        hint: String?
    ) {
        report(Diagnostic(severity, message, path: path, at: place, notes: notes, hint: hint))
    }

    mutating func report(_ finding: Diagnostic) { findings.append(finding) }
}
