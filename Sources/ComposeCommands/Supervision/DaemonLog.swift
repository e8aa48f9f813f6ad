internal import Glibc
internal import TerminalOutput

/// The file that a daemon writes to that `daemon start` has started.
struct DaemonLog: Sendable {
    let path: String

    /// How much of the end is looked at for the last lines.
    private static let reach = 4 << 20
    /// How long to wait for more.
    private static let interval = Duration.milliseconds(200)

    /// The last lines, without their line breaks.
    ///
    /// - Throws: `CommandFailure` when there is no log, or it cannot be read.
    func lastLines(_ count: Int) throws(CommandFailure) -> [String] {
        let descriptor = try open()
        defer { close(descriptor) }
        return Self.lines(in: lastBytes(descriptor), count)
    }

    /// The last lines of a text, of which the first may have been cut.
    static func lines(in bytes: [UInt8], _ count: Int) -> [String] {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        // Behind the last line break is nothing.
        let whole = lines.last?.isEmpty == true ? lines.dropLast() : lines[...]
        return whole.suffix(count).map { String($0) }
    }

    /// Writes the last lines and all that follow, until the task is cancelled or nobody reads any more.
    func follow(_ count: Int, into output: FileOutput) async throws {
        var descriptor = try open()
        defer { close(descriptor) }
        let lines = Self.lines(in: lastBytes(descriptor), count)
        try output.write(lines.map { $0 + "\n" }.joined())
        while !output.isBroken {
            let more = Self.read(descriptor)
            if !more.isEmpty {
                try output.write(bytes: more)
                continue
            }
            if isReplaced(descriptor) {
                let next = try open()
                close(descriptor)
                descriptor = next
                continue
            }
            try await Task.sleep(for: Self.interval)
        }
    }

    private func open() throws(CommandFailure) -> Int32 {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno)).lowercased()
            throw CommandFailure(
                "cannot read the daemon's log '\(path)': \(reason)",
                hint: "a daemon that systemd has started writes to the journal: run 'journalctl -u swiftcomposed'"
            )
        }
        return descriptor
    }

    /// Reads up to the end, and leaves the descriptor there.
    private func lastBytes(_ descriptor: Int32) -> [UInt8] {
        let size = Int(lseek(descriptor, 0, SEEK_END))
        lseek(descriptor, max(0, size - Self.reach), SEEK_SET)
        var bytes: [UInt8] = []
        while true {
            let more = Self.read(descriptor)
            guard !more.isEmpty else { return bytes }
            bytes += more
        }
    }

    /// The next bytes; none at the end.
    private static func read(_ descriptor: Int32) -> [UInt8] {
        let size = 1 << 16
        var bytes = [UInt8](repeating: 0, count: size)
        while true {
            let count = Glibc.read(descriptor, &bytes, size)
            if count < 0, errno == EINTR { continue }
            return count > 0 ? Array(bytes[..<count]) : []
        }
    }

    /// Whether the name leads to another file by now, or the file was cut.
    private func isReplaced(_ descriptor: Int32) -> Bool {
        var named = stat()
        var opened = stat()
        guard stat(path, &named) == 0, fstat(descriptor, &opened) == 0 else { return false }
        return named.st_ino != opened.st_ino || Int(opened.st_size) < Int(lseek(descriptor, 0, SEEK_CUR))
    }
}
