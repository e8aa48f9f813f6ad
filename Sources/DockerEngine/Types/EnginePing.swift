/// What an engine says of itself in the headers of its answer to `GET /_ping`.
package struct EnginePing: Sendable, Hashable {
    /// The newest API version it speaks; nil when what answered is no engine.
    package var apiVersion: APIVersion?
    package var isExperimental = false
    /// `1` for the classic builder, `2` for BuildKit; nil when it says nothing.
    package var builderVersion: String?
    /// `linux` or `windows`.
    package var osType: String?
    /// The engine's clock as HTTP spells it: `Tue, 15 Nov 2022 08:12:31 GMT`.
    package var date: String?

    package init() {}

    /// The engine's clock in seconds since 1970; nil when it sent none that can be read.
    package var unixTime: Int? {
        guard let parts = date?.split(separator: " "), parts.count == 6 else { return nil }
        let clock = parts[4].split(separator: ":").compactMap { Int($0) }
        guard let day = Int(parts[1]), let month = Self.months.firstIndex(of: String(parts[2])),
            let year = Int(parts[3]), clock.count == 3, (1...9_999).contains(year), (1...31).contains(day),
            clock.allSatisfy({ (0...60).contains($0) })
        else { return nil }
        // Counting from March puts the leap day at the end of a year, so that months have fixed offsets.
        let isEarly = month < 2
        let marchYear = isEarly ? year - 1 : year
        let marchMonth = isEarly ? month + 10 : month - 2
        let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
        let days = marchYear * 365 + leapDays + (marchMonth * 153 + 2) / 5 + day - 1 - 719_468
        return days * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
