/// A range that the engine cuts subnets from, for networks that name none.
package struct AddressPool: Sendable, Hashable {
    package var base: IPPrefix
    /// The prefix length of each subnet.
    package var length: Int

    package init(base: IPPrefix, length: Int) {
        self.base = base
        self.length = length
    }

    /// What an engine has that was told nothing else: 15 subnets of 65,536 addresses and 16 of 4,096.
    package static let builtIn: [AddressPool] = {
        let wide = (17...31).compactMap { AddressPool("172.\($0).0.0/16", length: 16) }
        let narrow = AddressPool("192.168.0.0/16", length: 20)
        return wide + [narrow].compactMap { $0 }
    }()

    private init?(_ base: String, length: Int) {
        guard let base = IPPrefix(base) else { return nil }
        self.init(base: base, length: length)
    }

    /// How many IPv4 subnets the pools have in all.
    package static func count(of pools: [AddressPool]) -> Int {
        pools.reduce(0) { sum, pool in
            let bits = pool.length - pool.base.length
            return pool.isUsable ? sum + (1 << bits) : sum
        }
    }

    /// How many IPv4 subnets are left that overlap none of those taken; counting ends at `limit`.
    package static func free(in pools: [AddressPool], besides taken: [IPPrefix], limit: Int) -> Int {
        var free = 0
        for pool in pools where pool.isUsable && free < limit {
            free += pool.free(besides: taken, limit: limit - free)
        }
        return free
    }

    private var isUsable: Bool { base.family == .v4 && length >= base.length && length <= base.family.width }

    private func free(besides taken: [IPPrefix], limit: Int) -> Int {
        let step = UInt128(1) << (base.family.width - length)
        var next = base.first.bits
        var free = 0
        while free < limit, next <= base.last.bits,
            let subnet = IPPrefix(IPAddress(base.family, next), length: length)
        {
            guard let obstacle = taken.first(where: { $0.overlaps(subnet) }) else {
                free += 1
                next += step
                continue
            }
            // Goes past the obstacle at once, which may be as large as thousands of subnets.
            let passed = max(obstacle.last.bits, subnet.last.bits) + 1
            next = (passed + step - 1) / step * step
        }
        return free
    }
}
