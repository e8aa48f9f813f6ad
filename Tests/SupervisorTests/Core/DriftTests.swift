import ComposeModel
import ControlProtocol
import OrderedCollections
import Testing

@testable import Supervisor

/// Changes by others: repaired or only reported.
@Suite struct DriftTests {
    private func ward(_ drift: String? = nil) -> Ward {
        Ward.running(
            Wards.service("db") { service in
                if let drift { service.extensions = Wards.settings([("drift", .string(drift))]) }
            }
        )
    }

    @Test func `a stopped container is only reported where the policy says so, and left until it is started`() {
        var ward = self.ward("report")
        ward.tell("db-1", [.signalled(15), .died(code: 0), .stopped])
        ward.pass(60_000)
        #expect(ward.works == [])
        #expect(ward.open.map(\.kind) == [.stoppedOutside])
        #expect(ward.condition("db") == .stopped)
        ward.tell("db-1", .started)
        ward.pass(2_000)
        #expect(ward.open == [])
        ward.tell("db-1", .died(code: 1))
        #expect(ward.kinds == [.start(services: ["db"])])
    }

    @Test func `a removed container is only reported where the policy says so`() {
        var ward = self.ward("report")
        ward.tell("db-1", [.signalled(9), .died(code: 137), .destroyed])
        ward.pass(60_000)
        ward.list([])
        ward.pass(60_000)
        #expect(ward.works == [])
        #expect(ward.incidents.map(\.kind) == [.removedOutside])
        #expect(ward.condition("db") == .absent)
    }

    @Test func `a container that somebody else makes anew is no removal`() {
        var ward = self.ward()
        ward.tell("db-1", [.signalled(15), .died(code: 0), .stopped, .destroyed])
        ward.pass(300)
        ward.renew("db-1")
        ward.tell("db-1", .created)
        ward.pass(300)
        ward.tell("db-1", .started)
        ward.pass(5_000)
        #expect(ward.works == [])
        #expect(ward.open == [])
        #expect(ward.condition("db") == .ready)
    }

    @Test func `a renamed container gets its name back`() {
        var ward = self.ward()
        ward.tell("db-1", .renamed(to: "mine"))
        ward.pass(1_000)
        #expect(ward.kinds == [.rename(container: "db-1", service: "db", to: "shop-db-1")])
        #expect(ward.open.map(\.kind) == [.drift])
        ward.tell("db-1", .renamed(to: "shop-db-1"))
        ward.finish()
        ward.pass(5_000)
        #expect(ward.works.count == 1)
        #expect(ward.open == [])
        #expect(ward.faults == [])
    }

    @Test func `a container that was cut off from its network is made anew`() {
        var ward = self.ward()
        ward.tell("db-1", .disconnected(network: "shop_default"))
        ward.pass(1_000)
        #expect(ward.kinds == [.converge(services: ["db"])])
        #expect(ward.open.map(\.kind) == [.drift])
        ward.tell("db-1", [.signalled(15), .died(code: 0), .stopped, .destroyed])
        ward.renew("db-1")
        ward.tell("db-1", [.created, .started])
        ward.finish()
        ward.pass(5_000)
        #expect(ward.works.count == 1)
        #expect(ward.open == [])
    }

    @Test func `a container that ends is off its networks by that, and joined ones come back`() {
        var ward = self.ward()
        ward.tell("db-1", .disconnected(network: "shop_default"))
        ward.tell("db-1", .connected(network: "shop_default"))
        ward.pass(2_000)
        ward.tell("db-1", .disconnected(network: "shop_default"))
        ward.tell("db-1", .died(code: 1))
        ward.pass(10)
        ward.tell("db-1", .started)
        ward.finish()
        ward.pass(5_000)
        #expect(ward.kinds == [.start(services: ["db"])])
        #expect(ward.incidents.map(\.kind) == [.crash])
    }

    @Test func `a network that is gone is made again with all that uses it`() {
        var ward = Ward.running(Wards.service("db"), Wards.service("web"))
        ward.give(.networkRemoved(name: "shop_default"))
        ward.pass(1_000)
        ward.finish()
        ward.pass(5_000)
        #expect(Set(ward.kinds.flatMap(\.services)) == ["db", "web"])
        #expect(ward.incidents.map(\.kind) == [.drift])
        #expect(ward.open == [])
        #expect(ward.faults == [])
    }

    @Test func `a moved image is reported, and followed only where the policy says so`() {
        var ward = self.ward()
        ward.give(.imageMoved(reference: "docker.io/library/busybox:latest", digest: "sha256:2"))
        ward.give(.imageMoved(reference: "busybox", digest: "sha256:2"))
        #expect(ward.works == [])
        #expect(ward.open.map(\.kind) == [.drift])
        ward.give(.imageMoved(reference: "busybox", digest: "sha256:1"))
        #expect(ward.open == [])
        var other = self.ward("repair")
        other.give(.imageMoved(reference: "postgres:17", digest: "sha256:2"))
        #expect(other.works == [])
        other.give(.imageMoved(reference: "busybox:latest", digest: "sha256:2"))
        #expect(other.kinds == [.converge(services: ["db"])])
    }

    @Test func `what somebody else has paused goes on`() {
        var ward = self.ward()
        ward.tell("db-1", .paused)
        #expect(ward.condition("db") == .paused)
        ward.pass(1_000)
        #expect(ward.kinds == [.converge(services: ["db"])])
        ward.tell("db-1", .unpaused)
        ward.finish()
        ward.pass(5_000)
        #expect(ward.works.count == 1)
        #expect(ward.open == [])
    }
}
