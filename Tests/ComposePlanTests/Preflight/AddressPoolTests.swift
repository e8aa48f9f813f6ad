import Testing

@testable import ComposePlan

/// How many subnets an engine has left.
@Suite struct AddressPoolTests {
    private func prefixes(_ texts: String...) -> [IPPrefix] { texts.compactMap { IPPrefix($0) } }

    private func pool(_ base: String, _ length: Int) throws -> AddressPool {
        AddressPool(base: try #require(IPPrefix(base)), length: length)
    }

    @Test func `an engine with usual settings has 31`() {
        #expect(AddressPool.count(of: AddressPool.builtIn) == 31)
        #expect(AddressPool.free(in: AddressPool.builtIn, besides: [], limit: 100) == 31)
    }

    @Test func `what overlaps something taken is not free`() {
        let taken = prefixes("172.16.0.0/12", "192.168.17.0/24", "10.0.0.0/8")
        #expect(AddressPool.free(in: AddressPool.builtIn, besides: taken, limit: 100) == 15)
        #expect(AddressPool.free(in: AddressPool.builtIn, besides: prefixes("0.0.0.0/0"), limit: 1) == 0)
    }

    @Test func `counting ends where there are enough`() {
        #expect(AddressPool.free(in: AddressPool.builtIn, besides: [], limit: 2) == 2)
    }

    @Test func `a pool is cut into subnets of its own length`() throws {
        let pools = [try pool("10.216.128.0/17", 24)]
        #expect(AddressPool.count(of: pools) == 128)
        #expect(AddressPool.free(in: pools, besides: prefixes("10.216.128.0/18"), limit: 200) == 64)
        #expect(AddressPool.free(in: pools, besides: prefixes("10.216.255.255/32"), limit: 200) == 127)
    }

    @Test func `the last addresses of all can be a pool`() throws {
        let pools = [try pool("255.255.255.0/24", 26)]
        #expect(AddressPool.free(in: pools, besides: prefixes("255.255.255.192/26"), limit: 9) == 3)
    }

    @Test func `pools of IPv6 and pools that make no sense hold none`() throws {
        let pools = [try pool("fd00::/48", 64), try pool("10.0.0.0/24", 16)]
        #expect(AddressPool.count(of: pools) == 0)
        #expect(AddressPool.free(in: pools, besides: [], limit: 9) == 0)
    }
}
