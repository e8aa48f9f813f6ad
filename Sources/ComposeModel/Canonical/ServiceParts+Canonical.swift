internal import OrderedCollections

extension EnvironmentFile {
    func canonical(in form: CanonicalForm) -> CanonicalValue {
        if form.edition == .compose2, required { return .string(path) }
        var object = CanonicalObject()
        object.add("path", path)
        if !required { object.add("required", evenFalse: required) }
        // The second generation's YAML forgets the format.
        if form.edition != .compose2 || form.syntax == .json { object.add("format", format) }
        return .object(object)
    }
}

extension ExtraHost {
    /// `name=address`, sorted, so that the order in the file does not matter.
    static func canonical(_ hosts: [ExtraHost]) -> [String] {
        hosts.map { "\($0.name)=\($0.address)" }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

extension Logging {
    var canonical: CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("driver", driver)
        object.add("options", options)
        return object
    }
}

extension Ulimit {
    func canonical(in form: CanonicalForm) -> CanonicalValue {
        switch self {
        case .single(let limit) where limit != 0: .int(limit)
        case .single: Self.canonical(soft: 0, hard: 0, in: form)
        case .range(let soft, let hard): Self.canonical(soft: soft, hard: hard, in: form)
        }
    }

    /// JSON leaves a limit of zero out, YAML shows it.
    private static func canonical(soft: Int, hard: Int, in form: CanonicalForm) -> CanonicalValue {
        var object = CanonicalObject()
        if soft != 0 || form.syntax == .yaml { object.add("soft", evenZero: soft) }
        if hard != 0 || form.syntax == .yaml { object.add("hard", evenZero: hard) }
        return .object(object)
    }
}

extension DeviceMapping {
    var canonical: CanonicalObject {
        var object = CanonicalObject()
        object.add("source", source)
        object.add("target", target)
        object.add("permissions", permissions)
        return object
    }
}

extension DeviceRequest {
    var canonical: CanonicalObject {
        var object = CanonicalObject()
        object.add("capabilities", capabilities)
        object.add("driver", driver)
        object.add("count", count)
        object.add("device_ids", ids)
        object.add("options", options)
        return object
    }
}

extension Hook {
    func canonical(in form: CanonicalForm) -> CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("command", command: command.isEmpty ? nil : command, in: form)
        object.add("image", image)
        object.add("user", user)
        object.add("privileged", privileged)
        object.add("working_dir", workingDirectory)
        object.add("environment", environment)
        object.add("per_replica", perReplica ?? false)
        return object
    }
}

extension ServiceProvider {
    var canonical: CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("type", type)
        object.add("options", mapping: options) { .strings($0) }
        return object
    }
}

extension Develop {
    func canonical(in form: CanonicalForm) -> CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("watch", parts: watch.map { $0.canonical(in: form) })
        return object
    }
}

extension Develop.Trigger {
    fileprivate func canonical(in form: CanonicalForm) -> CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("path", CanonicalValue.string(path))
        object.add("action", CanonicalValue.string(action))
        object.add("target", target)
        object.add("exec", embedded: (exec ?? Hook()).canonical(in: form), in: form)
        object.add("include", include)
        object.add("ignore", ignore)
        object.add("initial_sync", initialSync)
        return object
    }
}

extension Dependency {
    var canonical: CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("condition", condition.rawValue)
        object.add("restart", restart)
        object.add("required", evenFalse: required)
        return object
    }
}

extension Healthcheck {
    var canonical: CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("test", test)
        object.add("timeout", evenZero: timeout)
        object.add("interval", evenZero: interval)
        object.add("retries", evenZero: retries)
        object.add("start_period", evenZero: startPeriod)
        object.add("start_interval", evenZero: startInterval)
        object.add("disable", isDisabled)
        return object
    }
}

extension Port {
    var canonical: CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("name", name)
        object.add("mode", mode)
        object.add("host_ip", hostAddress)
        object.add("target", target)
        object.add("published", published)
        object.add("protocol", transport)
        object.add("app_protocol", applicationProtocol)
        return object
    }
}
