extension ProgressLine {
    /// One JSON object on one line, without a line break; keys whose value is empty or zero are left out.
    package var json: String {
        let percent = total > 0 ? Int(min(1, max(0, Double(current) / Double(total))) * 100) : 0
        let texts: [(String, String)] = [
            ("id", id), ("parent_id", parentID ?? ""), ("status", status.rawValue), ("text", text),
            ("details", details),
        ]
        let numbers: [(String, Int)] = [("current", current), ("total", total), ("percent", percent)]
        var members: [String] = []
        for (key, value) in texts where !value.isEmpty { members.append("\"\(key)\":\(value.jsonQuoted)") }
        for (key, value) in numbers where value != 0 { members.append("\"\(key)\":\(value)") }
        return "{" + members.joined(separator: ",") + "}"
    }
}

extension String {
    /// The text as a JSON string, quotes included.
    package var jsonQuoted: String {
        var quoted = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case "\u{00}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
