import ComposePlan
import DockerEngine
import Glibc
import Testing

@testable import ComposeRuntime

/// Where a port of a container is reached, by the engine that has it and the machine that asks.
@Suite struct ProbeAddressTests {
    private func inspection(
        _ networks: [String: String],
        ports: [String: [PortBinding]] = [:],
        mode: String = "shop_default"
    ) -> ContainerInspection {
        var inspection = ContainerInspection()
        inspection.name = "shop-db-1"
        inspection.host.networkMode = mode
        inspection.ports = ports
        inspection.networks = networks.mapValues { address in
            var endpoint = NetworkEndpoint()
            endpoint.ipAddress = address
            return endpoint
        }
        return inspection
    }

    /// An engine of this machine, or of another, asked by a machine that is part of 172.18.0.0/16.
    private func find(_ inspection: ContainerInspection, isHere: Bool = true) async throws -> ProbeAddress? {
        let engine = EngineClient(host: try EngineHost(isHere ? "tcp://127.0.0.1:2375" : "tcp://192.0.2.7:2375"))
        let kernel = try KernelFolder(
            routes: "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\n"
                + "br-1\t000012AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n"
        )
        let finder = ProbeAddressFinder(engine: engine, machine: HostMachine(kernelFiles: kernel.path))
        return try await finder.address(ofPort: 5432, in: inspection)
    }

    @Test func `a network of this machine is reached directly, the first by name`() async throws {
        let found = try await find(inspection(["shop_b": "172.18.0.9", "shop_a": "172.18.0.2"]))
        #expect(found == ProbeAddress(host: "172.18.0.2", port: 5432, isForwarded: false))
    }

    @Test func `a container without an address has none yet`() async throws {
        #expect(try await find(inspection(["shop_default": ""])) == nil)
    }

    @Test func `networks out of reach are reached by the port that is published`() async throws {
        let ports = ["5432/tcp": [PortBinding(hostAddress: "0.0.0.0", hostPort: "15432")]]
        let elsewhere = try await find(inspection(["shop_default": "172.18.0.2"], ports: ports), isHere: false)
        #expect(elsewhere == ProbeAddress(host: "192.0.2.7", port: 15_432, isForwarded: true))
        let inside = try await find(inspection(["shop_default": "172.30.0.2"], ports: ports))
        #expect(inside == ProbeAddress(host: "127.0.0.1", port: 15_432, isForwarded: true))
    }

    @Test func `a port that is not published there cannot be probed, which is said`() async throws {
        let error = try await #require(throws: ProbeImpossible.self) {
            _ = try await find(inspection(["shop_default": "172.18.0.2"]), isHere: false)
        }
        #expect(error.message.hasPrefix("port 5432 of shop-db-1 cannot be probed"))
        #expect(error.hint == "publish it, or probe with 'exec' or 'log'")
    }

    @Test func `the host's own network is the host's, and none is none`() async throws {
        let here = try await find(inspection([:], mode: "host"))
        #expect(here == ProbeAddress(host: "127.0.0.1", port: 5432, isForwarded: false))
        let there = try await find(inspection([:], mode: "host"), isHere: false)
        #expect(there?.host == "192.0.2.7")
        await #expect(throws: ProbeImpossible.self) { _ = try await find(inspection([:], mode: "none")) }
    }
}

/// A folder with the kernel's table of routes in it.
private final class KernelFolder {
    struct Failure: Error {}

    let path: String

    init(routes: String) throws {
        path = "/tmp/probe-kernel-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        guard mkdir(path, 0o700) == 0, mkdir("\(path)/net", 0o700) == 0 else { throw Failure() }
        let descriptor = open("\(path)/net/route", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure() }
        defer { close(descriptor) }
        let bytes = Array(routes.utf8)
        guard write(descriptor, bytes, bytes.count) == bytes.count else { throw Failure() }
    }

    deinit {
        unlink("\(path)/net/route")
        rmdir("\(path)/net")
        rmdir(path)
    }
}
