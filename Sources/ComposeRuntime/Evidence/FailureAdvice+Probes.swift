internal import ComposeModel

/// What to try when a healthcheck says no.
extension FailureAdvice {
    /// A container that has lived for longer had its time to start.
    private static let youth = Duration.seconds(120)

    var probeAdvice: [String] {
        var lines: [String] = []
        if let last = culprit.probes.last {
            if last.exitCode == -1 {
                let limit = culprit.healthcheck?.timeout.map { " (now \($0.composeDescription))" } ?? ""
                lines.append("raise 'timeout' of the healthcheck\(limit), or let it do less")
            } else if last.exitCode == 126 || last.exitCode == 127 || Self.missesProgram(last) {
                lines.append("use a program for the healthcheck of \(culprit.service) that its image has")
            }
        }
        if culprit.isRunning, let command = probeCommand {
            lines.append("run the probe by hand: swiftcompose exec \(culprit.service) \(command)")
        }
        if let line = patience { lines.append(line) }
        return lines
    }

    private static func missesProgram(_ probe: Culprit.Probe) -> Bool {
        probe.output.contains { line in
            line.contains("executable file not found") || line.hasSuffix("not found")
                || line.contains("no such file or directory")
        }
    }

    /// The words to give to `exec`, ready for a shell.
    private var probeCommand: String? {
        guard let test = culprit.healthcheck?.test, test.count > 1 else { return nil }
        switch test[0] {
        case "CMD": return test.dropFirst().map { Self.shellWord($0) }.joined(separator: " ")
        case "CMD-SHELL": return "sh -c \(Self.shellWord(test[1]))"
        default: return nil
        }
    }

    /// When not one probe has passed since the start, it may only have been too early.
    private var patience: String? {
        guard let time = culprit.timeToLastProbe, time < Self.youth, !culprit.probes.isEmpty,
            culprit.probes.allSatisfy({ $0.exitCode != 0 }), culprit.failingStreak >= culprit.probes.count
        else { return nil }
        let period = culprit.healthcheck?.startPeriod ?? .zero
        let seconds = max(1, Int(time.components.seconds))
        return "if it only takes longer to start, raise 'start_period' of its healthcheck "
            + "(now \(period.composeDescription); no probe passed in its first \(seconds)s)"
    }

    /// The word as a shell takes it: in single quotes where it holds anything but plain letters.
    static func shellWord(_ word: String) -> String {
        let marks = "-_./:=,@%+".unicodeScalars
        let isPlain = word.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || marks.contains(scalar))
        }
        if isPlain, !word.isEmpty { return word }
        return "'" + word.replacing("'", with: "'\\''") + "'"
    }
}
