/// All that a simulated engine holds: a value that calls and the passing of time change.
///
/// Whatever the engine would refuse throws ``Refusal``. A copy is a second engine that goes on from the same state.
package struct SimulatedState: Sendable, Hashable {
    package var script: SimulationScript
    /// The newest API version that the engine speaks is 1 and this.
    package var apiMinor = 41
    /// In the order of their creation.
    package internal(set) var containers: [SimulatedContainer] = []
    package internal(set) var networks: [SimulatedNetwork] = SimulatedNetwork.predefined
    package internal(set) var volumes: [SimulatedVolume] = []
    package internal(set) var images: [SimulatedImage] = []
    package internal(set) var events: [SimulatedEvent] = []
    /// What is to come, the next first.
    package internal(set) var timers: [SimulatedTimer] = []
    /// The container of each exec by the exec's id.
    var execs: [String: String] = [:]
    private var lastNumber = 0

    /// An engine that has some images and nothing else.
    package init(images: [String] = ["busybox:stable"], script: SimulationScript = SimulationScript()) {
        self.script = script
        for image in images { addImage(image) }
    }

    // MARK: - Finding

    /// The container of an id, a name or the beginning of an id; nil when there is none.
    package func container(_ reference: String) -> SimulatedContainer? {
        // Nothing of that name is an answer.
        guard let index = try? index(ofContainer: reference) else { return nil }
        return containers[index]
    }

    func index(ofContainer reference: String) throws -> Int {
        let name = reference.hasPrefix("/") ? String(reference.dropFirst()) : reference
        if let index = containers.firstIndex(where: { $0.id == name || $0.name == name }) { return index }
        let matches = containers.indices.filter { containers[$0].id.hasPrefix(name) }
        guard let match = matches.first, matches.count == 1, !name.isEmpty else {
            throw Refusal(404, "No such container: \(reference)")
        }
        return match
    }

    /// What the script says of the service that a container belongs to.
    package func behaviour(ofContainer reference: String) -> ServiceBehaviour {
        script.behaviour(of: container(reference)?.service ?? "")
    }

    /// The containers of a service, in the order of their creation.
    package func containers(of service: String) -> [SimulatedContainer] {
        containers.filter { $0.service == service }
    }

    // MARK: - Writing down

    /// 64 digits that no other object of this engine has.
    mutating func newID() -> String {
        lastNumber += 1
        var seed = UInt64(lastNumber) << 32
        var id = ""
        for _ in 0..<4 { id += Self.nextDigits(&seed) }
        return id
    }

    /// Sixteen digits that look drawn by lot, so that short forms of ids differ too.
    private static func nextDigits(_ seed: inout UInt64) -> String {
        seed &+= 0x9E37_79B9_7F4A_7C15
        var mixed = seed
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        let text = String(mixed, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }

    mutating func log(
        _ kind: SimulatedEvent.Kind,
        _ action: String,
        _ actor: String,
        _ attributes: [String: String],
        at now: Int
    ) {
        let time = max(now, (events.last?.time ?? 0) + 1)
        events.append(
            SimulatedEvent(kind: kind, action: action, actor: actor, attributes: attributes, time: time)
        )
    }

    /// Loses the log of events, as an engine does that is started anew.
    package mutating func forgetEvents() { events = [] }
}
