internal import DockerEngine

/// Fetches one image and tells how far each layer is.
struct ImagePull: Sendable {
    let engine: EngineClient
    let credentials: RegistryCredentials
    let progress: ProgressSink

    /// - Throws: `EngineError` when the engine refuses at once, `StepError` with the registry's words when it fails later.
    func pull(_ reference: String, platform: String?) async throws {
        let parsed = try ImageReference(reference)
        for try await message in try await engine.pullImage(
            parsed,
            platform: platform,
            auth: credentials.auth(for: parsed.registry)
        ) {
            if let error = message.failure { throw StepError(error) }
            guard let id = message.id, !id.isEmpty, message.progress != nil || message.status != nil else { continue }
            let isDone = ["Pull complete", "Already exists", "Download complete"].contains(message.status ?? "")
            progress(
                ProgressEvent(
                    .layer(id, image: reference),
                    message.status ?? "",
                    isDone ? .done : .working,
                    current: message.progress?.current,
                    total: message.progress?.total
                )
            )
        }
    }
}
