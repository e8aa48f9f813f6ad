internal import ComposePlan
internal import FoundationEssentials
internal import Glibc

/// What the kernel of this machine tells of sockets, processes, routes and files.
///
/// All of it is read the moment it is asked for, and what may not be read by this user counts as not there.
struct HostMachine: Sendable {
    /// The folder of the kernel's files: `/proc`.
    var kernelFiles = "/proc"

    /// Whether nothing has the path; a path that this user may not look at counts as there.
    func isMissing(_ path: String) -> Bool {
        guard access(path, F_OK) != 0 else { return false }
        return errno == ENOENT || errno == ENOTDIR
    }

    /// The sockets that wait for connections (TCP) or packets (UDP), of both families.
    func listeningSockets() -> [ListeningSocket] {
        ListeningSocket.tables.flatMap { table in
            ListeningSocket.all(inTable: text(of: "net/\(table.file)"), of: table)
        }
    }

    /// IPv4 networks that the machine reaches without a gateway.
    func directRoutes() -> [IPPrefix] { RoutingTable.directRoutes(in: text(of: "net/route")) }

    /// What a process is called; nil when there is none, or it is another user's secret.
    func command(of process: Int) -> String? {
        let name = text(of: "\(process)/comm").filter { $0 != "\n" }
        return name.isEmpty ? nil : name
    }

    /// What a symbolic link among the kernel's files says: `net:[4026531840]`.
    func link(_ path: String) -> String? {
        let capacity = 256
        var buffer = [CChar](repeating: 0, count: capacity)
        let count = readlink("\(kernelFiles)/\(path)", &buffer, capacity)
        guard count > 0 else { return nil }
        return buffer.withUnsafeBytes { String(decoding: $0[..<count], as: UTF8.self) }
    }

    /// The names in a folder; none when it cannot be read.
    func names(in folder: String) -> [String] {
        // A process may end while it is looked at.
        (try? FileManager.default.contentsOfDirectory(atPath: "\(kernelFiles)/\(folder)")) ?? []
    }

    /// The whole of a file, which the kernel writes while it is read and whose size it does not know before.
    func text(of path: String) -> String {
        let descriptor = open("\(kernelFiles)/\(path)", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        let size = 1 << 16
        var chunk = [UInt8](repeating: 0, count: size)
        while true {
            let count = read(descriptor, &chunk, size)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += chunk[..<count]
        }
    }
}
