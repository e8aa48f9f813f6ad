internal import ComposeModel
internal import ComposePlan
internal import DockerEngine

/// What runs in the container.
extension InspectedDifferences {
    mutating func compareProcess() {
        let made = container.config
        let config = wanted.creation.config
        compare("image", made.image, config.image, inherited: "")
        compare("user", made.user, config.user, inherited: image?.user)
        // Engines write the root out, or leave it empty.
        func directory(_ path: String) -> String { path.isEmpty ? "/" : Self.cleaned(path) }
        compare(
            "working_dir",
            directory(made.workingDirectory),
            config.workingDirectory.map { Self.cleaned($0) },
            inherited: image.map { directory($0.workingDirectory) }
        )
        compare("domainname", made.domainName, config.domainName, inherited: "")
        compare("tty", made.hasTerminal, config.hasTerminal)
        compare("stdin_open", made.opensInput, config.opensInput)
        compareEnd()
        compareNames()
        compareCommand()
        compareEnvironment()
        compareLabels()
        compareHealthcheck()
    }

    private mutating func compareEnd() {
        // The engine's own signal is written out by some and left out by others.
        func named(_ signal: String?) -> String { signal == "SIGTERM" || signal == "15" ? "" : signal ?? "" }
        let config = wanted.creation.config
        let inherited: String? = config.stopSignal == nil ? image.map { named($0.stopSignal) } : ""
        compare("stop_signal", named(container.config.stopSignal), named(config.stopSignal), inherited: inherited)
        compare(
            "stop_grace_period",
            container.config.stopTimeout.map { "\($0)s" } ?? "",
            config.stopTimeout.map { "\($0)s" },
            inherited: ""
        )
    }

    private mutating func compareNames() {
        let hostname = wanted.creation.config.hostname
        let made = container.config.hostname
        if made != hostname ?? "" {
            // Without a name of its own a container has the beginning of its id, or the name of what it shares a network with.
            let mode = container.host.networkMode
            let isGiven = !container.id.hasPrefix(made) && mode != "host" && !mode.hasPrefix("container:")
            compare("hostname", isGiven ? made : "", hostname, inherited: "")
        }
        if !container.name.hasSuffix("_\(request.containerName)") {
            compare("container_name", container.name, request.containerName, inherited: "")
        }
    }

    /// As the engine fills in: an entrypoint of one's own drops the image's command, which is nobody's change of it.
    private mutating func compareCommand() {
        let config = wanted.creation.config
        let command = config.command ?? []
        let made = container.config.command ?? []
        let own: [String]? = image.map { $0.command ?? [] }
        let dropsOwn = command.isEmpty && config.entrypoint?.isEmpty == false
        if !dropsOwn {
            compare("command", made, command, inherited: own)
        } else if let own, made != own {
            compare("command", made, [], inherited: [])
        }
        let ownEntrypoint: [String]? = config.entrypoint == [] ? [] : image.map { $0.entrypoint ?? [] }
        let entrypoint = config.entrypoint ?? []
        compare("entrypoint", container.config.entrypoint ?? [], entrypoint, inherited: ownEntrypoint)
    }

    private mutating func compareEnvironment() {
        let entries = wanted.creation.config.environment
        compare(
            "environment",
            Self.variables(container.config.environment),
            Self.variables(entries),
            removed: Set(entries.filter { !$0.contains("=") }),
            inherited: image.map { Self.variables($0.environment) }
        )
    }

    /// The user's labels, without those that tools put on a container for themselves.
    private mutating func compareLabels() {
        func isTools(_ name: String) -> Bool {
            name.hasPrefix("com.docker.compose.") || name.hasPrefix("desktop.docker.io/") || name == ComposeLabel.record
        }
        compare(
            "labels",
            container.config.labels.filter { !isTools($0.key) },
            wanted.creation.config.labels.filter { !isTools($0.key) },
            inherited: image?.labels
        )
    }

    /// Each part that the service leaves out is the image's.
    private mutating func compareHealthcheck() {
        func text(_ duration: Duration?) -> String {
            guard let duration, duration != .zero else { return "" }
            return duration.composeDescription
        }
        func count(_ number: Int?) -> String { number.map { $0 == 0 ? "" : "\($0)" } ?? "" }
        let made = container.config.healthcheck ?? HealthcheckConfig()
        let asked = wanted.creation.config.healthcheck ?? HealthcheckConfig()
        let own: HealthcheckConfig? = image.map { $0.healthcheck ?? HealthcheckConfig() }
        compare("healthcheck.test", made.test, asked.test, inherited: own?.test)
        compare(
            "healthcheck.interval",
            text(made.interval),
            text(asked.interval),
            inherited: own.map { text($0.interval) }
        )
        compare("healthcheck.timeout", text(made.timeout), text(asked.timeout), inherited: own.map { text($0.timeout) })
        compare(
            "healthcheck.start_period",
            text(made.startPeriod),
            text(asked.startPeriod),
            inherited: own.map { text($0.startPeriod) }
        )
        compare(
            "healthcheck.retries",
            count(made.retries),
            count(asked.retries),
            inherited: own.map { count($0.retries) }
        )
        // Only newer engines keep it, so that it is missing says nothing.
        if let interval = asked.startInterval, let kept = made.startInterval {
            compare("healthcheck.start_interval", text(kept), text(interval), inherited: "")
        }
    }
}
