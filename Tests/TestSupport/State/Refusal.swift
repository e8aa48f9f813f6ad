/// What an engine answers instead of doing what it was asked for.
package struct Refusal: Error, Sendable, Hashable {
    /// The HTTP status.
    package var status: Int
    /// In the engine's words.
    package var message: String

    package init(_ status: Int, _ message: String) {
        self.status = status
        self.message = message
    }
}
