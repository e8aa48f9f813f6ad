import Glibc

/// A worker in a process of its own, as the side that makes inputs sees it.
struct WorkerProcess {
    enum Answer {
        case report(TrialReport)
        /// The number of the signal that ended the worker; 0 when it just went.
        case crashed(signal: Int32)
        case silent
    }

    private let process: pid_t
    private let input: Int32
    private let output: Int32

    /// Nil when the system refuses another process.
    init?() {
        var requests: [Int32] = [0, 0]
        var answers: [Int32] = [0, 0]
        guard pipe(&requests) == 0, pipe(&answers) == 0 else { return nil }
        for end in requests + answers { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, requests[0], STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, answers[1], STDOUT_FILENO)
        let arguments: [UnsafeMutablePointer<CChar>?] = [strdup("compose-fuzz"), strdup("--worker"), nil]
        // A trace of every crash would cost seconds; the input is kept, and can be tried again.
        let environment: [UnsafeMutablePointer<CChar>?] = [strdup("SWIFT_BACKTRACE=enable=no"), nil]
        defer { for text in arguments + environment { free(text) } }
        var process: pid_t = 0
        let result = posix_spawn(&process, "/proc/self/exe", &actions, nil, arguments, environment)
        close(requests[0])
        close(answers[1])
        (self.process, input, output) = (process, requests[1], answers[0])
        guard result == 0 else {
            close(input)
            close(output)
            return nil
        }
    }

    /// Has an input tried; waits for the answer no longer than the limit.
    func attempt(_ input: FuzzInput, milliseconds: Int32) -> Answer {
        let head = [input.kind.rawValue] + Pipes.bytes(of: input.bytes.count)
        guard Pipes.write(head + input.bytes, to: self.input) else { return .crashed(signal: end()) }
        var request = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
        let ready = poll(&request, 1, milliseconds)
        if ready == 0 { return .silent }
        guard let report = Worker.report(from: output) else { return .crashed(signal: end()) }
        return .report(report)
    }

    /// Ends the worker, if it has not ended, and gives the signal that did it.
    @discardableResult
    func end(killing: Bool = false) -> Int32 {
        close(input)
        if killing { kill(process, SIGKILL) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        close(output)
        return status & 0x7F
    }
}
