import Synchronization
import Testing

@testable import ComposeRuntime

/// Programs that are spoken with line by line.
@Suite(.timeLimit(.minutes(1))) struct LineProgramTests {
    private func shell(_ script: String) -> LineProgram {
        LineProgram(words: ["/bin/sh", "-c", script], environment: ["PATH": "/usr/bin:/bin", "WORD": "hello"])
    }

    @Test func `every line is heard, the last without its line break too`() async throws {
        let heard = HeardLines()
        let ending = try await shell("echo one; echo; printf \"$WORD\"; echo bad >&2; exit 3").run { line in
            heard.add(line)
            return .nothing
        }
        #expect(heard.lines == ["one", "", "hello"])
        #expect(ending.status == 3)
        #expect(ending.errors == ["bad"])
    }

    @Test func `a program can ask and be answered, more than once`() async throws {
        let heard = HeardLines()
        let ending = try await shell("echo ask; read a; echo ask; read b; echo \"$a $b\"").run { line in
            heard.add(line)
            return line == "ask" ? .line("answer") : .nothing
        }
        #expect(heard.lines == ["ask", "ask", "answer answer"])
        #expect(ending.status == 0)
    }

    @Test func `an answer that is larger than a pipe arrives whole`() async throws {
        let heard = HeardLines()
        let answer = String(repeating: "x", count: 300_000)
        _ = try await shell("echo ask; head -n 1 | wc -c").run { line in
            heard.add(line)
            return line == "ask" ? .line(answer) : .nothing
        }
        #expect(heard.lines.last?.filter { $0.isNumber } == "300001")
    }

    @Test func `a program that need not go on is ended`() async throws {
        let ending = try await shell("echo stop; exec sleep 60").run { _ in .end }
        #expect(ending.status == 128 + 15)
    }

    @Test func `cancelling ends the program`() async throws {
        let task = Task { try await shell("exec sleep 60").run { _ in .nothing } }
        try await Task.sleep(for: .milliseconds(50))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `a program that is not there is told`() async {
        let program = LineProgram(words: ["/nowhere/at-all"], environment: [:])
        await #expect(throws: SystemCallError.self) { try await program.run { _ in .nothing } }
    }
}
