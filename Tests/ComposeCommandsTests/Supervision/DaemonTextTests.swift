import ArgumentParser
import ControlProtocol
import TerminalOutput
import Testing

@testable import ComposeCommands

/// What is printed of the daemon's answers.
@Suite struct DaemonTextTests {
    private func status() -> DaemonStatus {
        var db = ServiceStatus("db", .backingOff)
        db.replicas = 1
        db.restarts = 3
        db.nextAttempt = 1_062.5
        var web = ServiceStatus("web", .held, waitingFor: "db to be healthy")
        web.replicas = 2
        var project = ProjectOnDisk.status(of: db, web)
        project.activity = "repairing db"
        project.lease = Lease(ends: 1_660, removesVolumes: true)
        project.openIncidents = 2
        return ProjectOnDisk.daemonStatus(project)
    }

    private func rows(_ text: String) -> [[String]] {
        text.split(separator: "\n").map { line in
            line.replacing("   ", with: "\t").split(separator: "\t").map { field in
                String(field.drop { $0 == " " })
            }.filter { !$0.isEmpty }
        }
    }

    @Test func `the status has a row for each service`() {
        let text = StatusText(status: status(), now: 1_060, isColoured: false).table()
        #expect(
            rows(text) == [
                ["PROJECT", "SERVICE", "CONDITION", "READY", "RUNNING", "RESTARTS", "SINCE", "WAITING FOR"],
                ["shop", "db", "backing off", "no", "0/1", "3", "About a minute", "next attempt in 2.5s"],
                ["shop", "web", "held", "no", "0/2", "0", "About a minute", "db to be healthy"],
            ]
        )
    }

    @Test func `the screen tells of the daemon, and of what concerns whole projects`() {
        let lines = StatusText(status: status(), now: 1_060, isColoured: false).screen()
        #expect(lines.first == "daemon 0.1.0, process 7, up about a minute, engine \(ProjectOnDisk.engine)")
        #expect(lines.contains("shop: repairing db"))
        #expect(lines.contains("shop: taken down in 10 minutes, with its volumes"))
        #expect(lines.contains("shop: 2 open incidents, see 'swiftcompose incidents --open'"))
        var away = ProjectOnDisk.daemonStatus()
        away.engineIsReachable = false
        let empty = StatusText(status: away, now: 1_060, isColoured: false).screen()
        #expect(empty[0].hasSuffix("which does not answer") && empty.last?.contains("no project") == true)
    }

    private func incident() -> Incident {
        var incident = Incident(
            id: 3,
            project: "shop",
            service: "db",
            kind: .outOfMemory,
            summary: "db-1 ended with code 137",
            opened: 1_000
        )
        incident.closed = 1_001.25
        incident.actions = ["started again", "healthy"]
        incident.evidence = ["last\u{1B}[2Jline"]
        return incident
    }

    @Test func `an incident is a row with its outage and what was done`() throws {
        let row = try #require(rows(IncidentText.table([incident()], now: 2_000)).last)
        #expect(row.contains("out of memory") && row.contains("1.2s") && row.contains("started again; healthy"))
        var open = incident()
        open.closed = nil
        #expect(IncidentText.outage(open, now: 1_005) == "5.0s so far")
    }

    @Test func `evidence does not move the cursor`() throws {
        var command = try IncidentsCommand.parse(["--details"])
        let text = command.text([incident()], now: 2_000)
        #expect(text.hasPrefix("shop: #3 out of memory of db"))
        #expect(text.contains("  done: started again\n") && !text.contains("\u{1B}"))
        command = try IncidentsCommand.parse(["--json"])
        #expect(command.text([incident(), incident()], now: 0).split(separator: "\n").count == 2)
    }

    @Test func `an explanation says what is waited for and by which rules`() {
        var explanation = ServiceExplanation(
            project: "shop",
            status: ServiceStatus("web", .held, waitingFor: "db to be healthy")
        )
        explanation.dependencies = ["db to be healthy: not yet"]
        explanation.policy = ["restart: always"]
        explanation.containers = [
            .init(id: "0123456789abcdef", name: "shop-web-1", state: "exited", health: "none", exitCode: 1)
        ]
        explanation.lastCode = 1
        explanation.lastOutput = ["no database"]
        explanation.isGivenUp = true
        let text = ServiceExplanationText(explanation: explanation, now: 1_060).render()
        #expect(text.hasPrefix("web of project shop is held since about a minute\n  waits for db to be healthy\n"))
        #expect(text.contains("\n\ndepends on:\n  db to be healthy: not yet\n\n"))
        #expect(text.contains("  shop-web-1 (0123456789ab): exited with code 1\n"))
        #expect(text.contains("rules:\n  restart: always\n"))
        #expect(text.contains("last run:\n  ended with code 1\n  | no database\n"))
        #expect(text.contains("given up") && !text.contains("incidents:"))
    }

    @Test func `a line of the timeline is one line`() throws {
        let entry = TimelineEntry(
            number: 1,
            time: 1_000,
            project: "shop",
            service: nil,
            event: "engine.lost",
            text: "no\nanswer"
        )
        let text = try TimelineCommand.parse([]).text(entry)
        #expect(text.filter { $0 == "\n" }.count == 1 && text.hasSuffix("  no\\nanswer\n"))
        #expect(try TimelineCommand.parse(["--json"]).text(entry).hasPrefix("{\"event\":\"engine.lost\""))
    }

    @Test func `a picture is drawn over the one before, and never scrolls the screen`() {
        var picture = LivePicture()
        let size = Terminal.Size(columns: 10, rows: 4)
        let first = picture.draw(["one", "two"], on: size)
        #expect(first == "\r\u{1B}[2Kone\n\u{1B}[2Ktwo\n\u{1B}[J")
        let second = picture.draw(["a", "b", "c", "d"], on: size)
        #expect(second.hasPrefix("\r\u{1B}[2A\u{1B}[2Ka\n\u{1B}[2Kb\n"))
        #expect(second.filter { $0 == "\n" }.count == 3)
    }
}
