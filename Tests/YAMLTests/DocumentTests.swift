import Diagnostics
import OrderedCollections
import Testing

@testable import YAML

@Suite struct DocumentTests {
    @Test func `every value and key knows where it was written`() throws {
        let root = try parse(
            """
            services:
              web:
                image: nginx
                ports: [80, "é", 443]
                command:
                  - run
            """
        )
        let web = try #require(root["services"]?["web"])
        #expect(root.place == "1:1")
        #expect(web.place == "3:5")
        #expect(web["image"]?.place == "3:12")
        #expect(web["ports"]?[2]?.place == "4:22")
        #expect(web["command"]?[0]?.place == "6:9")
        guard case .mapping(let mapping) = web.value else {
            Issue.record("web is no mapping")
            return
        }
        #expect(
            mapping.entries["command"]?.keyLocation
                == Diagnostics.SourceLocation(file: "compose.yaml", line: 5, column: 5)
        )
        #expect(Array(mapping.entries.keys) == ["image", "ports", "command"])
    }

    @Test func `a stream holds any number of documents`() throws {
        let documents = try YAMLNode.parseDocuments(
            Array("# first\n---\na: 1\n---\n---\nb: 2\n...\n".utf8),
            file: "compose.yaml"
        )
        try #require(documents.count == 3)
        #expect(documents[0]["a"]?.scalar == .int(1))
        #expect(documents[1].scalar == .null)
        #expect(documents[2]["b"]?.place == "6:4")
    }

    @Test(arguments: ["", "\n\n", "# only a comment\n", "\u{FEFF}"])
    func `a file without values holds no document`(text: String) throws {
        #expect(try YAMLNode.parseDocuments(Array(text.utf8), file: "compose.yaml").isEmpty)
    }

    @Test func `anchors end with their document`() throws {
        #expect(try problems("a: &x 1\n---\nb: *x\n") == ["compose.yaml:3:4: error: unknown alias '*x'"])
    }

    @Test func `a byte order mark takes up no column`() throws {
        #expect(try parse("\u{FEFF}name: x")["name"]?.place == "1:7")
    }

    @Test func `line breaks may be those of Windows`() throws {
        let root = try parse("a: one\r\nb: |\r\n  two\r\n  three\r\n")
        #expect(root["a"]?.scalar == .string("one"))
        #expect(root["b"]?.scalar == .string("two\nthree\n"))
        #expect(root["b"]?.place == "2:4")
    }

    @Test func `UTF-16 is read when it says so`() throws {
        let bytes: [UInt8] = [0xFF, 0xFE] + "a: b".utf8.flatMap { [$0, 0] }
        let documents = try YAMLNode.parseDocuments(bytes, file: "compose.yaml")
        #expect(documents.first?["a"]?.scalar == .string("b"))
    }

    @Test func `a custom tag stays with its value`() throws {
        let root = try parse("a: !reset []\nb: !override\n  c: 1\nd: !reset\ne: x\n")
        #expect(root["a"]?.tag == "!reset")
        #expect(root["b"]?.tag == "!override")
        #expect(root["b"]?["c"]?.scalar == .int(1))
        #expect(root["d"]?.tag == "!reset")
        let plain = try #require(root["e"])
        #expect(plain.tag == nil)
    }
}
