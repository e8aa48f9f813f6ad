import Glibc

/// A file to which a test lets something be written, closed at the end.
final class DescriptorFile {
    let descriptor: Int32

    struct CannotOpen: Error {
        var code: Int32
    }

    init(path: String) throws {
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CannotOpen(code: errno) }
    }

    deinit {
        close(descriptor)
    }
}
