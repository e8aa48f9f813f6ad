import ArgumentParser
import ComposeModel
import ComposePlan
import ComposeRuntime
import OrderedCollections
import Synchronization
import TerminalOutput
import Testing

@testable import ComposeCommands

@Suite struct RenderingTests {
    // MARK: - Progress

    @Test func `an event becomes the line of its resource`() {
        let line = ProgressLine(ProgressEvent(.container("shop-web-1"), "Started", .done, cause: .created))
        #expect(line.plainText == " Container shop-web-1 Started")
        #expect(line.status == .done && line.parentID == nil)
    }

    @Test func `a layer is a part of its image`() {
        let event = ProgressEvent(
            .layer("ab12", image: "nginx"),
            "Downloading",
            .working,
            current: 5,
            total: 10
        )
        let line = ProgressLine(event)
        #expect(line.id == "ab12" && line.parentID == "Image nginx")
        #expect(line.current == 5 && line.total == 10)
    }

    @Test func `a cause is shown where it is news`() {
        let recreated = ProgressEvent(.container("a"), "Recreate", .working, cause: .configChanged([]))
        #expect(ProgressLine(recreated).details == "configuration changed")
        let told = ProgressEvent(.container("a"), "Error", .error, details: "no space", cause: .configChanged([]))
        #expect(ProgressLine(told).details == "no space" && ProgressLine(told).status == .error)
        #expect(ProgressLine(ProgressEvent(.network("n"), "Created", .done, cause: .absent)).details.isEmpty)
    }

    @Test func `a builder's words come out in whole lines`() {
        let lines = Mutex<[String]>([])
        let log = BuildLog { text in lines.withLock { $0.append(text) } }
        log.append("Step 1")
        log.append("/2 : FROM a\nStep 2/2")
        log.append(" : RUN b\n\n")
        log.append("end")
        log.finish()
        log.finish()
        let whole = lines.withLock { $0 }
        #expect(whole == ["Step 1/2 : FROM a\n", "Step 2/2 : RUN b\n\n", "end\n"])
    }

    // MARK: - Settings

    private func settings(
        _ arguments: [String] = [],
        _ environment: [String: String] = [:],
        project: [String: String]? = nil,
        isTerminal: Bool = true
    ) throws -> OutputSettings {
        try OutputSettings(
            try GlobalOptions.parse(arguments),
            environment: project ?? environment,
            processEnvironment: environment,
            isOutputTerminal: isTerminal,
            isErrorTerminal: isTerminal
        )
    }

    @Test func `a terminal gets a live and coloured picture, a file gets neither`() throws {
        let live = try settings()
        #expect(live.progress == .tty && live.coloursErrors && live.coloursOutput)
        let plain = try settings(isTerminal: false)
        #expect(plain.progress == .plain && !plain.coloursErrors && !plain.coloursOutput)
    }

    @Test func `options win over variables`() throws {
        let environment = ["COMPOSE_ANSI": "always", "COMPOSE_PROGRESS": "json"]
        #expect(try settings([], environment, isTerminal: false).coloursOutput)
        #expect(try settings([], environment).progress == .json)
        let chosen = try settings(["--ansi", "never", "--progress", "quiet"], environment)
        #expect(!chosen.coloursOutput && chosen.progress == .quiet)
    }

    @Test func `colours may be switched off in the project's own environment`() throws {
        #expect(try !settings(project: ["NO_COLOR": "1"]).coloursErrors)
        #expect(try !settings(project: ["COMPOSE_ANSI": "never"]).coloursErrors)
        #expect(try settings(project: ["COMPOSE_PROGRESS": "json"]).progress == .tty)
    }

    @Test func `values that are none and contradictions are errors`() {
        #expect(throws: CommandFailure.self) { try settings([], ["COMPOSE_ANSI": "sometimes"]) }
        #expect(throws: CommandFailure.self) { try settings([], ["COMPOSE_PROGRESS": "loud"]) }
        #expect(throws: CommandFailure.self) { try settings(["--progress", "tty", "--ansi", "never"]) }
    }

