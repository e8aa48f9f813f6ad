internal import ComposeRuntime

/// A process of its own that takes a project down when this one is gone without having done so.
///
/// It runs this program's `with-guard`. To be started before anything of the project is made.
struct TeardownGuard: Sendable {
    private let lifeline: Lifeline

    /// - `removesImages`: whether images that were built under the project's name go, too.
    ///
    /// - Throws: what keeps the process from being started.
    init(of project: String, timeout: Int?, removesImages: Bool, environment: [String: String]) throws {
        var words = ["swiftcompose", "--progress", "quiet", "-p", project, "with-guard"]
        if let timeout { words.append("--timeout=\(timeout)") }
        if removesImages { words.append("--images") }
        var program = HostProgram(words: words, environment: environment)
        // Wherever this program was started from, and even when its file was replaced meanwhile.
        program.file = "/proc/self/exe"
        program.discardsOutput = true
        program.blocksSignals = true
        lifeline = try Lifeline(to: program)
    }

    /// Lets it end without doing anything; to be called once.
    func dismiss() { lifeline.letGo() }
}
