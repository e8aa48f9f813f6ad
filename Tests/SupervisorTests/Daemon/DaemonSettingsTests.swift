import ArgumentParser
import Logging
import Testing

@testable import Supervisor

@Suite struct DaemonSettingsTests {
    private func settings(
        _ arguments: [String],
        _ environment: [String: String] = [:],
        isRoot: Bool = true
    ) throws -> DaemonSettings {
        try DaemonSettings(DaemonOptions.parse(arguments), environment: environment, isRoot: isRoot)
    }

    @Test func `root's daemon is in the system's places`() throws {
        let settings = try settings([])
        #expect(settings.stateDirectory == "/var/lib/swiftcompose")
        #expect(settings.socket == "/run/swiftcompose/daemon.sock")
        #expect(settings.stateMode == 0o700)
        #expect(settings.logLevel == .info)
        #expect(settings.listener == nil)
    }

    @Test func `a state directory that is named has the socket, too, and lets the group in`() throws {
        let settings = try settings(["--state", "/srv/state"])
        #expect(settings.stateDirectory == "/srv/state")
        #expect(settings.socket == "/srv/state/daemon.sock")
        #expect(settings.stateMode == 0o750)
        let apart = try self.settings(["--state", "/srv/state", "--socket", "/srv/run/d.sock", "--foreground"])
        #expect(apart.socket == "/srv/run/d.sock")
        #expect(apart.stateMode == 0o700)
    }

    @Test func `the engine of the command line goes before that of the environment`() throws {
        let settings = try settings(["--host", "unix:///a.sock"], ["DOCKER_HOST": "unix:///b.sock"])
        #expect(settings.environment["DOCKER_HOST"] == "unix:///a.sock")
    }

    @Test func `a listener needs all of its certificates`() throws {
        let files = ["--tls-cert", "c", "--tls-key", "k", "--tls-ca", "a"]
        let listener = try settings(["--listen", "tcp://host:7423"] + files).listener
        #expect(listener?.host == "host")
        #expect(listener?.authorities == "a")
        #expect(throws: (any Error).self) { try settings(["--listen", "tcp://host:7423", "--tls-cert", "c"]) }
        #expect(throws: (any Error).self) { try settings(files) }
        #expect(throws: (any Error).self) { try settings(["--log-level", "loud"]) }
    }

    @Test func `a line of the log is one line, with the time or the journal's priority in front`() {
        let facts: Logger.Metadata = ["project": "shop", "hb.request.id": "1"]
        let line = DaemonLog.line(.warning, "first\nsecond", facts, time: 1_700_000_000)
        #expect(line == "2023-11-14T22:13:20Z warning: first; second project=shop\n")
        #expect(DaemonLog.line(.error, "gone", [:], time: nil) == "<3>gone\n")
    }
}
