package import DockerEngine
internal import FoundationEssentials
internal import Glibc

extension ProjectLock {
    /// A project's lock in the hand of this process, for as long as this value lives.
    package final class Held: Sendable {
        private let file: LockFile

        fileprivate init(_ file: LockFile) {
            self.file = file
        }

        deinit { file.unlock() }
    }

    /// Takes the lock at once or not at all; nil when another holder has it.
    ///
    /// For a program whose several works on one project share a lock; the parameters are those of
    /// ``with(project:engine:command:timeout:environment:onWait:_:)``. Throws ``LockUnavailable``.
    package static func hold(
        project: String,
        engine: EngineHost,
        command: String,
        environment: [String: String]
    ) throws(LockUnavailable) -> Held? {
        let directory = try LockDirectory.usable(environment)
        let path = "\(directory)/\(LockName.of(project: project, engine: engine))"
        while true {
            let file = try LockFile(path)
            guard try file.tryLock() else { return nil }
            // Somebody may have tidied the file away, and others lock the one that took its place.
            guard file.isStillNamed else { continue }
            file.sign(Holder(process: Int(getpid()), command: command, since: Int(Date.now.timeIntervalSince1970)))
            return Held(file)
        }
    }
}
