internal import CCurl

/// Runs every request of one client on one curl multi handle.
///
/// Not `Sendable`: it is made on the curl thread and stays there. Whoever wants something done submits a closure to
/// the thread's mailbox and is handed the loop when its turn comes, so the compiler sees to it that no curl state is
/// touched from two threads, without a lock.
final class TransferLoop {
    let endpoint: HTTPEndpoint
    let connectTimeout: Duration
    let mailbox: LoopMailbox

    private let multi: UnsafeMutableRawPointer
    private var members: [ObjectIdentifier: LoopMember] = [:]
    /// Those of `members` whose sockets are polled here.
    private var links: [ObjectIdentifier: RawLink] = [:]
    private var transfersWithNewHead: [Transfer] = []

    init(
        _ multi: UnsafeMutableRawPointer,
        mailbox: LoopMailbox,
        endpoint: HTTPEndpoint,
        connectTimeout: Duration
    ) {
        self.multi = multi
        self.mailbox = mailbox
        self.endpoint = endpoint
        self.connectTimeout = connectTimeout
        // Kept connections, not a limit on open ones: long streams must never keep other requests waiting.
        sc_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 64)
    }

    // MARK: - Work from other threads

    func start(_ request: HTTPRequest, for exchange: Exchange) {
        // Cancelled before it began.
        guard !exchange.body.isFinished else { return }
        do {
            try add(Transfer(request, for: exchange, on: self))
        } catch {
            exchange.end(.failure(error))
        }
    }

    /// Opens a connection and sends what `outbound` holds.
    func open(_ exchange: Exchange, sending outbound: OutboundQueue) {
        guard !exchange.body.isFinished else { return }
        do {
            let link = try RawLink(for: exchange, sending: outbound, on: self)
            try add(link)
            links[ObjectIdentifier(exchange)] = link
        } catch {
            exchange.end(.failure(error))
        }
    }

    func resumeReceiving(_ exchange: Exchange) { onMember(of: exchange) { $0.resumeReceiving() } }

    func resumeSending(_ exchange: Exchange) { onMember(of: exchange) { $0.resumeSending() } }

    func writePending(_ exchange: Exchange) { links[ObjectIdentifier(exchange)]?.writePending() }

    /// Lets go of a transfer or connection, whatever its state; none is no mistake.
    func remove(_ exchange: Exchange) {
        guard let member = members.removeValue(forKey: ObjectIdentifier(exchange)) else { return }
        links[ObjectIdentifier(exchange)] = nil
        member.didLeave()
        sc_curl_multi_remove_handle(multi, member.easy.pointer)
    }

    /// Ends everything that still runs; the loop is not used after this.
    func end() {
        for member in members.values {
            member.exchange.end(.failure(CancellationError()))
            remove(member.exchange)
        }
    }

    private func add(_ member: LoopMember) throws {
        let code = sc_curl_multi_add_handle(multi, member.easy.pointer)
        guard code == CURLM_OK else {
            member.didLeave()
            throw TransportError(.other, "libcurl cannot start a request to \(endpoint) (code \(code.rawValue))")
        }
        members[ObjectIdentifier(member.exchange)] = member
    }

    private func onMember(of exchange: Exchange, _ action: (LoopMember) -> Void) {
        guard let member = members[ObjectIdentifier(exchange)] else { return }
        action(member)
        removeIfOver(member)
    }

    private func removeIfOver(_ member: LoopMember) {
        if member.isOver { remove(member.exchange) }
    }

    // MARK: - Turns

    /// Noted until the end of the turn; see `Transfer.deliverHead`.
    func headArrived(for transfer: Transfer) {
        transfersWithNewHead.append(transfer)
    }

    /// Moves everything on that can move, then waits for sockets, curl's timers or the mailbox.
    func turn() {
        var running: Int32 = 0
        sc_curl_multi_perform(multi, &running)
        settleFinished()
        for transfer in transfersWithNewHead { transfer.deliverHead() }
        transfersWithNewHead.removeAll(keepingCapacity: true)
        waitForSockets()
    }

    private func settleFinished() {
        var owner: UnsafeMutableRawPointer?
        var code = CURLE_OK
        while sc_curl_multi_next_finished(multi, &owner, &code) {
            guard let owner else { preconditionFailure("every easy handle carries its loop member") }
            let member = Unmanaged<LoopMember>.fromOpaque(owner).takeUnretainedValue()
            member.didFinish(code)
            removeIfOver(member)
        }
    }

    private func waitForSockets() {
        let watched = links.values.filter { $0.pollEvents != 0 }
        var sockets = watched.map { curl_waitfd(fd: $0.socket, events: $0.pollEvents, revents: 0) }
        // Every event wakes the poll; the timeout only bounds what a lost one would cost.
        sc_curl_multi_poll(multi, &sockets, UInt32(sockets.count), 30_000)
        for (link, socket) in zip(watched, sockets) where socket.revents != 0 {
            if Int32(socket.revents) & CURL_WAIT_POLLIN != 0 { link.readAvailable() }
            if Int32(socket.revents) & CURL_WAIT_POLLOUT != 0 { link.writePending() }
            removeIfOver(link)
        }
    }
}
