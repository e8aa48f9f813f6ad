import TerminalOutput
import Testing

@Suite struct HumanWordsTests {
    static let sizes: [(Int, String, String)] = [
        (0, "0B", "0B"),
        (5, "5B", "5B"),
        (999, "999B", "999B"),
        (1_000, "1kB", "1000B"),
        (1_023, "1.02kB", "1023B"),
        (1_536, "1.54kB", "1.5KiB"),
        (12_500_000, "12.5MB", "11.92MiB"),
        (999_900, "1MB", "976.5KiB"),
        (1_237_000_000, "1.24GB", "1.152GiB"),
        (45_678_901, "45.7MB", "43.56MiB"),
        (-1_500, "-1.5kB", "-1.465KiB"),
        (.max, "9.22EB", "8EiB"),
    ]

    @Test(arguments: HumanWordsTests.sizes)
    func `sizes have few digits and a unit`(bytes: Int, decimal: String, binary: String) {
        #expect(HumanSize.decimal(bytes) == decimal)
        #expect(HumanSize.binary(bytes) == binary)
    }

    static let hour = 3_600
    static let day = 86_400
    static let durations: [(Int, String)] = [
        (-5, "Less than a second"),
        (0, "Less than a second"),
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "About a minute"),
        (119, "About a minute"),
        (120, "2 minutes"),
        (59 * 60 + 59, "59 minutes"),
        (Self.hour, "About an hour"),
        (Self.hour + 29 * 60, "About an hour"),
        (Self.hour + 30 * 60, "2 hours"),
        (47 * Self.hour, "47 hours"),
        (48 * Self.hour, "2 days"),
        (13 * Self.day, "13 days"),
        (14 * Self.day, "2 weeks"),
        (59 * Self.day, "8 weeks"),
        (60 * Self.day, "2 months"),
        (729 * Self.day, "24 months"),
        (730 * Self.day, "2 years"),
    ]

    @Test(arguments: HumanWordsTests.durations)
    func `durations are told roughly`(seconds: Int, words: String) {
        #expect(HumanDuration.text(.seconds(seconds)) == words)
        #expect(HumanDuration.ago(.seconds(seconds)) == words + " ago")
    }

    @Test func `a stopwatch cuts to tenths`() {
        #expect(HumanDuration.stopwatch(.milliseconds(1_290)) == "1.2s")
        #expect(HumanDuration.stopwatch(.seconds(75)) == "75.0s")
        #expect(HumanDuration.stopwatch(.seconds(-1)) == "0.0s")
    }
}
