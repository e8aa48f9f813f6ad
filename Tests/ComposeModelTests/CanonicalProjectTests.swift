import OrderedCollections
import Testing

@testable import ComposeModel

@Suite struct CanonicalProjectTests {
    private func shop() -> Project {
        var web = Service(name: "web")
        web.image = "nginx"
        web.networks = ["default": nil]
        web.extensions = ["x-team": .string("a")]
        var secret = FileObject(name: "shop_key")
        secret.environment = "KEY"
        secret.content = "hidden"
        var inline = FileObject(name: "shop_site")
        inline.content = "price: 5$"
        var resolved = FileObject(name: "shop_motd")
        resolved.environment = "MOTD"
        resolved.content = "hello"

        let model: [(key: String, value: CanonicalValue)] = [
            (key: "x-size", value: .int(1)), (key: "model", value: .string("ai/tiny")),
        ]
        var project = Project(name: "shop", workingDirectory: "/srv/shop")
        project.services = ["web10": web, "web2": web]
        project.networks = ["default": Network(name: "shop_default")]
        project.volumes = ["data": Volume(name: "shop_data")]
        project.secrets = ["key": secret]
        project.configs = ["site": inline, "motd": resolved]
        project.models = ["llm": CanonicalValue.map(model)]
        project.extensions = ["x-note": .list([.double(1.5)])]
        return project
    }

    @Test func `JSON sorts the top level and keeps only its extensions`() {
        #expect(
            shop().canonical(in: .json).compactJSON
                == #"""
                {"configs":{"motd":{"name":"shop_motd","environment":"MOTD"},\#
                "site":{"name":"shop_site","content":"price: 5$"}},\#
                "name":"shop","networks":{"default":{"name":"shop_default","ipam":{}}},\#
                "secrets":{"key":{"name":"shop_key","environment":"KEY"}},\#
                "services":{"web10":{"command":null,"entrypoint":null,"image":"nginx","networks":{"default":null}},\#
                "web2":{"command":null,"entrypoint":null,"image":"nginx","networks":{"default":null}}},\#
                "volumes":{"data":{"name":"shop_data"}},"x-note":[1.5]}
                """#
        )
    }

    @Test func `YAML has a fixed order, natural keys, models and every extension`() {
        #expect(
            shop().canonicalYAML.compactJSON
                == #"""
                {"name":"shop","services":{"web2":{"image":"nginx","networks":{"default":null},"x-team":"a"},\#
                "web10":{"image":"nginx","networks":{"default":null},"x-team":"a"}},\#
                "networks":{"default":{"name":"shop_default"}},"volumes":{"data":{"name":"shop_data"}},\#
                "secrets":{"key":{"name":"shop_key","environment":"KEY"}},\#
                "configs":{"motd":{"name":"shop_motd","environment":"MOTD"},\#
                "site":{"name":"shop_site","content":"price: 5$"}},\#
                "models":{"llm":{"model":"ai/tiny","x-size":1}},"x-note":[1.5]}
                """#
        )
    }

    @Test func `a project without enabled services still has services`() {
        let project = Project(name: "idle", workingDirectory: "/")
        #expect(project.canonicalJSON == "{\n  \"name\": \"idle\",\n  \"services\": {}\n}")
    }

    @Test func `every dollar sign is doubled`() {
        #expect(Project.escapingVariables(in: "$a $$ b$") == "$$a $$$$ b$$")
        #expect(Project.escapingVariables(in: "none") == "none")
    }

    @Test func `a network prints its fields in order`() {
        var network = Network(name: "shop_back")
        network.driver = "bridge"
        network.driverOptions = ["mtu": "1400"]
        var pool = Network.IPAM.Pool()
        pool.subnet = "10.9.0.0/24"
        pool.gateway = "10.9.0.1"
        pool.addressRange = "10.9.0.128/25"
        pool.auxiliaryAddresses = ["router": "10.9.0.2"]
        network.ipam.driver = "default"
        network.ipam.pools = [pool]
        network.isExternal = true
        network.isInternal = true
        network.isAttachable = true
        network.labels = ["a": "b"]
        network.enablesIPv4 = false
        network.enablesIPv6 = true
        #expect(
            network.canonical.compactJSON
                == #"""
                {"name":"shop_back","driver":"bridge","driver_opts":{"mtu":"1400"},"ipam":{"driver":"default",\#
                "config":[{"subnet":"10.9.0.0/24","gateway":"10.9.0.1","ip_range":"10.9.0.128/25",\#
                "aux_addresses":{"router":"10.9.0.2"}}]},"external":true,"internal":true,"attachable":true,\#
                "labels":{"a":"b"},"enable_ipv4":false,"enable_ipv6":true}
                """#
        )
    }
}
