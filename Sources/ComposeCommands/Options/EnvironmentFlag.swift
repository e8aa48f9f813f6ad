/// Variables that switch something on.
enum EnvironmentFlag {
    /// Whether a value says yes: one of Go's spellings of true, or `y`; what is neither yes nor no is no.
    static func isOn(_ value: String?) -> Bool {
        switch value {
        case "1", "t", "T", "true", "True", "TRUE", "y", "Y": true
        default: false
        }
    }
}
