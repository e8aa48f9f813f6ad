import ComposeModel
import ComposePlan
import Testing

@testable import ComposeRuntime

/// What becomes of a wait in every situation that the container it waits for may be in.
///
/// `docs/gates.md` has the same rows.
enum GateTable {
    /// How a wait ends, or that it does not.
    enum Verdict: Hashable, Sendable {
        case opens, waits
        /// Nothing is started at all.
        case refused
        /// What waits goes on with a warning.
        case warns
        case fails(String)
    }

    /// Where a healthcheck comes from.
    enum Probing: Sendable {
        case file, image, disabled
        /// Neither file nor image has one.
        case nowhere
        /// Neither has one either, but the image is not there before the plan runs.
        case nowhereAsItTurnsOut
    }

    /// What was there before the plan.
    enum Past: Sendable {
        case nothing, healthy, ended
    }

    enum Happening: Sendable {
        case event(ContainerChange.Kind)
        /// A start request is sent.
        case startAsked
        /// An inspection tells what no event does.
        case learned(ContainerRecords.Health)
    }

    enum Mode: String, Sendable, CaseIterable {
        case detached = "up -d"
        case attached = "up"
        case waiting = "up --wait"
    }

    struct Row: Sendable {
        var situation: String
        var probing = Probing.file
        var restart = "no"
        var hasDeadline = false
        var past = Past.nothing
        var happenings: [Happening]
        /// What becomes of a wait for `service_started`, `service_healthy`, `service_completed_successfully`, `--wait`.
        var verdicts: [Verdict]

        init(
            _ situation: String,
            probing: Probing = .file,
            restart: String = "no",
            hasDeadline: Bool = false,
            past: Past = .nothing,
            _ happenings: [Happening],
            _ verdicts: [Verdict]
        ) {
            self.situation = situation
            self.probing = probing
            self.restart = restart
            self.hasDeadline = hasDeadline
            self.past = past
            self.happenings = happenings
            self.verdicts = verdicts
        }
    }
}

extension GateTable {
    /// Every row, in the order of the document.
    static let rows: [Row] = rowsOfHealth + rowsOfEnds + rowsOfOthers

    private static func events(_ kinds: [ContainerChange.Kind]) -> [Happening] { kinds.map { Happening.event($0) } }

    private static let noHealthcheck = Verdict.fails("has no healthcheck configured")
    private static let unhealthy = Verdict.fails("is unhealthy")

    private static let rowsOfHealth: [Row] = [
        Row(
            "no healthcheck in the file or the image",
            probing: .nowhere,
            [.event(.started), .learned(.none)],
            [.opens, .refused, .waits, .opens]
        ),
        Row(
            "no healthcheck, in an image that had to be fetched first",
            probing: .nowhereAsItTurnsOut,
            [.event(.started), .learned(.none)],
            [.opens, noHealthcheck, .waits, .opens]
        ),
        Row("healthcheck disabled", probing: .disabled, events([.started]), [.opens, .refused, .waits, .opens]),
        Row(
            "healthcheck of the image, starting",
            probing: .image,
            [.event(.started), .learned(.starting)],
            [.opens, .waits, .waits, .waits]
        ),
        Row(
            "healthcheck of the image, healthy",
            probing: .image,
            [.event(.started), .learned(.starting), .event(.health(.healthy))],
            [.opens, .opens, .waits, .opens]
        ),
        Row("starting", events([.started]), [.opens, .waits, .waits, .waits]),
        Row("healthy", events([.started, .health(.healthy)]), [.opens, .opens, .waits, .opens]),
        Row("unhealthy", events([.started, .health(.unhealthy)]), [.opens, unhealthy, .waits, unhealthy]),
        Row(
            "unhealthy, no restart policy, within a deadline",
            hasDeadline: true,
            events([.started, .health(.unhealthy)]),
            [.opens, unhealthy, .waits, unhealthy]
        ),
        Row(
            "unhealthy under a restart policy, no deadline",
            restart: "on-failure",
            events([.started, .health(.unhealthy)]),
            [.opens, unhealthy, .waits, unhealthy]
        ),
        Row(
            "unhealthy under a restart policy, within a deadline",
            restart: "on-failure",
            hasDeadline: true,
            events([.started, .health(.unhealthy)]),
            [.opens, .waits, .waits, .waits]
        ),
        Row(
            "unhealthy and then healthy under a restart policy, within a deadline",
            restart: "on-failure",
            hasDeadline: true,
            events([.started, .health(.unhealthy), .health(.healthy)]),
            [.opens, .opens, .waits, .opens]
        ),
        Row("healthy from before", past: .healthy, [], [.opens, .opens, .waits, .opens]),
        Row(
            "only the run before was healthy",
            past: .ended,
            [.startAsked, .event(.health(.healthy)), .event(.started), .learned(.starting)],
            [.opens, .waits, .waits, .waits]
        ),
    ]

