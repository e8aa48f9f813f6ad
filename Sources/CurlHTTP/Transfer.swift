internal import CCurl

/// One request under way, and how curl calls back about it.
final class Transfer: LoopMember {
    private static let bufferSize = 256 * 1024

    private unowned let loop: TransferLoop
    private let upload: BodyUpload?
    private var feeder: Task<Void, Never>?

    private var headReader = ResponseHeadReader()
    private var head: ResponseHead?
    private var isReceivingPaused = false
    private var isSendingPaused = false
    private var isUploadRefused = false

    init(_ request: HTTPRequest, for exchange: Exchange, on loop: TransferLoop) throws {
        let easy = try EasyHandle(to: loop.endpoint, target: request.target, connectTimeout: loop.connectTimeout)
        self.loop = loop
        if case .stream(let length, let source) = request.body {
            let upload = BodyUpload(length: length)
            self.upload = upload
            let mailbox = loop.mailbox
            feeder = Task {
                await upload.feed(from: source) { mailbox.submit { loop in loop.resumeSending(exchange) } }
            }
        } else {
            upload = nil
        }
        super.init(easy, for: exchange)

        easy.set(CURLOPT_BUFFERSIZE, to: Self.bufferSize)
        easy.setHeaderLines(Self.headerLines(of: request))
        setMethodAndBody(of: request)
        setCallbacks()
    }

    // MARK: - Setting up

    /// The request's own fields, and those that keep curl from adding fields nobody asked for.
    private static func headerLines(of request: HTTPRequest) -> [String] {
        var lines = ["Expect:"]
        if request.headers["Content-Type"] == nil { lines.append("Content-Type:") }
        for (name, value) in request.headers { lines.append(value.isEmpty ? "\(name);" : "\(name): \(value)") }
        return lines
    }

    private func setMethodAndBody(of request: HTTPRequest) {
        switch request.body {
        case .none:
            // Otherwise curl would wait for the body that the head of the answer announces.
            if request.method == "HEAD" { easy.set(CURLOPT_NOBODY, to: 1) }
        case .bytes(let bytes):
            easy.set(CURLOPT_POST, to: 1)
            easy.setSize(CURLOPT_POSTFIELDSIZE_LARGE, to: bytes.count)
            if bytes.isEmpty {
                easy.set(CURLOPT_COPYPOSTFIELDS, to: "")
            } else {
                bytes.withUnsafeBytes { buffer in
                    guard let base = buffer.baseAddress else { return }
                    // Curl copies the bytes, so they need not outlive this call.
                    easy.set(CURLOPT_COPYPOSTFIELDS, to: UnsafeMutableRawPointer(mutating: base))
                }
            }
        case .stream(let length, _):
            easy.set(CURLOPT_UPLOAD, to: 1)
            easy.setSize(CURLOPT_INFILESIZE_LARGE, to: length ?? -1)
            easy.set(CURLOPT_UPLOAD_BUFFERSIZE, to: Self.bufferSize)
            // A kept connection may turn out dead after bytes were sent, and these cannot be made a second time.
            easy.set(CURLOPT_FRESH_CONNECT, to: 1)
        }
        easy.set(CURLOPT_CUSTOMREQUEST, to: request.method)
    }

    private func setCallbacks() {
        // Unretained: the loop keeps the transfer for as long as curl knows the handle.
        let context = Unmanaged.passUnretained(self).toOpaque()
        easy.set(CURLOPT_HEADERDATA, to: context)
        sc_curl_easy_set_write_callback(easy.pointer, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
            Transfer.at(context).receiveHeaderLine(line)
            return size * count
        }
        easy.set(CURLOPT_WRITEDATA, to: context)
        sc_curl_easy_set_write_callback(easy.pointer, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            let chunk = UnsafeRawBufferPointer(start: bytes, count: size * count)
            return Transfer.at(context).receiveBody(chunk) ? size * count : Int(CURL_WRITEFUNC_PAUSE)
        }
        guard upload != nil else { return }
        easy.set(CURLOPT_READDATA, to: context)
        sc_curl_easy_set_read_callback(easy.pointer, CURLOPT_READFUNCTION) { bytes, size, count, context in
            let buffer = UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
            return Transfer.at(context).supplyBody(buffer)
        }
    }

    private static func at(_ context: UnsafeMutableRawPointer?) -> Transfer {
        guard let context else { preconditionFailure("curl calls back with the context it was given") }
        return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    }

    // MARK: - Called by curl, on its thread

    private func receiveHeaderLine(_ bytes: UnsafeRawBufferPointer) {
        // What comes after the head are trailers, which nobody asks for.
        guard head == nil, let complete = headReader.take(line: [UInt8](bytes)[...]) else { return }
        head = complete
        loop.headArrived(for: self)
    }

    /// Returns whether the bytes were taken.
    ///
    /// When they were not, curl offers the same bytes again after `resumeReceiving`.
    private func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard exchange.body.hasRoom() else {
            isReceivingPaused = true
            return false
        }
        exchange.body.append([UInt8](bytes))
        return true
    }

    private func supplyBody(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        switch upload?.fill(buffer) {
        case .bytes(let count):
            return count
        case .end, nil:
            return 0
        case .later:
            isSendingPaused = true
            return Int(CURL_READFUNC_PAUSE)
        case .failed:
            return Int(CURL_READFUNC_ABORT)
        }
    }

    // MARK: - Called by the loop

    /// Lets the requesting task go on.
    ///
    /// The loop calls this at the end of a turn and not from within curl, so that a small body is there already
    /// when the task looks for it.
    func deliverHead() {
        guard let head else { return }
        exchange.head.settle(.success(head))
        if head.status >= 300, !exchange.body.isFinished { refuseUpload() }
    }

    /// Sends no more of a body that the server has already answered with a failure.
    ///
    /// Curl stops by itself, but not when the server closes the connection after its answer.
    private func refuseUpload() {
        guard let upload, !isUploadRefused else { return }
        isUploadRefused = true
        upload.stop()
        feeder?.cancel()
        resumeSending()
    }

    override func resumeReceiving() {
        guard isReceivingPaused else { return }
        isReceivingPaused = false
        sc_curl_easy_pause(easy.pointer, false, isSendingPaused)
    }

    override func resumeSending() {
        guard isSendingPaused else { return }
        isSendingPaused = false
        sc_curl_easy_pause(easy.pointer, isReceivingPaused, false)
    }

    override func didFinish(_ code: CURLcode) {
        if let head { exchange.head.settle(.success(head)) }
        // A server that refuses a body may close before all of it is there; its answer counts.
        if code == CURLE_OK || isUploadRefused {
            exchange.end(.success(()))
        } else {
            exchange.end(.failure(upload?.failure ?? easy.error(code)))
        }
    }

    override func didLeave() {
        upload?.stop()
        feeder?.cancel()
    }
}
