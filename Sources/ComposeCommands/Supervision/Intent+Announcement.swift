internal import ComposePlan
internal import ControlProtocol

extension Intent {
    /// What the daemon is told before the intent is carried out.
    ///
    /// - `operation`: the command's name; tells apart what is one intent.
    /// - `process`: that carries it out.
    func announcement(of operation: String, by process: Int) -> Announcement {
        func announcement(_ verb: Announcement.Verb, _ targets: Set<String>) -> Announcement {
            Announcement(verb, services: targets.sorted(), process: process)
        }
        switch self {
        case .converge(let request):
            let verb: Announcement.Verb =
                switch operation {
                case "scale": .scale
                case "run": .run
                default: request.starts ? .up : .create
                }
            return announcement(verb, request.targets)
        case .start(let request): return announcement(.start, request.targets)
        case .stop(let request): return announcement(.stop, request.targets)
        case .restart(let request): return announcement(.restart, request.targets)
        case .down(let request): return announcement(.down, request.targets)
        case .kill(let request): return announcement(.kill, request.targets)
        case .remove(let request): return announcement(.remove, request.targets)
        case .pause(let request): return announcement(.pause, request.targets)
        case .unpause(let request): return announcement(.unpause, request.targets)
        }
    }

    /// Whether it leaves nothing of the project, so that there is nothing left to care for.
    var takesAllDown: Bool {
        guard case .down(let request) = self else { return false }
        return request.targets.isEmpty
    }

    /// Whether it says anew what is wanted of the project, and whether that is started; nil when it does not.
    func newWish(of operation: String) -> Bool? {
        guard case .converge(let request) = self, ["up", "create", "scale"].contains(operation) else { return nil }
        return request.starts
    }
}
