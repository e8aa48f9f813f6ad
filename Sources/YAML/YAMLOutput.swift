/// A value to be written as YAML; whoever makes it has ordered the pairs of its maps.
package indirect enum YAMLOutput: Sendable {
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    /// Written with as few digits as tell it from other single precision numbers.
    case float(Float)
    case string(String)
    case list([YAMLOutput])
    case map([(key: String, value: YAMLOutput)])
    /// A scalar, or an empty list or map, with a comment of one line behind it.
    case commented(YAMLOutput, String)
}
