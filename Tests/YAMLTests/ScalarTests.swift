import Testing

@testable import YAML

@Suite struct ScalarTests {
    private static let typed: [(String, YAMLScalar)] = [
        ("", .null), ("~", .null), ("null", .null), ("Null", .null), ("NULL", .null),
        ("true", .bool(true)), ("True", .bool(true)), ("FALSE", .bool(false)),
        ("0", .int(0)), ("80", .int(80)), ("-12", .int(-12)), ("+12", .int(12)), ("1_000", .int(1000)),
        ("0644", .int(420)), ("0o644", .int(420)), ("0x1F", .int(31)), ("-0x10", .int(-16)), ("0b101", .int(5)),
        ("9223372036854775807", .int(Int.max)), ("-9223372036854775808", .int(Int.min)),
        ("18446744073709551615", .double(18446744073709551615.0, text: "18446744073709551615")),
        ("99999999999999999999", .double(1e20, text: "99999999999999999999")),
        ("1.5", .double(1.5, text: "1.5")), ("1.", .double(1, text: "1.")), (".5", .double(0.5, text: ".5")),
        ("1e3", .double(1000, text: "1e3")), ("-1.5E-2", .double(-0.015, text: "-1.5E-2")),
        ("08", .double(8, text: "08")), ("1_0.5", .double(10.5, text: "1_0.5")),
        (".inf", .double(.infinity, text: ".inf")), ("-.INF", .double(-.infinity, text: "-.INF")),
    ]

    @Test(arguments: ScalarTests.typed)
    func `a plain scalar has the type its spelling says`(text: String, expected: YAMLScalar) throws {
        #expect(try parse("a: \(text)")["a"]?.scalar == expected)
    }

    @Test(arguments: [
        "yes", "no", "on", "off", "y", "nULL", "tRUE", "nginx", "8080:80", "1.2.3", "10s", "1e", "1e400", "0x", "0o8",
        "0b2", "+", ".", "..", "-.", "1.5.", "._5", "2024-01-02", "0x1p4", "face", "1:2", "<<",
    ])
    func `any other plain scalar is a string`(text: String) throws {
        #expect(try parse("a: \(text)")["a"]?.scalar == .string(text))
    }

    @Test(arguments: [
        ("\"80\"", "80"), ("'true'", "true"), ("\"\"", ""), ("|\n  1\n", "1\n"), (">\n  a\n  b\n", "a b\n"),
        ("\"a\\tb\"", "a\tb"), ("'<<'", "<<"),
    ])
    func `a scalar in quotes or a block is a string`(text: String, expected: String) throws {
        #expect(try parse("a: \(text)")["a"]?.scalar == .string(expected))
    }

    private static let tagged: [(String, YAMLScalar)] = [
        ("!!str 80", .string("80")), ("!!str", .string("")), ("!!int \"0x10\"", .int(16)),
        ("!!float 3", .double(3, text: "3")), ("!!bool \"true\"", .bool(true)), ("!!null ''", .null),
        ("!!binary aGVsbG8=", .string("hello")), ("!!binary aGVsbG8h", .string("hello!")),
        ("!!timestamp 2024-01-02", .string("2024-01-02")), ("!custom 80", .string("80")),
    ]

    @Test(arguments: ScalarTests.tagged)
    func `a tag decides the type`(text: String, expected: YAMLScalar) throws {
        #expect(try parse("a: \(text)\n")["a"]?.scalar == expected)
    }

    @Test(arguments: [
        ("!!int x", "'x' is no value of the type !!int"), ("!!int 1.5", "'1.5' is no value of the type !!int"),
        ("!!bool yes", "'yes' is no value of the type !!bool"), ("!!null 0", "'0' is no value of the type !!null"),
        ("!!float x", "'x' is no value of the type !!float"),
        ("!!binary a=b", "'a=b' is no value of the type !!binary"),
        ("!!binary /w==", "'/w==' is no value of the type !!binary"),
    ])
    func `a value that its tag does not allow is refused`(text: String, message: String) throws {
        #expect(try problems("a: \(text)\n") == ["compose.yaml:1:4: error: \(message)"])
    }
}
