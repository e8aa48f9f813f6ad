import FoundationEssentials
import Glibc

/// Throws changed compose files at the loader to see whether it crashes, hangs, grows or contradicts itself.
@main
enum FuzzProgram {
    private static let usage = """
        usage: compose-fuzz [SECONDS] [--corpus DIR]… [--seed NUMBER] [--findings DIR]
               compose-fuzz --replay FILE…
        """

    static func main() {
        _ = signal(SIGPIPE, SIG_IGN)
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments == ["--worker"] { return Worker.run() }
        if arguments.first == "--replay" { exit(replay(Array(arguments.dropFirst()))) }
        guard let options = FuzzOptions(arguments) else {
            print(usage)
            exit(2)
        }
        exit(fuzz(options))
    }

    private static func fuzz(_ options: FuzzOptions) -> Int32 {
        let corpus = Corpus(directories: options.corpora)
        say("seed \(options.seed), \(corpus.compose.count) compose files, \(corpus.dotenv.count) env files")
        var campaign = Campaign(
            corpus: corpus,
            seed: options.seed,
            seconds: options.seconds,
            findingsDirectory: options.findingsDirectory
        )
        campaign.run()
        return campaign.findings == 0 ? 0 : 1
    }

    /// Tries files once more in this process, where a debugger can look.
    private static func replay(_ paths: [String]) -> Int32 {
        var isClean = true
        for path in paths {
            guard let data = FileManager.default.contents(atPath: path) else {
                print("\(path): cannot be read")
                isClean = false
                continue
            }
            let kind: FuzzInput.Kind = path.hasSuffix(".env") ? .dotenv : .compose
            let report = Worker.attempt(FuzzInput(kind: kind, bytes: [UInt8](data)))
            print("\(path): \(report.nanoseconds / 1_000_000) ms, \(report.peakKilobytes / 1024) MiB \(report.problem)")
            if !report.problem.isEmpty { isClean = false }
        }
        return isClean ? 0 : 1
    }
}

/// Prints a line at once, also into a pipe.
func say(_ line: String) {
    print(line)
    fflush(nil)
}

/// What the command line asks for.
struct FuzzOptions {
    var seconds = 60
    var corpora: [String] = []
    var seed = UInt64.random(in: 0...UInt64(UInt32.max))
    var findingsDirectory = "fuzz-findings"

    /// Nil when an argument is not understood.
    init?(_ arguments: [String]) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--corpus":
                guard let directory = rest.popFirst() else { return nil }
                corpora.append(directory)
            case "--seed":
                guard let number = rest.popFirst().flatMap({ UInt64($0) }) else { return nil }
                seed = number
            case "--findings":
                guard let directory = rest.popFirst() else { return nil }
                findingsDirectory = directory
            default:
                guard let number = Int(argument), (1...1_000_000).contains(number) else { return nil }
                seconds = number
            }
        }
        if corpora.isEmpty { corpora = ["examples"] }
    }
}
