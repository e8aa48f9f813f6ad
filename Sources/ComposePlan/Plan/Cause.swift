/// Why a step is in a plan.
package enum Cause: Sendable, Hashable {
    /// The network, volume or image is not on the engine.
    case absent
    /// The service has fewer containers than it wants.
    case noContainer
    /// The service wants fewer containers than it has.
    case scaledDown(to: Int)
    /// The definition of the service differs from the one that the container was made from.
    /// Field by field where what the container was made from is known, else empty.
    case configChanged([FieldChange])
    /// The image behind the reference is another one now.
    case imageChanged(from: String, to: String)
    /// The definition of a network or volume differs from the one it was made from.
    case resourceChanged(String)
    /// The container is not attached to a network that its service declares.
    case networkDetached(String)
    /// A declared volume is not among the container's mounts.
    case volumeNotMounted(String)
    /// The container shares a namespace or volumes with one that is replaced.
    case partnerReplaced(String)
    case forced
    /// The container makes room for the one that replaces it.
    case replaced
    /// The container that was to replace it did not become ready.
    case successorFailed
    /// Its predecessor stays until it is ready.
    case onTrial
    case notRunning(ObservedContainer.State)
    /// Created or started by an earlier step of this plan.
    case created
    case orphan
    /// A run that was interrupted left it.
    case leftover
    /// A dependency with `restart: true` is replaced or restarted.
    case dependencyRestarted(String)
    /// Services wait for it.
    case awaited(by: [String])
    /// The user waits for it.
    case awaitedByUser
    /// A pull policy or flag says so: `pull policy 'always'`.
    case policy(String)
    /// The user asked for this verb.
    case requested
}

extension Cause: CustomStringConvertible {
    package var description: String {
        switch self {
        case .absent: "not found"
        case .noContainer: "no container yet"
        case .scaledDown(let count): "scaled down to \(count)"
        case .configChanged(let changes): FieldChange.summary(of: changes)
        case .imageChanged(let old, let new): "image \(Self.short(old)) → \(Self.short(new))"
        case .resourceChanged(let name): "\(name) changed"
        case .networkDetached(let name): "not attached to network \(name)"
        case .volumeNotMounted(let name): "volume \(name) is not mounted"
        case .partnerReplaced(let service): "\(service) is replaced"
        case .forced: "forced"
        case .replaced: "replaced"
        case .onTrial: "its predecessor waits"
        case .successorFailed: "its successor did not become ready"
        case .notRunning(let state): state == .created ? "not started" : state.rawValue
        case .created: "new"
        case .orphan: "orphan"
        case .leftover: "left by an interrupted run"
        case .dependencyRestarted(let service): "\(service) restarts"
        case .awaited(let services): "needed by \(services.joined(separator: ", "))"
        case .awaitedByUser: "--wait"
        case .policy(let words): words
        case .requested: "requested"
        }
    }

    private static func short(_ digest: String) -> String {
        let hex = digest.hasPrefix("sha256:") ? digest.dropFirst("sha256:".count) : digest[...]
        return String(hex.prefix(12))
    }
}
