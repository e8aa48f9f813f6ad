internal import ArgumentParser
internal import ComposePlan
internal import ComposeRuntime
internal import DockerEngine
internal import Glibc
internal import TerminalOutput

/// `swiftcompose -p NAME with-guard`: what `with` starts beside itself, and no user.
///
/// It reads its standard input to the end. Unless the run that has started it said goodbye, it takes the project down.
struct WithGuardCommand: ComposeCommand {
    static let configuration: CommandConfiguration = .command("with-guard", "Take a project down when its run is gone.")
    static let example = "swiftcompose -p shop with-guard"

    @Flag(name: .customLong("images"), help: "Remove images that were built under the project's name, too.")
    var removesImages = false

    @OptionGroup
    var grace: TimeoutOption

    /// How often the project is looked at before it is given up.
    private static let attempts = 20
    private static let pause = Duration.milliseconds(500)

    func run(in context: CommandContext) async throws -> ExitStatus {
        // Every signal is blocked from the start; a session of its own keeps it when the terminal goes.
        _ = setsid()
        guard let project = context.globals.projectName, context.globals.files.isEmpty else {
            throw CommandFailure("with-guard needs the name of a project", hint: "use 'down' to take a project down")
        }
        guard try await !Lifeline.farewellIsHeard() else { return .success }
        context.errors.show("the run of project '\(project)' is gone; taking the project down\n")
        try await takeDown(context)
        if removesImages { await removeImages(of: project, try context.engineClient()) }
        return .success
    }

    /// Takes the project down until twice in a row there was nothing left of it.
    ///
    /// What the dead run had asked of the engine last may only come to be after the first look.
    private func takeDown(_ context: CommandContext) async throws {
        var looks = 0
        for attempt in 1...Self.attempts {
            if attempt > 1 { try await Task.sleep(for: Self.pause) }
            do {
                let open = try await context.findProject(acceptsNothing: true)
                let wasEmpty = try await open.takeDown(timeout: grace.timeout, removesImages: false)
                looks = wasEmpty ? looks + 1 : 0
                if looks == 2 { return }
            } catch {
                // Such as a container that somebody else is removing at this moment.
                looks = 0
                if attempt == Self.attempts { throw error }
            }
        }
    }

    /// Removes images by the names that follow the project's; others were named by the user.
    private func removeImages(of project: String, _ engine: EngineClient) async {
        do {
            let images = try await engine.listImages(filters: ["label": ["\(ComposeLabel.project)=\(project)"]])
            for tag in images.flatMap(\.tags) where tag.hasPrefix("\(project)-") || tag.hasPrefix("\(project)_") {
                _ = try await engine.removeImage(tag)
            }
        } catch {
            // They only take room.
        }
    }
}
