/// Something that happened on the engine.
package struct EngineEvent: Sendable, Hashable {
    /// The kind of thing it happened to: `container`, `network`, `volume`, `image`, `daemon`.
    package var type = ""
    /// `start`, `die`, `health_status`, `exec_create`: the engine's word without what it appends.
    package var action = ""
    /// What the engine appends to its word: the health of `health_status: healthy`, the command of `exec_create: sh`.
    package var detail: String?
    /// The container, network, volume or image it happened to.
    package var actorID = ""
    /// A container's name, image, labels and, for `die`, its `exitCode`.
    package var attributes: [String: String] = [:]
    /// Nanoseconds since 1970 by the engine's clock.
    package var timeNano = 0
    /// `local` or `swarm`.
    package var scope = ""

    package init() {}

    /// The code in a `die` event of a container or an exec.
    package var exitCode: Int? { attributes["exitCode"].flatMap { Int($0) } }
}

extension EngineEvent: Decodable {
    enum CodingKeys: String, CodingKey {
        case type = "Type"
        case action = "Action"
        case actor = "Actor"
        case time
        case timeNano
        case scope
    }

    private struct Subject: Decodable {
        let id: String?
        let attributes: [String: String?]?

        enum CodingKeys: String, CodingKey {
            case id = "ID"
            case attributes = "Attributes"
        }
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        type = try fields.text(.type)
        (action, detail) = Self.split(try fields.text(.action))
        let actor: Subject? = try fields.optional(.actor)
        actorID = actor?.id ?? ""
        attributes = (actor?.attributes ?? [:]).compactMapValues { $0 }
        let nanoseconds = try fields.number(.timeNano)
        timeNano = try nanoseconds != 0 ? nanoseconds : fields.number(.time) &* 1_000_000_000
        scope = try fields.text(.scope)
    }

    /// Takes `health_status: healthy` apart; a word with nothing after it has no detail.
    private static func split(_ text: String) -> (action: String, detail: String?) {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return (text, nil) }
        let detail = text[text.utf8.index(after: colon)...].drop { $0 == " " }
        return (String(text[..<colon]), detail.isEmpty ? nil : String(detail))
    }
}
