package import CurlHTTP
internal import FoundationEssentials

/// What a path in a container is.
package struct PathStat: Sendable, Hashable, Decodable {
    package let name: String
    package let size: Int
    /// Permission bits, and Go's bits for the kind of file.
    package let mode: Int
    /// Where a symbolic link leads; empty for anything else.
    package let linkTarget: String

    package var isDirectory: Bool { mode & (1 << 31) != 0 }
    package var isSymbolicLink: Bool { mode & (1 << 27) != 0 }
    package var permissions: Int { mode & 0o777 }

    enum CodingKeys: String, CodingKey {
        case name, size, mode, linkTarget
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        name = try fields.text(.name)
        size = try fields.number(.size)
        mode = try fields.number(.mode)
        linkTarget = try fields.text(.linkTarget)
    }
}

/// Files from a container.
package struct ContainerArchive: Sendable {
    /// What the path that was asked for is.
    package let stat: PathStat
    /// The path and everything below it, as a tar archive.
    package let tar: HTTPBody
}

extension EngineClient {
    /// Unpacks a tar archive into a directory of a container, which need not run.
    ///
    /// `PUT /containers/{id}/archive`
    ///
    /// - `path`: the directory; it must be there.
    /// - `keepsKinds`: refuses to put a file in a directory's place, or a directory in a file's.
    /// - `keepsOwners`: whether files belong to the users and groups in the archive rather than to the container's.
    package func putArchive(
        _ tar: HTTPRequestBody,
        in id: String,
        at path: String,
        keepsKinds: Bool = false,
        keepsOwners: Bool = false
    ) async throws {
        var query = EngineQuery()
        query.set("path", path)
        query.set("noOverwriteDirNonDir", flag: keepsKinds)
        query.set("copyUIDGID", flag: keepsOwners)
        try await perform(
            "PUT",
            containerPath(id, "/archive"),
            query: query,
            headers: ["Content-Type": "application/x-tar"],
            body: tar
        )
    }

    /// A file or directory of a container as a tar archive, which arrives while it is read.
    ///
    /// `GET /containers/{id}/archive`
    package func getArchive(from id: String, at path: String) async throws -> ContainerArchive {
        let (response, stat) = try await archive("GET", id, path)
        return ContainerArchive(stat: stat, tar: response.body)
    }

    /// What a path in a container is; not found when there is none.
    ///
    /// `HEAD /containers/{id}/archive`
    package func statPath(_ path: String, in id: String) async throws -> PathStat {
        let (response, stat) = try await archive("HEAD", id, path)
        _ = try await collect(response, answering: "HEAD", containerPath(id, "/archive"))
        return stat
    }

    private func archive(_ method: String, _ id: String, _ path: String) async throws -> (HTTPResponse, PathStat) {
        var query = EngineQuery()
        query.set("path", path)
        let route = containerPath(id, "/archive")
        let response = try await send(method, route, query: query)
        guard let header = response.headers["X-Docker-Container-Path-Stat"], let json = Data(base64Encoded: header)
        else { throw EngineAnswerUnreadable(method, route, "it does not say what the path is") }
        return (response, try EngineJSON.decode(PathStat.self, from: Array(json), answering: method, route))
    }
}
