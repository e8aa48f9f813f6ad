internal import ControlProtocol
internal import HTTPTypes

/// What a request's body must keep to beside its form; the description of the interface says the same.
enum RequestRules {
    /// More than Linux ever gives.
    static let largestProcess = 4_194_304
    /// The largest whole number that every reader of JSON gets right.
    static let largestCount = 9_007_199_254_740_991
    /// What a project is called, as a regular expression.
    static let projectName = "^[a-z0-9][a-z0-9_-]*$"

    /// `name`: in the request's path.
    static func check(_ handover: Handover, name: String) throws(RequestProblem) {
        guard isProjectName(name) else {
            throw .invalid("'\(name)' is no name of a project", hint: "use small letters, digits, '-' and '_'")
        }
        guard handover.name == name else {
            throw RequestProblem(.conflict, "the path names project '\(name)' and the body '\(handover.name)'")
        }
        let source = handover.source
        for path in source.files + source.environmentFiles + [source.directory] where !path.hasPrefix("/") {
            throw .invalid("'\(path)' is no absolute path", hint: "name files and directories from the root on")
        }
        if let lease = handover.lease { try check(lease) }
    }

    static func check(_ announcement: Announcement) throws(RequestProblem) {
        guard (1...largestProcess).contains(announcement.process) else {
            throw .invalid("'\(announcement.process)' is no process id")
        }
    }

    static func check(_ lease: Lease) throws(RequestProblem) {
        if let ends = lease.ends, !(0...QueryParameter.latestMoment).contains(ends) {
            throw .invalid("a lease cannot end at \(ends)", hint: "give the end in seconds since 1970")
        }
        if let process = lease.process, !(1...largestProcess).contains(process) {
            throw .invalid("'\(process)' is no process id")
        }
        if let start = lease.processStart, !(0...largestCount).contains(start) {
            throw .invalid("'\(start)' is no start time of a process")
        }
    }

    private static func isProjectName(_ name: String) -> Bool {
        guard let first = name.utf8.first, first != UInt8(ascii: "-"), first != UInt8(ascii: "_") else { return false }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }
}
