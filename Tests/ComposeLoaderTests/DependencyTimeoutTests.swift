import ComposeModel
import Diagnostics
import OrderedCollections
import Testing
import YAML

@testable import ComposeLoader

/// `x-timeout` under a dependency: read, kept, and printed as any other key of the user's.
@Suite struct DependencyTimeoutTests {
    private func text(_ timeout: String) -> String {
        """
        services:
          web:
            image: a
            depends_on:
              db: {condition: service_healthy, x-timeout: \(timeout)}
          db: {image: b}
        """
    }

    private func edge(_ timeout: String) throws -> Dependency {
        try #require(try Decoding.cleanProject(text(timeout)).services["web"]?.dependencies["db"])
    }

    @Test(arguments: [("30s", 30), ("2m", 120), ("1h1m1s", 3661)])
    func `a timeout is a duration`(text: String, seconds: Int) throws {
        #expect(try edge(text).timeout == .seconds(seconds))
    }

    @Test func `none and zero are no limit`() throws {
        let plain = "services: {web: {image: a, depends_on: {db: {condition: service_healthy}}}, db: {image: b}}"
        #expect(try Decoding.cleanProject(plain).services["web"]?.dependencies["db"]?.timeout == nil)
        #expect(try edge("0").timeout == nil)
        #expect(try edge("0s").timeout == nil)
    }

    @Test func `what is no length of time is told with its place`() throws {
        let found = try Decoding.project(text("soon")).diagnostics
        #expect(
            found.map(\.message) == ["'depends_on.db.x-timeout' of service 'web' must be a duration, not 'soon'"]
        )
        #expect(found.first?.location?.line == 5)
        let negative = try Decoding.project(text("-5s")).diagnostics
        #expect(
            negative.map(\.message) == [
                "'depends_on.db.x-timeout' of service 'web' must be no negative time, not '-5s'"
            ]
        )
    }

    @Test func `the key is kept as it was written, and is no part of what is hashed and shown to others`() throws {
        let dependency = try edge("30s")
        #expect(dependency.extensions["x-timeout"] == .string("30s"))
        let web = try #require(try Decoding.cleanProject(text("30s")).services["web"])
        let shown = try #require(web.canonical(in: .json)["depends_on"]?.compactJSON)
        #expect(shown == #"{"db":{"condition":"service_healthy","required":true}}"#)
    }

    @Test func `a later file may set it on a dependency in the short form`() throws {
        var tree = try YAMLNode.parsed("services: {web: {depends_on: [db]}}")
        let later = try YAMLNode.parsed("services: {web: {depends_on: {db: {x-timeout: 9s}}}}")
        var collector = DiagnosticCollector()
        Merger.merge(later, over: &tree, at: [], into: &collector)
        try collector.throwIfErrors()
        #expect(
            tree.at("services", "web", "depends_on")?.flow
                == "{db: {condition: 'service_started', required: true, x-timeout: '9s'}}"
        )
    }
}
