import TerminalOutput
import Testing

@Suite struct ANSIModeTests {
    @Test func `always and never ask nothing else`() {
        #expect(ANSIMode.always.isEnabled(isTerminal: false, noColor: "1", term: "dumb"))
        #expect(!ANSIMode.never.isEnabled(isTerminal: true))
    }

    @Test func `auto wants a terminal that understands, and nobody who objects`() {
        #expect(ANSIMode.auto.isEnabled(isTerminal: true))
        #expect(ANSIMode.auto.isEnabled(isTerminal: true, noColor: "", term: "xterm"))
        #expect(!ANSIMode.auto.isEnabled(isTerminal: false))
        #expect(!ANSIMode.auto.isEnabled(isTerminal: true, noColor: "1"))
        #expect(!ANSIMode.auto.isEnabled(isTerminal: true, term: "dumb"))
    }

    @Test func `styles wrap text and reset after it`() {
        #expect(Style.red.paint("no") == "\u{1B}[31mno\u{1B}[0m")
        #expect(Style.cyan.emphasized.paint("yes") == "\u{1B}[1;36myes\u{1B}[0m")
        #expect(Style.red.paint("no", isOn: false) == "no")
        #expect(Style.red.paint("") == "")
    }
}

@Suite struct ProgressModeTests {
    @Test func `modes are read by name and none means quiet`() {
        #expect(ProgressMode("tty") == .tty)
        #expect(ProgressMode("none") == .quiet)
        #expect(ProgressMode("fancy") == nil)
    }

    @Test func `auto is live only on a terminal with sequences`() {
        #expect(ProgressMode.auto.resolved(isTerminal: true, ansi: .auto) == .tty)
        #expect(ProgressMode.auto.resolved(isTerminal: true, ansi: .never) == .plain)
        #expect(ProgressMode.auto.resolved(isTerminal: true, ansi: .auto, term: "dumb") == .plain)
        #expect(ProgressMode.auto.resolved(isTerminal: false, ansi: .always) == .plain)
        #expect(ProgressMode.json.resolved(isTerminal: true, ansi: .auto) == .json)
    }

    @Test func `modes that contradict each other are told`() {
        #expect(ProgressMode.tty.conflict(with: .never)?.contains("--ansi never") == true)
        #expect(ProgressMode.plain.conflict(with: .always)?.contains("--ansi always") == true)
        #expect(ProgressMode.tty.conflict(with: .auto) == nil)
        #expect(ProgressMode.quiet.conflict(with: .never) == nil)
    }
}
