import ArgumentParser
import ComposePlan
import ControlProtocol
import Testing

@testable import ComposeCommands

/// The command lines that have to do with the daemon.
@Suite struct SupervisionOptionTests {
    private func refusal(_ arguments: String...) -> String? {
        do throws(CommandFailure) {
            _ = try CommandLineRequest.read(arguments)
            return nil
        } catch {
            return error.message
        }
    }

    @Test func `nothing is asked of the daemon by itself`() throws {
        let options = try SuperviseOptions.parse([])
        #expect(options.demand == nil && options.request == SupervisionRequest())
    }

    @Test func `a lease demands the daemon`() throws {
        let options = try SuperviseOptions.parse(["--lease", "30m", "--bind-pid", "12", "--lease-volumes"])
        #expect(options.demand == "--lease")
        let lease = LeaseRequest(duration: .seconds(1_800), process: 12, removesVolumes: true)
        #expect(options.request == SupervisionRequest(choice: .handOver, lease: lease))
        #expect(try SuperviseOptions.parse(["--bind-pid", "12"]).demand == "--bind-pid")
    }

    @Test func `a no is heard`() throws {
        #expect(try SuperviseOptions.parse(["--no-supervise"]).request.choice == .keepOut)
        #expect(throws: (any Error).self) { try SuperviseOptions.parse(["--no-supervise", "--lease", "1m"]) }
        #expect(throws: (any Error).self) { try SuperviseOptions.parse(["--no-supervise", "--detach-now"]) }
    }

    @Test(arguments: ["soon", "0", "-5m"]) func `a lease is a length of time`(text: String) {
        #expect(throws: (any Error).self) { try LeaseOptions.parse(["--lease=\(text)"]) }
    }

    @Test func `volumes go with a lease only`() {
        #expect(throws: (any Error).self) { try LeaseOptions.parse(["--lease-volumes"]) }
    }

    @Test func `a lease bound to a process knows when that began`() throws {
        let own = try LeaseRequest(process: 1).lease()
        #expect(own.process == 1 && own.processStart == ProcessRecord.of(1)?.start && own.ends == nil)
        #expect(throws: CommandFailure.self) { try LeaseRequest(process: 99_999_999).lease() }
    }

    @Test func `a project in the foreground is nobody else's`() {
        #expect(refusal("up", "--supervise")?.hasPrefix("--supervise needs --detach") == true)
        #expect(refusal("up", "--lease", "5m")?.hasPrefix("--lease needs --detach") == true)
        #expect(refusal("up", "-d", "--supervise") == nil)
        #expect(refusal("up", "--wait", "--supervise") == nil)
        #expect(refusal("up", "-d", "--supervise", "--no-start") == "--supervise and --no-start are incompatible")
    }

    @Test func `what the daemon starts it starts in its own way`() {
        #expect(refusal("up", "-d", "--detach-now") == nil)
        #expect(refusal("up", "-d", "--detach-now", "--build")?.hasPrefix("--detach-now and --build") == true)
        #expect(refusal("up", "--detach-now", "--wait")?.hasPrefix("--detach-now and --wait") == true)
    }

    @Test func `wait needs something to wait for`() {
        #expect(refusal("wait") == "wait needs a service whose containers are to end, or --healthy")
        #expect(refusal("wait", "--healthy") == nil)
        #expect(refusal("wait", "web") == nil)
        #expect(refusal("wait", "--healthy", "--down-project") == "--healthy and --down-project are incompatible")
    }

    @Test func `options of daemon go with its actions`() throws {
        #expect(try DaemonCommand.parse(["logs", "-f", "-n5"]).tail == 5)
        #expect(refusal("daemon", "start", "--follow") == "--follow is for 'daemon logs'")
        #expect(refusal("daemon", "logs", "--timeout", "3") == "--timeout is for 'daemon start' and 'daemon stop'")
        #expect(refusal("daemon", "restart") != nil && refusal("daemon") != nil)
    }

    @Test func `a moment is given as for logs`() throws {
        let moment = try #require(try SinceOption.parse(["--since", "1h"]).moment)
        #expect(abs(MomentText.now - 3_600 - moment) < 60)
        #expect(try SinceOption.parse(["--since", "2025-03-01T12:00:00Z"]).moment == 1_740_830_400)
        #expect(throws: (any Error).self) { try SinceOption.parse(["--since", "yesterday"]) }
    }

    @Test func `every intent is announced as what it is`() {
        var converge = ConvergeRequest()
        converge.targets = ["web", "db"]
        let up = Intent.converge(converge)
        #expect(up.announcement(of: "up", by: 3) == Announcement(.up, services: ["db", "web"], process: 3))
        #expect(up.announcement(of: "scale", by: 3).verb == .scale)
        #expect(up.announcement(of: "with", by: 3).verb == .up)
        #expect(up.newWish(of: "up") == true && up.newWish(of: "run") == nil && up.newWish(of: "with") == nil)
        converge.starts = false
        #expect(Intent.converge(converge).announcement(of: "create", by: 3).verb == .create)
        #expect(Intent.converge(converge).newWish(of: "create") == false)
        #expect(Intent.remove(RemoveRequest()).announcement(of: "remove", by: 3).verb == .remove)
        #expect(Intent.down(DownRequest()).takesAllDown && !up.takesAllDown)
    }
}
