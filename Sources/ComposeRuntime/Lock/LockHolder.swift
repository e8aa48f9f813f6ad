extension ProjectLock {
    /// Who holds a project's lock, as its file says in one line of JSON.
    package struct Holder: Sendable, Hashable, Codable {
        /// Its process id.
        package var process: Int
        /// What it does: `swiftcompose up`.
        package var command: String
        /// When it got the lock, in seconds since 1970 on this machine's clock.
        package var since: Int

        package init(process: Int, command: String, since: Int) {
            self.process = process
            self.command = command
            self.since = since
        }

        enum CodingKeys: String, CodingKey {
            case process = "pid"
            case command
            case since
        }
    }
}

extension ProjectLock.Holder: CustomStringConvertible {
    package var description: String { "'\(command)' (process \(process))" }
}
