/// Texts that are small and ask for much: deep, repeated, or multiplied by what they refer to.
enum Bomb {
    static func make(_ kind: FuzzInput.Kind, with random: inout Randomness) -> [UInt8] {
        let size = 1 << (4 + random.below(10))
        let text =
            switch (kind, random.below(5)) {
            case (.dotenv, _): dotenv(random.below(7), size)
            case (.compose, 0): deep(random.below(6), size)
            case (.compose, 1): variables(random.below(6), size)
            case (.compose, 2): values(random.below(9), size)
            case (.compose, 3): chained(random.below(5), size)
            case (.compose, _): repeated(random.below(6), size)
            }
        return Array(text.utf8)
    }

    private static func times(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    private static func deep(_ number: Int, _ size: Int) -> String {
        switch number {
        case 0: return "x-a: \(times("[", size))"
        case 1: return "x-a: \(times("[", min(size, 500)))\(times("]", min(size, 500)))"
        case 2: return "x-a: \(times("{a: ", size))\(times("}", size))"
        case 3: return "x-a: \(times("- ", size))b"
        case 4: return nestedAliases(levels: min(size, 64))
        default:
            var text = ""
            for indent in 0..<min(size, 600) { text += "\(times(" ", indent))a:\n" }
            return text
        }
    }

    private static func variables(_ number: Int, _ size: Int) -> String {
        switch number {
        case 0: return "x-a: '\(times("${A:-", size))\(times("}", size))'"
        case 1: return "x-a: '\(times("${A:-{ ", size))}'"
        case 2: return "x-a: |\n\(times("  ${A:-{}\n", size))"
        case 3: return "x-a: '\(times("$A", size))'"
        case 4: return "x-a: [\(times("$A, ", size))]"
        default: return "x-a: [\(times("\"\\x24{A}\", ", size))]"
        }
    }

    private static func values(_ number: Int, _ size: Int) -> String {
        switch number {
        case 0: return "x-a: [\(times(".nan, ", size))]"
        case 1: return service("ports: [\(times("\"1-65535\", ", min(size, 100)))]")
        case 2: return service("expose: [\(times(".nan, ", size))]")
        case 3: return service("ports: [\(times("{target: 80}, ", size))]")
        case 4: return service("volumes: [\"\(times("x", size * 8))\"]")
        case 5: return service("command: \"\(times("'x' $(y) ", size))\"")
        case 6: return service("mem_limit: \(times("9", size))")
        case 7: return service("stop_grace_period: \(times("9h", size))")
        default: return "\(times("a", size * 16)): b"
        }
    }

    private static func chained(_ number: Int, _ size: Int) -> String {
        var text = "services:\n"
        for index in 0..<size {
            switch number {
            case 0: text += "  s\(index): {image: a, extends: s\(index + 1)}\n"
            case 1: text += "  s\(index): {image: a, depends_on: [s\(index + 1)]}\n"
            case 2: text += "  s\(index): {image: a, depends_on: [t\(index + 1)]}\n"
            case 3: text += "  s\(index): {imgae: a, deploy\(index): 1}\n"
            default: text += "  s\(index): {image: a, links: ['s\(index + 1):db'], volumes_from: [s0]}\n"
            }
        }
        return "\(text)  s\(size): {image: a}\n"
    }

    private static func repeated(_ number: Int, _ size: Int) -> String {
        switch number {
        case 0: return aliases(levels: 12, width: min(size, 16))
        case 1: return times("---\nservices: {a: {image: b, security_opt: [c]}}\n", size)
        case 2: return "services:\n\(times("  a: {image: b}\n", size))"
        case 3: return "x-a: &a {b: c}\nx-d:\n  <<: [\(times("*a, ", size))]\n"
        case 4: return "x-a: [\(times("*b, ", size))]\n"
        default:
            var text = "x-a:\n"
            for index in 0..<size { text += "  b\(index): &c\(index) d\n  e\(index): *f\(index)\n" }
            return text
        }
    }

    private static func dotenv(_ number: Int, _ size: Int) -> String {
        switch number {
        case 0: return "A=\(times("${B:-", size))\(times("}", size))"
        case 1: return "A=\(times("$B", size))"
        case 2: return "A=\"\(times("\\\\", size))"
        case 3: return times("A=b # c\n", size)
        case 4: return "A='\(times("\n", size))"
        case 5: return "A=\(times(" ", size))b"
        default:
            var text = "A0=xxxxxxxx\n"
            for index in 1...40 { text += "A\(index)=$A\(index - 1)$A\(index - 1)$A\(index - 1)\n" }
            return text
        }
    }

    private static func service(_ attribute: String) -> String { "services: {a: {image: b, \(attribute)}}" }

    /// Lists of lists of lists, each repeating the one before.
    private static func aliases(levels: Int, width: Int) -> String {
        var text = "x-0: &a0 [\(times("b, ", width))]\n"
        for level in 1...levels { text += "x-\(level): &a\(level) [\(times("*a\(level - 1), ", width))]\n" }
        return text
    }

    /// Values that are each as deep as is allowed and have the one before at their bottom.
    private static func nestedAliases(levels: Int) -> String {
        let (open, close) = (times("[", 400), times("]", 400))
        var text = "x-0: &a0 \(open)\(close)\n"
        for level in 1...levels { text += "x-\(level): &a\(level) \(open)*a\(level - 1)\(close)\n" }
        return text
    }
}
