import Testing

@testable import DockerEngine

/// The host settings of a container, as the engine writes them.
@Suite struct InspectedHostTests {
    private func read(_ text: String) throws -> ContainerInspection {
        try EngineJSON.decode(ContainerInspection.self, from: Array(text.utf8), answering: "GET", "/odd")
    }

    @Test func `what a container was asked to be is read with all its parts`() throws {
        let container = try read(
            #"""
            {"Config":{"Domainname":"example.com"},
             "HostConfig":{"ReadonlyRootfs":true,"Tmpfs":{"/run":"size=1m"},"Dns":["1.1.1.1"],"DnsOptions":["ndots:1"],
              "DnsSearch":["lan"],"ExtraHosts":["db:10.0.0.1"],"Init":true,"Runtime":"runc","CapAdd":["CAP_SYS_TIME"],
              "CapDrop":["ALL"],"SecurityOpt":["label=disable"],"GroupAdd":["5"],"CgroupnsMode":"private",
              "IpcMode":"private","PidMode":"host","UTSMode":"host","UsernsMode":"host","Sysctls":{"a.b":"1"},
              "OomScoreAdj":-5,"ShmSize":67108864,"LogConfig":{"Type":"local","Config":{"max-size":"1m"}},
              "CpuShares":2,"NanoCpus":500000000,"CpuPeriod":3,"CpuQuota":4,"CpusetCpus":"0-1","Memory":5,
              "MemoryReservation":6,"PidsLimit":7,"Ulimits":[{"Name":"nofile","Hard":2,"Soft":1}],
              "Devices":[{"PathOnHost":"/dev/a","PathInContainer":"/dev/b","CgroupPermissions":"rwm"}]}}
            """#
        )
        #expect(container.config.domainName == "example.com")
        let host = container.host
        #expect(host.hasReadOnlyRoot)
        #expect(host.tmpfs == ["/run": "size=1m"])
        #expect(host.dns == ["1.1.1.1"])
        #expect(host.dnsOptions == ["ndots:1"])
        #expect(host.dnsSearch == ["lan"])
        #expect(host.extraHosts == ["db:10.0.0.1"])
        #expect(host.usesInit == true)
        #expect(host.runtime == "runc")
        #expect(host.addedCapabilities == ["CAP_SYS_TIME"])
        #expect(host.droppedCapabilities == ["ALL"])
        #expect(host.securityOptions == ["label=disable"])
        #expect(host.groups == ["5"])
        #expect([host.pidMode, host.utsMode, host.userNamespaceMode] == ["host", "host", "host"])
        #expect([host.ipcMode, host.cgroupNamespaceMode] == ["private", "private"])
        #expect(host.sysctls == ["a.b": "1"])
        #expect(host.oomScoreAdjustment == -5)
        #expect(host.sharedMemorySize == 67_108_864)
        #expect(host.logOptions == ["max-size": "1m"])
        let resources = host.resources
        #expect(
            [resources.cpuShares, resources.cpuPeriod, resources.cpuQuota, resources.nanoCPUs] == [
                2, 3, 4, 500_000_000,
            ]
        )
        #expect([resources.memory, resources.memoryReservation, resources.pidsLimit] == [5, 6, 7])
        #expect(resources.cpuSet == "0-1")
        #expect(resources.ulimits == [Ulimit(name: "nofile", soft: 1, hard: 2)])
        #expect(resources.devices == [DeviceMapping(hostPath: "/dev/a", containerPath: "/dev/b")])
    }

    @Test func `what the engine leaves open is read as unset`() throws {
        let host = try read(
            #"{"HostConfig":{"Init":null,"PidsLimit":null,"Ulimits":null,"Devices":null,"Tmpfs":null,"CapAdd":null}}"#
        ).host
        #expect(host == InspectedHostConfig())
    }
}
