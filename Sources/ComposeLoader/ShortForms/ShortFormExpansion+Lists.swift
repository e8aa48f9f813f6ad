import Diagnostics
import YAML

/// Ports, mounts and devices: the short forms that have a grammar.
extension ShortFormExpansion {
    mutating func expandPorts(_ node: inout YAMLNode, at path: String) {
        guard let items = node.asSequence, items.contains(where: { $0.asMapping == nil }) else { return }
        var expanded: [YAMLNode] = []
        for (index, item) in items.enumerated() {
            // Past the bound, which is told once, further ranges are not even written out.
            guard let text = item.scalarText, portCount <= Self.mostPortsOfRanges else {
                expanded.append(item)
                continue
            }
            do throws(PortSpec.Problem) {
                let specs = try PortSpec.parse(text)
                if specs.count > 1 { portCount += specs.count }
                guard portCount <= Self.mostPortsOfRanges else {
                    throw PortSpec.Problem("ranges stand for more than \(Self.mostPortsOfRanges) ports in all")
                }
                for spec in specs { expanded.append(spec.node(at: item.location)) }
            } catch {
                expanded.append(item)
                guard !isLenient else { continue }
                collector.error(
                    "'\(text)' is no port: \(error.message)",
                    path: "\(path).ports[\(index)]",
                    at: item.location,
                    hint: "write '[address:][host port:]container port[/protocol]'"
                )
            }
        }
        node = YAMLNode(.sequence(expanded), at: node.location)
    }

    mutating func expandVolumes(_ node: inout YAMLNode, at path: String) {
        node.editEachItem { index, item in
            guard let text = item.asString else { return }
            do throws(VolumeSpec.Problem) {
                let spec = try VolumeSpec(text)
                if spec.source == nil, text.utf8.dropFirst().first == UInt8(ascii: ":") {
                    self.warnOfDrive(text, "\(path).volumes[\(index)]", at: item.location)
                }
                item = spec.node(at: item.location)
            } catch {
                guard !self.isLenient else { return }
                self.collector.error(
                    "'\(text)' is no mount: \(error.message)",
                    path: "\(path).volumes[\(index)]",
                    at: item.location,
                    hint: "write '[source:]target[:options]'"
                )
            }
        }
    }

    private mutating func warnOfDrive(_ text: String, _ path: String, at location: SourceLocation) {
        collector.warning(
            "'\(text)' is read as a path on drive \(text.prefix(1)), not as a volume and a target",
            path: path,
            at: location,
            hint: "give the volume a name of two letters or more, or use the long form"
        )
    }

    mutating func expandDevices(_ node: inout YAMLNode, at path: String) {
        node.editEachItem { index, item in
            guard let text = item.asString else { return }
            let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard parts.count <= 3 else {
                guard !self.isLenient else { return }
                self.collector.error(
                    "'\(text)' is no device: it has too many colons",
                    path: "\(path).devices[\(index)]",
                    at: item.location,
                    hint: "write 'source[:target[:permissions]]', or the long form with 'source' and 'target'"
                )
                return
            }
            let target = parts.count > 1 && !parts[1].isEmpty ? parts[1] : parts[0]
            let permissions = parts.count > 2 ? parts[2] : "rwm"
            let place = item.location
            item = .mapping(
                [
                    ("source", .string(parts[0], at: place)),
                    ("target", .string(target, at: place)),
                    ("permissions", .string(permissions, at: place)),
                ],
                at: place
            )
        }
    }
}

extension PortSpec {
    /// The long form.
    fileprivate func node(at location: SourceLocation) -> YAMLNode {
        var pairs: [(String, YAMLNode)] = [("mode", .string("ingress", at: location))]
        if let hostAddress { pairs.append(("host_ip", .string(hostAddress, at: location))) }
        pairs.append(("target", YAMLNode(.scalar(.int(target)), at: location)))
        if let published { pairs.append(("published", .string(published, at: location))) }
        pairs.append(("protocol", .string(transport, at: location)))
        return .mapping(pairs, at: location)
    }
}
