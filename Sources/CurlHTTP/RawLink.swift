internal import CCurl
internal import Glibc

/// A connection that curl opens and then leaves to us: an upgrade request by hand, then bytes in both directions.
///
/// The loop polls its socket beside curl's own.
final class RawLink: LoopMember {
    private enum Phase {
        case connecting
        case awaitingAnswer(UpgradeAnswer)
        case open
        /// The peer sends nothing more; we still may.
        case receivedAll
        /// Over in both directions.
        case closed
    }

    private let outbound: OutboundQueue
    private var phase = Phase.connecting
    private(set) var socket: curl_socket_t = -1

    private var sending: [UInt8] = []
    private var sentCount = 0
    private var isClosedForWriting = false
    private var isReceivingPaused = false

    /// Takes the queue to send from, which holds the request already.
    init(for exchange: Exchange, sending outbound: OutboundQueue, on loop: TransferLoop) throws {
        self.outbound = outbound
        let easy = try EasyHandle(to: loop.endpoint, target: "/", connectTimeout: loop.connectTimeout)
        super.init(easy, for: exchange)
        easy.set(CURLOPT_CONNECT_ONLY, to: 1)
        // Through a proxy, if there must be one, the raw bytes need a tunnel.
        easy.set(CURLOPT_HTTPPROXYTUNNEL, to: 1)
    }

    // MARK: - Called by the loop

    override var isOver: Bool {
        if case .closed = phase { return true }
        return false
    }

    /// What the loop has to watch the socket for; 0 for nothing now.
    var pollEvents: Int16 {
        var events: Int32 = 0
        if isReceiving, !isReceivingPaused { events |= CURL_WAIT_POLLIN }
        if sentCount < sending.count { events |= CURL_WAIT_POLLOUT }
        return Int16(events)
    }

    private var isReceiving: Bool {
        switch phase {
        case .awaitingAnswer, .open: true
        case .connecting, .receivedAll, .closed: false
        }
    }

    override func didFinish(_ code: CURLcode) {
        guard case .connecting = phase else { return }
        guard code == CURLE_OK else { return close(with: easy.error(code)) }
        sc_curl_easy_get_socket(easy.pointer, CURLINFO_ACTIVESOCKET, &socket)
        phase = .awaitingAnswer(UpgradeAnswer())
        writePending()
    }

    override func resumeReceiving() {
        guard isReceivingPaused else { return }
        isReceivingPaused = false
        readAvailable()
    }

    override func didLeave() {
        // Curl closes the socket with the handle; this makes sure that the peer hears of it whatever curl does.
        if socket >= 0 { shutdown(socket, Int32(SHUT_RDWR)) }
        close(with: CancellationError())
    }

    // MARK: - Bytes

    func readAvailable() {
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while isReceiving {
            guard exchange.body.hasRoom() else {
                isReceivingPaused = true
                return
            }
            var count = 0
            let code = sc_curl_easy_recv(easy.pointer, &buffer, buffer.count, &count)
            if code == CURLE_AGAIN { return }
            guard code == CURLE_OK else { return close(with: easy.error(code)) }
            if count == 0 { endOfBytes() } else { receive([UInt8](buffer[..<count])) }
        }
    }

    private func receive(_ bytes: [UInt8]) {
        guard case .awaitingAnswer(var answer) = phase else { return exchange.body.append(bytes) }
        let outcome = answer.take(bytes)
        phase = .awaitingAnswer(answer)
        if let outcome { act(on: outcome) }
    }

    private func endOfBytes() {
        guard case .awaitingAnswer(let answer) = phase else {
            phase = .receivedAll
            exchange.body.finish(.success(()))
            return
        }
        guard let outcome = answer.end() else {
            return close(
                with: TransportError(.connectionLost, "\(easy.endpoint) closed the connection without an answer")
            )
        }
        act(on: outcome)
    }

    private func act(on outcome: UpgradeAnswer.Outcome) {
        switch outcome {
        case .upgraded(let head, let rest):
            phase = .open
            exchange.body.append(rest)
            exchange.head.settle(.success(head))
        case .refused(let refusal):
            close(with: refusal)
        case .garbled:
            close(with: TransportError(.other, "\(easy.endpoint) does not answer in HTTP"))
        }
    }

    /// Sends what it can without waiting; the loop calls again when the socket takes more.
    func writePending() {
        guard socket >= 0 else { return }
        while true {
            if sentCount == sending.count, !takePortion() { return }
            var count = 0
            let code = sending.withUnsafeBytes { bytes -> CURLcode in
                let unsent = UnsafeRawBufferPointer(rebasing: bytes[sentCount...])
                return sc_curl_easy_send(easy.pointer, unsent.baseAddress, unsent.count, &count)
            }
            if code == CURLE_AGAIN { return }
            guard code == CURLE_OK else {
                // What the peer sent before it went away can still be read.
                sending = []
                sentCount = 0
                return outbound.fail(easy.error(code))
            }
            sentCount += count
            outbound.didSend(count)
        }
    }

    /// Gets the next bytes to send; false when there are none now.
    private func takePortion() -> Bool {
        sending = []
        sentCount = 0
        switch outbound.takePortion() {
        case .bytes(let bytes):
            sending = bytes
            return true
        case .nothing:
            return false
        case .end:
            guard !isClosedForWriting else { return false }
            isClosedForWriting = true
            shutdown(socket, Int32(SHUT_WR))
            return false
        }
    }

    private func close(with error: any Error) {
        phase = .closed
        outbound.fail(error)
        exchange.end(.failure(error))
    }
}
