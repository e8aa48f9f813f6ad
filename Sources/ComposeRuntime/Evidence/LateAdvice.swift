package import ComposeModel
package import ComposePlan

/// What to try when time ran out for a container that had not failed yet.
package enum LateAdvice {
    /// Instructions, the most likely to help first.
    ///
    /// - `service`: nil where its definition is not known.
    package static func lines(_ culprit: Culprit, _ condition: Gate.Condition, _ service: Service?) -> [String] {
        let complaint: FailureAdvice.Complaint = culprit.isFailingItsProbes ? .unhealthy : .other
        var lines = FailureAdvice(culprit: culprit, service: service, complaint: complaint).lines
        if condition == .completed, culprit.isRunning {
            lines.insert("\(culprit.service) still runs: give the job more time, or find out what it waits for", at: 0)
        }
        return lines
    }
}
