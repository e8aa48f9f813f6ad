internal import ControlProtocol
internal import TerminalOutput

/// Incidents as people read them.
enum IncidentText {
    /// A row for each, with its line break.
    ///
    /// - `now`: seconds since 1970.
    static func table(_ incidents: [Incident], now: Double) -> String {
        var table = Table(["#", "opened", "project", "service", "kind", "outage", "what happened", "what was done"])
        for incident in incidents {
            table.append([
                "\(incident.id)", MomentText.local(incident.opened), incident.project, incident.service ?? "-",
                words(incident.kind), outage(incident, now: now), incident.summary.printable,
                incident.actions.map(\.printable).joined(separator: "; "),
            ])
        }
        return table.render()
    }

    /// One with its evidence, a line each.
    static func lines(_ incident: Incident, now: Double) -> [String] {
        let place = incident.service.map { " of \($0)" } ?? ""
        var lines = ["#\(incident.id) \(words(incident.kind))\(place), \(MomentText.local(incident.opened))"]
        lines.append("  \(incident.summary.printable)")
        lines += incident.actions.map { "  done: \($0.printable)" }
        lines.append("  outage: \(outage(incident, now: now))")
        lines += incident.evidence.map { "  | \($0.printable)" }
        return lines
    }

    /// How long the service was away: `1.2s`, `5.0s so far`.
    static func outage(_ incident: Incident, now: Double) -> String {
        incident.outage.map { MomentText.outage($0) } ?? "\(MomentText.outage(now - incident.opened)) so far"
    }

    private static func words(_ kind: Incident.Kind) -> String { kind.rawValue.replacing("_", with: " ") }
}
