import ComposeModel
import Testing

@Suite struct DurationTests {
    @Test(
        arguments: [
            ("0", Duration.zero),
            ("10ms", .milliseconds(10)),
            ("1.5s", .milliseconds(1500)),
            ("1h30m", .seconds(5400)),
            ("250us", .microseconds(250)),
            ("250µs", .microseconds(250)),
            ("7ns", .nanoseconds(7)),
            ("2d", .seconds(172_800)),
            ("1w", .seconds(604_800)),
            ("-5s", .seconds(-5)),
        ] as [(String, Duration)]
    )
    func `a duration is read with its units`(text: String, expected: Duration) {
        #expect(Duration(compose: text) == expected)
    }

    @Test(arguments: ["", "-", "5", "abc", "1x", "s", "1m2"])
    func `text without a number and a known unit is no duration`(text: String) {
        #expect(Duration(compose: text) == nil)
    }

    @Test(
        arguments: [
            (Duration.zero, "0s"),
            (.nanoseconds(1), "1ns"),
            (.microseconds(1), "1µs"),
            (.microseconds(1500), "1.5ms"),
            (.milliseconds(10), "10ms"),
            (.milliseconds(1500), "1.5s"),
            (.seconds(90), "1m30s"),
            (.seconds(3600), "1h0m0s"),
            (.seconds(360_000), "100h0m0s"),
            (.seconds(-90), "-1m30s"),
            (.nanoseconds(60_000_000_001), "1m0.000000001s"),
        ] as [(Duration, String)]
    )
    func `a duration prints as Go prints it`(duration: Duration, expected: String) {
        #expect(duration.composeDescription == expected)
    }
}
