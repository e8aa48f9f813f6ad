internal import CurlHTTP
internal import DockerEngine
internal import Glibc

/// An engine on this very machine, whose files and ports are the ones that are seen from here.
///
/// A unix socket alone does not say so: it may be one that `ssh` forwards, or the host's within a container.
struct EngineNeighbour: Sendable {
    /// Whether it has this machine's network too; an engine without root's rights has one of its own.
    let sharesNetwork: Bool

    /// nil when the engine is elsewhere, or it cannot be told.
    init?(_ host: EngineHost, _ machine: HostMachine) {
        guard case .unixSocket(let path) = host.endpoint, let process = Self.listener(at: path), process > 0 else {
            return nil
        }
        if let command = machine.command(of: process), Self.forwarders.contains(command) { return nil }
        let network = machine.link("\(process)/ns/net")
        // What another user's process is part of may be hidden, and is then most likely what everything is part of.
        sharesNetwork = network == nil || network == machine.link("self/ns/net")
    }

    /// Programs that only hand on what an engine elsewhere says.
    private static let forwarders: Set<String> = ["ssh", "socat"]

    /// The process that listens on a socket; 0 when it is none of those that are seen from here, as in a container.
    private static func listener(at path: String) -> Int? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let code = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, length) }
        }
        guard code == 0 else { return nil }
        // The kernel's answer is three numbers: process, user and group.
        var credentials: [Int32] = [0, 0, 0]
        var size = socklen_t(3 * MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0 else { return nil }
        return Int(credentials[0])
    }
}
