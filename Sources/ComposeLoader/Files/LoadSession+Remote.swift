import Diagnostics

/// Files that must be fetched before they can be read.
extension LoadSession {
    /// The absolute path of the local copy of a remote compose file.
    ///
    /// - Parameters:
    ///   - resource: as the user wrote it.
    ///   - place: where it is named; nil on the command line.
    /// - Returns: nil when it cannot be had, which is then reported.
    func localCopy(of resource: String, namedAt place: SourceLocation? = nil) -> String? {
        switch remoteCopy(of: resource) {
        case .success(let path):
            return path
        case .failure(let failure):
            add([RemoteResource.failure(resource, failure, at: place)])
            return nil
        }
    }

    /// The same, with what went wrong in place of a report; fetched only once.
    func remoteCopy(of resource: String) -> Result<String, RemoteFailure> {
        if let known = remoteCopies[resource] { return known }
        let copy = fetch(resource)
        remoteCopies[resource] = copy
        return copy
    }

    private func fetch(_ resource: String) -> Result<String, RemoteFailure> {
        guard let remote = request.remote else { return .failure(RemoteResource.unsupported) }
        let path: String
        do throws(RemoteFailure) {
            path = try remote.localPath(of: resource)
        } catch {
            return .failure(error)
        }
        guard LocalFile.isDirectory(path) else { return .success(path) }
        let names = ComposeFileDiscovery.names
        guard let file = names.map({ PathSyntax.join(path, $0) }).first(where: LocalFile.exists) else {
            return .failure(
                RemoteFailure(
                    "it has no compose file",
                    hint: "looked for \(names.joined(separator: ", ")); name another one after the reference: "
                        + "'…#main:path/to/file.yaml'"
                )
            )
        }
        return .success(file)
    }
}

extension ModelLoader {
    /// The absolute path of a file that a compose file of this model names, fetched if it is elsewhere.
    ///
    /// - Returns: nil when it cannot be had, which is then reported.
    func localPath(of name: String, namedAt place: SourceLocation) -> String? {
        RemoteResource.isRemote(name) ? session.localCopy(of: name, namedAt: place) : absolute(name)
    }
}
