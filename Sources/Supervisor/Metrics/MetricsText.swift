internal import ControlProtocol

/// The daemon's figures in the text format of Prometheus, version 0.0.4.
enum MetricsText {
    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    /// `now`: seconds since 1970.
    static func of(_ status: DaemonStatus, _ counts: SupervisorMetrics.Counts, now: Double) -> String {
        var page = MetricsPage()
        page.begin("swiftcompose_info", .gauge, "The daemon's version; always 1.")
        page.add(1, ["version": status.version])
        page.begin("swiftcompose_uptime_seconds", .gauge, "How long the daemon has run.")
        page.add(max(0, now - status.started))
        page.begin("swiftcompose_engine_reachable", .gauge, "Whether the engine answers.")
        page.add(status.engineIsReachable ? 1 : 0)
        page.begin("swiftcompose_state_kept", .gauge, "Whether the state on the disk is up to date.")
        page.add(counts.isStateKept ? 1 : 0)
        page.begin("swiftcompose_projects", .gauge, "Projects in the daemon's care.")
        page.add(Double(status.projects.count))
        addServices(status, to: &page)
        addIncidents(status, counts, to: &page)
        page.begin("swiftcompose_engine_events_total", .counter, "Events that the engine has told.")
        page.add(Double(counts.events))
        addReaction(counts.reaction, to: &page)
        return page.text
    }

    private static func addServices(_ status: DaemonStatus, to page: inout MetricsPage) {
        page.begin("swiftcompose_service_condition", .gauge, "The condition that each service is in; always 1.")
        for project in status.projects {
            for service in project.services {
                let labels = ["project": project.name, "service": service.name]
                page.add(1, labels.merging(["condition": service.condition.rawValue]) { $1 })
            }
        }
        page.begin("swiftcompose_service_ready", .gauge, "Whether a service and all that it depends on are ready.")
        for project in status.projects {
            for service in project.services {
                let isReady = service.isEffectivelyReady
                page.add(isReady ? 1 : 0, ["project": project.name, "service": service.name])
            }
        }
        page.begin("swiftcompose_service_restarts_total", .counter, "How often the daemon has started a service again.")
        for project in status.projects {
            for service in project.services {
                page.add(Double(service.restarts), ["project": project.name, "service": service.name])
            }
        }
    }

    private static func addIncidents(
        _ status: DaemonStatus,
        _ counts: SupervisorMetrics.Counts,
        to page: inout MetricsPage
    ) {
        page.begin("swiftcompose_incidents_total", .counter, "Incidents that were opened since the daemon began.")
        // Every kind is there from the beginning, so that the first of its kind is seen as a rise.
        for kind in Incident.Kind.allCases {
            page.add(Double(counts.incidents[kind] ?? 0), ["kind": kind.rawValue])
        }
        page.begin("swiftcompose_open_incidents", .gauge, "Incidents that last.")
        for project in status.projects {
            page.add(Double(project.openIncidents), ["project": project.name])
        }
    }

    private static func addReaction(_ reaction: Histogram, to page: inout MetricsPage) {
        let name = "swiftcompose_reaction_seconds"
        page.begin(name, .histogram, "From an event of the engine to the request that answers it, without back-off.")
        for (index, bound) in reaction.bounds.enumerated() {
            page.add(Double(reaction.cumulative(upTo: index)), ["le": "\(bound)"], suffix: "_bucket")
        }
        page.add(Double(reaction.count), ["le": "+Inf"], suffix: "_bucket")
        page.add(reaction.sum, suffix: "_sum")
        page.add(Double(reaction.count), suffix: "_count")
    }
}

/// Writes families of samples, one line each.
private struct MetricsPage {
    enum Kind: String {
        case counter, gauge, histogram
    }

    private(set) var text = ""
    private var name = ""

    /// What is added from here on are samples of this family.
    mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
        self.name = name
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    mutating func add(_ value: Double, _ labels: [String: String] = [:], suffix: String = "") {
        let inside = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }
        let braces = inside.isEmpty ? "" : "{\(inside.joined(separator: ","))}"
        text += "\(name)\(suffix)\(braces) \(Self.number(value))\n"
    }

    /// Whole numbers without a fraction.
    private static func number(_ value: Double) -> String {
        Int(exactly: value).map { "\($0)" } ?? "\(value)"
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
