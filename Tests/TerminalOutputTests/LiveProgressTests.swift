import TerminalOutput
import Testing

/// Each test finishes its display at the end: one that is let go earlier would draw its last picture earlier.
@Suite struct LiveProgressTests {
    let screen = Screen()

    private func line(_ id: String, _ text: String, _ status: ProgressLine.Status = .working) -> ProgressLine {
        ProgressLine(id, text: text, status: status)
    }

    @Test func `every thing has a row with glyph, words and time`() {
        let display = screen.display(.tty)
        display.begin(operation: "up")
        display.update(line("Container a-web-1", "Starting"))
        display.update(line("Network a", "Created", .done))
        display.update(ProgressLine("Image x", text: "Warning", details: "old", status: .warning))
        display.update(line("Image yy", "Error", .error))
        screen.pass(.milliseconds(1_250))
        display.update(line("Container a-web-1", "Started", .done))
        #expect(
            screen.rows == [
                "[+] up 4/4",
                " ✔ Container a-web-1   Started       1.2s",
                " ✔ Network a           Created       0.0s",
                " ! Image x             Warning old   0.0s",
                " ✘ Image yy            Error         0.0s",
            ]
        )
        display.finish()
        #expect(screen.rows.count == 5)
        #expect(screen.isCursorVisible)
    }

    @Test func `the spinner turns with the time`() {
        let display = screen.display(.tty)
        display.begin(operation: "up")
        display.update(line("a", "Starting"))
        #expect(screen.rows == ["[+] up 0/1", " ⠋ a   Starting   0.0s"])
        screen.pass(.milliseconds(300))
        display.update(line("a", "Starting now"))
        #expect(screen.rows == ["[+] up 0/1", " ⠸ a   Starting now   0.3s"])
        display.finish()
    }

    @Test func `changes in quick succession are drawn together`() {
        let display = screen.display(.tty)
        display.begin(operation: "up")
        display.update(line("a", "Starting"))
        let before = screen.writes.count
        for number in 0..<50 {
            screen.pass(.milliseconds(1))
            display.update(line("b\(number)", "Starting"))
        }
        #expect(screen.writes.count == before)
        screen.pass(.milliseconds(50))
        display.update(line("c", "Starting"))
        #expect(screen.writes.count == before + 1)
        #expect(screen.rows.first == "[+] up 0/52")
        display.finish()
    }

    @Test func `parts are summed into a bar on the row of their whole`() {
        let display = screen.display(.tty)
        display.begin(operation: "pull")
        display.update(line("Image x", "Pulling"))
        for (id, current) in [("1", 8_000_000), ("2", 2_000_000)] {
            display.update(
                ProgressLine(
                    id,
                    parentID: "Image x",
                    text: "Downloading",
                    status: .working,
                    current: current,
                    total: 8_000_000
                )
            )
        }
        screen.pass(.milliseconds(100))
        display.update(ProgressLine("3", parentID: "Image x", text: "Waiting", status: .working))
        #expect(screen.rows == ["[+] pull 0/1", " ⠙ Image x   [⣿⣀ ] 10MB / 16MB Pulling   0.1s"])
        screen.pass(.milliseconds(100))
        display.update(line("Image x", "Pulled", .done))
        #expect(screen.rows == ["[+] pull 1/1", " ✔ Image x   Pulled   0.2s"])
        display.finish()
    }

    @Test func `rows are no wider than the terminal, and details go first`() {
        screen.resize(columns: 34, rows: 10)
        let display = screen.display(.tty)
        display.begin(operation: "up")
        display.update(ProgressLine("Container a", text: "Error", details: "port is already allocated", status: .error))
        #expect(screen.rows.last == " ✘ Container a   Error   0.0s")
        screen.pass(.milliseconds(100))
        screen.resize(columns: 12, rows: 10)
        display.update(line("Container a", "Started", .done))
        #expect(screen.rows.allSatisfy { $0.displayWidth <= 12 })
        #expect(screen.rows.last == " ✔ Containe…")
        display.finish()
    }

    @Test func `a terminal that became narrower has wrapped the rows to draw over`() {
        let display = screen.display(.tty)
        display.begin(operation: "up")
        display.update(line("Container with a long name", "Starting"))
        // The picture was 10 and 47 cells wide: 1 and 3 rows of 20.
        screen.resize(columns: 20, rows: 10)
        screen.pass(.milliseconds(100))
        display.update(line("Container with a long name", "Started", .done))
        #expect(screen.writes.last?.hasPrefix("\r\u{1B}[4A") == true)
        display.finish()
    }

    @Test func `what has no room on the screen is counted, and shown at the end`() {
        screen.resize(columns: 60, rows: 5)
        let display = screen.display(.tty)
        display.begin(operation: "up")
        display.update(line("1", "Starting"))
        for number in 2...7 { display.update(line("\(number)", "Starting")) }
        screen.pass(.milliseconds(100))
        display.update(line("1", "Started", .done))
        // Five rows less the one the cursor is on.
        #expect(screen.rows.count == 4)
        #expect(screen.rows.first == "[+] up 1/7")
        #expect(screen.rows[1].hasPrefix(" ⠙ 2 "))
        #expect(screen.rows.last == " ... 5 more")
        display.finish()
        #expect(screen.rows.count == 8)
    }

    @Test func `messages and other output stay above the picture`() {
        let display = screen.display(.tty)
        display.begin(operation: "up")
        display.update(line("a", "Building"))
        display.message("note this")
        #expect(screen.rows == ["note this", "[+] up 0/1", " ⠋ a   Building   0.0s"])

        display.suspend()
        display.suspend()
        #expect(screen.isCursorVisible)
        #expect(screen.rows == ["note this"])
        screen.pass(.milliseconds(500))
        display.update(line("a", "Built", .done))
        screen.write("build output\n")
        display.resume()
        #expect(screen.rows == ["note this", "build output"])
        display.resume()
        #expect(!screen.isCursorVisible)
        #expect(screen.rows == ["note this", "build output", "[+] up 1/1", " ✔ a   Built   0.5s"])
        display.finish()
    }

    @Test func `the next operation starts below the last`() {
        let display = screen.display(.tty)
        display.begin(operation: "down")
        display.update(line("a", "Removed", .done))
        display.begin(operation: "up")
        display.update(line("a", "Created", .done))
        display.finish()
        display.finish()
        #expect(screen.rows == ["[+] down 1/1", " ✔ a   Removed   0.0s", "[+] up 1/1", " ✔ a   Created   0.0s"])
    }

    @Test func `without an operation lines are plain and nothing is hidden`() {
        let display = screen.display(.tty)
        display.update(line("a", "Stopped", .done))
        display.finish()
        #expect(screen.output == " a Stopped\n")
    }

    @Test func `an operation that did nothing leaves nothing behind`() {
        let display = screen.display(.tty)
        display.begin(operation: "up")
        display.finish()
        #expect(screen.rows == [])
        #expect(screen.isCursorVisible)
    }

    @Test func `colour follows the status`() {
        let display = screen.display(.tty, isColoured: true)
        display.begin(operation: "up")
        display.update(line("a", "Created", .done))
        #expect(
            screen.output.contains(" \u{1B}[32m✔\u{1B}[0m a   \u{1B}[32mCreated\u{1B}[0m   \u{1B}[2m0.0s\u{1B}[0m\n")
        )
        #expect(screen.rows.last == " ✔ a   Created   0.0s")
        display.finish()
    }
}
