internal import ComposeModel
internal import Diagnostics

/// Gathers what the readers of one project's policies find; shared by them, never by tasks.
final class PolicyFindings {
    var collector = DiagnosticCollector()
}

/// Where a mapping of policies stands: of which service, and below which key.
struct PolicyPlace {
    /// nil for the project's own.
    var service: String?
    /// `x-swiftcompose.restart`.
    var key: String
    var locations: SourceMap

    func inner(_ name: String) -> PolicyPlace {
        PolicyPlace(service: service, key: "\(key).\(name)", locations: locations)
    }

    /// `services.db.x-swiftcompose.restart`.
    var path: String { service.map { "services.\($0).\(key)" } ?? key }
    /// To begin a sentence with: `'x-swiftcompose.restart' of service 'db'`.
    var subject: String { "'\(key)'" + (service.map { " of service '\($0)'" } ?? "") }
    /// The nearest that is known.
    var location: SourceLocation? { locations[key] }
}

/// Reads the keys of one mapping below `x-swiftcompose`, and reports those that do not say what they should.
///
/// Every accessor gives nil for a key that is absent, null or wrong.
struct PolicyReader {
    let place: PolicyPlace
    let findings: PolicyFindings
    private let fields: [CanonicalObject.Field]

    /// nil when the value is no mapping, which is reported unless it is null or absent.
    init?(_ value: CanonicalValue?, at place: PolicyPlace, findings: PolicyFindings) {
        self.place = place
        self.findings = findings
        switch value {
        case nil, .null?: return nil
        case .object(let object)?: fields = object.fields
        default:
            findings.collector.error("\(place.subject) must be a mapping", path: place.path, at: place.location)
            return nil
        }
    }

    /// Warns of keys that are none of these; such as are extensions themselves are let be.
    func allow(_ keys: [String]) {
        for field in fields where !keys.contains(field.name) && !field.name.hasPrefix("x-") {
            let inner = place.inner(field.name)
            let near = nearestName(to: field.name, among: keys)
            findings.collector.warning(
                "unknown key '\(field.name)' in \(place.subject)",
                path: inner.path,
                at: inner.location,
                hint: near.map { "did you mean '\($0)'?" } ?? "the keys are \(keys.joined(separator: ", "))"
            )
        }
    }

    func value(_ key: String) -> CanonicalValue? {
        guard let value = fields.first(where: { $0.name == key })?.value, value != CanonicalValue.null else {
            return nil
        }
        return value
    }

    func inner(_ key: String) -> PolicyReader? {
        PolicyReader(value(key), at: place.inner(key), findings: findings)
    }

    // MARK: - Values

    func flag(_ key: String) -> Bool? {
        guard let value = self.value(key) else { return nil }
        switch value {
        case .bool(let flag): return flag
        case .string("true"): return true
        case .string("false"): return false
        default:
            report(key, "must be true or false", value)
            return nil
        }
    }

    func text(_ key: String) -> String? {
        guard let value = self.value(key) else { return nil }
        if let text = value.policyText, !text.isEmpty { return text }
        report(key, "must be a string")
        return nil
    }

    /// A whole number that is not negative.
    func count(_ key: String) -> Int? {
        guard let value = self.value(key) else { return nil }
        if let number = value.policyText.flatMap({ Int($0) }), number >= 0 { return number }
        report(key, "must be a whole number from 0 on", value)
        return nil
    }

    func duration(_ key: String) -> Duration? {
        guard let value = self.value(key) else { return nil }
        if let duration = value.policyText.flatMap({ Duration(compose: $0) }), duration >= .zero { return duration }
        report(key, "must be a duration", value, hint: "write numbers with units: '500ms', '10m'")
        return nil
    }

    func word<Word: RawRepresentable & CaseIterable>(_ key: String, _ type: Word.Type) -> Word?
    where Word.RawValue == String {
        guard let value = self.value(key) else { return nil }
        // `off` may have been read as a truth value.
        let text = value == CanonicalValue.bool(false) ? "off" : value.policyText
        if let word = text.flatMap({ Word(rawValue: $0) }) { return word }
        let words = Word.allCases.map { $0.rawValue }
        let near = text.flatMap { nearestName(to: $0, among: words) }
        let list = words.map { "'\($0)'" }.joined(separator: ", ")
        report(key, "must be one of \(list)", value, hint: near.map { "did you mean '\($0)'?" })
        return nil
    }

    func report(_ key: String, _ rule: String, _ written: CanonicalValue? = nil, hint: String? = nil) {
        let inner = place.inner(key)
        let value = written?.policyText.map { ", not '\($0)'" } ?? ""
        findings.collector.error(
            "\(inner.subject) \(rule)\(value)",
            path: inner.path,
            at: inner.location,
            hint: hint
        )
    }
}

extension CanonicalValue {
    /// A number or text as it was written; variables make texts of numbers.
    fileprivate var policyText: String? {
        switch self {
        case .string(let text): text
        case .int(let number): "\(number)"
        case .bool(let flag): "\(flag)"
        case .double(let number): "\(number)"
        case .float(let number): "\(number)"
        case .null, .list, .object: nil
        }
    }
}
