import ComposeModel
import Diagnostics
import OrderedCollections

/// Keys that are accepted because other tools act on them, and that do nothing on a single engine.
///
/// Those that ask for what happens anyway (`deploy.mode: replicated`, the `mode` of a port) or that only describe (the name
/// of a port) are passed over.
struct IgnoredKeys {
    private struct Finding {
        var key: String
        var reason: String
        var hint: String?
    }

    /// Services that share a fragment share its place too, and one warning about it is enough.
    private struct Told: Hashable {
        var key: String
        var place: SourceLocation
    }

    private var told: Set<Told> = []

    mutating func report(_ service: Service, in project: Project, into collector: inout DiagnosticCollector) {
        var findings = Self.deployFindings(service.deploy)
        if service.credentialSpec != nil {
            findings.append(Finding(key: "credential_spec", reason: "only containers of Windows have credentials"))
        }
        findings += Self.grantFindings("secrets", service.secrets, project.secrets)
        findings += Self.grantFindings("configs", service.configs, project.configs)
        for finding in findings {
            let place = service.locations[finding.key]
            if let place, !told.insert(Told(key: finding.key, place: place)).inserted { continue }
            collector.warning(
                "'\(finding.key)' of service '\(service.name)' has no effect: \(finding.reason)",
                path: "services.\(service.name).\(finding.key)",
                at: place,
                hint: finding.hint
            )
        }
    }

    private static func deployFindings(_ deploy: Deploy?) -> [Finding] {
        guard let deploy else { return [] }
        var findings: [Finding] = []
        func add(_ key: String, _ reason: String, hint: String? = nil) {
            findings.append(Finding(key: "deploy.\(key)", reason: reason, hint: hint))
        }
        if let mode = deploy.mode, !mode.isEmpty, mode != "replicated" {
            add("mode", "'\(mode)' is about the nodes of a swarm", hint: "say with 'scale' how many containers run")
        }
        if !deploy.labels.isEmpty {
            add("labels", "they are a swarm service's, and containers do not get them", hint: "put them under 'labels'")
        }
        if deploy.placement != Deploy.Placement() { add("placement", "there is one engine to run on") }
        if deploy.updatePolicy != nil { add("update_config", "only a swarm rolls updates out in steps") }
        if deploy.rollbackPolicy != nil { add("rollback_config", "only a swarm rolls updates back") }
        if let mode = deploy.endpointMode, !mode.isEmpty, mode != "vip" {
            add("endpoint_mode", "the engine always answers with the addresses of the containers")
        }
        if deploy.restartPolicy?.delay != nil { add("restart_policy.delay", restartTimes) }
        if deploy.restartPolicy?.window != nil { add("restart_policy.window", restartTimes) }
        if let cpus = deploy.reservations?.cpus, cpus != 0 {
            add("resources.reservations.cpus", "the engine reserves no processors")
        }
        if deploy.reservations?.genericResources.isEmpty == false {
            add("resources.reservations.generic_resources", "only a swarm counts them")
        }
        return findings
    }

    private static let restartTimes = "the engine itself chooses the times of restarts"

    /// A file of the host is mounted with the owner and the bits that it has.
    private static func grantFindings(
        _ section: String,
        _ references: [FileReference],
        _ objects: OrderedDictionary<String, FileObject>
    ) -> [Finding] {
        references.enumerated().compactMap { (index, reference) -> Finding? in
            guard objects[reference.source]?.file != nil else { return nil }
            var keys: [String] = []
            if reference.uid != nil { keys.append("uid") }
            if reference.gid != nil { keys.append("gid") }
            if reference.mode != nil { keys.append("mode") }
            guard let key = keys.first else { return nil }
            return Finding(
                key: "\(section)[\(index)].\(key)",
                reason: "the file of the host is mounted with the owner and the permissions that it has",
                hint: "change them on the host, or give the content by 'environment'"
            )
        }
    }
}
