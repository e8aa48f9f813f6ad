import ComposeModel
import Diagnostics
import OrderedCollections
import Testing

@testable import ComposePlan

/// Addresses that other networks have.
@Suite struct PreflightSubnetTests {
    private func network(_ name: String, _ subnets: String..., line: Int = 9) -> ComposeModel.Network {
        var network = ComposeModel.Network(name: name)
        network.ipam.pools = subnets.map { subnet in
            var pool = ComposeModel.Network.IPAM.Pool()
            pool.subnet = subnet
            return pool
        }
        network.locations["ipam.config"] = Preflighting.place(line)
        return network
    }

    private func existing(_ name: String, _ subnets: String..., project: String? = nil) -> PreflightWorld.Network {
        var network = PreflightWorld.Network(id: "id of \(name)", name: name, project: project)
        network.subnets = subnets.compactMap { IPPrefix($0) }
        return network
    }

    private func world(_ networks: ComposeModel.Network...) -> World {
        World(
            Shop.project(Shop.service("web")) { project in
                project.networks = [:]
                for (index, network) in networks.enumerated() {
                    project.networks[index == 0 ? "default" : "net\(index)"] = network
                }
            }
        )
    }

    @Test func `a declared subnet that overlaps an existing network is an error with both`() throws {
        let around = Preflighting.surroundings { $0.networks = [existing("lan", "172.28.4.0/24", project: "other")] }
        let findings = Preflighting.findings(world(network("shop_default", "172.28.0.0/16")), around)
        #expect(
            findings.map(\.message) == [
                "subnet 172.28.0.0/16 of network 'shop_default' overlaps 172.28.4.0/24 of network 'lan' of project "
                    + "'other', which is there already"
            ]
        )
        #expect(findings.first?.location == Preflighting.place(9))
    }

    @Test func `two declared subnets that overlap are an error`() {
        let world = world(network("a", "10.9.0.0/16"), network("b", "10.9.8.0/24", line: 14))
        let findings = Preflighting.findings(world)
        #expect(findings.map(\.message) == ["subnet 10.9.8.0/24 of network 'b' overlaps 10.9.0.0/16 of network 'a'"])
        #expect(findings.first?.notes.map(\.location) == [Preflighting.place(9)])
    }

    @Test func `subnets of other families and of other address drivers are their own matter`() {
        var other = network("b", "10.9.0.0/16")
        other.ipam.driver = "dhcp"
        #expect(Preflighting.messages(world(network("a", "10.9.0.0/16"), other, network("c", "fd00:9::/64"))) == [])
    }

    @Test func `the subnet of a network that the plan replaces is free`() {
        var world = World.running(Shop.project(Shop.service("web")))
        world.project.networks["default"] = network("shop_default", "10.9.0.0/16")
        let around = Preflighting.surroundings { around in
            var old = existing("shop_default", "10.9.0.0/24", project: "shop")
            old.id = "b00000000001"
            around.networks = [old]
        }
        #expect(Preflighting.messages(world, around) == [])
    }

    // MARK: - Pools

    private func full(_ change: (inout PreflightWorld) -> Void = { _ in }) -> PreflightWorld {
        Preflighting.surroundings { around in
            around.addressPools = AddressPool.builtIn
            around.networks = [
                existing("bridge", "172.16.0.0/12"), existing("big", "192.168.0.0/17"),
                existing("old", "192.168.128.0/17"),
            ]
            change(&around)
        }
    }

    @Test func `a network without a subnet needs one that is left`() {
        let findings = Preflighting.findings(world(network("shop_default")), full())
        #expect(
            findings.map(\.message)
                == ["the engine has no subnet left for network 'shop_default': all 31 are taken"]
        )
        #expect(findings.first?.hint?.contains("docker network prune") == true)
        #expect(Preflighting.messages(world(network("shop_default", "10.9.0.0/24")), full()) == [])
    }

    @Test func `networks that no container uses are named`() {
        var user = PreflightWorld.Container(id: "d1", name: "user")
        user.networks = ["big"]
        let around = full {
            $0.containers = [user]
            $0.listsStoppedContainers = true
        }
        let findings = Preflighting.findings(world(network("shop_default")), around)
        #expect(
            findings.first?.hint
                == "no container uses these networks; remove them with 'docker network rm old'"
        )
    }

    @Test func `routes of the machine take subnets too`() {
        let one = Preflighting.surroundings {
            $0.addressPools = IPPrefix("10.9.0.0/23").map { [AddressPool(base: $0, length: 24)] }
            $0.routes = ["10.9.0.0/25"].compactMap { IPPrefix($0) }
        }
        #expect(Preflighting.messages(world(network("a")), one) == [])
        #expect(
            Preflighting.messages(world(network("a"), network("b")), one)
                == ["error: 2 networks need a subnet, and of the 2 that the engine has, 1 is left"]
        )
    }

    @Test func `where nobody has asked for pools nothing is told`() {
        #expect(Preflighting.messages(world(network("shop_default")), full { $0.addressPools = nil }) == [])
    }
}
