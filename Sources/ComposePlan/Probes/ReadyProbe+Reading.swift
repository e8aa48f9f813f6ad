package import ComposeModel
package import Diagnostics
internal import OrderedCollections

extension ReadyProbe {
    /// The key of a service, or of the project, that is this program's own.
    package static let extensionKey = "x-swiftcompose"

    /// What a service's `x-swiftcompose` says of readiness; nil where it says nothing, or nothing that can be read.
    ///
    /// Adds what is wrong with it, each with its place.
    package static func read(_ service: Service, into collector: inout DiagnosticCollector) -> ReadyProbe? {
        guard case .object(let settings)? = service.extensions[extensionKey] else { return nil }
        var reader = ReadyProbeReader(service: service)
        let probe = reader.probe(in: settings)
        for finding in reader.collector.diagnostics { collector.add(finding) }
        return probe
    }
}

extension Service {
    /// The probe that its `x-swiftcompose` asks for; nil where there is none that can be read.
    package var readyProbe: ReadyProbe? {
        // Most services have no such key, and this is asked for every edge of the graph.
        guard !extensions.isEmpty else { return nil }
        var unread = DiagnosticCollector()
        return ReadyProbe.read(self, into: &unread)
    }
}

/// Reads `ready`, `interval` and `timeout` of one service.
private struct ReadyProbeReader {
    private static let kinds = ["tcp", "http", "log", "exec"]

    let service: Service
    var collector = DiagnosticCollector()

    mutating func probe(in settings: CanonicalObject) -> ReadyProbe? {
        guard let ready = settings["ready"], ready != CanonicalValue.null else {
            for key in ["interval", "timeout"] where settings[key] != nil {
                report(key, "has no effect without 'ready'", severity: .warning)
            }
            return nil
        }
        let interval = duration("interval", in: settings)
        let timeout = duration("timeout", in: settings) ?? ReadyProbe.defaultTimeout
        guard case .object(let fields) = ready else {
            report("ready", "must say what to probe", hint: Self.kindsHint)
            return nil
        }
        guard let check = self.check(in: fields), !collector.hasErrors else { return nil }
        return ReadyProbe(check, interval: interval, timeout: timeout)
    }

    private static let kindsHint = "write one of tcp, http, log and exec: '{tcp: 5432}'"

    private mutating func check(in fields: CanonicalObject) -> ReadyProbe.Check? {
        for field in fields.fields where !Self.kinds.contains(field.name) {
            let isBeside = field.name == "interval" || field.name == "timeout"
            let hint = isBeside ? "write it beside 'ready', not within" : Self.kindsHint
            report("ready.\(field.name)", "is no kind of probe", hint: hint)
        }
        let chosen = fields.fields.filter { Self.kinds.contains($0.name) }
        guard let field = chosen.first, chosen.count == 1 else {
            if chosen.count > 1 { report("ready", "has more than one probe", hint: Self.kindsHint) }
            if fields.fields.isEmpty { report("ready", "must say what to probe", hint: Self.kindsHint) }
            return nil
        }
        switch field.name {
        case "tcp": return port("ready.tcp", field.value).map { ReadyProbe.Check.tcp(port: $0) }
        case "http": return http(field.value)
        case "log": return log(field.value)
        default: return exec(field.value)
        }
    }

    // MARK: - Kinds

