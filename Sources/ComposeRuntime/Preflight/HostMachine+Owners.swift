internal import ComposePlan

/// Whose a socket is.
extension HostMachine {
    /// The processes that have sockets open, by the sockets' inodes; of several processes the one with the lowest id.
    ///
    /// Looks through the open files of every process that this user may look at: a few milliseconds.
    func owners(ofSockets inodes: Set<Int>) -> [Int: PreflightWorld.Process] {
        var owners: [Int: PreflightWorld.Process] = [:]
        for process in names(in: ".").compactMap({ Int($0) }).sorted() {
            for file in names(in: "\(process)/fd") {
                guard let inode = link("\(process)/fd/\(file)").flatMap(Self.socketInode), inodes.contains(inode),
                    owners[inode] == nil
                else { continue }
                owners[inode] = PreflightWorld.Process(
                    id: process,
                    command: command(of: process) ?? "unknown",
                    containerID: Self.containerID(in: text(of: "\(process)/cgroup"))
                )
            }
            if owners.count == inodes.count { break }
        }
        return owners
    }

    /// The number in `socket:[12345]`.
    static func socketInode(_ link: String) -> Int? {
        guard link.hasPrefix("socket:["), link.hasSuffix("]") else { return nil }
        return Int(link.dropFirst("socket:[".count).dropLast())
    }

    /// The id in `0::/system.slice/docker-<64 hexadecimal digits>.scope`, whatever stands around it.
    static func containerID(in groups: String) -> String? {
        groups.split(whereSeparator: { !($0.isASCII && $0.isHexDigit) }).first { $0.utf8.count == 64 }.map(String.init)
    }
}
