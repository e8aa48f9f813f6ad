import ComposePlan
import Testing

@testable import ComposeCommands
@testable import ComposeRuntime

/// What is told of each class of failure.
@Suite struct FailureTextTests {
    private let shop = BrokenShop()

    @Test func `an unhealthy dependency`() {
        let culprit = BrokenShop.culprit { culprit in
            culprit.isRunning = true
            culprit.restarts = 1
            culprit.probes = [
                Culprit.Probe(exitCode: 2, began: "2025-03-01T12:00:01.5Z", output: ["no socket"]),
                Culprit.Probe(exitCode: 1, began: "2025-03-01T12:00:02.5Z", output: ["no table", "try later"]),
                Culprit.Probe(exitCode: -1, began: "2025-03-01T12:00:03.5Z"),
            ]
            culprit.log = ["starting", "\u{1B}[31mFATAL\u{1B}[0m no disk", "10%\r90%\r100%\r"]
        }
        let report = shop.report(culprit: culprit, advice: ["look at the disk", "see logs"])
        #expect(
            shop.text(report, limit: "60s") == """
                error: dependency failed to start: container shop-db-1 is unhealthy
                  after 12.3s of 60s
                  started again 1 time
                  probe at 12:00:01: exit 2, no socket
                  probe at 12:00:02: exit 1, no table; try later
                  probe at 12:00:03: no answer in time
                  shop-db-1 | starting
                  shop-db-1 | FATAL no disk
                  shop-db-1 | 100%
                skipped: web, worker (db is unhealthy)
                started: shop-cache-1, shop-db-1
                hint: look at the disk
                hint: see logs
                """
        )
    }

    @Test func `probes that all say the same are told once`() {
        let probe = Culprit.Probe(exitCode: 1, began: "2025-03-01T12:00:01Z", output: ["no table"])
        let text = shop.text(shop.report(culprit: BrokenShop.culprit { $0.probes = [probe, probe, probe] }))
        #expect(text.contains("\n  last 3 probes: exit 1, no table\n"))
        #expect(
            shop.text(shop.report(culprit: BrokenShop.culprit { $0.probes = [probe] }))
                .contains("\n  last probe: exit 1, no table\n")
        )
    }

    @Test func `a container that was killed for want of memory`() {
        let culprit = BrokenShop.culprit { $0.ending = Culprit.Ending(code: 137, wasOutOfMemory: true) }
        let message = "dependency failed to start: container shop-db-1 exited (137), killed for want of memory"
        let text = shop.text(shop.report(message: message, brief: "db exited (137)", culprit: culprit))
        #expect(text.contains("\n  ended by SIGKILL (137), killed for want of memory\n"))
        #expect(text.contains("\nskipped: web, worker (db exited (137))\n"))
    }

    @Test func `a job that failed`() {
        let culprit = BrokenShop.culprit { culprit in
            culprit.ending = Culprit.Ending(code: 3)
            culprit.log = ["the bank is closed"]
        }
        let message = "service \"db\" didn't complete successfully: exit 3"
        #expect(
            shop.text(shop.report(message: message, brief: "db exited (3)", culprit: culprit)) == """
                error: service "db" didn't complete successfully: exit 3
                  after 12.3s
                  shop-db-1 | the bank is closed
                skipped: web, worker (db exited (3))
                started: shop-cache-1, shop-db-1
                """
        )
    }

    @Test func `a step that the engine refused`() {
        let report = shop.refusal(
            of: shop.cache,
            "start container shop-cache-1: the disk of the engine is full",
            evidence: ["engine: mkdir /x: no space left on device"],
            advice: ["free some"]
        )
        #expect(
            shop.text(report) == """
                error: start container shop-cache-1: the disk of the engine is full
                  engine: mkdir /x: no space left on device
                hint: free some
                """
        )
    }

    @Test func `a culprit of several gates is told once`() {
        var report = shop.report(culprit: BrokenShop.culprit())
        var again = report.failures[0]
        again.message = "container shop-db-1 is unhealthy"
        report.failures.append(again)
        let story = shop.story(report)
        #expect(story.accounts.count == 1)
        #expect(story.accounts[0].steps.count == 2)
        #expect(story.skips == [FailureStory.Skip(services: ["web", "worker"], reason: "db is unhealthy")])
    }

    @Test func `time that ran out, with what is known of who was waited for`() {
        var report = shop.report(culprit: nil)
        report.interrupted = [shop.step(shop.gate)]
        report.failures = []
        report.skipped = []
        report.hasTimedOut = true
        var additions = FailureStory.Additions()
        additions.limit = "12s"
        let culprit = BrokenShop.culprit { culprit in
            culprit.isRunning = true
            culprit.log = ["loading"]
        }
        additions.late[shop.gate] = (culprit: culprit, advice: ["give it time"])
        let story = FailureStory(report, additions)
        #expect(story.status == .timedOut)
        #expect(
            FailureText(story: story).text == """
                error: application not healthy after 12s
                  still: web and worker wait for db to be healthy
                    after 12.3s
                    shop-db-1 | loading
                started: shop-cache-1, shop-db-1
                hint: give it time
                """
        )
    }

    @Test func `the first failure may end the rest`() {
        var report = shop.refusal(of: shop.cache, "no such image", evidence: [])
        report.interrupted = [shop.step(shop.gate)]
        report.notReached = [shop.step(shop.web), shop.step(shop.worker)]
        #expect(
            shop.text(report) == """
                error: no such image
                cut short by the first failure: 2 steps were not begun, waiting for db (healthy) was given up
                """
        )
    }

    @Test func `a lack of time is no failure where nothing else was wrong`() {
        var report = shop.report(culprit: nil)
        report.failures[0].isTimeout = true
        report.failures[0].exitCode = 3
        #expect(shop.story(report).status == .timedOut)
        report.hasTimedOut = true
        #expect(shop.story(report).status == .timedOut)
        report.failures.append(.init(step: shop.step(shop.cache), message: "no"))
        #expect(shop.story(report).status == .failure)
        report.wasCancelled = true
        #expect(shop.story(report).status == .interrupted)
    }

    @Test func `colour marks words and changes none`() {
        let report = shop.report(culprit: BrokenShop.culprit { $0.log = ["a"] }, advice: ["b"])
        let story = shop.story(report)
        let coloured = FailureText(story: story, isColoured: true).text
        #expect(coloured.contains("\u{1B}[33mskipped:\u{1B}[0m"))
        #expect(coloured != FailureText(story: story).text)
    }

    // MARK: - Programs

    @Test func `programs get an object for each culprit and each reason to skip`() {
        let culprit = BrokenShop.culprit { culprit in
            culprit.ending = Culprit.Ending(code: 137, wasOutOfMemory: true)
            culprit.log = ["say \"no\""]
        }
        let failure = SummarizedFailure(shop.story(shop.report(culprit: culprit, advice: ["more memory"])))
        let lines = failure.objects.split(separator: "\n")
        #expect(lines.count == 2)
        for part in [
            #""error":true"#, #""container":"shop-db-1""#, #""exit_code":137"#, #""signal":"SIGKILL""#,
            #""out_of_memory":true"#, #""log":["say \"no\""]"#, #""advice":["more memory"]"#,
            #""elapsed_seconds":12.3"#, #""place":"compose.yaml:12:3""#, #""reason":"db is unhealthy""#,
        ] {
            #expect(lines.first?.contains(part) == true, "\(part) in \(failure.objects)")
        }
        #expect(
            lines.last.map(String.init)
                == #"{"error":true,"message":"skipped: web, worker (db is unhealthy)","reason":"db is unhealthy","#
                + #""skipped":["web","worker"]}"#
        )
        #expect(FailureNotice(failure).json == failure.objects)
    }
}
