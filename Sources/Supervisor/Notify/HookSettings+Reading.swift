internal import ComposeModel
internal import Diagnostics

extension HookSettings {
    /// Reads `{webhooks: [{url, events}], exec: [{command, events}]}`; what cannot be read is told and left out.
    ///
    /// - Parameters:
    ///   - value: what stands under `hooks`.
    ///   - path: of that key, for messages: `x-swiftcompose.hooks`.
    ///   - location: of that key; nil where it is not known.
    ///   - collector: takes what is wrong.
    init(
        _ value: CanonicalValue,
        path: String,
        at location: SourceLocation?,
        into collector: inout DiagnosticCollector
    ) {
        self.init()
        var reader = HookReader(location: location)
        reader.read(value, path, into: &self)
        for finding in reader.collector.diagnostics { collector.add(finding) }
    }
}

private struct HookReader {
    let location: SourceLocation?
    var collector = DiagnosticCollector()

    mutating func read(_ value: CanonicalValue, _ path: String, into settings: inout HookSettings) {
        guard case .object(let fields) = value else {
            report(path, "must be a mapping", hint: "its keys are webhooks and exec")
            return
        }
        for field in fields.fields {
            let place = "\(path).\(field.name)"
            switch field.name {
            case "webhooks":
                for (item, place) in entries(of: field.value, place) {
                    if let webhook = self.webhook(item, place) { settings.webhooks.append(webhook) }
                }
            case "exec":
                for (item, place) in entries(of: field.value, place) {
                    if let command = self.command(item, place) { settings.commands.append(command) }
                }
            default: report(place, "is not known", hint: "the keys are webhooks and exec")
            }
        }
    }

    private mutating func entries(
        of value: CanonicalValue,
        _ path: String
    ) -> [(fields: CanonicalObject, path: String)] {
        guard case .list(let items) = value else {
            report(path, "must be a list of mappings")
            return []
        }
        var entries: [(fields: CanonicalObject, path: String)] = []
        for (index, item) in items.enumerated() {
            if case .object(let fields) = item {
                entries.append((fields, "\(path)[\(index)]"))
            } else {
                report("\(path)[\(index)]", "must be a mapping")
            }
        }
        return entries
    }

    private mutating func webhook(_ fields: CanonicalObject, _ path: String) -> HookSettings.Webhook? {
        checkKeys(of: fields, ["url", "events"], path)
        guard case .string(let url)? = fields["url"], !url.isEmpty else {
            report(path, "has no url")
            return nil
        }
        guard let events = self.events(of: fields, path) else { return nil }
        do throws(WebhookAddress.Problem) {
            return HookSettings.Webhook(address: try WebhookAddress(url), events: events)
        } catch {
            // The URL itself may be a secret.
            report("\(path).url", "cannot be used: \(error.reason)", hint: "write it as https://host/path")
            return nil
        }
    }

    private mutating func command(_ fields: CanonicalObject, _ path: String) -> HookSettings.Command? {
        checkKeys(of: fields, ["command", "events"], path)
        let words: [String]
        switch fields["command"] {
        case .string(let line)?: words = line.isEmpty ? [] : ["/bin/sh", "-c", line]
        case .list(let items)?: words = Self.texts(items) ?? []
        default: words = []
        }
        guard let program = words.first, !program.isEmpty else {
            report("\(path).command", "must be a command", hint: "write a list of words, or a line for the shell")
            return nil
        }
        guard let events = self.events(of: fields, path) else { return nil }
        return HookSettings.Command(words: words, events: events)
    }

    /// Those of incidents where the key is absent; nil where it cannot be read.
    private mutating func events(of fields: CanonicalObject, _ path: String) -> EventFilter? {
        let patterns: [String]?
        switch fields["events"] {
        case nil, .null?: return .incidents
        case .string(let one)?: patterns = [one]
        case .list(let items)?: patterns = Self.texts(items)
        default: patterns = nil
        }
        guard let patterns, !patterns.isEmpty else {
            report("\(path).events", "must be a list of names of events")
            return nil
        }
        for pattern in patterns where !EventFilter.isSensible(pattern) {
            let hint = "name a kind of incident, or an event as in 'container.died' or 'incident.*'"
            report("\(path).events", "has no event '\(pattern)'", hint: hint)
            return nil
        }
        return EventFilter(patterns)
    }

    private mutating func checkKeys(of fields: CanonicalObject, _ known: [String], _ path: String) {
        for field in fields.fields where !known.contains(field.name) {
            report("\(path).\(field.name)", "is not known", hint: "the keys are \(known.joined(separator: " and "))")
        }
    }

    private static func texts(_ items: [CanonicalValue]) -> [String]? {
        var texts: [String] = []
        for item in items {
            switch item {
            case .string(let text): texts.append(text)
            case .int(let number): texts.append("\(number)")
            default: return nil
            }
        }
        return texts
    }

    private mutating func report(_ path: String, _ rule: String, hint: String? = nil) {
        collector.error("'\(path)' \(rule)", path: path, at: location, hint: hint)
    }
}
