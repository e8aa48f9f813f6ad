/// Brings compose files that are elsewhere onto this machine; the loader itself never goes on the network.
package protocol RemoteFiles: Sendable {
    /// The absolute path of a copy: of the compose file itself, or of a directory that has one under a default name.
    ///
    /// Called synchronously, and may take as long as the network does. The loader asks once for each resource of a load.
    /// The resource is as the user wrote it: `https://git.example.com/shop.git#main:deploy`, `oci://host/shop:1`.
    func localPath(of resource: String) throws(RemoteFailure) -> String
}

/// Why a remote resource could not be had.
package struct RemoteFailure: Error, Sendable, Equatable {
    /// What follows a colon after the name of the resource: `there is no branch or tag 'mian'`.
    package var reason: String
    /// What to do next, as an instruction.
    package var hint: String?

    package init(_ reason: String, hint: String? = nil) {
        self.reason = reason
        self.hint = hint
    }
}
