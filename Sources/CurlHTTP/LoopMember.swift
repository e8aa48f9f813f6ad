internal import CCurl

/// Something that the loop runs on an easy handle of its own.
///
/// Not `Sendable`: members live on the curl thread, and only code that is handed the `TransferLoop` reaches them.
class LoopMember {
    let easy: EasyHandle
    /// What connects the member with the task it works for.
    let exchange: Exchange

    init(_ easy: EasyHandle, for exchange: Exchange) {
        self.easy = easy
        self.exchange = exchange
        // Unretained: the loop keeps its members for as long as curl knows their handles.
        easy.set(CURLOPT_PRIVATE, to: Unmanaged.passUnretained(self).toOpaque())
    }

    /// Whether the loop should let go of the member.
    var isOver: Bool { exchange.body.isFinished }

    /// Curl has done what the handle asked for, or failed to.
    func didFinish(_ code: CURLcode) {}

    /// The reader has made room for more bytes.
    func resumeReceiving() {}

    /// The body source has its next chunk, its end or its failure.
    func resumeSending() {}

    /// The loop lets go of the member, whether or not it was over.
    func didLeave() {}
}
