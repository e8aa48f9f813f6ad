import Testing

@testable import ComposeCommands

/// The small parts that the commands around the daemon are made of.
@Suite struct DaemonPlaceTests {
    @Test func `a user without a daemon of his own looks at the machine's`() {
        let places = DaemonPlaces(["XDG_RUNTIME_DIR": "/run/user/7", "HOME": "/home/u"], isRoot: false)
        #expect(places.socket == "/run/user/7/swiftcompose/daemon.sock")
        #expect(places.sharedSocket == "/run/swiftcompose/daemon.sock")
        #expect(places.log == "/home/u/.local/state/swiftcompose/daemon.log")
    }

    @Test func `a place that is named is the only one`() {
        let places = DaemonPlaces(["SWIFTCOMPOSE_STATE": "/srv/state"], isRoot: false)
        #expect(places.socket == "/srv/state/daemon.sock" && places.sharedSocket == nil)
        #expect(DaemonPlaces([:], isRoot: true).sharedSocket == nil)
        #expect(places.listening == nil)
        #expect(places.absence.message == "no daemon listens at '/srv/state/daemon.sock'")
    }

    @Test func `the socket that is there is used`() throws {
        let project = try ProjectOnDisk(["here": ""])
        defer { project.remove() }
        let places = DaemonPlaces(["SWIFTCOMPOSE_SOCKET": "\(project.directory)/here"], isRoot: false)
        #expect(places.listening == "\(project.directory)/here")
    }

    @Test func `a process is told apart by when it began`() throws {
        let text = "42 (a) b (c)) S 1 42 42 0 -1 4194560 1 0 0 0 2 3 0 0 20 0 1 0 987654 1000 200"
        let record = try #require(ProcessRecord(text))
        #expect(record.state == "S" && record.start == 987_654)
        #expect(ProcessRecord("42 (a) S 1") == nil && ProcessRecord("") == nil)
        #expect(ProcessRecord.of(99_999_999) == nil)
    }

    @Test func `parts of an address stand for themselves`() {
        var target = RequestTarget("projects", "a/b", "services", "x y.z")
        target.set("since", "1+2")
        target.set("open", nil)
        target.set("p", "ä")
        #expect(target.text == "/v1/projects/a%2Fb/services/x%20y.z?since=1%2B2&p=%C3%A4")
    }

    @Test func `lines are whole however they come`() {
        var lines = LineBuffer()
        lines.append(Array("on".utf8))
        #expect(lines.next() == nil)
        lines.append(Array("e\n\ntw".utf8))
        #expect(lines.next() == Array("one".utf8))
        #expect(lines.next() == [])
        #expect(lines.next() == nil)
    }

    @Test func `the last lines of a log`() {
        #expect(DaemonLog.lines(in: Array("a\nb\nc\n".utf8), 2) == ["b", "c"])
        #expect(DaemonLog.lines(in: Array("a\nb".utf8), 9) == ["a", "b"])
        #expect(DaemonLog.lines(in: [], 9).isEmpty)
    }

    @Test func `a log that is not there says where else to look`() {
        #expect(throws: CommandFailure.self) { try DaemonLog(path: "/nonexistent/daemon.log").lastLines(1) }
    }

    @Test func `work that takes too long is cut`() async throws {
        #expect(try await TimeLimit.within(.seconds(20)) { 7 } == 7)
        let slow = try await TimeLimit.within(.milliseconds(10)) { () -> Int in
            try await Task.sleep(for: .seconds(60))
            return 7
        }
        #expect(slow == nil)
        #expect(try await TimeLimit.within(nil) { 7 } == 7)
    }
}
