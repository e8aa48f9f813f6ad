internal import ComposePlan

/// Why a step is in a plan, as programs and tables get it.
struct CauseWords: Sendable, Hashable {
    /// The kind of the cause, for programs: `configChanged`.
    let kind: String
    /// The whole cause in one line.
    let text: String
    /// The fields that differ, where it is known which.
    let changes: [FieldChange]

    init(_ cause: Cause) {
        kind = Self.kind(of: cause)
        text = cause.description.printable
        changes = if case .configChanged(let changes) = cause { changes } else { [] }
    }

    /// The cause without its fields, for when each of them gets a line of its own.
    var headline: String { changes.isEmpty ? text : "configuration changed" }

    private static func kind(of cause: Cause) -> String {
        switch cause {
        case .absent: "absent"
        case .noContainer: "noContainer"
        case .scaledDown: "scaledDown"
        case .configChanged: "configChanged"
        case .imageChanged: "imageChanged"
        case .resourceChanged: "resourceChanged"
        case .networkDetached: "networkDetached"
        case .volumeNotMounted: "volumeNotMounted"
        case .partnerReplaced: "partnerReplaced"
        case .forced: "forced"
        case .replaced: "replaced"
        case .onTrial: "onTrial"
        case .successorFailed: "successorFailed"
        case .notRunning: "notRunning"
        case .created: "created"
        case .orphan: "orphan"
        case .leftover: "leftover"
        case .dependencyRestarted: "dependencyRestarted"
        case .awaited: "awaited"
        case .awaitedByUser: "awaitedByUser"
        case .policy: "policy"
        case .requested: "requested"
        }
    }
}

extension String {
    /// The text with its control characters written out, so that it stays on its line and cannot steer a terminal.
    var printable: String {
        guard unicodeScalars.contains(where: \.isControl) else { return self }
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case let other where other.isControl: text += "\\u{\(String(other.value, radix: 16))}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

extension Unicode.Scalar {
    fileprivate var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}
