internal import ControlProtocol

/// Writes down what happens, in order and behind the back of whoever tells it: listeners hear it, the store keeps it.
///
/// To tell something costs no wait. A store that fails loses what it was told and nothing else.
final class Chronicle: Sendable {
    private enum Record: Sendable {
        case line(TimelineEntry)
        case open(Incident)
        case note(Int, action: String, evidence: [String])
        case close(Int, time: Double)
        case keep(ServiceMemory, project: String)
        case begin(JournalEntry)
        case end(WorkNumber, project: String, result: String?)
        case mark(CheckedContinuation<Void, Never>)
    }

    private let store: any SupervisorStore
    private let hub: EventHub
    private let log: @Sendable (String) -> Void
    private let records: AsyncStream<Record>
    private let telling: AsyncStream<Record>.Continuation

    /// - `log`: told in a sentence of what the store could not keep.
    init(store: any SupervisorStore, hub: EventHub, log: @escaping @Sendable (String) -> Void) {
        self.store = store
        self.hub = hub
        self.log = log
        (records, telling) = AsyncStream.makeStream(of: Record.self, bufferingPolicy: .unbounded)
    }

    // MARK: - Telling

    /// A line of the timeline.
    ///
    /// - `event`: in two words: `operation.began`.
    func tell(_ event: String, project: String, service: String? = nil, text: String, at time: Double) {
        // The number is given when it is written, so that there is no gap.
        let line = TimelineEntry(number: 0, time: time, project: project, service: service, event: event, text: text)
        telling.yield(.line(line))
    }

    func open(_ incident: Incident) {
        telling.yield(.open(incident))
        tell(
            "incident.opened",
            project: incident.project,
            service: incident.service,
            text: incident.summary,
            at: incident.opened
        )
    }

    func note(_ incident: Int, action: String, evidence: [String]) {
        guard !action.isEmpty || !evidence.isEmpty else { return }
        telling.yield(.note(incident, action: action, evidence: evidence))
    }

    /// The line of the timeline is the caller's, who knows what the incident was.
    func close(_ incident: Int, at time: Double) { telling.yield(.close(incident, time: time)) }

    func keep(_ memory: ServiceMemory, of project: String) { telling.yield(.keep(memory, project: project)) }

    func begin(_ work: JournalEntry) { telling.yield(.begin(work)) }

    /// `result`: in words; nil for a success.
    func end(_ work: WorkNumber, of project: String, result: String?) {
        telling.yield(.end(work, project: project, result: result))
    }

    /// Nothing more is told; ``write(from:)`` returns when all is written.
    func finish() { telling.finish() }

    /// Returns when all that was told before is written.
    func settle() async {
        await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
            if case .enqueued = telling.yield(.mark(done)) { return }
            done.resume()
        }
    }

    // MARK: - Writing

    /// Writes until there is nothing more to come; to be called once.
    ///
    /// - `number`: of the first line of the timeline.
    func write(from number: Int) async {
        var next = number
        for await record in records {
            do {
                try await write(record, &next)
            } catch {
                log("the state could not be kept: \(error)")
            }
        }
    }

    private func write(_ record: Record, _ next: inout Int) async throws {
        switch record {
        case .line(var line):
            line.number = next
            next += 1
            hub.publish(line)
            try await store.append(line)
        case .open(let incident): try await store.open(incident)
        case .note(let incident, let action, let evidence):
            try await store.note(incident, action: action, evidence: evidence)
        case .close(let incident, let time): try await store.close(incident, at: time)
        case .keep(let memory, let project): try await store.keep(memory, of: project)
        case .begin(let work): try await store.begin(work)
        case .end(let work, let project, let result): try await store.end(work, of: project, result: result)
        case .mark(let done): done.resume()
        }
    }
}
