import ComposeModel
import Diagnostics
import YAML

/// Commands, written as a list of words or as one line.
extension MappingReader {
    /// Nil leaves what the image says, an empty list clears it.
    func command(_ key: String) -> [String]? {
        guard let node = self.node(key) else { return nil }
        if let items = node.asSequence { return items.compactMap(\.scalarText) }
        guard let line = node.scalarText else { return nil }
        do throws(ShellWords.Problem) {
            let split = try ShellWords(line)
            if let dropped = split.dropped { warn(of: dropped, node, key) }
            return split.words
        } catch {
            guard !findings.isLenient else { return nil }
            findings.collector.error(
                "'\(line)' is no command line: \(error.message)",
                path: path.appending(.key(key)).dotted,
                at: node.location,
                hint: "quote it, or write a list of words"
            )
            return nil
        }
    }

    private func warn(of dropped: String, _ node: YAMLNode, _ key: String) {
        let place = path.appending(.key(key))
        findings.collector.warning(
            "\(place.subject) ends before '\(dropped.prefix(20))', because no shell runs it",
            path: place.dotted,
            at: node.location,
            hint: "write it as [\"sh\", \"-c\", \"…\"] to have a shell run it"
        )
    }
}

extension Hook {
    init(_ reader: MappingReader) {
        self.init()
        command = reader.command("command") ?? []
        image = reader.text("image")
        user = reader.text("user")
        privileged = reader.flag("privileged")
        workingDirectory = reader.text("working_dir")
        environment = reader.variables("environment")
        perReplica = reader.bool("per_replica")
        extensions = reader.extensions
    }
}

extension Healthcheck {
    init(_ reader: MappingReader) {
        self.init()
        if let line = reader.node("test")?.asString {
            test = ["CMD-SHELL", line]
        } else {
            test = reader.strings("test")
        }
        interval = reader.duration("interval")
        timeout = reader.duration("timeout")
        startPeriod = reader.duration("start_period")
        startInterval = reader.duration("start_interval")
        retries = reader.int("retries")
        isDisabled = reader.flag("disable")
        extensions = reader.extensions
    }
}
