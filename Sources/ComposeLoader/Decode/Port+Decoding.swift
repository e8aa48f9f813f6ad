import ComposeModel
import YAML

extension Port {
    /// Nil, with a finding, when the container's port is missing or no port.
    init?(_ reader: MappingReader) {
        guard let node = reader.node("target") else {
            reader.report("needs a 'target'", hint: "say with 'target' which port of the container is meant")
            return nil
        }
        guard let target = reader.int("target") else { return nil }
        guard (0...65535).contains(target) else {
            reader.report(node, .key("target"), "must be a port between 0 and 65535")
            return nil
        }
        self.init(
            target: target,
            published: reader.text("published"),
            transport: reader.text("protocol"),
            mode: reader.text("mode")
        )
        name = reader.text("name")
        hostAddress = reader.text("host_ip")
        applicationProtocol = reader.text("app_protocol")
        extensions = reader.extensions
        check(reader)
    }

    private func check(_ reader: MappingReader) {
        if let node = reader.node("host_ip"), let hostAddress, !NetworkAddress.isValid(hostAddress) {
            reader.report(node, .key("host_ip"), "must be an IP address")
        }
        if let node = reader.node("published"), let published, !Self.isPortOrRange(published) {
            reader.report(
                node,
                .key("published"),
                "must be a port between 0 and 65535 or a range of them",
                hint: "write '8080' or '8080-8090'"
            )
        }
    }

    private static func isPortOrRange(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count <= 2 else { return false }
        let ports = parts.compactMap { part in part.utf8.first == UInt8(ascii: "+") ? nil : Int(part) }
        guard ports.count == parts.count, ports.allSatisfy({ (0...65535).contains($0) }) else { return false }
        return ports.count == 1 || ports[0] <= ports[1]
    }
}
