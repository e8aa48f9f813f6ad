/// What one probe of a container found.
package struct ProbeResult: Sendable, Hashable {
    package var isReady: Bool
    /// Why not, or what answered: `connection refused`; a line at most.
    ///
    /// A command or a server may have said it, so it goes through a `SecretMask` before anybody sees it.
    package var evidence: String

    package init(isReady: Bool, evidence: String) {
        self.isReady = isReady
        self.evidence = evidence
    }

    static func ready(_ evidence: String) -> ProbeResult { ProbeResult(isReady: true, evidence: evidence) }

    static func failed(_ evidence: String) -> ProbeResult { ProbeResult(isReady: false, evidence: evidence) }
}

/// Thrown where a probe cannot be made at all, so that waiting for it would be for ever.
package struct ProbeImpossible: Error, Sendable, Equatable {
    /// What stands in the way, with the container's name.
    package var message: String
    /// What to do about it, as an instruction.
    package var hint: String?

    init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }
}

extension ProbeImpossible: CustomStringConvertible {
    package var description: String { message + (hint.map { "; \($0)" } ?? "") }
}
