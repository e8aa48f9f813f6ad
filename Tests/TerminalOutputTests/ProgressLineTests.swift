import TerminalOutput
import Testing

@Suite struct ProgressLineTests {
    @Test func `plain text is id, text and details`() {
        #expect(
            ProgressLine("Container a-web-1", text: "Started", status: .done).plainText == " Container a-web-1 Started"
        )
        #expect(
            ProgressLine("Image x", text: "Error", details: "not found", status: .error).plainText
                == " Image x Error not found"
        )
    }

    @Test func `JSON leaves out what is empty`() {
        #expect(
            ProgressLine("Container a", text: "Starting", status: .working).json
                == #"{"id":"Container a","status":"Working","text":"Starting"}"#
        )
        let layer = ProgressLine(
            "f00",
            parentID: "Image x",
            text: "Downloading",
            details: "1/3",
            status: .working,
            current: 1,
            total: 3
        )
        #expect(
            layer.json
                == #"{"id":"f00","parent_id":"Image x","status":"Working","text":"Downloading","details":"1/3","#
                + #""current":1,"total":3,"percent":33}"#
        )
    }

    @Test func `JSON text is escaped`() {
        #expect("a\"b\\c\n\r\t\u{1B}é🐳\u{0}".jsonQuoted == #""a\"b\\c\n\r\t\u001bé🐳\u0000""#)
        #expect("\r\n".jsonQuoted == #""\r\n""#)
    }

    @Test func `the fraction stays between none and all`() {
        func fraction(_ current: Int, _ total: Int, _ status: ProgressLine.Status = .working) -> Double {
            ProgressLine("x", text: "", status: status, current: current, total: total).fraction
        }
        #expect(fraction(1, 4) == 0.25)
        #expect(fraction(9, 4) == 1)
        #expect(fraction(-1, 4) == 0)
        #expect(fraction(5, 0) == 0)
        #expect(fraction(0, 0, .done) == 1)
    }
}
