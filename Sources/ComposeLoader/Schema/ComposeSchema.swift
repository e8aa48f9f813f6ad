/// The Compose Specification as a table: every key, and what may stand under it.
///
/// Numbers and flags may be written as text nearly everywhere, because interpolation gives text.
enum ComposeSchema {
    static let root = Fields([
        "version": .string,
        "name": .string,
        "include": .list(of: include, unique: false),
        "services": .map(of: .fields(service), keys: .resourceName),
        "networks": .map(of: .either([.fields(network), .null]), keys: .resourceName),
        "volumes": .map(of: .either([.fields(volume), .null]), keys: .resourceName),
        "secrets": .map(of: .fields(secret), keys: .resourceName),
        "configs": .map(of: .fields(config), keys: .resourceName),
        "models": .map(of: .fields(model), keys: .resourceName),
    ])

    private static let include: Shape = .either([
        .string,
        .object(
            ["path": stringOrStrings, "env_file": stringOrStrings, "project_directory": .string],
            extensions: false
        ),
    ])

    // What occurs in many places.
    static let flag: Shape = .either([.boolean, .string])
    static let number: Shape = .either([.number, .string])
    static let integer: Shape = .either([.anyInteger, .string])
    static let scalar: Shape = .either([.string, .number, .boolean, .null])
    static let strings: Shape = .list(of: .string, unique: true)
    /// A list that may say a thing twice.
    static let repeatableStrings: Shape = .list(of: .string, unique: false)
    static let stringOrStrings: Shape = .either([.string, strings])
    /// `KEY: value` or `- KEY=value`.
    static let pairs: Shape = .either([.map(of: scalar, keys: nil), strings])
    static let driverOptions: Shape = .map(of: .either([.string, .number]), keys: nil)
    static let command: Shape = .either([.string, repeatableStrings, .null])
}
