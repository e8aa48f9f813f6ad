internal import CurlHTTP
internal import Glibc

/// A build context as a tar stream, made while it is sent: no file is ever held whole.
actor ContextArchive {
    private static let chunkSize = 256 * 1024

    private var walk: ContextWalk
    /// Files that are not in the directory: a Dockerfile that is written in the compose file or lies elsewhere.
    private var extras: [InjectedFiles.File]
    private var open: (descriptor: CInt, path: String, left: Int, size: Int)?
    private var isEnded = false

    init(_ walk: consuming ContextWalk, extras: [InjectedFiles.File]) {
        self.walk = walk
        self.extras = extras
    }

    isolated deinit {
        if let open { close(open.descriptor) }
    }

    nonisolated var source: HTTPBodySource { HTTPBodySource { try await self.next() } }

    /// The next bytes of the stream; nil at its end.
    private func next() throws -> [UInt8]? {
        var chunk: [UInt8] = []
        while chunk.count < Self.chunkSize, !isEnded {
            if open != nil {
                try appendContent(to: &chunk)
            } else if let extra = extras.popLast() {
                var header = TarHeader(path: extra.path, kind: .file, size: extra.content.count)
                header.mode = extra.mode
                chunk += header.encoded + extra.content + TarHeader.padding(after: extra.content.count)
            } else if let entry = try walk.next() {
                try begin(entry, in: &chunk)
            } else {
                chunk += TarHeader.endOfArchive
                isEnded = true
            }
        }
        return chunk.isEmpty ? nil : chunk
    }

    private func begin(_ entry: ContextWalk.Entry, in chunk: inout [UInt8]) throws {
        if entry.header.kind == .file {
            let descriptor = Glibc.open(entry.absolutePath, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw ContextWalk.failure("opening", entry.absolutePath) }
            open = (descriptor, entry.absolutePath, entry.header.size, entry.header.size)
        }
        chunk += entry.header.encoded
    }

    /// A file that became shorter since it was looked at is filled up, one that grew is cut: the header has promised.
    private func appendContent(to chunk: inout [UInt8]) throws {
        guard var file = open else { return }
        if file.left > 0 {
            let wanted = min(file.left, Self.chunkSize)
            let start = chunk.count
            chunk += [UInt8](repeating: 0, count: wanted)
            var count = 0
            chunk.withUnsafeMutableBytes { bytes in
                guard let base = bytes.baseAddress else { return }
                count = read(file.descriptor, base + start, wanted)
            }
            guard count >= 0 else { throw ContextWalk.failure("reading", file.path) }
            if count > 0, count < wanted { chunk.removeLast(wanted - count) }
            file.left -= count > 0 ? count : wanted
            open = file
        }
        guard file.left == 0 else { return }
        close(file.descriptor)
        open = nil
        chunk += TarHeader.padding(after: file.size)
    }
}