    private static let rowsOfEnds: [Row] = [
        Row("ended with 0", events([.started, .died(code: 0)]), [.opens, .fails("exited (0)"), .opens, .opens]),
        Row(
            "ended with 0 under restart: always",
            restart: "always",
            events([.started, .died(code: 0)]),
            [.opens, .waits, .refused, .waits]
        ),
        Row(
            "ended with 0 under restart: on-failure",
            restart: "on-failure",
            events([.started, .died(code: 0)]),
            [.opens, .fails("exited (0)"), .opens, .opens]
        ),
        Row(
            "ended with 3",
            events([.started, .died(code: 3)]),
            [.opens, .fails("exited (3)"), .fails("exited (3)"), .fails("exited (3)")]
        ),
        Row(
            "ended with 3 under restart: on-failure:2, the first time",
            restart: "on-failure:2",
            events([.started, .died(code: 3)]),
            [.opens, .waits, .waits, .waits]
        ),
        Row(
            "ended with 3 under restart: on-failure:2, the third time",
            restart: "on-failure:2",
            events([.started, .died(code: 3), .started, .died(code: 3), .started, .died(code: 3)]),
            [.opens, .fails("exited (3) 3 times"), .fails("exited (3) 3 times"), .fails("exited (3) 3 times")]
        ),
        Row(
            "died, was restarted and became healthy",
            restart: "on-failure",
            events([.started, .died(code: 1), .started, .health(.healthy)]),
            [.opens, .opens, .waits, .opens]
        ),
        Row(
            "crash loop under restart: on-failure",
            restart: "on-failure",
            events(Array(repeating: [ContainerChange.Kind.started, .died(code: 1)], count: 5).flatMap { $0 }),
            [.opens, .fails("exited (1) 5 times"), .fails("exited (1) 5 times"), .fails("exited (1) 5 times")]
        ),
        Row(
            "killed for want of memory",
            events([.started, .killedForMemory, .died(code: 137)]),
            [
                .opens, .fails("exited (137), killed for want of memory"),
                .fails("exited (137), killed for want of memory"), .fails("exited (137), killed for want of memory"),
            ]
        ),
    ]

    private static let rowsOfOthers: [Row] = [
        Row("paused", events([.started, .paused]), [.opens, .waits, .waits, .waits]),
        Row(
            "paused, and then healthy again",
            events([.started, .paused, .unpaused, .health(.healthy)]),
            [.opens, .opens, .waits, .opens]
        ),
        Row(
            "removed while waiting",
            events([.started, .removed]),
            [.opens, .fails("was removed"), .fails("was removed"), .fails("was removed")]
        ),
    ]
}

extension GateTable.Row: CustomTestStringConvertible {
    var testDescription: String { situation }
}

extension GateTable.Verdict: CustomStringConvertible {
    /// As the document has it.
    var description: String {
        switch self {
        case .opens: "opens"
        case .waits: "waits"
        case .refused: "refused"
        case .warns: "warns, opens"
        case .fails(let reason): "fails: \(reason)"
        }
    }
}
