import DockerEngine
import Testing

@testable import ComposeRuntime

@Suite struct LogLineAssemblerTests {
    private static let first = "2025-03-01T12:00:00.000000001Z"
    private static let second = "2025-03-01T12:00:00.000000002Z"

    private static func lines(
        _ form: LogLineAssembler.Timestamps,
        _ frames: [(LogFrame.Kind, String)]
    ) -> (lines: [String], last: String?) {
        var assembler = LogLineAssembler(form)
        var lines: [LogLineAssembler.Line] = []
        for (kind, text) in frames { lines += assembler.append(LogFrame(kind, Array(text.utf8))) }
        lines += assembler.finish()
        let texts = lines.map { line in
            "\(line.kind) \(line.timestamp ?? "-") \(String(decoding: line.bytes, as: UTF8.self))"
        }
        return (texts, assembler.lastTimestamp)
    }

    @Test func `lines are put together from pieces, each stream on its own`() {
        let result = Self.lines(.absent, [(.stdout, "one\ntw"), (.stderr, "bad\n"), (.stdout, "o\n\nrest")])
        #expect(result.lines == ["stdout - one", "stderr - bad", "stdout - two", "stdout - ", "stdout - rest"])
        #expect(result.last == nil)
    }

    @Test func `each frame gives up its timestamp, also in the midst of a long line`() {
        let frames: [(LogFrame.Kind, String)] = [
            (.stdout, "\(Self.first) lo"), (.stdout, "\(Self.first) ng\n"), (.stdout, "\(Self.second) next\n"),
        ]
        let result = Self.lines(.onFrames, frames)
        #expect(result.lines == ["stdout \(Self.first) long", "stdout \(Self.second) next"])
        #expect(result.last == Self.second)
    }

    @Test func `a terminal's output gives up a timestamp at each line`() {
        let text = "\(Self.first) a\r\n\(Self.second) b\r\n"
        let pieces = text.unicodeScalars.map { (LogFrame.Kind.stdout, String($0)) }
        let result = Self.lines(.onLines, pieces)
        #expect(result.lines == ["stdout \(Self.first) a\r", "stdout \(Self.second) b\r"])
        #expect(result.last == Self.second)
    }

    @Test func `what only looks like a timestamp stays`() {
        let result = Self.lines(.onFrames, [(.stdout, "2025-03-01 plain\n"), (.stdout, "word\n")])
        #expect(result.lines == ["stdout - 2025-03-01 plain", "stdout - word"])
    }

    @Test func `a line without an end is given out in pieces`() {
        var assembler = LogLineAssembler(.absent)
        let piece = [UInt8](repeating: 120, count: LogLineAssembler.longestLine)
        let kept = assembler.append(LogFrame(.stdout, piece))
        let given = assembler.append(LogFrame(.stdout, [120]))
        let rest = assembler.finish()
        #expect(kept == [])
        #expect(given.map(\.bytes.count) == [piece.count + 1])
        #expect(rest == [])
    }
}

@Suite struct EngineTimeParsingTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0),
        ("2025-03-01T12:00:00.123456789Z", 1_740_830_400_123_456_789),
        ("2024-02-29T23:59:59.5+01:00", 1_709_247_599_500_000_000),
        ("1969-12-31T23:59:59Z", -1_000_000_000),
        ("0001-01-01T00:00:00Z", Int.min), ("9999-12-31T23:59:59.999999999Z", Int.max),
    ])
    func `timestamps are counted from 1970`(text: String, nanoseconds: Int) {
        #expect(EngineTime.nanoseconds(timestamp: text) == nanoseconds)
    }

    @Test(arguments: [
        "", "2025-03-01", "2025-03-01T12:00:00", "2025-13-01T12:00:00Z", "2025-03-01T12:00:00.Z",
        "2025-03-01T12:00:00Zx",
        "2025-03-01T25:00:00Z",
    ])
    func `other texts are no timestamps`(text: String) {
        #expect(EngineTime.nanoseconds(timestamp: text) == nil)
    }

    @Test(arguments: [
        ("10m", "1699999400.000000000"), ("1h30m", "1699994600.000000000"), ("1500ms", "1699999998.500000000"),
        ("1699999999", "1699999999"), ("1699999999.5", "1699999999.5"), ("0", "0"),
        ("2023-11-14T22:13:20Z", "1700000000.000000000"), ("2023-11-14T22:13Z", "1699999980.000000000"),
        ("2023-11-14Z", "1699920000.000000000"), ("1960-01-01Z", "0.000000000"), ("5000w", "0.000000000"),
    ])
    func `since and until are put in the engine's form`(text: String, expected: String) {
        #expect(EngineTime.moment(text, now: 1_700_000_000_000_000_000) == expected)
    }

    @Test(arguments: ["", "yesterday", "1.", "2023-11-14T", "2023-11-14 22:13:20"])
    func `what is no time is refused`(text: String) {
        #expect(EngineTime.moment(text, now: 1_700_000_000_000_000_000) == nil)
    }
}
