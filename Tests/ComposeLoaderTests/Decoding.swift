import ComposeModel
import Diagnostics
import OrderedCollections
import Testing
import YAML

@testable import ComposeLoader

/// The later stages of loading on a text, without files.
enum Decoding {
    /// A project as the loader would make it of one file, and what was found on the way.
    static func project(
        _ text: String,
        profiles: [String] = [],
        environment: [String: String] = [:],
        normalizes: Bool = true
    ) throws -> (project: Project, diagnostics: [Diagnostic]) {
        var collector = DiagnosticCollector()
        var tree = try YAMLNode.parsed(text)
        SchemaCheck.check(tree, into: &collector)
        tree = DefaultValues.fill(ShortForms.expand(tree, into: &collector))
        if normalizes { tree = Normalizer.normalize(tree, projectName: "app", environment: environment) }
        var project = Project(name: "app", workingDirectory: "/app")
        project.environment = environment
        ProjectDecoder.decode(tree, into: &project, collector: &collector)
        ProjectSelection.applyProfiles(profiles, to: &project)
        return (project, collector.diagnostics)
    }

    /// A project about which nothing was found.
    static func cleanProject(
        _ text: String,
        profiles: [String] = [],
        environment: [String: String] = [:]
    ) throws -> Project {
        let result = try project(text, profiles: profiles, environment: environment)
        #expect(result.diagnostics.map(\.description) == [])
        return result.project
    }

    /// The only service of a text that holds the attributes of one.
    static func service(_ attributes: String) throws -> Service {
        try #require(try cleanProject("services: {web: \(attributes)}").services["web"])
    }
}