    private mutating func http(_ value: CanonicalValue) -> ReadyProbe.Check? {
        guard case .object(let fields) = value else {
            report("ready.http", "must be a mapping", hint: "write '{port: 8080, path: /}'")
            return nil
        }
        for field in fields.fields where !["port", "path", "status"].contains(field.name) {
            report("ready.http.\(field.name)", "is not known", hint: "the keys are port, path and status")
        }
        guard let written = fields["port"] else {
            report("ready.http", "has no port", hint: "write '{port: 8080, path: /}'")
            return nil
        }
        guard let port = self.port("ready.http.port", written) else { return nil }
        var check = ReadyProbe.HTTPCheck(port: port)
        if let path = fields["path"] {
            guard let text = path.scalarText, Self.isTarget(text) else {
                report("ready.http.path", "must be a path that starts with '/'", path)
                return nil
            }
            check.path = text
        }
        if let status = fields["status"] {
            guard let ranges = Self.statuses(status) else {
                report(
                    "ready.http.status",
                    "must be a status, a range or a list of them",
                    status,
                    hint: "write '200-299'"
                )
                return nil
            }
            check.statuses = ranges
        }
        return .http(check)
    }

    /// Whether it may stand in the first line of a request as it is.
    private static func isTarget(_ text: String) -> Bool {
        text.hasPrefix("/") && text.utf8.allSatisfy { $0 > UInt8(ascii: " ") && $0 < 0x7F }
    }

    private static func statuses(_ value: CanonicalValue) -> [ClosedRange<Int>]? {
        guard case .list(let items) = value else { return statusRange(value).map { [$0] } }
        let ranges = items.compactMap { (item: CanonicalValue) -> ClosedRange<Int>? in statusRange(item) }
        return ranges.count == items.count && !ranges.isEmpty ? ranges : nil
    }

    private static func statusRange(_ value: CanonicalValue) -> ClosedRange<Int>? {
        guard let text = value.scalarText else { return nil }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
            first <= last, first >= 100, last <= 599
        else { return nil }
        return first...last
    }

    private mutating func log(_ value: CanonicalValue) -> ReadyProbe.Check? {
        guard let pattern = value.scalarText, !pattern.isEmpty else {
            report("ready.log", "must be a regular expression")
            return nil
        }
        do {
            _ = try Regex(pattern)
        } catch {
            report("ready.log", "is no regular expression: \(error)")
            return nil
        }
        return .log(pattern: pattern)
    }

    private mutating func exec(_ value: CanonicalValue) -> ReadyProbe.Check? {
        if let line = value.scalarText, !line.isEmpty { return .exec(command: ["/bin/sh", "-c", line]) }
        guard case .list(let items) = value, !items.isEmpty else {
            report("ready.exec", "must be a command", hint: "write a list of words: '[pg_isready, -q]'")
            return nil
        }
        let words = items.compactMap { (item: CanonicalValue) -> String? in item.scalarText }
        guard words.count == items.count else {
            report("ready.exec", "must be a list of words")
            return nil
        }
        return .exec(command: ReadyProbe.command(ofTest: words) ?? words)
    }

    // MARK: - Values

    private mutating func port(_ key: String, _ value: CanonicalValue) -> Int? {
        if let text = value.scalarText, let number = Int(text), (1...65_535).contains(number) { return number }
        report(key, "must be a port from 1 to 65535", value)
        return nil
    }

    private mutating func duration(_ key: String, in settings: CanonicalObject) -> Duration? {
        guard let value = settings[key], value != CanonicalValue.null else { return nil }
        if let text = value.scalarText, let duration = Duration(compose: text), duration > .zero { return duration }
        report(key, "must be a duration above zero", value, hint: "write numbers with units: '500ms', '2s'")
        return nil
    }

    private mutating func report(
        _ key: String,
        _ rule: String,
        _ written: CanonicalValue? = nil,
        severity: Diagnostic.Severity = .error,
        hint: String? = nil
    ) {
        let path = "\(ReadyProbe.extensionKey).\(key)"
        let value = written?.scalarText.map { ", not '\($0)'" } ?? ""
        collector.add(
            Diagnostic(
                severity,
                "'\(path)' of service '\(service.name)' \(rule)\(value)",
                path: "services.\(service.name).\(path)",
                at: service.locations[path],
                hint: hint
            )
        )
    }
}

extension CanonicalValue {
    /// A number or text as it was written; variables make texts of numbers.
    fileprivate var scalarText: String? {
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
