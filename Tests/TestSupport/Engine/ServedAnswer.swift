/// What a route answers.
struct ServedAnswer: Sendable {
    enum Body: Sendable {
        case bytes([UInt8])
        /// The head is sent at once and the body when it is there; the work may block.
        case later(@Sendable () -> [UInt8])
        /// The connection leaves HTTP and ends.
        case upgraded
    }

    var status = 200
    var headers: [String: String] = [:]
    var body = Body.bytes([])

    static func json(_ json: JSON, status: Int = 200) -> ServedAnswer {
        ServedAnswer(status: status, headers: ["Content-Type": "application/json"], body: .bytes(json.bytes))
    }

    /// An answer that says nothing beyond its status.
    static func status(_ status: Int) -> ServedAnswer { ServedAnswer(status: status) }

    static func refusal(_ refusal: Refusal) -> ServedAnswer {
        .json(["message": .text(refusal.message)], status: refusal.status)
    }
}
