internal import Glibc
internal import NIOCore

/// Who may speak to the daemon over a connection.
enum PeerAccess: Sendable, Equatable {
    /// Whoever could open the connection: one that TLS has let in by its certificate.
    case everybody
    /// The daemon's own user, root, and members of a group, by what the kernel says of the process at the other end.
    ///
    /// The mode of the socket says the same; this holds when somebody has changed that.
    case local(user: UInt32, group: UInt32)

    /// - Throws: ``RequestProblem/forbidden``, also where the kernel cannot say who it is.
    func check(_ channel: (any Channel)?) async throws {
        guard case .local(let user, let group) = self else { return }
        guard let channel, let peer = try await Self.credentials(channel) else { throw RequestProblem.forbidden }
        guard Self.isAllowed(peer, user: user, group: group) else { throw RequestProblem.forbidden }
    }

    /// Whose process it is.
    struct Peer: Sendable, Equatable {
        var user: UInt32
        /// The process's own; those that it has beside it are looked up by its user.
        var group: UInt32
    }

    static func isAllowed(_ peer: Peer, user: UInt32, group: UInt32) -> Bool {
        peer.user == user || peer.user == 0 || peer.group == group || isMember(peer, of: group)
    }

    /// The kernel's answer is three numbers of 32 bits: process, user and group.
    private static func credentials(_ channel: any Channel) async throws -> Peer? {
        guard let options = channel as? any SocketOptionProvider else { return nil }
        let answer: (UInt32, UInt32, UInt32) = try await options.unsafeGetSocketOption(
            level: NIOBSDSocket.OptionLevel(rawValue: SOL_SOCKET),
            name: NIOBSDSocket.Option(rawValue: SO_PEERCRED)
        ).get()
        // A connection over the network has no such process, and the user is nobody.
        return answer.1 == UInt32.max ? nil : Peer(user: answer.1, group: answer.2)
    }

    /// Whether the user is in the group, as the system's databases have it.
    private static func isMember(_ peer: Peer, of group: UInt32) -> Bool {
        var text = [CChar](repeating: 0, count: 16_384)
        let groups = text.withUnsafeMutableBufferPointer { buffer -> [gid_t] in
            var entry = passwd()
            var found: UnsafeMutablePointer<passwd>?
            guard let start = buffer.baseAddress, getpwuid_r(peer.user, &entry, start, buffer.count, &found) == 0,
                found != nil
            else {
                return []
            }
            var groups = [gid_t](repeating: 0, count: 1_024)
            var count = Int32(groups.count)
            guard getgrouplist(entry.pw_name, peer.group, &groups, &count) >= 0 else { return [] }
            return [gid_t](groups.prefix(Int(count)))
        }
        return groups.contains(group)
    }
}
