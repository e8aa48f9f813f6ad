import ComposeModel
import YAML

extension Deploy {
    init(_ reader: MappingReader) {
        self.init()
        mode = reader.text("mode")
        replicas = reader.int("replicas")
        labels = reader.pairs("labels")
        updatePolicy = reader.section("update_config").map { UpdatePolicy($0) }
        rollbackPolicy = reader.section("rollback_config").map { UpdatePolicy($0) }
        limits = reader.section("resources")?.section("limits").map { Resources($0) }
        reservations = reader.section("resources")?.section("reservations").map { Resources($0) }
        restartPolicy = reader.section("restart_policy").map { RestartPolicy($0) }
        if let section = reader.section("placement") { placement = Placement(section) }
        endpointMode = reader.text("endpoint_mode")
        extensions = reader.extensions
    }
}

extension Deploy.UpdatePolicy {
    init(_ reader: MappingReader) {
        self.init()
        parallelism = reader.int("parallelism")
        delay = reader.duration("delay")
        failureAction = reader.text("failure_action")
        monitor = reader.duration("monitor")
        maxFailureRatio = reader.double("max_failure_ratio")
        order = reader.text("order")
        extensions = reader.extensions
    }
}

extension Deploy.Resources {
    init(_ reader: MappingReader) {
        self.init()
        cpus = reader.float("cpus")
        memory = reader.size("memory")
        pids = reader.int("pids")
        devices = reader.sections("devices").map { DeviceRequest($0) }
        genericResources = reader.sections("generic_resources").compactMap { resource in
            resource.section("discrete_resource_spec").map {
                Deploy.GenericResource(kind: $0.text("kind") ?? "", value: $0.int("value") ?? 0)
            }
        }
        extensions = reader.extensions
    }
}

extension Deploy.RestartPolicy {
    init(_ reader: MappingReader) {
        self.init()
        condition = reader.text("condition")
        delay = reader.duration("delay")
        maxAttempts = reader.int("max_attempts")
        window = reader.duration("window")
        extensions = reader.extensions
    }
}

extension Deploy.Placement {
    init(_ reader: MappingReader) {
        self.init()
        constraints = reader.strings("constraints")
        preferences = reader.sections("preferences").compactMap { $0.text("spread") }
        maxReplicasPerNode = reader.int("max_replicas_per_node")
        extensions = reader.extensions
    }
}
