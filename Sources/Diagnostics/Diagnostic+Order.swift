extension Sequence<Diagnostic> {
    /// Errors first, among them what is in no file, then by place; what has the same place keeps its order.
    package func inReadingOrder() -> [Diagnostic] {
        let ordered = enumerated().sorted { left, right in
            let (first, second) = (left.element, right.element)
            if first.severity != second.severity { return first.severity == .error }
            switch (first.location, second.location) {
            case (let one?, let other?) where one != other: return one < other
            case (nil, _?): return true
            case (_?, nil): return false
            default: return left.offset < right.offset
            }
        }
        return ordered.map(\.element)
    }
}
