import Testing

@testable import ComposeRuntime

@Suite struct MaskedInspectionTests {
    private let json = #"""
        {"Id":"a1","Config":{"Env":["DB_PASSWORD=x1","URL=http://a:hunter22@b","PATH=/bin","FLAG"],
         "Cmd":["run","--key","hunter22"],"Labels":{"api.token":"abc","other":"b"},"Tty":false},
         "State":{"ExitCode":137,"Health":null},"Ratio":0.5}
        """#

    @Test func `credentials are hidden by name, and known values wherever they stand`() throws {
        let text = try MaskedInspection(json: Array(json.utf8), mask: SecretMask(["hunter22"])).text
        #expect(!text.contains("hunter22"))
        #expect(!text.contains("x1"))
        #expect(!text.contains("abc"))
        for kept in [
            #""DB_PASSWORD=***""#, #""URL=http://a:***@b""#, #""PATH=/bin""#, #""FLAG""#, #""other" : "b""#,
            #""Tty" : false"#, #""ExitCode" : 137"#, #""Health" : null"#, #""Ratio" : 0.5"#,
        ] {
            #expect(text.contains(kept), "\(kept) in \(text)")
        }
        #expect(text.hasSuffix("}\n"))
    }

    @Test func `what is no JSON is refused`() {
        #expect(throws: (any Error).self) { try MaskedInspection(json: Array("no".utf8), mask: .none) }
    }
}
