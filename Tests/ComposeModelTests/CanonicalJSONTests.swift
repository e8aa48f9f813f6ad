import OrderedCollections
import Testing

@testable import ComposeModel

@Suite struct CanonicalJSONTests {
    @Test(arguments: [
        (0.0, "0"),
        (3.0, "3"),
        (-2.5, "-2.5"),
        (0.1, "0.1"),
        (0.000_001, "0.000001"),
        (1e-7, "1e-7"),
        (1.5e-10, "1.5e-10"),
        (12_345_678.9, "12345678.9"),
        (1e16, "10000000000000000"),
        (1e20, "100000000000000000000"),
        (1e21, "1e+21"),
        (1.23e22, "1.23e+22"),
    ])
    func `a number is laid out as Go lays it out`(number: Double, expected: String) {
        #expect(CanonicalValue.double(number).compactJSON == expected)
    }

    @Test func `a 32-bit number has its own shortest digits`() {
        #expect(CanonicalValue.float(0.1).compactJSON == "0.1")
        #expect(CanonicalValue.float(50).compactJSON == "50")
    }

    @Test(arguments: [
        ("plain ü", "\"plain ü\""),
        ("a\"b\\c", #""a\"b\\c""#),
        ("\n\r\t\u{8}\u{C}", #""\n\r\t\b\f""#),
        ("\u{1}\u{1F}", #""\u0001\u001f""#),
        ("<a href='x'>&", #""\u003ca href='x'\u003e\u0026""#),
        ("\u{2028}\u{2029}", #""\u2028\u2029""#),
        ("“\u{7F}", "\"“\u{7F}\""),
    ])
    func `a string is escaped for HTML as well`(text: String, expected: String) {
        #expect(CanonicalValue.string(text).compactJSON == expected)
    }

    @Test func `keys of a map are sorted by their bytes`() {
        let values: OrderedDictionary<String, String?> = ["b": "1", "a10": nil, "a2": "", "B": "x", "é": "y"]
        #expect(CanonicalValue.map(values).compactJSON == #"{"B":"x","a10":null,"a2":"","b":"1","é":"y"}"#)
    }

    @Test func `indented output leaves empty lists and mappings on one line`() {
        let pairs: [(key: String, value: CanonicalValue)] = [
            (key: "list", value: .list([.int(1), .bool(true)])),
            (key: "empty", value: .list([])),
            (key: "nothing", value: .object(CanonicalObject())),
        ]
        #expect(
            CanonicalValue.map(pairs).indentedJSON == """
                {
                  "empty": [],
                  "list": [
                    1,
                    true
                  ],
                  "nothing": {}
                }
                """
        )
    }

    @Test func `extensions are left out of JSON`() {
        var object = CanonicalObject()
        object.add("name", "a")
        object.extensions = ["x-note": .string("b")]
        #expect(object.compactJSON == #"{"name":"a"}"#)
    }
}
