package import ComposeModel

/// What must be known of the engine and its machine to tell whether a plan can work.
///
/// Each is a question that costs something, so that a plan that changes little asks for little, and one that changes
/// nothing for nothing.
package struct PreflightNeeds: Sendable {
    /// Fixed ports of the host that containers publish which are started.
    package let hostPorts: [HostPort]
    /// Whether containers are made, whose names may be taken.
    package let takesNames: Bool
    /// Whether networks are made, whose subnets may overlap others.
    package let makesNetworks: Bool
    /// How many networks are made for which the engine must find a subnet.
    package let subnetCount: Int
    /// IPv4 and IPv6 subnets that the files name for networks that are made.
    package let subnets: [IPPrefix]
    /// Ids of networks that the plan removes, whose subnets become free.
    package let removedNetworks: Set<String>
    /// Absolute paths of this machine that containers mount.
    package let paths: [String]
    /// Whether there is nothing to ask, and nothing to check either.
    package let isEmpty: Bool

    package init(_ plan: Plan, _ project: Project, _ observed: ObservedState) {
        let scope = PreflightScope(plan, project, observed)
        hostPorts = scope.portClaims.map(\.port)
        takesNames = !scope.creations.isEmpty
        makesNetworks = !scope.newNetworks.isEmpty
        subnetCount = scope.networksWithoutSubnet.count
        subnets = scope.declaredSubnets.map(\.prefix)
        removedNetworks = scope.removedNetworks
        paths = scope.hostPaths
        isEmpty = scope.isEmpty
    }
}
