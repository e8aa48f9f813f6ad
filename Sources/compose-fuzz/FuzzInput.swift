/// One text that is tried.
struct FuzzInput {
    enum Kind: UInt8, CaseIterable {
        case compose
        case dotenv

        /// What a file with such a text is called after its dot.
        var fileExtension: String { self == .compose ? "yaml" : "env" }
    }

    var kind: Kind
    var bytes: [UInt8]
}
