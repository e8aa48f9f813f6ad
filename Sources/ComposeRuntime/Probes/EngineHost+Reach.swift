internal import ComposePlan
internal import CurlHTTP
internal import DockerEngine
internal import Glibc

extension EngineHost {
    /// Whether the engine's containers are in networks of this machine.
    ///
    /// One that an ordinary user runs (rootless), or whose socket a user has brought here from elsewhere, has networks of
    /// its own behind it, even if their addresses look the same.
    var sharesNetworks: Bool {
        switch endpoint {
        case .unixSocket(let path):
            var status = stat()
            return stat(path, &status) == 0 && status.st_uid == 0
        case .tcp: return isLocal
        }
    }

    /// Where ports that the engine publishes are reached from here.
    var publishedHost: String {
        switch endpoint {
        case .unixSocket: "127.0.0.1"
        case .tcp(let host, _, _): host
        }
    }
}

extension HostMachine {
    /// Whether an address is in a network that this machine is part of; one of IPv6 is taken to be.
    ///
    /// In a container that was given the engine's socket it is not: there the containers' networks are out of reach.
    func isPart(ofNetworkOf address: String) -> Bool {
        guard let address = IPAddress(address) else { return false }
        guard address.family == .v4, let prefix = IPPrefix(address, length: 32) else { return true }
        return directRoutes().contains { $0.overlaps(prefix) }
    }
}
