import Foundation
import Glibc

/// A file system of a few kilobytes in memory, which takes root.
struct SmallDisk: Sendable {
    let path: String
    private var ballast: String { "\(path)/ballast" }

    /// Mounts it over a directory, which is made.
    init(at path: String, kilobytes: Int) async throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let options = ["-t", "tmpfs", "-o", "size=\(kilobytes)k,mode=0750", "none", path]
        let mounted = try await Self.run("mount", options)
        guard mounted.status == 0 else { throw ScenarioFailure("no small disk can be made; run as root\n\(mounted)") }
    }

    /// Takes all that is left of it.
    func fill() throws {
        let descriptor = open(ballast, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw ScenarioFailure("\(ballast) cannot be made") }
        defer { close(descriptor) }
        // The last bytes, too, lest a small write still fits.
        for size in [65_536, 1_024, 1] {
            let bytes = [UInt8](repeating: 0, count: size)
            while write(descriptor, bytes, size) == size {}
        }
    }

    /// Gives back what was taken.
    func free() throws { try FileManager.default.removeItem(atPath: ballast) }

    func unmount() async {
        // A mount that stays only takes room in memory.
        _ = try? await Self.run("umount", ["--lazy", path])
        // So does its directory.
        try? FileManager.default.removeItem(atPath: path)
    }

    private static func run(_ command: String, _ arguments: [String]) async throws -> Outcome {
        var variables = Scenario.variables
        variables["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin"
        let program = try Program(arguments, of: command, in: "/", environment: variables, input: nil)
        return try await program.outcome(within: .seconds(10))
    }
}
