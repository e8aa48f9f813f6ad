import Diagnostics
import YAML

extension VolumeSpec {
    private static let propagations: Set<String> = ["rprivate", "private", "rshared", "shared", "rslave", "slave"]

    /// The long form; options that are unknown are dropped, as the reference drops them.
    func node(at location: SourceLocation) -> YAMLNode {
        var pairs: [(String, YAMLNode)] = [("type", .string(isBind ? "bind" : "volume", at: location))]
        if let source { pairs.append(("source", .string(source, at: location))) }
        pairs.append(("target", .string(PathSyntax.clean(target), at: location)))
        if isReadOnly { pairs.append(("read_only", .bool(true, at: location))) }
        let bind = bindOptions(at: location)
        if !bind.isEmpty { pairs.append(("bind", .mapping(bind, at: location))) }
        if !isBind {
            let volume: [(String, YAMLNode)] = options.contains("nocopy") ? [("nocopy", .bool(true, at: location))] : []
            pairs.append(("volume", .mapping(volume, at: location)))
        } else if options.contains("nocopy") {
            pairs.append(("volume", .mapping([("nocopy", .bool(true, at: location))], at: location)))
        }
        return .mapping(pairs, at: location)
    }

    /// The later of `ro` and `rw` counts.
    private var isReadOnly: Bool { options.last { $0 == "ro" || $0 == "rw" } == "ro" }

    /// SELinux labels and propagation are bind options even beside a named volume.
    private func bindOptions(at location: SourceLocation) -> [(String, YAMLNode)] {
        var pairs: [(String, YAMLNode)] = []
        if let label = options.last(where: { $0 == "z" || $0 == "Z" }) {
            pairs.append(("selinux", .string(label, at: location)))
        }
        if let propagation = options.last(where: { Self.propagations.contains($0) }) {
            pairs.append(("propagation", .string(propagation, at: location)))
        }
        if isBind { pairs.append(("create_host_path", .bool(true, at: location))) }
        return pairs
    }
}
