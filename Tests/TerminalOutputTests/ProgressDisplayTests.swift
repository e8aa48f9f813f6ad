import TerminalOutput
import Testing

@Suite struct ProgressDisplayTests {
    let screen = Screen()

    private func line(_ id: String, _ text: String, _ status: ProgressLine.Status = .working) -> ProgressLine {
        ProgressLine(id, text: text, status: status)
    }

    @Test func `plain says a line once for every change`() {
        let display = screen.display(.plain)
        display.begin(operation: "up")
        display.update(line("Container a-web-1", "Starting"))
        display.update(line("Container a-web-1", "Starting"))
        display.update(line("Container a-web-1", "Started", .done))
        display.message("by the way")
        display.suspend()
        display.resume()
        display.finish()
        #expect(
            screen.output == " Container a-web-1 Starting\n Container a-web-1 Started\nby the way\n"
        )
    }

    @Test func `plain does not count bytes`() {
        let display = screen.display(.plain)
        for bytes in 1...9 {
            display.update(
                ProgressLine("x", parentID: "y", text: "Pulling", status: .working, current: bytes, total: 9)
            )
        }
        #expect(screen.output == " x Pulling\n")
    }

    @Test func `JSON writes an object for every event`() {
        let display = screen.display(.json)
        display.begin(operation: "up")
        display.update(line("a", "Starting"))
        display.update(line("a", "Starting"))
        display.message("said \"so\"")
        display.finish()
        let starting = #"{"id":"a","status":"Working","text":"Starting"}"#
        let message = #"{"message":"said \"so\""}"#
        #expect(screen.writes == ["\(starting)\n", "\(starting)\n", "\(message)\n"])
    }

    @Test func `quiet writes messages only`() {
        let display = screen.display(.quiet)
        display.begin(operation: "up")
        display.update(line("a", "Starting"))
        display.message("careful")
        display.finish()
        #expect(screen.output == "careful\n")
    }

    @Test(.timeLimit(.minutes(1)))
    func `a live display redraws by itself until it is finished`() async {
        let display = screen.display(.tty, redrawInterval: .milliseconds(1))
        display.begin(operation: "up")
        display.update(line("a", "Starting"))
        let before = screen.writes.count
        while screen.writes.count < before + 3 { await Task.yield() }
        display.finish()
        let after = screen.writes.count
        #expect(screen.isCursorVisible)
        // Long enough for many ticks, had the timer gone on.
        try? await Task.sleep(for: .milliseconds(30))
        #expect(screen.writes.count == after)
    }

    @Test func `a display that is let go gives the cursor back`() {
        var display: ProgressDisplay? = screen.display(.tty)
        display?.begin(operation: "up")
        #expect(!screen.isCursorVisible)
        display = nil
        #expect(screen.isCursorVisible)
    }
}
