import Testing

@testable import YAML

@Suite struct EmitterTests {
    @Test func `maps nest by two spaces and lists stand below their key`() {
        let port = YAMLOutput.map([(key: "mode", value: .string("ingress")), (key: "target", value: .int(80))])
        let row = YAMLOutput.list([.int(1), .int(2)])
        let web = YAMLOutput.map([
            (key: "command", value: .null),
            (key: "ports", value: .list([port])),
            (key: "profiles", value: .list([])),
            (key: "labels", value: .map([])),
            (key: "init", value: .bool(true)),
            (key: "matrix", value: .list([row, .list([])])),
        ])
        let services = YAMLOutput.map([(key: "web", value: web)])
        let value = YAMLOutput.map([(key: "name", value: .string("demo")), (key: "services", value: services)])
        #expect(
            YAMLEmitter.text(of: value) == """
                name: demo
                services:
                  web:
                    command: null
                    ports:
                      - mode: ingress
                        target: 80
                    profiles: []
                    labels: {}
                    init: true
                    matrix:
                      - - 1
                        - 2
                      - []

                """
        )
    }

    @Test func `comments stand behind values, and behind the first line of a block`() {
        let value = YAMLOutput.map([
            (key: "a", value: .commented(.int(1), "f:1")),
            (key: "b", value: .commented(.string("x\ny\n"), "f:2")),
            (key: "c", value: .list([.commented(.string("z"), "line\nbreak"), .commented(.map([]), "f:3")])),
        ])
        #expect(
            YAMLEmitter.text(of: value) == """
                a: 1 # f:1
                b: | # f:2
                  x
                  y
                c:
                  - z # line?break
                  - {} # f:3

                """
        )
    }

    @Test func `a document may be a scalar or empty`() {
        #expect(YAMLEmitter.text(of: .map([])) == "{}\n")
        #expect(YAMLEmitter.text(of: .string("80")) == "\"80\"\n")
        #expect(YAMLEmitter.text(of: .string("a\nb\n")) == "|\n  a\n  b\n")
        #expect(YAMLEmitter.text(of: .list([.null])) == "- null\n")
    }

    @Test func `lines in a block are indented below their key or dash`() {
        let inner = YAMLOutput.map([(key: "b", value: .string("\n  z\n"))])
        let value = YAMLOutput.map([
            (key: "a", value: .list([.string("x\ny"), inner])),
            (key: "c", value: .string("k\n\n")),
            (key: "d", value: .int(1)),
        ])
        #expect(
            YAMLEmitter.text(of: value)
                == "a:\n  - |-\n    x\n    y\n  - b: |2\n\n        z\nc: |+\n  k\n\nd: 1\n"
        )
    }

    @Test func `a long line is not folded`() {
        let long = Array(repeating: "word", count: 60).joined(separator: " ")
        #expect(YAMLEmitter.text(of: .map([(key: "a", value: .string(long))])) == "a: \(long)\n")
    }

    @Test func `a key that is long or has several lines stands after a question mark`() {
        let limit = String(repeating: "k", count: 128)
        #expect(YAMLEmitter.text(of: .map([(key: limit, value: .int(1))])) == "\(limit): 1\n")
        let long = limit + "k"
        let inner = YAMLOutput.map([(key: "a", value: .int(1)), (key: "b", value: .int(2))])
        let value = YAMLOutput.map([(key: long, value: inner), (key: "x\ny", value: .list([]))])
        #expect(YAMLEmitter.text(of: value) == "? \(long)\n: a: 1\n  b: 2\n? |-\n  x\n  y\n: []\n")
    }

    @Test func `keys are quoted as values are`() {
        let value = YAMLOutput.map([
            (key: "80", value: .int(1)), (key: "a: b", value: .int(2)), (key: "", value: .int(3)),
        ])
        #expect(YAMLEmitter.text(of: value) == "\"80\": 1\n'a: b': 2\n\"\": 3\n")
    }

    @Test func `what is written reads back as it was`() throws {
        let blocks = ["a\nb", "a\n", "a\n\n", "\na", " a\nb", "\n", "a\n b", "a\tb\n\nc\n"]
        let strings = EmitterTests.forms.map { $0.0 } + blocks
        let text = YAMLEmitter.text(of: .list(strings.map { .string($0) }))
        let root = try parse(text)
        for (index, string) in strings.enumerated() {
            #expect(root[index]?.scalar == .string(string))
        }
    }

    @Test(arguments: EmitterTests.forms)
    func `a string has the form yaml.v3 gives it`(string: String, expected: String) {
        #expect(YAMLEmitter.text(of: .map([(key: "k", value: .string(string))])) == "k: \(expected)\n")
    }

    private static let forms: [(String, String)] = plainForms + singleQuotedForms + doubleQuotedForms

    private static let plainForms: [(String, String)] = [
        "a", "a#b", "-a", "?a", ":a", "a,b", "a]", "it's", "--", "+", "= b", "a\\b", "8080:80", "1.2.3", "10s", "é",
        "\u{A0}", "/var/run:/x:ro", "2024-13-02", "2023-02-29", "2024-01-02T25:00:00Z", "$$HOME", "a=b", "60:80",
    ].map { ($0, $0) }

    private static let singleQuotedForms: [(String, String)] = [
        ("a: b", "'a: b'"), ("a:", "'a:'"), ("a #b", "'a #b'"), ("#a", "'#a'"), ("- a", "'- a'"), ("-", "'-'"),
        ("? a", "'? a'"), ("@a", "'@a'"), ("`a", "'`a'"), ("%a", "'%a'"), ("&a", "'&a'"), ("*a", "'*a'"),
        ("!a", "'!a'"), ("|a", "'|a'"), (">a", "'>a'"), ("'a", "'''a'"), ("\"a\"", "'\"a\"'"), ("[a]", "'[a]'"),
        ("{a}", "'{a}'"), (",a", "',a'"), (" a", "' a'"), ("a ", "'a '"), ("---a", "'---a'"), ("...", "'...'"),
    ]

    private static let doubleQuotedForms: [(String, String)] = [
        ("", "\"\""), ("true", "\"true\""), ("False", "\"False\""), ("80", "\"80\""), ("null", "\"null\""),
        ("~", "\"~\""), ("y", "\"y\""), ("No", "\"No\""), ("on", "\"on\""), ("OFF", "\"OFF\""),
        ("0x1f", "\"0x1f\""), ("1e3", "\"1e3\""), ("1_000", "\"1_000\""), ("+1", "\"+1\""), ("08", "\"08\""),
        (".5", "\".5\""), (".inf", "\".inf\""), ("0.10", "\"0.10\""), ("22:10", "\"22:10\""),
        ("1:30:00.5", "\"1:30:00.5\""), ("2024-01-02", "\"2024-01-02\""),
        ("2024-01-02T10:00:00Z", "\"2024-01-02T10:00:00Z\""), ("2024-1-2 3:04:05.6", "\"2024-1-2 3:04:05.6\""),
        ("2024-01-02t10:00:00+02:00", "\"2024-01-02t10:00:00+02:00\""), ("<<", "\"<<\""), ("a\tb", "\"a\\tb\""),
        ("a \nb", "\"a \\nb\""), ("a\rb", "\"a\\rb\""), ("a\0", "\"a\\0\""), ("a\u{1B}b", "\"a\\eb\""),
        ("\u{7F}", "\"\\x7F\""), ("😀", "\"\\U0001F600\""), ("a\n😀", "\"a\\n\\U0001F600\""),
        ("\u{2028}a", "\"\\La\""), ("\u{85}", "\"\\N\""), ("\u{FEFF}a", "\"\\uFEFFa\""),
        ("a\t\"\\", "\"a\\t\\\"\\\\\""),
    ]

    private static let numbers: [(Double, String)] = [
        (1.5, "1.5"), (2, "2"), (0, "0"), (-0.25, "-0.25"), (100_000, "100000"), (1_000_000, "1e+06"),
        (1_234_567, "1.234567e+06"), (0.0001, "0.0001"), (0.00001, "1e-05"), (1.5e300, "1.5e+300"), (0.1, "0.1"),
        (123456.789, "123456.789"), (.infinity, ".inf"), (-.infinity, "-.inf"), (.nan, ".nan"),
    ]

    @Test(arguments: EmitterTests.numbers)
    func `a number is printed as Go prints it`(number: Double, expected: String) {
        #expect(YAMLEmitter.text(of: .double(number)) == "\(expected)\n")
    }

    @Test func `a single precision number has the digits of its own precision`() {
        #expect(YAMLEmitter.text(of: .float(0.1)) == "0.1\n")
        #expect(YAMLEmitter.text(of: .float(16_777_216)) == "1.6777216e+07\n")
    }
}
