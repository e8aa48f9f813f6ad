/// A step that failed for a reason that needs more words than the engine's own.
struct StepError: Error, Sendable {
    var message: String
    var evidence: [String]
    var exitCode = 1

    init(_ message: String, evidence: [String] = [], exitCode: Int = 1) {
        self.message = message
        self.evidence = evidence
        self.exitCode = exitCode
    }
}
