internal import FoundationEssentials
internal import Glibc

/// Where the program runs, as the user calls the place.
enum CurrentDirectory {
    /// The value of `PWD` while it still names the directory, for it keeps symbolic links, which name projects; else the
    /// kernel's own path.
    static func path(pwd: String?) -> String {
        guard let pwd, pwd.hasPrefix("/"), let named = identity(of: pwd), let here = identity(of: "."), named == here
        else { return FileManager.default.currentDirectoryPath }
        return pwd
    }

    private struct Identity: Equatable {
        var device: UInt
        var inode: UInt
    }

    private static func identity(of path: String) -> Identity? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Identity(device: UInt(status.st_dev), inode: UInt(status.st_ino))
    }
}
