import ComposeModel
import ComposePlan
import ControlProtocol
import OrderedCollections
import Testing

@testable import Supervisor

/// Whatever happens, in whatever order: work is never asked for twice, and in the end everything runs.
@Suite struct StormTests {
    @Test(arguments: UInt64(1)...40) func `after any storm everything runs again`(_ seed: UInt64) {
        var storm = Storm(seed: seed)
        for _ in 0..<80 { storm.step() }
        storm.calm()
        #expect(storm.ward.faults == [])
        #expect(storm.down == [])
        #expect(storm.ward.current == nil)
        #expect(storm.ward.open.map(\.summary) == [])
        for service in storm.ward.project.services.keys { #expect(storm.ward.condition(service) == .ready) }
    }
}

/// An engine to which things happen at random, and that does what it is asked for.
private struct Storm {
    private(set) var ward: Ward
    private var random: Dice
    /// Whether each container runs; absent ones have no entry.
    private var containers: [String: Bool] = [:]
    private var isAway = false
    private var last: ContainerEvent?

    init(seed: UInt64) {
        random = Dice(state: seed)
        ward = Ward.running(
            Wards.probed("db"),
            Wards.dependent("app", on: "db", restart: true),
            Wards.dependent("web", on: "app", .started) { $0.scale = 2 },
            Wards.service("vpn"),
            Wards.dependent("client", on: "vpn", .started) { $0.networkMode = "service:vpn" }
        )
        for name in ["db-1", "app-1", "web-1", "web-2", "vpn-1", "client-1"] { containers[name] = true }
    }

    var down: [String] {
        let names = ["db-1", "app-1", "web-1", "web-2", "vpn-1", "client-1"]
        return names.filter { containers[$0] != true }
    }

    // MARK: - Trouble

    mutating func step() {
        ward.pass(Int.random(in: 0...1_500, using: &random))
        let roll = Int.random(in: 0..<12, using: &random)
        if isAway {
            if roll < 4 { comeBack() }
            return
        }
        switch roll {
        case 0, 1: hit { storm, name in storm.tell(name, .died(code: 1)) }
        case 2:
            hit { storm, name in
                storm.tell(name, .signalled(15))
                let isStopFirst = Bool.random(using: &storm.random)
                if isStopFirst { storm.tell(name, .stopped) }
                storm.tell(name, .died(code: 0))
                if !isStopFirst { storm.tell(name, .stopped) }
            }
        case 3: hit { storm, name in storm.kill(name) }
        case 4:
            hit { storm, name in
                storm.kill(name)
                storm.remove(name)
            }
        case 5: if containers["db-1"] == true { tell("db-1", .health(.unhealthy)) }
        case 6: if containers["db-1"] == true { tell("db-1", .health(.healthy)) }
        case 7: if let last { ward.give(.event(last)) }
        case 8: look()
        case 9:
            isAway = true
            ward.give(.engineLost)
        default: carryOut()
        }
    }

    private mutating func hit(_ blow: (inout Storm, String) -> Void) {
        let up = containers.filter { $0.value }.keys.sorted()
        guard let name = up.randomElement(using: &random) else { return }
        blow(&self, name)
        if containers[name] != nil { containers[name] = false }
    }

    private mutating func kill(_ name: String) {
        tell(name, .signalled(9))
        tell(name, .died(code: 137))
    }

    private mutating func remove(_ name: String) {
        tell(name, .destroyed)
        containers[name] = nil
        ward.renew(name)
    }

    private mutating func comeBack() {
        isAway = false
        let didRestart = Bool.random(using: &random)
        if didRestart { for name in containers.keys { containers[name] = false } }
        ward.give(.engineReturned(didRestart: didRestart))
        look()
    }

    private mutating func look() {
        last = nil
        let found = containers.keys.sorted().map { name in
            let isUp = containers[name] == true
            let health: ObservedContainer.Health = name == "db-1" && isUp ? .starting : .none
            return ward.observed(name, isUp ? .running : .exited, health: health, code: isUp ? nil : 137)
        }
        ward.list(found)
    }

    private mutating func tell(_ name: String, _ kind: ContainerEvent.Kind) {
        ward.pass(1)
        let event = ward.event(name, kind, time: ward.now)
        if case .health = kind { last = nil } else { last = event }
        ward.give(.event(event))
    }

    // MARK: - Work

    private mutating func carryOut() {
        guard let work = ward.current else { return }
        if isAway || Int.random(in: 0..<6, using: &random) == 0 {
            return ward.finish(.failed("no", evidence: []))
        }
        // The answer may come before word of what was done.
        let isAnsweredFirst = Bool.random(using: &random)
        if isAnsweredFirst, case .start = work.kind {
            let idle = names(of: work).filter { containers[$0] == false }
            ward.finish()
            for name in idle { start(name) }
        } else {
            serve(work)
            ward.finish()
        }
    }

    private func names(of work: Work) -> [String] {
        let all = ["db-1", "app-1", "web-1", "web-2", "vpn-1", "client-1"]
        return all.filter { work.kind.services.contains(Ward.parts(of: $0).service) }
    }

    private mutating func serve(_ work: Work) {
        for name in names(of: work) {
            switch work.kind {
            case .restart, .replace:
                if containers[name] == true { kill(name) }
                if case .replace = work.kind, containers[name] != nil { remove(name) }
            case .start, .converge, .stop, .rename, .job, .down: break
            }
            if containers[name] == nil {
                if case .start = work.kind { continue }
                tell(name, .created)
                start(name)
            } else if containers[name] == false || work.kind.restarts {
                start(name)
            }
        }
    }

    private mutating func start(_ name: String) {
        containers[name] = true
        tell(name, .started)
    }

    // MARK: - Calm

    /// Nothing happens any more but what is asked for.
    mutating func calm() {
        if isAway { comeBack() }
        for _ in 0..<200 {
            if containers["db-1"] == true { tell("db-1", .health(.healthy)) }
            if let work = ward.current {
                serve(work)
                ward.finish()
            } else {
                ward.pass(5_000)
            }
        }
    }
}

extension Work.Kind {
    fileprivate var restarts: Bool {
        if case .restart = self { true } else { false }
    }
}

/// The same numbers for the same seed.
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let mixed = (state ^ (state >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        return mixed ^ (mixed >> 33)
    }
}
