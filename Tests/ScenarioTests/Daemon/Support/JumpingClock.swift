import Foundation
import Testing

/// A clock of the day that one process alone sees, and that a test can set; durations go on as they do.
///
/// A small library that is loaded before the C library and adds a number of seconds from a file to the time of day.
struct JumpingClock: Sendable {
    private let file: String
    private let library: String

    /// What the process is started with.
    var environment: [String: String] { ["LD_PRELOAD": library, "CLOCK_OFFSET_FILE": file] }

    /// Compiles the library into a directory.
    init(in directory: String) async throws {
        file = "\(directory)/clock-offset"
        library = "\(directory)/clock.so"
        let source = "\(directory)/clock.c"
        try Data(Self.source.utf8).write(to: URL(filePath: source))
        let program = try Program(
            ["-O1", "-shared", "-fPIC", "-o", library, source],
            of: "clang",
            in: directory,
            environment: Scenario.variables,
            input: nil
        )
        let outcome = try await program.outcome()
        try #require(outcome.status == 0, "\(outcome)")
        try set(ahead: 0)
    }

    /// Sets the clock so many seconds ahead of the machine's; back, when negative.
    func set(ahead seconds: Int) throws {
        try Data("\(seconds)\n".utf8).write(to: URL(filePath: file), options: .atomic)
    }

    private static let source = #"""
        #define _GNU_SOURCE
        #include <fcntl.h>
        #include <stdlib.h>
        #include <sys/syscall.h>
        #include <sys/time.h>
        #include <time.h>
        #include <unistd.h>

        static long offset(void) {
            const char *path = getenv("CLOCK_OFFSET_FILE");
            char text[32] = {0};
            int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
            if (file < 0) return 0;
            if (read(file, text, sizeof text - 1) < 0) text[0] = 0;
            close(file);
            return atol(text);
        }

        int clock_gettime(clockid_t clock, struct timespec *moment) {
            int code = syscall(SYS_clock_gettime, clock, moment);
            if (code == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) moment->tv_sec += offset();
            return code;
        }

        int gettimeofday(struct timeval *restrict moment, void *restrict zone) {
            int code = syscall(SYS_gettimeofday, moment, zone);
            if (code == 0) moment->tv_sec += offset();
            return code;
        }

        time_t time(time_t *place) {
            struct timespec moment;
            clock_gettime(CLOCK_REALTIME, &moment);
            if (place) *place = moment.tv_sec;
            return moment.tv_sec;
        }
        """#
}
