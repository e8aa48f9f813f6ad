/// A version of the Docker Engine API: `1.41`.
package struct APIVersion: Sendable, Hashable {
    package let major: Int
    package let minor: Int

    /// The oldest version this client speaks; engines since 20.10 answer to it.
    package static let oldest = APIVersion(1, 41)
    /// The newest version this client knows; a newer engine is asked to answer in this one.
    package static let newest = APIVersion(1, 51)

    package init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// Reads `1.41`, with or without a leading `v`; nil for anything else.
    package init?(_ text: String) {
        let numbers = (text.hasPrefix("v") ? text.dropFirst() : text[...]).split(
            separator: ".",
            omittingEmptySubsequences: false
        )
        guard numbers.count == 2, let major = Int(numbers[0]), let minor = Int(numbers[1]), major >= 0, minor >= 0
        else { return nil }
        self.init(major, minor)
    }
}

extension APIVersion: Comparable {
    package static func < (left: APIVersion, right: APIVersion) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }
}

extension APIVersion: CustomStringConvertible {
    package var description: String { "\(major).\(minor)" }
}

/// The engine, or `DOCKER_API_VERSION`, asks for an API version that this client cannot speak.
package struct APIVersionError: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
