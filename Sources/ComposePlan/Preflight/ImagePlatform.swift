/// What an image runs on: `linux/arm64/v8`.
package struct ImagePlatform: Sendable, Hashable {
    package var os: String
    package var architecture: String
    /// `v7` of `arm`; nil is the architecture's own default.
    package var variant: String?

    package init(os: String, architecture: String, variant: String? = nil) {
        self.os = os
        (self.architecture, self.variant) = Self.canonical(architecture, variant)
    }

    /// Reads what `platform` says: `linux/amd64`, or `arm64` alone, which is one of Linux; nil where it names no
    /// architecture.
    package init?(_ text: String) {
        let parts = text.lowercased().split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch parts.count {
        case 1 where !Self.systems.contains(text.lowercased()) && !text.isEmpty:
            self.init(os: "linux", architecture: parts[0])
        case 2: self.init(os: parts[0], architecture: parts[1])
        case 3: self.init(os: parts[0], architecture: parts[1], variant: parts[2])
        default: return nil
        }
    }

    /// Whether an image of this platform is one of the wanted platform, as far as both say.
    package func satisfies(_ wanted: ImagePlatform) -> Bool {
        guard os == wanted.os, architecture == wanted.architecture else { return false }
        guard let variant, let other = wanted.variant else { return true }
        // An arm processor runs what was built for an earlier one.
        return architecture == "arm" ? variant <= other : variant == other
    }

    private static let systems: Set<String> = ["linux", "windows", "darwin", "freebsd"]

    /// One spelling for each architecture; variants that say no more than the name are left out.
    private static func canonical(_ architecture: String, _ variant: String?) -> (String, String?) {
        let variant = variant?.isEmpty == true ? nil : variant
        switch architecture {
        case "x86_64", "x86-64": return ("amd64", nil)
        // A processor of a later variant runs what was built for an earlier one.
        case "amd64": return ("amd64", nil)
        case "aarch64": return ("arm64", nil)
        case "arm64": return ("arm64", variant == "v8" ? nil : variant)
        case "i386", "i486", "i586", "i686", "x86": return ("386", nil)
        case "armhf": return ("arm", "v7")
        case "armel": return ("arm", "v6")
        default: return (architecture, variant)
        }
    }
}

extension ImagePlatform: CustomStringConvertible {
    package var description: String { ([os, architecture] + (variant.map { [$0] } ?? [])).joined(separator: "/") }
}

extension ObservedImage {
    /// Whether the image can be used by a service with such a `platform`.
    ///
    /// What is unknown of either counts as fitting.
    package func suits(platform: String?) -> Bool {
        guard let own = self.platform, let wanted = platform.flatMap({ ImagePlatform($0) }) else { return true }
        return own.satisfies(wanted)
    }
}
