internal import Glibc
internal import TerminalOutput

/// Files that the user asks to have written.
enum FileWriter {
    /// Makes a file hold the text and nothing else.
    ///
    /// - Throws: `CommandFailure` when the file cannot be opened, or the kernel's refusal to write.
    static func write(_ text: String, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw CommandFailure("cannot write '\(path)': \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        try FileOutput(descriptor: descriptor).write(text)
    }
}
