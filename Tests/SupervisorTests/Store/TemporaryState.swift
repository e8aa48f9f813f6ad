import ControlProtocol
import Glibc
import Testing

@testable import Supervisor

/// A directory for one test, below `/tmp`; to be removed by the test.
struct TemporaryState: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/swiftcompose-state-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Runs the body and removes the directory, however it ends.
    static func with(_ body: (TemporaryState) async throws -> Void) async throws {
        let state = try TemporaryState()
        do {
            try await body(state)
        } catch {
            state.remove()
            throw error
        }
        state.remove()
    }

    func remove() {
        guard let directory = opendir(path) else { return }
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { unlink("\(path)/\(name)") }
        }
        closedir(directory)
        rmdir(path)
    }

    /// Copies what a killed daemon would have left: the files as they are at this moment.
    func copyDatabase(to other: TemporaryState) throws {
        for name in ["state.sqlite", "state.sqlite-wal"] {
            let source = open("\(path)/\(name)", O_RDONLY)
            try #require(source >= 0)
            let target = open("\(other.path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
            try #require(target >= 0)
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            let size = bytes.count
            while true {
                let count = read(source, &bytes, size)
                guard count > 0 else { break }
                try #require(Glibc.write(target, bytes, count) == count)
            }
            close(source)
            close(target)
        }
    }

    func mode(of name: String) -> UInt32 {
        var status = stat()
        return stat("\(path)/\(name)", &status) == 0 ? status.st_mode & 0o777 : 0
    }
}

extension Handover {
    static func sample(_ name: String = "shop") -> Handover {
        Handover(
            name: name,
            document: "{\"name\":\"\(name)\"}",
            source: ProjectSource(
                files: ["/srv/\(name)/compose.yaml"],
                directory: "/srv/\(name)",
                environment: ["A": "b"]
            ),
            stopped: ["batch"],
            lease: Lease(ends: 1_800_000_000.5, removesVolumes: true)
        )
    }
}

extension Incident {
    static func sample(_ id: Int, project: String = "shop", opened: Double = 1_700_000_000) -> Incident {
        Incident(id: id, project: project, service: "db", kind: .crash, summary: "db-1 ended", opened: opened)
    }
}

extension TimelineEntry {
    static func sample(_ number: Int, project: String = "shop", time: Double = 1_700_000_000) -> TimelineEntry {
        TimelineEntry(
            number: number,
            time: time,
            project: project,
            service: "db",
            event: "container.died",
            text: "line \(number)"
        )
    }
}

extension TemporaryState {
    func write(_ text: String, to name: String) throws {
        let descriptor = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        try #require(descriptor >= 0)
        let bytes = Array(text.utf8)
        try #require(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
        close(descriptor)
    }

    /// At most its first 64 bytes.
    func text(of name: String) -> String {
        let descriptor = open("\(path)/\(name)", O_RDONLY)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(descriptor, &bytes, 64)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}
