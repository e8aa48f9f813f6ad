/// How to find out from outside whether a container is ready, without a tool in its image (`x-swiftcompose.ready`).
///
/// Opens gates as a healthcheck does. Where a service has both, the probe says when it is ready, and the healthcheck's
/// `unhealthy` still ends a wait.
package struct ReadyProbe: Sendable, Hashable {
    package enum Check: Sendable, Hashable {
        /// A connection to a port of the container is taken.
        case tcp(port: Int)
        case http(HTTPCheck)
        /// A line that the container writes matches a regular expression.
        case log(pattern: String)
        /// A command in the container ends with code 0; never empty.
        case exec(command: [String])
    }

    /// An answer with one of some statuses.
    package struct HTTPCheck: Sendable, Hashable {
        package var port: Int
        /// Path and query, already percent-encoded.
        package var path: String
        package var statuses: [ClosedRange<Int>]

        package init(port: Int, path: String = "/", statuses: [ClosedRange<Int>] = [200...399]) {
            self.port = port
            self.path = path
            self.statuses = statuses
        }
    }

    /// How long one probe may take where the file is silent.
    package static let defaultTimeout = Duration.seconds(5)

    package var check: Check
    /// Time between two probes; nil probes soon after the start, then more and more slowly, and every ten seconds once it
    /// has passed.
    package var interval: Duration?
    /// How long one probe may take; has no meaning for a log.
    package var timeout: Duration

    package init(_ check: Check, interval: Duration? = nil, timeout: Duration = ReadyProbe.defaultTimeout) {
        self.check = check
        self.interval = interval
        self.timeout = timeout
    }
}

extension ReadyProbe {
    /// The command that a healthcheck's test stands for; nil for one that is empty, `NONE`, or in no known form.
    package static func command(ofTest test: [String]) -> [String]? {
        switch test.first {
        case "CMD"? where test.count > 1: Array(test.dropFirst())
        case "CMD-SHELL"? where test.count == 2: ["/bin/sh", "-c", test[1]]
        default: nil
        }
    }
}

extension ReadyProbe.Check: CustomStringConvertible {
    /// `port 5432`, `http port 8080 /ready`, `log 'ready for connections'`, `exec pg_isready`.
    package var description: String {
        switch self {
        case .tcp(let port): "port \(port)"
        case .http(let check): "http port \(check.port) \(check.path)"
        case .log(let pattern): "log '\(pattern)'"
        case .exec(let command): "exec \(command.joined(separator: " "))"
        }
    }
}
