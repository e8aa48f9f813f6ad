/// How much a YAML stream may ask for before it is refused.
///
/// The defaults are far above any real Compose file and low enough that a hostile one costs little.
package struct YAMLLimits: Sendable {
    /// How deep collections may stand in each other.
    ///
    /// Reading a nested collection takes stack, so this also guards against running out of it.
    package var depth: Int
    /// How many values all aliases of a stream may stand for together, each counted as often as it is repeated.
    ///
    /// Values written out in the file do not count, so that a long file without aliases always passes.
    package var aliasedValues: Int
    /// The size of a stream in bytes.
    package var bytes: Int

    package init(depth: Int = 512, aliasedValues: Int = 100_000, bytes: Int = 64 * 1024 * 1024) {
        self.depth = depth
        self.aliasedValues = aliasedValues
        self.bytes = bytes
    }
}
