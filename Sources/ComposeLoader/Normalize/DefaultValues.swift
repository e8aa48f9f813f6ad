import OrderedCollections
package import YAML

/// Fills in what the specification says of attributes that the files leave out.
package enum DefaultValues {
    /// Needs every short form written out, and must run before paths are resolved.
    ///
    /// Running it again changes nothing.
    package static func fill(_ root: YAMLNode) -> YAMLNode {
        var filled = root
        fill(&filled)
        return filled
    }

    /// As `fill(_:)`, on a tree that nobody else holds, so that nothing of it is copied.
    static func fill(_ root: inout YAMLNode) {
        root.editMapping { mapping in
            mapping.edit("services") { services in services.editEachValue { _, service in fillService(&service) } }
        }
    }

    private static func fillService(_ service: inout YAMLNode) {
        service.editEachValue { attribute, value in
            switch attribute {
            case "build": setDefault("context", ".", in: &value)
            case "secrets": value.editEachItem { _, secret in fillTarget(&secret) }
            case "ports":
                value.editEachItem { _, port in
                    setDefault("protocol", "tcp", in: &port)
                    setDefault("mode", "ingress", in: &port)
                }
            case "gpus": value.editEachItem { _, request in fillCount(&request) }
            case "deploy": fillDeploy(&value)
            default: break
            }
        }
    }

    private static func setDefault(_ key: String, _ text: String, in node: inout YAMLNode) {
        let place = node.location
        node.editMapping { $0.setDefault(key, .string(text, at: place)) }
    }

    private static func fillTarget(_ secret: inout YAMLNode) {
        guard let source = secret.asMapping?["source"]?.asString else { return }
        setDefault("target", "/run/secrets/\(source)", in: &secret)
    }

    /// A request that names no devices asks for all.
    private static func fillCount(_ request: inout YAMLNode) {
        guard let mapping = request.asMapping, mapping["count"] == nil, mapping["device_ids"] == nil else { return }
        setDefault("count", "all", in: &request)
    }

    private static func fillDeploy(_ deploy: inout YAMLNode) {
        deploy.editMapping { deploy in
            deploy.edit("resources") { resources in
                resources.editMapping { resources in
                    resources.edit("reservations") { reservations in
                        reservations.editMapping { reservations in
                            reservations.edit("devices") { devices in
                                devices.editEachItem { _, request in fillCount(&request) }
                            }
                        }
                    }
                }
            }
        }
    }
}
