internal import Glibc

/// A call to the kernel that failed.
package struct SystemCallError: Error, Sendable, Equatable {
    /// The call's name: `pipe`, `read`.
    package let call: String
    /// The `errno` it left.
    package let code: Int32

    init(_ call: String, code: Int32 = errno) {
        self.call = call
        self.code = code
    }
}

extension SystemCallError: CustomStringConvertible {
    package var description: String { "\(call): \(String(cString: strerror(code)))" }
}
