/// What an attached run knows, and what follows from each thing that it hears.
///
/// A value: it decides when the run is over and with which code, and has never heard of an engine.
struct AttachedState: Sendable {
    struct Container: Sendable, Equatable {
        var name: String
        var service: String
        /// Whether it runs, is about to, or is about to run again.
        var isLive = true
        /// Whether its output is being read.
        var isReading = false
        /// Whether a run has begun while the output of the one before was still read.
        var hasStartedMeanwhile = false
        /// When it last died, in nanoseconds since 1970; nil when it has not, as far as is known.
        var lastDeath: Int?
        /// Ends that are told once the output before them was.
        var untoldExits: [AttachedEvent] = []
    }

    /// What is to be done besides.
    enum Effect: Sendable, Equatable {
        case tell(AttachedEvent)
        /// Read what the container writes from the last death on, from the log.
        case readLog(id: String)
        /// Give the container's output a moment to end, then come back with ``AttachedState/settled(_:)``.
        case settle(id: String)
        /// Cancel the start that is under way.
        case giveUpStart
        case stop, kill
        /// Give the events a moment to tell of the last ends, then come back with ``AttachedState/patienceEnded()``.
        case bePatient
        case finish
    }

    enum Phase: Sendable, Equatable {
        case starting, running
        /// `hasStopped` once the stop has been carried out.
        case stopping(hasStopped: Bool)
        case over
    }

    let options: AttachedRun.Options
    private(set) var phase = Phase.starting
    private(set) var containers: [String: Container] = [:]
    private(set) var wasInterrupted = false
    private(set) var hasFailed = false
    private var isStartUnderWay = true
    private var isKilling = false
    /// The code of the container that made all others stop.
    private var cascadeCode: Int?
    /// The first code of the service whose code was asked for.
    private var wantedCode: Int?

    init(_ options: AttachedRun.Options) {
        self.options = options
    }

    /// What the program should end with.
    var exitCode: Int {
        if wasInterrupted { return 130 }
        if hasFailed { return 1 }
        return wantedCode ?? cascadeCode ?? 0
    }

    // MARK: - Containers

    /// Enters a container that is about to start or runs already; false when its output is read or of no interest.
    mutating func enter(id: String, name: String, service: String) -> Bool {
        guard options.isTracked(service), containers[id]?.isReading != true else { return false }
        var container = containers[id] ?? Container(name: name, service: service)
        container.isLive = true
        container.isReading = options.isShown(service)
        containers[id] = container
        return container.isReading
    }

    /// A container of the project runs.
    mutating func started(id: String, name: String, service: String) -> [Effect] {
        guard var container = containers[id] else {
            // Not by this run's plan, which enters what it starts.
            return enter(id: id, name: name, service: service) ? [.readLog(id: id)] : []
        }
        container.name = name
        container.isLive = true
        let isFirst = container.lastDeath == nil
        if container.isReading {
            container.hasStartedMeanwhile = !isFirst
            containers[id] = container
            return []
        }
        container.isReading = options.isShown(service)
        containers[id] = container
        return container.isReading ? [.readLog(id: id)] : []
    }

    /// A container was made by somebody else, perhaps in place of another; it counts as one that is about to start.
    mutating func created(id: String, name: String, service: String, replacing old: String?) -> [Effect] {
        guard phase == .running, options.isTracked(service), containers[id] == nil else { return [] }
        containers[id] = Container(name: name, service: service)
        return old.map { [.tell(.recreated(container: $0))] } ?? []
    }

    /// A container has died; `time` in nanoseconds since 1970.
    mutating func died(id: String, code: Int, time: Int, comesBack: Bool) -> [Effect] {
        guard var container = containers[id], phase != .over else { return [] }
        container.isLive = comesBack
        container.lastDeath = time
        var effects: [Effect] = []
        if options.isAwaited(container.service) {
            let (name, service) = (container.name, container.service)
            let exit = AttachedEvent.exited(container: name, service: service, code: code, isRestarting: comesBack)
            if container.isReading {
                container.untoldExits.append(exit)
                effects.append(.settle(id: id))
            } else {
                effects.append(.tell(exit))
            }
        }
        containers[id] = container
        effects += consequences(of: container, code: code)
        return effects + ending()
    }

    /// A container is gone, also one that never ran.
    mutating func removed(id: String) -> [Effect] {
        containers[id]?.isLive = false
        return ending()
    }

    /// All that the container had to say was told.
    mutating func readingEnded(id: String) -> [Effect] {
        guard var container = containers[id] else { return [] }
        let exits = container.untoldExits
        container.untoldExits = []
        container.isReading = container.hasStartedMeanwhile
        let readsOn = container.hasStartedMeanwhile
        container.hasStartedMeanwhile = false
        containers[id] = container
        return exits.map { .tell($0) } + (readsOn ? [.readLog(id: id)] : []) + ending()
    }

    /// The moment for the container's output to end is over.
    ///
    /// A process that the container left behind may hold its output open; the end is told all the same.
    mutating func settled(_ id: String) -> [Effect] {
        guard let exits = containers[id]?.untoldExits, !exits.isEmpty else { return [] }
        containers[id]?.untoldExits = []
        return exits.map { .tell($0) } + ending()
    }

    private mutating func consequences(of container: Container, code: Int) -> [Effect] {
        guard options.isAwaited(container.service) else { return [] }
        if container.service == options.exitCodeFrom, wantedCode == nil { wantedCode = code }
        guard phase == .starting || phase == .running else { return [] }
        switch options.cascade {
        case .none: return []
        case .onFailure where code == 0: return []
        case .onExit, .onFailure:
            cascadeCode = code
            return stopping(because: .cascade(container: container.name))
        }
    }

    // MARK: - The run

    /// The plan has been carried out, as far as it could be.
    mutating func startEnded(succeeded: Bool) -> [Effect] {
        isStartUnderWay = false
        if case .stopping = phase { return [.stop] }
        guard phase == .starting else { return [] }
        phase = .running
        hasFailed = !succeeded
        return ending()
    }

    /// The user wants it to end; the second time at once, the third time without waiting for anything.
    mutating func interrupted() -> [Effect] {
        switch phase {
        case .starting, .running:
            wasInterrupted = true
            return stopping(because: .interrupted)
        case .stopping where !isKilling:
            isKilling = true
            return [.tell(.killing), .kill]
        case .stopping: return over()
        case .over: return []
        }
    }

    mutating func stopEnded() -> [Effect] {
        guard case .stopping = phase else { return [] }
        phase = .stopping(hasStopped: true)
        return [.bePatient] + ending()
    }

    mutating func patienceEnded() -> [Effect] {
        if case .stopping(hasStopped: true) = phase { over() } else { [] }
    }

    private mutating func stopping(because reason: AttachedEvent.Reason) -> [Effect] {
        phase = .stopping(hasStopped: false)
        return [.tell(.stopping(reason)), isStartUnderWay ? .giveUpStart : .stop]
    }

    /// The end, if nothing that counts runs any more and all that was written before was told.
    private mutating func ending() -> [Effect] {
        let awaited = containers.values.filter { options.isAwaited($0.service) }
        let allEnded = awaited.allSatisfy { !$0.isLive }
        let allTold = containers.values.allSatisfy(\.untoldExits.isEmpty)
        switch phase {
        case .running where (allEnded || hasFailed) && allTold: return over()
        case .stopping(hasStopped: true) where allEnded && allTold: return over()
        default: return []
        }
    }

    private mutating func over() -> [Effect] {
        phase = .over
        return [.finish]
    }
}
