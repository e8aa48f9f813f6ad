internal import ComposeLoader
internal import Diagnostics

/// What `config --explain` prints.
enum ExplanationText {
    /// One paragraph a claim, from what counts least to what counts most, and the rule that decided.
    ///
    /// ```
    /// services.web.image
    ///
    /// overridden  base.yaml:3:12: 'nginx:1'
    ///             from service 'base', which 'web' extends at compose.yaml:4:7
    ///       wins  compose.yaml:5:12: 'nginx:2', written 'nginx:${TAG}'
    ///             TAG from .env:1
    ///
    /// rule: a later single value replaces an earlier one; null leaves it
    /// ```
    static func of(_ explanation: Explanation, at path: String) -> String {
        var lines = [path, ""]
        if explanation.claims.isEmpty { lines.append("in no file: \(OriginText.of(explanation.origin))") }
        for claim in explanation.claims {
            let (first, rest) = words(of: claim)
            let standing = word(for: claim.standing)
            let margin = String(repeating: " ", count: max(0, width - standing.count))
            lines.append("\(margin)\(standing)  \(first)")
            lines += rest.map { String(repeating: " ", count: width + 2) + $0 }
        }
        if let rule = explanation.rule { lines += ["", "rule: \(rule)"] }
        return lines.map { $0 + "\n" }.joined()
    }

    /// That of the longest word.
    private static let width = 10

    private static func word(for standing: ValueClaim.Standing) -> String {
        switch standing {
        case .wins: "wins"
        case .contributes: "part of it"
        case .overridden: "overridden"
        case .silent: "says null"
        case .removed: "taken out"
        }
    }

    private static func words(of claim: ValueClaim) -> (first: String, rest: [String]) {
        var first = "\(claim.place): \(claim.value)"
        if let written = claim.written { first += ", written '\(written)'" }
        var rest: [String] = []
        switch claim.source {
        case .document(let steps): rest += steps.map { words(of: $0) }
        case .settings(let place): rest.append(place.map { "from a file that is named at \($0)" } ?? "from a file")
        }
        rest += claim.variables.map { OriginText.of($0) }
        if case .removed(let place) = claim.standing { rest.append("taken out by the tag at \(place)") }
        return (first: first, rest: rest)
    }

    private static func words(of step: ProvenanceStep) -> String {
        switch step {
        case .extended(let base, let service, let place):
            "from service '\(base)', which '\(service)' extends at \(place)"
        case .included(let place): "included at \(place)"
        }
    }
}
