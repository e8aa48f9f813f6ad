internal import ComposeModel

/// Pull policies that say how old an image may become: `daily`, `weekly`, `every_12h`.
package enum PullWindow {
    /// After how many seconds the image is pulled again; nil for every other policy.
    package static func seconds(of policy: String?) -> Int? {
        switch policy {
        case "daily": 86_400
        case "weekly": 7 * 86_400
        case let policy? where policy.hasPrefix("every_"):
            Duration(compose: policy.dropFirst("every_".count)).map { Int($0.seconds) }
        default: nil
        }
    }
}
