import Testing

@testable import DockerEngine

@Suite struct FrameDecoderTests {
    /// A frame as the engine sends it.
    static func frame(_ number: UInt8, _ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        return [number, 0, 0, 0, 0, 0, UInt8(bytes.count >> 8), UInt8(bytes.count & 255)] + bytes
    }

    private func decode(_ pieces: [[UInt8]]) throws -> [LogFrame] {
        var decoder = FrameDecoder()
        var frames: [LogFrame] = []
        for piece in pieces {
            decoder.append(piece)
            while let frame = try decoder.next() { frames.append(frame) }
        }
        if let rest = try decoder.finish() { frames.append(rest) }
        return frames
    }

    static let stream: [UInt8] = frame(1, "hello\n") + frame(2, "") + frame(2, "oh no") + frame(0, "in")
    static let expected = [
        LogFrame(.stdout, Array("hello\n".utf8)), LogFrame(.stderr, Array("oh no".utf8)),
        LogFrame(.stdin, Array("in".utf8)),
    ]

    @Test(arguments: 0...FrameDecoderTests.stream.count)
    func `frames survive a cut anywhere`(cut: Int) throws {
        let pieces = [Array(Self.stream[..<cut]), Array(Self.stream[cut...])]
        #expect(try decode(pieces) == Self.expected)
    }

    @Test func `frames survive coming byte by byte`() throws {
        #expect(try decode(Self.stream.map { [$0] }) == Self.expected)
    }

    @Test func `a frame longer than a kilobyte keeps its length`() throws {
        let text = String(repeating: "x", count: 40_000)
        #expect(try decode([Self.frame(1, text)]) == [LogFrame(.stdout, Array(text.utf8))])
    }

    @Test func `what came of a frame that was cut off is kept`() throws {
        let cut = Array(Self.frame(2, "half a line").dropLast(7))
        #expect(try decode([cut]) == [LogFrame(.stderr, Array("half".utf8))])
        #expect(try decode([[1, 0, 0]]).isEmpty)
    }

    @Test func `a failure that the engine puts into the stream is an error`() throws {
        let error = try #require(throws: EngineStreamError.self) {
            _ = try decode([Self.frame(1, "a"), Self.frame(3, "disk full")])
        }
        #expect(error.description == "the engine reports: disk full")
    }

    @Test func `raw output is not taken for frames`() {
        #expect(throws: EngineStreamError.self) { _ = try decode([Array("hello, terminal\r\n".utf8)]) }
        #expect(throws: EngineStreamError.self) { _ = try decode([Self.frame(9, "what")]) }
    }
}

@Suite struct LineSplitterTests {
    private func lines(_ frames: [(LogFrame.Kind, String)]) -> [String] {
        var splitter = LineSplitter()
        var lines: [String] = []
        func drain() {
            while let line = splitter.next() {
                lines.append("\(line.kind) \(line.text)\(line.isComplete ? "" : "…")")
            }
        }
        for (kind, text) in frames {
            splitter.append(LogFrame(kind, Array(text.utf8)))
            drain()
        }
        splitter.finish()
        drain()
        return lines
    }

    @Test func `a line is one however many frames it comes in`() {
        #expect(
            lines([(.stdout, "he"), (.stdout, "llo\nwor"), (.stdout, "ld\n")]) == ["stdout hello", "stdout world"]
        )
    }

    @Test func `lines of two streams do not mix`() {
        #expect(lines([(.stdout, "a"), (.stderr, "x\n"), (.stdout, "b\n")]) == ["stderr x", "stdout ab"])
    }

    @Test func `empty lines and carriage returns are kept`() {
        #expect(lines([(.stdout, "\n\na\r\n")]) == ["stdout ", "stdout ", "stdout a\r"])
    }

    @Test func `a last line without an end is given out at the end`() {
        #expect(lines([(.stdout, "done\nnot"), (.stderr, "why")]) == ["stdout done", "stdout not…", "stderr why…"])
    }

    @Test func `a line too long to hold comes in pieces and loses nothing`() {
        var splitter = LineSplitter()
        let length = LineSplitter.longestLine
        var pieces: [LogLine] = []
        for _ in 0..<5 {
            splitter.append(LogFrame(.stdout, [UInt8](repeating: 120, count: length / 2)))
            while let piece = splitter.next() { pieces.append(piece) }
        }
        splitter.append(LogFrame(.stdout, Array("end\n".utf8)))
        while let piece = splitter.next() { pieces.append(piece) }
        #expect(pieces.map(\.bytes.count) == [length, length, length / 2 + 3])
        #expect(pieces.map(\.isComplete) == [false, false, true])
    }

    @Test func `a long line in one frame comes in pieces too`() {
        var splitter = LineSplitter()
        splitter.append(LogFrame(.stdout, [UInt8](repeating: 120, count: LineSplitter.longestLine + 1) + [10]))
        #expect(splitter.next()?.bytes.count == LineSplitter.longestLine)
        let last = splitter.next()
        #expect(last?.bytes.count == 1)
        #expect(last?.isComplete == true)
        #expect(splitter.next() == nil)
    }
}

@Suite struct JSONSplitterTests {
    private func split(_ pieces: [[UInt8]]) -> [String] {
        var splitter = JSONSplitter()
        var values: [String] = []
        for piece in pieces {
            splitter.append(piece)
            while let value = splitter.next() { values.append(String(decoding: value, as: UTF8.self)) }
        }
        if let rest = splitter.finish() { values.append(String(decoding: rest, as: UTF8.self)) }
        return values
    }

    static let text: String = #"{"a":"}{\"\\"}{"b":[1,{"c":2}]}"# + "\r\n" + #" {"d": "é\n[" }"# + "\n\n[3]\n"
    static let stream: [UInt8] = Array(text.utf8)
    static let expected = [#"{"a":"}{\"\\"}"#, #"{"b":[1,{"c":2}]}"#, #"{"d": "é\n[" }"#, "[3]"]

    @Test(arguments: 0...JSONSplitterTests.stream.count)
    func `values survive a cut anywhere`(cut: Int) {
        #expect(split([Array(Self.stream[..<cut]), Array(Self.stream[cut...])]) == Self.expected)
    }

    @Test func `values survive coming byte by byte`() {
        #expect(split(Self.stream.map { [$0] }) == Self.expected)
    }

    @Test func `half a value at the end is not lost`() {
        #expect(split([Array(#"{"a":1}{"b""#.utf8)]) == [#"{"a":1}"#, #"{"b""#])
    }

    @Test func `text that is no object comes out word by word`() {
        #expect(split([Array("502 bad\n{}".utf8)]) == ["502", "bad", "{}"])
    }
}
