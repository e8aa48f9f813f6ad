internal import OrderedCollections

/// How the engine finds out whether a container works.
///
/// Every nil field keeps what the image says.
package struct Healthcheck: Sendable, Equatable {
    /// `["CMD", …]`, `["CMD-SHELL", line]` or `["NONE"]`; empty keeps the image's test.
    package var test: [String] = []
    package var interval: Duration?
    package var timeout: Duration?
    package var startPeriod: Duration?
    /// Time between probes during the start period; needs Engine API 1.44.
    package var startInterval: Duration?
    package var retries: Int?
    package var isDisabled = false
    package var extensions: Extensions = [:]

    package init() {}
}