    @Test(arguments: ["1", "t", "true", "TRUE", "y"])
    func `variables are switched on by the reference's words`(text: String) {
        #expect(EnvironmentFlag.isOn(text))
        #expect(!EnvironmentFlag.isOn("no") && !EnvironmentFlag.isOn("") && !EnvironmentFlag.isOn(nil))
    }

    // MARK: - Config

    private func project() -> Project {
        var project = Project(name: "shop", workingDirectory: "/srv/shop")
        var web = Service(name: "web")
        web.image = "nginx"
        web.command = ["echo", "$HOME"]
        web.environment = ["A": "1"]
        web.dependencies["db"] = Dependency()
        var db = Service(name: "db")
        db.build = Build()
        db.environmentFiles = [EnvironmentFile(path: "/srv/shop/db.env")]
        var debug = Service(name: "debug")
        debug.profiles = ["debug", "all"]
        project.services = ["web": web, "db": db]
        project.disabledServices = ["debug": debug]
        project.volumes = ["data": Volume(name: "shop_data")]
        project.environment = ["B": "2", "A": "1"]
        return project
    }

    @Test func `the whole model doubles dollar signs`() {
        var small = project()
        small.services = small.services.filter { $0.key == "web" }
        small.services["web"]?.dependencies = [:]
        #expect(
            ConfigText.of(small, as: .yaml) == """
                name: shop
                services:
                  web:
                    command:
                      - echo
                      - $$HOME
                    environment:
                      A: "1"
                    image: nginx
                volumes:
                  data:
                    name: shop_data

                """
        )
        let json = ConfigText.of(small, as: .json)
        #expect(json.contains(#""$$HOME""#) && json.hasSuffix("}"))
    }

    @Test func `parts of a project are lists`() {
        let listing = ConfigListing(project: project(), names: ProjectNames(project: "shop"))
        #expect(listing.services == ["db", "web"])
        #expect(listing.volumes == ["data"] && listing.networks.isEmpty)
        #expect(listing.images == ["nginx", "shop-db"])
        #expect(listing.profiles == ["all", "debug"])
        #expect(listing.environment == ["A=1", "B=2"])
    }

    @Test func `a service with env files is hashed as it was written`() {
        let unresolved = project()
        var resolved = unresolved
        resolved.services["web"]?.environment["A"] = "resolved"
        resolved.services["db"]?.environment["A"] = "resolved"
        let lines = HashListing.lines(["web", "db", "gone"], unresolved: unresolved, resolved: resolved)
        let services = [unresolved.services["db"], resolved.services["web"]].compactMap { $0 }
        #expect(lines == services.map { "\($0.name) \(ConfigHash.of($0))" })
    }

    @Test func `the default platform is part of a hash`() {
        var given = project()
        let before = HashListing.lines(["web"], unresolved: given, resolved: given)
        given.environment["DOCKER_DEFAULT_PLATFORM"] = "linux/arm64"
        #expect(HashListing.lines(["web"], unresolved: given, resolved: given) != before)
    }

    // MARK: - Attached

    @Test func `a container is shown without its project's name`() {
        #expect(AttachedConsole.shortName("shop-web-1", project: "shop") == "web-1")
        #expect(AttachedConsole.shortName("shop_web_1", project: "shop") == "web_1")
        #expect(AttachedConsole.shortName("shopping", project: "shop") == "shopping")
    }

    @Test func `client times read like the engine's`() {
        #expect(ClientTime.text(seconds: 1_740_830_400, nanoseconds: 5_000) == "2025-03-01T12:00:00.000005000Z")
    }

    // MARK: - Signals

    @Test func `signals are counted and the last response counts`() {
        let interruptions = Interruptions()
        let heard = Mutex<[String]>([])
        interruptions.signal()
        interruptions.respond { count in heard.withLock { $0.append("first \(count)") } }
        interruptions.signal()
        interruptions.respond { count in heard.withLock { $0.append("second \(count)") } }
        interruptions.signal()
        let words = heard.withLock { $0 }
        #expect(words == ["first 2", "second 3"])
        #expect(interruptions.count == 3)
    }
}
