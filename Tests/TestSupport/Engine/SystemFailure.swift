internal import Glibc

/// A call of the operating system that failed, which a test cannot go on without.
package struct SystemFailure: Error, Sendable, CustomStringConvertible {
    package let description: String

    init(_ call: String, code: Int32 = errno) {
        description = "\(call): \(String(cString: strerror(code)))"
    }
}
