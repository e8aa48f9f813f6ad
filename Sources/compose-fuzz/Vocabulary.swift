/// Pieces of text that mean something to a parser of compose files or env files.
enum Vocabulary {
    static let compose: [String] = {
        var tokens = syntax + values
        for key in keys { tokens += ["\n\(key): ", "\n    \(key):\n      - "] }
        for section in sections { tokens.append("\n\(section):\n") }
        return tokens
    }()

    static let dotenv: [String] = [
        "=", "\"", "'", "\\", "\\n", "\\0101", "#", " #", "export ", "\n", "\r\n", "\u{FEFF}", "\u{0}", "$", "$$", "${",
        "}", ":-", ":?", ":+", "${A:-", "${A:?", "A=", "B='", "C=\"", " ", "\t", ":", "\u{85}", "\u{2028}", "é",
    ]

    private static let syntax: [String] = [
        ": ", "- ", "\n", "\r\n", "\t", "  ", "[", "]", "{", "}", ",", "&a ", "*a", "<<: *a\n", "<<: [*a, *a]\n", "|\n",
        "|2-\n", ">\n", ">+\n", "'", "\"", "#", " #", "---\n", "...\n", "%YAML 1.1\n", "? ", "!reset ", "!override ",
        "!!str ", "!!int ", "!!float ", "!!binary ", "!!null ", "!", "!<tag:yaml.org,2002:map> ", "~", "\\", "\\x24",
        "\u{0}", "\u{FEFF}", "\u{85}", "\u{2028}", "\u{301}", "\u{1F600}", "$", "$$", "${", "${A}", "${A:-", "${A:?no}",
        "${A:+b}", "x-a: ",
    ]

    private static let values: [String] = [
        "0", "-0", "-1", "1", "0x7fffffffffffffff", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809", "18446744073709551616", "1e999", "-1e999", "1e-999", "1e18", "9.3e18", ".inf", "-.inf",
        ".nan", "0o777", "0777", "0b1", "1_000", "1e400s", "9223372036854775807ns", "9223372036s", "106751991167300d",
        "-2562047h", "99999999p", "8388608t", "-1b", "0.1k", "1-65535", "1-65535:1-65535", "65535-1", "65536",
        "[::1]:80:80", "127.0.0.1::80", "80:80/udp", "true", "false", "null", "yes", "every_12h", "service_healthy",
        "/dev/null", "./a:/b:ro,z", "C:\\a:/b", "~", "..", "a=b", "=", "A=", "service:web", "container:a", "host",
        "2001-02-30", "22:22",
    ]

    private static let sections: [String] = [
        "services", "networks", "volumes", "secrets", "configs", "models", "include", "name", "version",
    ]

    private static let keys: [String] = [
        "image", "build", "context", "ports", "volumes", "environment", "env_file", "depends_on", "extends", "service",
        "file", "networks", "secrets", "configs", "deploy", "replicas", "resources", "limits", "memory", "cpus",
        "healthcheck", "test", "interval", "retries", "command", "entrypoint", "labels", "label_file", "profiles",
        "scale", "ulimits", "nofile", "soft", "hard", "sysctls", "tmpfs", "mode", "size", "devices", "gpus", "count",
        "expose", "extra_hosts", "links", "logging", "driver", "options", "restart", "stop_grace_period", "mem_limit",
        "shm_size", "blkio_config", "weight", "target", "published", "host_ip", "external", "ipam", "config", "subnet",
        "develop", "watch", "path", "required", "condition", "content", "dns", "network_mode", "pull_policy",
    ]
}
