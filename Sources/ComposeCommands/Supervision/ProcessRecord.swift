internal import Glibc

/// What the kernel tells of a process in `/proc/ID/stat`.
struct ProcessRecord: Sendable, Equatable {
    /// `R` for one that runs, `Z` for one that has ended and that nobody has asked about yet.
    var state: Character
    /// When it began, in the kernel's ticks since the machine did; tells two processes of one id apart.
    var start: Int

    /// nil for a text of another form.
    init?(_ text: String) {
        // The program's name stands in parentheses, and may have spaces and parentheses of its own.
        guard let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 19, let state = fields[0].first, let start = Int(fields[19]) else { return nil }
        self.state = state
        self.start = start
    }

    /// The record of a process; nil when there is none, or it is not shown to this user.
    static func of(_ process: Int) -> ProcessRecord? {
        let descriptor = open("/proc/\(process)/stat", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let size = 4096
        var bytes = [UInt8](repeating: 0, count: size)
        let count = read(descriptor, &bytes, size)
        guard count > 0 else { return nil }
        return ProcessRecord(String(decoding: bytes[..<count], as: UTF8.self))
    }
}
