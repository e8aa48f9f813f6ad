import Diagnostics

/// What the files of one model share: the project itself, or one entry of an `include`.
struct LoadScope {
    /// Absolute; what relative paths of the files start from.
    var directory: String
    /// What variables are looked up in.
    var environment: [String: String]
    /// The files that are being read around this model, from the outermost inwards, and where each includes the next.
    var includes: [IncludeStep] = []
    /// Who gave the variables, without those of the process; empty unless that is recorded.
    var variableSources: [String: VariableOrigin.Source] = [:]
}

/// One file that includes another.
struct IncludeStep {
    /// Absolute, or `-`.
    var path: String
    /// The name that places in it carry.
    var name: String
    /// Where it names the next file.
    var place: SourceLocation
}
