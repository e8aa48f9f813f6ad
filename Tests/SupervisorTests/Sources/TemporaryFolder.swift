import Glibc

/// A folder for the files of one test, gone with it.
final class TemporaryFolder: Sendable {
    struct Failure: Error {
        let call: String
        let number: Int32

        init(_ call: String) {
            self.call = call
            number = errno
        }
    }

    let path: String

    init() throws {
        let path = "/tmp/supervisor-tests-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
        guard mkdir(path, 0o700) == 0 else { throw Failure("mkdir") }
        self.path = path
    }

    deinit { Self.removeAll(at: path) }

    /// The path of a name in it.
    func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

    func write(_ text: String, to name: String) throws {
        let descriptor = open(self(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure("open") }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else { throw Failure("write") }
    }

    /// As editors save: a new file takes the place of the old one.
    func replace(_ name: String, with text: String) throws {
        try write(text, to: "\(name).new")
        guard rename(self("\(name).new"), self(name)) == 0 else { throw Failure("rename") }
    }

    func makeFolder(_ name: String) throws {
        guard mkdir(self(name), 0o700) == 0 else { throw Failure("mkdir") }
    }

    /// A link that replaces an earlier one at once.
    func link(_ name: String, to target: String) throws {
        guard symlink(target, self("\(name).new")) == 0 else { throw Failure("symlink") }
        guard rename(self("\(name).new"), self(name)) == 0 else { throw Failure("rename") }
    }

    func remove(_ name: String) { unlink(self(name)) }

    private static func removeAll(at path: String) {
        guard let directory = opendir(path) else {
            unlink(path)
            return
        }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer -> String in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        closedir(directory)
        for name in names {
            let inner = "\(path)/\(name)"
            // A link is no folder, wherever it leads.
            if unlink(inner) != 0 { removeAll(at: inner) }
        }
        rmdir(path)
    }
}
