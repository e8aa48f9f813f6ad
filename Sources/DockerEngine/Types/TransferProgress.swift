/// One step of a pull or a push.
package struct ImageProgress: Sendable, Hashable {
    /// `Downloading`, `Pull complete`, `Status: Image is up to date for …`.
    package var status: String?
    /// The layer, in its short form; nil when the step is about the whole image.
    package var id: String?
    package var progress: ProgressAmount?
    /// Why it failed; the last step of a stream that fails.
    package var failure: String?
    /// What a push ends with.
    package var digest: String?

    package init() {}
}

extension ImageProgress: Decodable {
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: ProgressKey.self)
        status = try fields.nonEmptyText(.status)
        id = try fields.nonEmptyText(.id)
        progress = try fields.optional(.progressDetail)
        failure = try fields.failure()?.message
        let result: ProgressResult? = try fields.optional(.aux)
        digest = result?.digest
    }
}

/// One step of a build.
package struct BuildProgress: Sendable, Hashable {
    /// Text for people, with its own line breaks.
    package var text: String?
    /// Set while a base image is pulled.
    package var status: String?
    package var id: String?
    package var progress: ProgressAmount?
    /// Why it failed; the last step of a stream that fails.
    package var failure: String?
    /// The exit code of the command that failed; nil when it was something else.
    package var failureCode: Int?
    /// The id of the image; the last such step names the result.
    package var imageID: String?

    package init() {}
}

extension BuildProgress: Decodable {
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: ProgressKey.self)
        text = try fields.optional(.stream)
        status = try fields.nonEmptyText(.status)
        id = try fields.nonEmptyText(.id)
        progress = try fields.optional(.progressDetail)
        let failure = try fields.failure()
        self.failure = failure?.message
        failureCode = failure?.code
        let result: ProgressResult? = try fields.optional(.aux)
        imageID = result?.id
    }
}

/// How far a layer has come, in bytes.
package struct ProgressAmount: Sendable, Hashable {
    package var current: Int?
    /// nil when the engine does not know.
    package var total: Int?

    package init(current: Int? = nil, total: Int? = nil) {
        self.current = current
        self.total = total
    }
}

extension ProgressAmount: Decodable {
    enum CodingKeys: String, CodingKey {
        case current, total
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        current = try fields.optional(.current)
        total = try fields.optional(.total)
    }
}

/// The fields of a progress message.
private enum ProgressKey: String, CodingKey {
    case stream, status, id, progressDetail, error, errorDetail, aux
}

private struct ProgressFailure: Decodable {
    let code: Int?
    let message: String?
}

extension KeyedDecodingContainer<ProgressKey> {
    /// The failure that a message tells of, by its newer or its older field.
    fileprivate func failure() throws -> (message: String, code: Int?)? {
        let detail: ProgressFailure? = try optional(.errorDetail)
        guard let message = try detail?.message ?? nonEmptyText(.error) else { return nil }
        return (message, detail?.code)
    }
}

/// The result that a stream may carry beside its text.
private struct ProgressResult: Decodable {
    let id: String?
    let digest: String?

    enum CodingKeys: String, CodingKey {
        case id = "ID"
        case digest = "Digest"
    }

    init(from decoder: any Decoder) throws {
        // BuildKit sends an encoded trace here, a plain string; it holds no result.
        guard let fields = try? decoder.container(keyedBy: CodingKeys.self) else {
            id = nil
            digest = nil
            return
        }
        id = try fields.nonEmptyText(.id)
        digest = try fields.nonEmptyText(.digest)
    }
}
