import Testing

/// Files that cannot work: where it is told, what is told, and that nothing happens.
@Suite(.engine, .serialized, .timeLimit(.minutes(2))) struct BadInputScenarios {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var compose: String
        /// Where the mistake is told; nil where any of several places is right.
        var line: Int?
        /// What a person must be able to read.
        var words: [String]

        init(_ testDescription: String, line: Int?, _ words: [String], _ compose: String) {
            self.testDescription = testDescription
            self.line = line
            self.words = words
            self.compose = compose
        }
    }

    static let cases: [Case] = [
        Case("a tab", line: 2, ["tab", "spaces"], "services:\n\tweb:\n\t\timage: busybox:stable\n"),
        Case(
            "an unknown key",
            line: 4,
            ["unknown key 'comand'", "did you mean 'command'?"],
            """
            services:
              web:
                image: busybox:stable
                comand: sleep 1
            """
        ),
        Case(
            "a wrong type",
            line: 3,
            ["image", "must be", "list"],
            """
            services:
              web:
                image: [busybox]
            """
        ),
        Case(
            "a variable that must be set",
            line: 3,
            ["WHICH_IMAGE", "say which image"],
            """
            services:
              web:
                image: ${WHICH_IMAGE:?say which image}
            """
        ),
        Case(
            "an unknown dependency",
            line: 4,
            ["'databse'", "did you mean 'database'?"],
            """
            services:
              web:
                image: busybox:stable
                depends_on: [databse]
              database:
                image: busybox:stable
            """
        ),
        Case(
            "a cycle",
            line: nil,
            ["cycle", "one", "two"],
            """
            services:
              one:
                image: busybox:stable
                depends_on: [two]
              two:
                image: busybox:stable
                depends_on: [one]
            """
        ),
        Case(
            "an env file that is missing",
            line: 4,
            ["nowhere.env"],
            """
            services:
              web:
                image: busybox:stable
                env_file: nowhere.env
            """
        ),
        Case(
            "a build context that is missing",
            line: 3,
            ["nowhere", "web"],
            """
            services:
              web:
                build: ./nowhere
            """
        ),
        Case(
            "a port out of range",
            line: 4,
            ["70000"],
            """
            services:
              web:
                image: busybox:stable
                ports: ["80:70000"]
            """
        ),
        Case(
            "a container name that two services have",
            line: 7,
            ["'same'", "'one'", "'two'"],
            """
            services:
              one:
                image: busybox:stable
                container_name: same
              two:
                image: busybox:stable
                container_name: same
            """
        ),
        Case(
            "a volume that is not defined",
            line: 4,
            ["'dta'", "did you mean 'data'?"],
            """
            services:
              web:
                image: busybox:stable
                volumes: ["dta:/data"]
            volumes:
              data:
            """
        ),
    ]

    @Test(arguments: BadInputScenarios.cases) func `a mistake is told with its place, and nothing is done`(
        _ mistake: Case
    ) async throws {
        try await Scenario.with(compose: mistake.compose) { scenario in
            let outcome = try await scenario.run("up", "-d")
            #expect(outcome.status == 1)
            let places = outcome.errors.split(separator: "\n").compactMap(Self.errorLine)
            if let line = mistake.line {
                #expect(places.contains(line), "\(outcome)")
            } else {
                #expect(!places.isEmpty, "\(outcome)")
            }
            for word in mistake.words { #expect(outcome.errors.contains(word), "\(outcome)") }
            #expect(try await scenario.containers().isEmpty)
            #expect(try await Engine.networks(of: scenario.name).isEmpty)
            #expect(try await Engine.volumes(of: scenario.name).isEmpty)
        }
    }

    /// The line in `compose.yaml:4:5: error: …`; nil for any other text.
    private static func errorLine(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0] == "compose.yaml", parts[3] == " error", Int(parts[2]) != nil else {
            return nil
        }
        return Int(parts[1])
    }

    @Test func `several mistakes are told at once`() async throws {
        let text = """
            services:
              web:
                image: busybox:stable
                comand: sleep 1
                prots: ["80:80"]
            """
        try await Scenario.with(compose: text) { scenario in
            let outcome = try await scenario.run("up", "-d")
            #expect(outcome.status == 1)
            #expect(outcome.errors.split(separator: "\n").compactMap(Self.errorLine) == [4, 5], "\(outcome)")
        }
    }

    @Test func `a command that does not exist is told with the one that was meant`() async throws {
        try await Scenario.with(compose: "services: {}\n") { scenario in
            let outcome = try await scenario.run("dwon")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("unknown command 'dwon'"), "\(outcome)")
            #expect(outcome.errors.contains("did you mean 'down'?"), "\(outcome)")
        }
    }
}
