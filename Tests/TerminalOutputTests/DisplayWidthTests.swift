import TerminalOutput
import Testing

@Suite struct DisplayWidthTests {
    static let widths: [(String, Int)] = [
        ("", 0),
        ("web-1", 5),
        ("Grüße", 5),
        ("e\u{301}te\u{301}", 3),
        ("名前", 4),
        ("한국", 4),
        ("\u{1112}\u{1161}\u{11AB}", 2),
        ("ｆｕｌｌ", 8),
        ("🐳", 2),
        ("👩‍👩‍👧", 2),
        ("🇦🇹", 2),
        ("❤️", 2),
        ("✔⠋⣿│…", 5),
        ("a\u{200B}b", 2),
        ("a\tb\u{07}", 2),
        ("\u{1B}[1;31mred\u{1B}[0m", 3),
        ("\u{1B}]8;;http://x\u{07}link\u{1B}]8;;\u{1B}\\", 4),
        ("\u{1B}(Bplain", 5),
    ]

    @Test(arguments: DisplayWidthTests.widths)
    func `text takes as many cells as a terminal gives it`(text: String, width: Int) {
        #expect(text.displayWidth == width)
    }

    @Test func `text that fits is not cut`() {
        #expect("web-1".truncated(toWidth: 5) == "web-1")
        #expect("".truncated(toWidth: 0) == "")
    }

    @Test func `text that does not fit ends in an ellipsis`() {
        #expect("container".truncated(toWidth: 5) == "cont…")
        #expect("container".truncated(toWidth: 1) == "…")
        #expect("container".truncated(toWidth: 0) == "")
    }

    @Test func `a wide letter is not cut in half`() {
        #expect("名前だ".truncated(toWidth: 4) == "名…")
        #expect("名前だ".truncated(toWidth: 5) == "名前…")
    }

    @Test func `colours are switched off again beyond the cut`() {
        #expect("\u{1B}[31mcontainer\u{1B}[0m".truncated(toWidth: 4) == "\u{1B}[31mcon…\u{1B}[0m")
    }

    @Test func `padding counts cells`() {
        #expect("名".padded(toWidth: 4) == "名  ")
        #expect("\u{1B}[31mx\u{1B}[0m".padded(toWidth: 3) == "\u{1B}[31mx\u{1B}[0m  ")
        #expect("long".padded(toWidth: 2) == "long")
    }

    @Test func `stripping leaves the text alone`() {
        #expect("\u{1B}[1;31mred\u{1B}[0m and \u{1B}[?25lplain\n".strippingANSI == "red and plain\n")
        #expect("\u{1B}]0;title\u{07}x\u{1B}[".strippingANSI == "x")
        #expect("plain".strippingANSI == "plain")
    }
}
