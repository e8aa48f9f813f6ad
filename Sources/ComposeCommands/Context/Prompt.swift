internal import ComposeRuntime
internal import TerminalOutput

/// Asks the user whether something may be done.
///
/// Several questions are answered by as many lines, also where they come from a file or a pipe.
actor Prompt {
    private let screen: FileOutput
    private var input: StandardInput?
    /// What was read and belongs to the answers after this one.
    private var unread: [UInt8] = []

    /// - Parameter screen: where questions are shown.
    init(screen: FileOutput) {
        self.screen = screen
    }

    /// Shows the question and reads a line of standard input.
    ///
    /// What is no clear yes is a no: another answer, the end of the input, an input that cannot be read, an interrupt.
    func confirms(_ question: String) async -> Bool {
        screen.show("\(question) [yN] ")
        let answer = await nextLine()
        // A terminal has shown the line break that was typed.
        if !Terminal.isTerminal(0) { screen.show("\n") }
        return Self.isYes(answer)
    }

    static func isYes(_ answer: String) -> Bool {
        let word = answer.filter { !$0.isWhitespace }.lowercased()
        return ["y", "yes", "t", "true", "1"].contains(word)
    }

    private func nextLine() async -> String {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: unread[..<end], as: UTF8.self)
                unread.removeFirst(end + 1)
                return line
            }
            do {
                guard let bytes = try await opened().read() else { break }
                unread += bytes
            } catch {
                // Nobody can answer.
                return ""
            }
        }
        defer { unread = [] }
        return String(decoding: unread, as: UTF8.self)
    }

    private func opened() throws -> StandardInput {
        if let input { return input }
        let opened = try StandardInput()
        input = opened
        return opened
    }
}
