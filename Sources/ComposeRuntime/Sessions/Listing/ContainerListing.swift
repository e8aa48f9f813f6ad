internal import ComposePlan
package import DockerEngine
internal import Glibc

/// Makes what `ps` shows out of the engine's list of containers; nothing is inspected.
package struct ContainerListing: Sendable {
    /// Whether long fields are left whole (`--no-trunc`).
    package var isWhole: Bool
    /// Nanoseconds since 1970; what ages are counted from.
    package var now: Int
    /// A length of time in words: `3 minutes`.
    package var age: @Sendable (Duration) -> String

    package init(isWhole: Bool = false, age: @escaping @Sendable (Duration) -> String) {
        self.isWhole = isWhole
        self.age = age
        now = EngineTime.now()
    }

    /// The containers by name.
    package func list(_ summaries: [ContainerSummary]) -> [ListedContainer] {
        summaries.map(container).sorted { $0.name < $1.name }
    }

    private func container(_ summary: ContainerSummary) -> ListedContainer {
        let names = summary.names.map { $0.hasPrefix("/") ? String($0.dropFirst()) : $0 }
        let mounts = summary.mounts.map { shortened($0.name ?? $0.source, to: 15) }
        let localVolumes = summary.mounts.filter { $0.driver == "local" }.count
        let command = shortened(summary.command, to: 20)
            .replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return ListedContainer(
            command: "\"\(command)\"",
            createdAt: Self.localTime(summary.created),
            exitCode: summary.exitCode ?? 0,
            health: summary.health?.rawValue ?? "",
            id: isWhole ? summary.id : String(summary.id.prefix(12)),
            image: summary.image,
            labels: summary.labels.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: ","),
            localVolumes: "\(localVolumes)",
            mounts: mounts.joined(separator: ","),
            name: summary.name,
            names: names.joined(separator: ","),
            networks: summary.networks.keys.sorted().joined(separator: ","),
            ports: PortText.of(summary.ports),
            project: summary.labels[ComposeLabel.project] ?? "",
            publishers: publishers(summary.ports),
            runningFor: age(.seconds(now / 1_000_000_000 - summary.created)) + " ago",
            service: summary.labels[ComposeLabel.service] ?? "",
            size: "0B",
            state: summary.state.rawValue,
            status: summary.status,
            fullID: summary.id,
            isOneOff: summary.labels[ComposeLabel.oneOff] == "True"
        )
    }

    private func publishers(_ ports: [PublishedPort]) -> [ListedContainer.Publisher] {
        let publishers = ports.map { port in
            ListedContainer.Publisher(
                address: port.hostAddress ?? "",
                targetPort: port.containerPort,
                publishedPort: port.hostPort ?? 0,
                proto: port.proto
            )
        }
        return publishers.sorted { left, right in
            (left.targetPort, left.address, left.publishedPort) < (right.targetPort, right.address, right.publishedPort)
        }
    }

    /// Cuts a text that is longer, with an ellipsis as its last character.
    private func shortened(_ text: String, to count: Int) -> String {
        guard !isWhole, text.count > count else { return text }
        return String(text.prefix(count - 1)) + "…"
    }

    private static func localTime(_ seconds: Int) -> String {
        var moment = time_t(seconds)
        var fields = tm()
        localtime_r(&moment, &fields)
        var buffer = [CChar](repeating: 0, count: 64)
        let count = strftime(&buffer, buffer.count, "%Y-%m-%d %H:%M:%S %z %Z", &fields)
        return String(decoding: buffer.prefix(count).map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self)
    }
}
