import ComposeModel
import ControlProtocol
import OrderedCollections
import Testing

@testable import Supervisor

/// From the document of a handover to a project.
@Suite struct DocumentLoadingTests {
    @Test func `a project is read as the command line had it`() throws {
        let project = try DocumentLoading.project(of: Keeping.handover())
        #expect(project.name == "shop")
        #expect(project.workingDirectory == "/srv/shop")
        #expect(project.composeFiles == ["/srv/shop/compose.yaml"])
        #expect(project.services["db"]?.image == "postgres:17")
        #expect(project.networks["default"]?.name == "shop_default")
    }

    @Test func `a dollar sign stands for itself`() throws {
        let project = try DocumentLoading.project(of: Keeping.handover())
        #expect(project.services["db"]?.command == ["sh", "-c", "echo $HOME"])
    }

    @Test func `what is written out is read back the same`() throws {
        let once = try DocumentLoading.project(of: Keeping.handover())
        let twice = try DocumentLoading.project(of: Keeping.handover(document: once.canonicalJSON))
        #expect(twice.canonicalJSON == once.canonicalJSON)
    }

    @Test func `a secret that comes from a variable gets its content from the caller's environment`() throws {
        var handover = Keeping.handover(
            document: """
                {"name": "shop", "services": {"db": {"image": "x", "secrets": [{"source": "key"}]}},
                "secrets": {"key": {"name": "shop_key", "environment": "KEY"}}}
                """
        )
        handover.source.environment = ["KEY": "hunter22"]
        #expect(try DocumentLoading.project(of: handover).secrets["key"]?.content == "hunter22")
    }

    @Test func `services that a profile has enabled stay enabled`() throws {
        let handover = Keeping.handover(
            document: #"{"name": "shop", "services": {"db": {"image": "x", "profiles": ["extra"]}}}"#
        )
        let project = try DocumentLoading.project(of: handover)
        #expect(Array(project.services.keys) == ["db"])
    }

    @Test func `a document that is no project says what is wrong with it`() throws {
        let handover = Keeping.handover(document: #"{"name": "shop", "services": {"db": {"imagee": "x"}}}"#)
        let error = #expect(throws: ControlError.self) { try DocumentLoading.project(of: handover) }
        #expect(error?.status == 422)
        #expect(error?.message.contains("imagee") == true)
    }

    @Test func `a document of another project is refused`() throws {
        let error = #expect(throws: ControlError.self) {
            try DocumentLoading.project(of: Keeping.handover("other"))
        }
        #expect(error?.status == 400)
    }
}
