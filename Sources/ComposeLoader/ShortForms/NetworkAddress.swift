import Glibc

/// IP addresses as texts.
enum NetworkAddress {
    /// Whether a text is an IPv4 or IPv6 address, without a zone or a prefix length.
    static func isValid(_ text: String) -> Bool {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 { return true }
        var six = in6_addr()
        return inet_pton(AF_INET6, text, &six) == 1
    }
}
