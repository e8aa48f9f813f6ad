import ComposeModel
import DockerEngine
import Testing

@testable import ComposeRuntime

/// Numbers that a file may hold and no engine takes must not end the program.
@Suite struct ExtremeValueTests {
    @Test func `an exposed port that is none is left out`() throws {
        let made = try Specifying { service in
            service.expose = ["", "/", "/udp", "1-9223372036854775807", "70000", "a-b", "80/"]
        }
        .made()
        #expect(made.creation.config.exposedPorts == ["80/tcp"])
    }

    @Test(
        arguments: [(Float.infinity, Int.max), (-Float.infinity, Int.min), (Float.nan, 0), (Float(1e30), Int.max)]
            as [(Float, Int)]
    )
    func `limits beyond every number become the largest there is`(limit: Float, expected: Int) throws {
        let made = try Specifying { service in
            service.limits.cpus = limit
            service.limits.cpuPercent = limit
        }
        .made()
        #expect(made.creation.host.resources.nanoCPUs == expected)
        #expect(made.creation.host.resources.cpuPercent == expected)
    }
}
