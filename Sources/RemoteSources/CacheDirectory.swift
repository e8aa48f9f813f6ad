internal import ComposeLoader
internal import FoundationEssentials
internal import Glibc

/// A directory whose entries are named for what they contain, and are whole or not there at all.
///
/// An entry is made beside its place under a name of its own and then moved there, so neither an interruption nor
/// another process doing the same leaves half of one.
struct CacheDirectory: Sendable {
    /// Absolute.
    let path: String

    init(path: String) {
        self.path = path
    }

    /// `swiftcompose/KIND` in `XDG_CACHE_HOME`, else in `~/.cache`.
    init(_ kind: String, environment: [String: String]) throws(RemoteFailure) {
        if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
            self.init(path: "\(cache)/swiftcompose/\(kind)")
        } else if let home = environment["HOME"], home.hasPrefix("/") {
            self.init(path: "\(home)/.cache/swiftcompose/\(kind)")
        } else {
            throw RemoteFailure("there is no directory to keep it in", hint: "set XDG_CACHE_HOME or HOME")
        }
    }

    /// The path of an entry; nil when there is none.
    func entry(_ name: String) -> String? {
        let path = "\(path)/\(name)"
        return access(path, F_OK) == 0 ? path : nil
    }

    /// Makes an entry, and returns its path; the one that is there when another process was faster.
    ///
    /// `fill` puts the contents into an empty directory, which is removed again when it throws.
    func make(_ name: String, _ fill: (String) throws(RemoteFailure) -> Void) throws(RemoteFailure) -> String {
        let unfinished = try makeUnfinished()
        do throws(RemoteFailure) {
            try fill(unfinished)
        } catch {
            remove(unfinished)
            throw error
        }
        let place = "\(path)/\(name)"
        guard rename(unfinished, place) != 0 else { return place }
        let code = errno
        remove(unfinished)
        guard code == ENOTEMPTY || code == EEXIST else { throw failure(code) }
        return place
    }

    /// An empty directory that nobody else uses.
    private func makeUnfinished() throws(RemoteFailure) -> String {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw RemoteFailure("cannot create the cache directory '\(path)': \(error)", hint: Self.advice)
        }
        var template = Array("\(path)/.unfinished-XXXXXX".utf8CString)
        let made = template.withUnsafeMutableBufferPointer { buffer -> String? in
            guard let start = buffer.baseAddress, mkdtemp(start) != nil else { return nil }
            return String(cString: start)
        }
        guard let directory = made else { throw failure(errno) }
        return directory
    }

    private func remove(_ directory: String) {
        // What is left behind only takes room: nothing looks for it.
        try? FileManager.default.removeItem(atPath: directory)
    }

    private func failure(_ code: Int32) -> RemoteFailure {
        RemoteFailure(
            "cannot write to the cache directory '\(path)': \(String(cString: strerror(code)))",
            hint: Self.advice
        )
    }

    private static let advice = "set XDG_CACHE_HOME to a directory that can be written to"
}
