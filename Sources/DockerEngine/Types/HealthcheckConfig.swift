/// How the engine finds out whether a container works; what is nil or empty is the image's to say.
package struct HealthcheckConfig: Sendable, Hashable {
    /// `["CMD", …]`, `["CMD-SHELL", line]` or `["NONE"]`; empty keeps the image's test.
    package var test: [String] = []
    package var interval: Duration?
    package var timeout: Duration?
    package var startPeriod: Duration?
    /// API 1.44 and newer.
    package var startInterval: Duration?
    package var retries: Int?

    package init() {}

    /// Whether there is a test to run: one that is written and not `NONE`.
    package var isActive: Bool { !test.isEmpty && test.first != "NONE" }
}

extension HealthcheckConfig: Codable {
    enum CodingKeys: String, CodingKey {
        case test = "Test"
        case interval = "Interval"
        case timeout = "Timeout"
        case startPeriod = "StartPeriod"
        case startInterval = "StartInterval"
        case retries = "Retries"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        func duration(_ key: CodingKeys) throws -> Duration? {
            let nanoseconds = try fields.number(key)
            return nanoseconds == 0 ? nil : Duration.nanoseconds(nanoseconds)
        }
        test = try fields.list(.test)
        interval = try duration(.interval)
        timeout = try duration(.timeout)
        startPeriod = try duration(.startPeriod)
        startInterval = try duration(.startInterval)
        retries = try fields.optional(.retries)
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encodeUnlessEmpty(test, forKey: .test)
        try fields.encodeIfPresent(interval?.nanoseconds, forKey: .interval)
        try fields.encodeIfPresent(timeout?.nanoseconds, forKey: .timeout)
        try fields.encodeIfPresent(startPeriod?.nanoseconds, forKey: .startPeriod)
        try fields.encodeIfPresent(startInterval?.nanoseconds, forKey: .startInterval)
        try fields.encodeIfPresent(retries, forKey: .retries)
    }
}
