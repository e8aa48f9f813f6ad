import TerminalOutput
import Testing

@Suite struct LogPrefixerTests {
    @Test func `names are padded to the longest known`() {
        let prefixer = LogPrefixer(isColoured: false)
        prefixer.register("db-1")
        prefixer.register("worker-1")
        #expect(prefixer.prefix(for: "db-1") == "db-1     | ")
        #expect(prefixer.prefix(for: "worker-1") == "worker-1 | ")
        #expect(prefixer.prefix(for: "background-1") == "background-1 | ")
        #expect(prefixer.prefix(for: "db-1") == "db-1         | ")
    }

    @Test func `colours are given in turn and kept`() {
        let prefixer = LogPrefixer(isColoured: true)
        let parameters = (0..<11).map { prefixer.colour(of: "c\($0)").parameter }
        #expect(parameters == ["36", "33", "32", "35", "34", "1;36", "1;33", "1;32", "1;35", "1;34", "36"])
        #expect(prefixer.colour(of: "c2") == .green)
        #expect(prefixer.prefix(for: "c1") == "\u{1B}[33mc1  | \u{1B}[0m")
    }

    @Test func `every line gets the prefix and ends in a line break`() {
        let prefixer = LogPrefixer(isColoured: false)
        #expect(prefixer.prefixed("ready\n", from: "web") == "web | ready\n")
        #expect(prefixer.prefixed("one\n\nthree", from: "web") == "web | one\nweb | \nweb | three\n")
        #expect(prefixer.prefixed("\n", from: "web") == "web | \n")
        #expect(prefixer.prefixed("", from: "web") == "")
    }

    @Test func `the bytes of a line are passed on as they are`() {
        let prefixer = LogPrefixer(isColoured: false)
        let line: [UInt8] = [0x1B, 0x5B, 0x33, 0x31, 0x6D, 0xFF, 0x00, 0x0D, 0x0A]
        #expect(prefixer.prefixed(line, from: "w") == Array("w | ".utf8) + line)
    }
}
