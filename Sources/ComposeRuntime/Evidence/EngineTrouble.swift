/// What is behind some of the engine's complaints, in words that say what to do.
///
/// The engine tells these in long sentences about its own parts, and only in words.
package struct EngineTrouble: Sendable, Equatable {
    /// What is wrong, without a full stop: `the disk of the engine is full`.
    package var sentence: String
    /// What to do, as an instruction.
    package var hint: String

    package init(_ sentence: String, hint: String) {
        self.sentence = sentence
        self.hint = hint
    }

    /// nil for a complaint that is not known, or that needs no explanation.
    package static func explain(_ message: String) -> EngineTrouble? {
        let words = message.lowercased()
        let found: [EngineTrouble?] = [
            space(words), ports(words), programs(message, words), mounts(words), networks(words), names(words),
            registries(words),
        ]
        return found.compactMap { $0 }.first
    }

    private static func space(_ words: String) -> EngineTrouble? {
        if words.contains("no space left on device") || words.contains("disk quota exceeded") {
            return EngineTrouble(
                "the disk of the engine is full",
                hint: "see what takes the room with 'docker system df', and free some with 'docker system prune'"
            )
        }
        if words.contains("cannot allocate memory") {
            return EngineTrouble(
                "the engine's machine has no memory left",
                hint: "stop something else, or give the machine more memory"
            )
        }
        if words.contains("too many open files") {
            return EngineTrouble(
                "the engine's machine has too many files open",
                hint: "raise the limit of open files (LimitNOFILE) of the engine"
            )
        }
        return nil
    }

    private static func ports(_ words: String) -> EngineTrouble? {
        if words.contains("port is already allocated") || words.contains("address already in use") {
            return EngineTrouble(
                "a port of the host that it publishes is taken",
                hint: "stop what has the port, or publish another one under 'ports'"
            )
        }
        if words.contains("cannot assign requested address") {
            return EngineTrouble(
                "the host has no such address to publish a port on",
                hint: "leave the address of the port out, or use one of the host's own"
            )
        }
        return nil
    }

    private static func programs(_ message: String, _ words: String) -> EngineTrouble? {
        if words.contains("executable file not found") {
            let program = quoted(after: "exec: ", in: message).map { "'\($0)' " } ?? ""
            return EngineTrouble(
                "its program \(program)is not in the image",
                hint: "check 'command' and 'entrypoint', and that the image is the right one"
            )
        }
        if words.contains("exec format error") {
            return EngineTrouble(
                "its program is made for another kind of processor, or is a script without a first line '#!…'",
                hint: "set 'platform', or use an image for this machine's processor"
            )
        }
        guard words.contains("exec: ") else { return nil }
        if words.contains("permission denied") {
            return EngineTrouble(
                "its program may not be executed",
                hint: "make the file executable in the image ('chmod +x'), and check 'user'"
            )
        }
        if words.contains("no such file or directory") {
            return EngineTrouble(
                "its program, or the interpreter that it names, is not in the image",
                hint: "check the path; a script with Windows line endings names an interpreter that does not exist"
            )
        }
        return nil
    }

    private static func mounts(_ words: String) -> EngineTrouble? {
        if words.contains("bind source path does not exist") {
            return EngineTrouble(
                "a path of the host that it mounts does not exist",
                hint: "create it, or let the engine do so with 'bind: {create_host_path: true}'"
            )
        }
        if words.contains("mount a directory onto a file") || words.contains("not a directory: unknown") {
            return EngineTrouble(
                "it mounts a directory where the image has a file, or a file where it has a directory",
                hint: "check the source: one that did not exist at the first start was made as an empty directory"
            )
        }
        if words.contains("volume is in use") {
            return EngineTrouble(
                "containers still use the volume",
                hint: "find them with 'docker ps -a --filter volume=NAME', and remove them first"
            )
        }
        if words.contains("read-only file system") {
            return EngineTrouble(
                "it would have to write to a file system that is read-only",
                hint: "mount a volume or a tmpfs where it writes, or create the path of the mount in the image"
            )
        }
        return nil
    }

    /// What stands in double quotes right behind some words.
    private static func quoted(after lead: String, in message: String) -> String? {
        guard let range = message.firstRange(of: lead) else { return nil }
        let rest = message[range.upperBound...]
        guard rest.first == "\"" else { return nil }
        let word = rest.dropFirst().prefix { $0 != "\"" }
        return word.isEmpty ? nil : String(word)
    }
}
