import TestSupport

/// A project of layers: each service of a layer waits until two of the layer before are healthy, and many services that
/// nothing waits for hang on the layers.
///
/// All durations are the engine's, so that what a perfect scheduler needs can be computed.
struct LayeredProject: Sendable {
    let layers: Int
    let width: Int
    let leaves: Int
    /// `--parallel`: how many changing calls may be under way at once.
    let parallel: Int

    static let createLatency = Duration.milliseconds(10)
    static let startLatency = Duration.milliseconds(50)
    static let healthyAfter = Duration.milliseconds(950)

    var serviceCount: Int { layers * width + leaves }

    var compose: String {
        var text = "services:\n"
        for layer in 0..<layers {
            for place in 0..<width {
                text += "  core-\(layer)-\(place):\n    image: busybox:stable\n"
                text += "    healthcheck: {test: [\"CMD\", \"true\"]}\n"
                guard layer > 0 else { continue }
                text += "    depends_on:\n"
                for before in Set([place, (place + 1) % width]).sorted() {
                    text += "      core-\(layer - 1)-\(before): {condition: service_healthy}\n"
                }
            }
        }
        for leaf in 0..<leaves {
            text += "  leaf-\(leaf):\n    image: busybox:stable\n"
            text += "    depends_on:\n      \(trunk(of: leaf)): {condition: service_healthy}\n"
        }
        return text
    }

    /// The service that a leaf waits for: none of the last two layers, so that the chains are what takes longest.
    private func trunk(of leaf: Int) -> String {
        let layer = layers > 2 ? leaf % (layers - 2) : 0
        return "core-\(layer)-\(leaf % width)"
    }

    var state: SimulatedState {
        var script = SimulationScript()
        script.others.createLatency = Self.createLatency
        script.others.startLatency = Self.startLatency
        script.others.healthyAfter = Self.healthyAfter
        return SimulatedState(script: script)
    }

    /// What no scheduler can do better than from the first change to the last: the longest chain, and all work shared out
    /// among so many calls at once.
    var lowerBound: Duration {
        // The last layer is started, and nothing waits for its health.
        let starts: Duration = Self.startLatency * layers
        let checks: Duration = Self.healthyAfter * (layers - 1)
        let work: Duration = (Self.createLatency + Self.startLatency) * serviceCount
        return max(Self.createLatency + starts + checks, work / parallel)
    }
}
