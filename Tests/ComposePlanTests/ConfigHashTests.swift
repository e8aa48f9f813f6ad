import ComposeModel
import OrderedCollections
import Testing

@testable import ComposePlan

/// The digests were computed outside this program, from the JSON that stands beside them.
@Suite struct ConfigHashTests {
    private func plain() -> Service {
        var service = Service(name: "web")
        service.image = "nginx"
        service.networks = ["default": nil]
        return service
    }

    @Test func `a service hashes as its compact JSON`() {
        let json = #"{"command":null,"entrypoint":null,"image":"nginx","networks":{"default":null}}"#
        #expect(ConfigHash.coveredText(of: plain(), edition: .compose2) == json)
        #expect(ConfigHash.of(plain()) == "daef7adc9ecc59d4881bd1ebc06f26a836d35656f8b5fb0adfdb95b2d856fbd3")
    }

    @Test func `what does not shape the container is not covered`() {
        var service = plain()
        service.build = Build()
        service.pullPolicy = "always"
        service.scale = 3
        service.dependencies = ["db": Dependency()]
        service.profiles = ["debug"]
        service.extensions = ["x-note": .int(1)]
        #expect(ConfigHash.of(service) == ConfigHash.of(plain()))
    }

    @Test func `the number of replicas is not covered but the rest of deploy is`() {
        var service = plain()
        service.deploy = Deploy()
        let once = ConfigHash.of(service)
        service.deploy?.replicas = 5
        #expect(ConfigHash.of(service) == once)
        #expect(once != ConfigHash.of(plain()))
    }

    @Test func `a service with settings of every kind has the hash of its edition`() {
        let service = rich()
        let json =
            #"""
            {"command":["sh","-c","echo $HOME \u003e /dev/null \u0026\u0026 true"],\#
            "deploy":{"resources":{"limits":{"cpus":0.1,"memory":"67108864"}},"placement":{}},"entrypoint":[],\#
            "environment":{"A":"1","B":null,"b":"\"quoted\""},\#
            "healthcheck":{"test":["CMD","true"],"interval":"1m30s","retries":0},"image":"web",\#
            "labels":{"text":"line\nline"},"networks":{"back":{"aliases":["api"]},"front":null},\#
            "ports":[{"mode":"ingress","target":80,"published":"8080","protocol":"tcp"}],\#
            "ulimits":{"nofile":{"hard":5},"nproc":7},\#
            "volumes":[{"type":"bind","source":"/srv","target":"/data","bind":{"create_host_path":true}}]}
            """#
        let second = "0b43a44712145f7e665ba69c5caa341f0901bb40c4642f678ef24210601ddacb"
        let fifth = "035fd4c966de089c30ed091d9bcaaced3d190231960f68d75398164210ccb741"
        #expect(ConfigHash.coveredText(of: service, edition: .compose2) == json)
        #expect(ConfigHash.of(service, edition: .compose2) == second)
        #expect(ConfigHash.of(service, edition: .compose5) == fifth)
        #expect(ConfigHash.all(of: service) == [second, fifth])
    }

    private func rich() -> Service {
        var service = Service(name: "web")
        service.image = "web"
        service.command = ["sh", "-c", "echo $HOME > /dev/null && true"]
        service.entrypoint = []
        service.environment = ["b": "\"quoted\"", "B": nil, "A": "1"]
        service.labels = ["text": "line\nline"]
        var back = ServiceNetwork()
        back.aliases = ["api"]
        service.networks = ["front": nil, "back": back]
        service.ports = [Port(target: 80, published: "8080")]
        service.ulimits = ["nproc": .single(7), "nofile": .range(soft: 0, hard: 5)]
        var healthcheck = Healthcheck()
        healthcheck.test = ["CMD", "true"]
        healthcheck.interval = .seconds(90)
        healthcheck.retries = 0
        service.healthcheck = healthcheck
        var limits = Deploy.Resources()
        limits.cpus = 0.1
        limits.memory = ByteSize(bytes: 67_108_864)
        var deploy = Deploy()
        deploy.limits = limits
        service.deploy = deploy
        var bind = Mount.BindOptions()
        bind.createsHostPath = true
        var mount = Mount(.bind, source: "/srv", target: "/data")
        mount.bind = bind
        service.mounts = [mount]
        return service
    }

    @Test func `env files that are not read yet are covered by their paths`() {
        var service = Service(name: "web")
        service.image = "web"
        service.environmentFiles = [
            EnvironmentFile(path: "/srv/a.env"), EnvironmentFile(path: "/srv/b.env", required: false),
        ]
        #expect(
            ConfigHash.of(service, edition: .compose2)
                == "32b5697bec73d430a7c0f2be476d34546b69194698751ab677b5528cfad0b5b9"
        )
        #expect(
            ConfigHash.of(service, edition: .compose5)
                == "a455a7b2cf249144a83f77457b024e42fa4cba3d889f6c5ecb1993ba3bb69391"
        )
    }

    @Test func `a network hashes with its name and its addresses`() {
        // {"name":"shop_default","ipam":{}}
        #expect(
            ConfigHash.of(Network(name: "shop_default"))
                == "cf68f29b281a26ea487d2f198485cc165808337181dfb0f69a28e1186000dcfa"
        )
        // {"name":"shop_back","driver":"bridge","ipam":{"config":[{"subnet":"10.9.0.0/24"}]},"internal":true,
        // "labels":{"team":"a"},"enable_ipv6":false}, without the line break
        var network = Network(name: "shop_back")
        network.driver = "bridge"
        var pool = Network.IPAM.Pool()
        pool.subnet = "10.9.0.0/24"
        network.ipam.pools = [pool]
        network.isInternal = true
        network.labels = ["team": "a"]
        network.enablesIPv6 = false
        #expect(ConfigHash.of(network) == "2ff7fa770a6eb7edfe9f8d5f3a2be61ae11e1b93c4b666613592797552f5e3b0")
        #expect(ConfigHash.all(of: network).count == 1)
    }

    @Test func `options of the address driver count in the newer edition only`() {
        var network = Network(name: "shop_default")
        network.ipam.options = ["scope": "local"]
        // {"name":"shop_default","ipam":{"options":{"scope":"local"}}}
        #expect(
            ConfigHash.of(network, edition: .compose5)
                == "d3e402d6ebad425fafd6a73ad9bb686e115ec9c68c334e8ddc5940f20f43a206"
        )
        #expect(ConfigHash.of(network, edition: .compose2) == ConfigHash.of(Network(name: "shop_default")))
    }

    @Test func `a volume without a driver hashes as a local one`() {
        // {"name":"shop_data","driver":"local"}
        #expect(
            ConfigHash.of(Volume(name: "shop_data"))
                == "4e9994dd3f18d2005754ebe423d777f4baca4d40768dce9f0f672cc616414856"
        )
        // {"name":"archive","driver":"nfs","external":true}
        var archive = Volume(name: "archive")
        archive.driver = "nfs"
        archive.isExternal = true
        #expect(ConfigHash.of(archive) == "330153fc928e7e997cf34d26e7de41655661a43ce49800df155d3545eae99c2e")
    }
}
