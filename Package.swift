// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

// What is not exported can be left out, folded, and relocated in a few kilobytes: two megabytes less in memory.
let lean = [
    "-use-ld=lld", "-Xlinker", "--no-export-dynamic", "-Xlinker", "--icf=safe", "-Xlinker", "-z", "-Xlinker",
    "pack-relative-relocs",
]

let collections = Target.Dependency.product(name: "OrderedCollections", package: "swift-collections")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

// What only the daemon needs; the command line stays free of it.
let server: [Target.Dependency] = [
    .product(name: "GRDB", package: "GRDB.swift"),
    .product(name: "Hummingbird", package: "hummingbird"),
    .product(name: "HummingbirdCore", package: "hummingbird"),
    .product(name: "HummingbirdTLS", package: "hummingbird"),
    .product(name: "HTTPTypes", package: "swift-http-types"),
    .product(name: "Logging", package: "swift-log"),
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOSSL", package: "swift-nio-ssl"),
    .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
]

let package = Package(
    name: "swiftcompose",
    products: [
        .executable(name: "swiftcompose", targets: ["swiftcompose"]),
        .executable(name: "swiftcomposed", targets: ["swiftcomposed"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Room 0: the system libraries.
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("dl")]),
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),

        // Room 1: places and problems; graphs; what a terminal shows.
        .target(name: "Diagnostics", swiftSettings: strict),
        .target(name: "DependencyGraph", swiftSettings: strict),
        .target(name: "TerminalOutput", swiftSettings: strict),
        .target(name: "ControlProtocol", swiftSettings: strict),

        // Room 2: text to nodes; HTTP; the model.
        .target(
            name: "YAML",
            dependencies: ["CYAML", "Diagnostics", collections],
            swiftSettings: strict + [.strictMemorySafety()]
        ),
        .target(name: "CurlHTTP", dependencies: ["CCurl"], swiftSettings: strict),
        .target(name: "ComposeModel", dependencies: ["Diagnostics", collections], swiftSettings: strict),

        // Room 3: files to a project; the engine's API; what to do.
        .target(
            name: "ComposeLoader",
            dependencies: ["YAML", "ComposeModel", "DependencyGraph", "Diagnostics", collections],
            swiftSettings: strict
        ),
        .target(name: "DockerEngine", dependencies: ["CurlHTTP"], swiftSettings: strict),
        .target(
            name: "ComposePlan",
            dependencies: ["ComposeModel", "DependencyGraph", "Diagnostics", collections, crypto],
            swiftSettings: strict
        ),

        // Room 4: the plan, carried out on the engine.
        .target(
            name: "ComposeRuntime",
            dependencies: [
                "ComposePlan", "ComposeModel", "DockerEngine", "CurlHTTP", "DependencyGraph", "Diagnostics",
                collections,
            ],
            swiftSettings: strict
        ),

        .target(
            name: "RemoteSources",
            dependencies: ["ComposeLoader", "CurlHTTP", crypto],
            swiftSettings: strict
        ),

        // Room 5: the daemon.
        .target(
            name: "Supervisor",
            dependencies: [
                "ControlProtocol", "ComposeRuntime", "ComposeLoader", "ComposePlan", "ComposeModel", "DockerEngine",
                "CurlHTTP", "DependencyGraph", "Diagnostics", "YAML", collections, argumentParser,
            ] + server,
            swiftSettings: strict
        ),

        // Room 6: one file a command.
        .target(
            name: "ComposeCommands",
            dependencies: [
                "ComposeRuntime", "RemoteSources", "ComposeLoader", "ComposePlan", "ComposeModel", "YAML",
                "TerminalOutput",
                "Diagnostics",
                "DockerEngine", "ControlProtocol", "CurlHTTP", collections, argumentParser,
            ],
            swiftSettings: strict
        ),

        // Room 7: the programs.
        .executableTarget(
            name: "swiftcompose",
            dependencies: ["ComposeCommands", argumentParser],
            swiftSettings: strict,
            linkerSettings: [.unsafeFlags(lean, .when(configuration: .release))]
        ),
        .executableTarget(
            name: "swiftcomposed",
            dependencies: ["Supervisor"],
            swiftSettings: strict,
            linkerSettings: [.unsafeFlags(lean, .when(configuration: .release))]
        ),

        .executableTarget(
            name: "compose-fuzz",
            dependencies: ["ComposeLoader", "ComposeModel", "YAML", "Diagnostics", collections],
            swiftSettings: strict
        ),

        // Tests: a target a room, fast and without an engine.
        .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"], swiftSettings: strict),
        .testTarget(name: "DependencyGraphTests", dependencies: ["DependencyGraph"], swiftSettings: strict),
        .testTarget(name: "TerminalOutputTests", dependencies: ["TerminalOutput"], swiftSettings: strict),
        .testTarget(name: "YAMLTests", dependencies: ["YAML", "Diagnostics", collections], swiftSettings: strict),
        .testTarget(name: "CurlHTTPTests", dependencies: ["CurlHTTP"], swiftSettings: strict),
        .testTarget(name: "ComposeModelTests", dependencies: ["ComposeModel", collections], swiftSettings: strict),
        .testTarget(
            name: "ComposeLoaderTests",
            dependencies: ["ComposeLoader", "ComposeModel", "YAML", "Diagnostics", collections],
            swiftSettings: strict
        ),
        .testTarget(
            name: "RemoteSourcesTests",
            dependencies: ["RemoteSources", "ComposeLoader"],
            swiftSettings: strict
        ),
        .testTarget(name: "DockerEngineTests", dependencies: ["DockerEngine", "CurlHTTP"], swiftSettings: strict),
        .testTarget(
            name: "SupervisorTests",
            dependencies: [
                "Supervisor", "ControlProtocol", "ComposeRuntime", "ComposePlan", "ComposeModel", "DockerEngine",
                "CurlHTTP", "Diagnostics", collections, argumentParser,
            ] + server,
            swiftSettings: strict
        ),
        // An engine without containers, and running the built program against it.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(name: "SimulationTests", dependencies: ["TestSupport", "DockerEngine"], swiftSettings: strict),
        .testTarget(
            name: "ComposePlanTests",
            dependencies: ["ComposePlan", "ComposeModel", "Diagnostics", collections],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ComposeRuntimeTests",
            dependencies: [
                "ComposeRuntime", "ComposePlan", "ComposeModel", "DockerEngine", "CurlHTTP", "DependencyGraph",
                collections,
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ComposeCommandsTests",
            dependencies: [
                "ComposeCommands", "ComposeRuntime", "ComposeLoader", "ComposePlan", "ComposeModel", "TerminalOutput",
                "Diagnostics", "DockerEngine", "ControlProtocol",
                collections, argumentParser,
            ],
            swiftSettings: strict
        ),

        // The built program against a real engine.
        .testTarget(name: "ScenarioTests", dependencies: ["DockerEngine", "TestSupport"], swiftSettings: strict),
    ]
)
