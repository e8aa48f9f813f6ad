internal import OrderedCollections

extension Deploy {
    func canonical(in form: CanonicalForm) -> CanonicalObject {
        var resources = CanonicalObject()
        resources.add("limits", part: limits?.canonical)
        resources.add("reservations", part: reservations?.canonical)

        var object = CanonicalObject(extensions: extensions)
        object.add("mode", mode)
        object.add("replicas", evenZero: replicas)
        object.add("labels", labels)
        object.add("update_config", part: updatePolicy?.canonical)
        object.add("rollback_config", part: rollbackPolicy?.canonical)
        object.add("resources", embedded: resources, in: form)
        object.add("restart_policy", part: restartPolicy?.canonical)
        object.add("placement", embedded: placement.canonical, in: form)
        object.add("endpoint_mode", endpointMode)
        return object
    }
}

extension Deploy.UpdatePolicy {
    fileprivate var canonical: CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("parallelism", evenZero: parallelism)
        object.add("delay", delay)
        object.add("failure_action", failureAction)
        object.add("monitor", monitor)
        object.add("max_failure_ratio", maxFailureRatio.map { Float($0) })
        object.add("order", order)
        return object
    }
}

extension Deploy.Resources {
    fileprivate var canonical: CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("cpus", cpus)
        object.add("memory", memory)
        object.add("pids", pids)
        object.add("devices", parts: devices.map { $0.canonical })
        object.add("generic_resources", parts: genericResources.map { $0.canonical })
        return object
    }
}

extension Deploy.GenericResource {
    fileprivate var canonical: CanonicalObject {
        var resource = CanonicalObject()
        resource.add("kind", CanonicalValue.string(kind))
        resource.add("value", evenZero: value)
        var object = CanonicalObject()
        object.add("discrete_resource_spec", part: resource)
        return object
    }
}

extension Deploy.RestartPolicy {
    fileprivate var canonical: CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("condition", condition)
        object.add("delay", evenZero: delay)
        object.add("max_attempts", evenZero: maxAttempts)
        object.add("window", evenZero: window)
        return object
    }
}

extension Deploy.Placement {
    fileprivate var canonical: CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("constraints", constraints)
        object.add("preferences", parts: preferences.map(Self.canonicalPreference))
        object.add("max_replicas_per_node", maxReplicasPerNode)
        return object
    }

    private static func canonicalPreference(_ spread: String) -> CanonicalObject {
        var object = CanonicalObject()
        object.add("spread", spread)
        return object
    }
}
