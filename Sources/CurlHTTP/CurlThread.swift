internal import CCurl
internal import Glibc

/// The thread that one client's loop runs on; the last reference to go ends it.
///
/// The client holds it, and so does everything that the client gave out, so that a response may outlive its client.
final class CurlThread: Sendable {
    private let mailbox: LoopMailbox

    /// Loads libcurl, if this is the first client to need it, and starts the thread.
    init(endpoint: HTTPEndpoint, connectTimeout: Duration) throws {
        guard sc_curl_available() else {
            throw TransportError(.libraryMissing, String(cString: sc_curl_load_error()))
        }
        guard let multi = sc_curl_multi_init() else { throw CurlThread.cannotStart }
        mailbox = LoopMailbox(MultiHandle(pointer: multi))
        let start = Start(mailbox: mailbox, endpoint: endpoint, connectTimeout: connectTimeout)
        let context = Unmanaged.passRetained(start)
        var thread = pthread_t()
        let code = pthread_create(&thread, nil, { context in CurlThread.runLoop(context) }, context.toOpaque())
        guard code == 0 else {
            context.release()
            mailbox.cleanUp()
            throw CurlThread.cannotStart
        }
        pthread_detach(thread)
    }

    deinit { mailbox.stop() }

    /// Runs `work` on the thread, after all that was submitted before.
    func submit(_ work: @escaping LoopMailbox.Work) { mailbox.submit(work) }

    private static let cannotStart = TransportError(.other, "libcurl has no memory for a connection pool")

    private final class Start: Sendable {
        let mailbox: LoopMailbox
        let endpoint: HTTPEndpoint
        let connectTimeout: Duration

        init(mailbox: LoopMailbox, endpoint: HTTPEndpoint, connectTimeout: Duration) {
            self.mailbox = mailbox
            self.endpoint = endpoint
            self.connectTimeout = connectTimeout
        }
    }

    private static func runLoop(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let context else { preconditionFailure("the thread is started with its context") }
        let start = Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
        sc_curl_name_thread("sc-curl")
        blockSignals()
        start.mailbox.run(endpoint: start.endpoint, connectTimeout: start.connectTimeout)
        return nil
    }

    /// Leaves signals to the threads that know about them.
    ///
    /// A `SIGPIPE` that a TLS library provokes here would end the program otherwise.
    private static func blockSignals() {
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, nil)
    }
}
