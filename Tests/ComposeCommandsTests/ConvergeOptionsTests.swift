import ArgumentParser
import ComposeModel
import ComposePlan
import ComposeRuntime
import OrderedCollections
import Testing

@testable import ComposeCommands

@Suite struct ConvergeOptionsTests {
    private func project(_ names: String...) -> Project {
        var project = Project(name: "shop", workingDirectory: "/srv/shop")
        for name in names { project.services[name] = Service(name: name) }
        return project
    }

    private func opened(_ project: Project, targets: Set<String> = []) throws -> OpenProject {
        let context = CommandContext(
            try GlobalOptions.parse([]),
            Surroundings(environment: [:], currentDirectory: "/srv/shop")
        )
        var open = try OpenProject(context, project, try context.engineClient())
        open.targets = targets
        return open
    }

    private func up(_ arguments: String...) throws -> UpCommand { try UpCommand.parse(arguments) }

    @Test func `up asks for nothing special by itself`() throws {
        let request = try up().request(for: opened(project("web")))
        #expect(request.targets.isEmpty && request.starts && !request.waits && !request.removesOrphans)
        #expect(request.recreate == .diverged && request.recreateDependencies == .diverged)
        #expect(request.build == .whenMissing && request.pullPolicy == nil && request.stopTimeout == nil)
    }

    @Test func `flags of up become the request`() throws {
        let command = try up(
            "--wait",
            "--force-recreate",
            "--always-recreate-deps",
            "--build",
            "--pull",
            "if_not_present",
            "-t",
            "3",
            "--no-deps",
            "--remove-orphans",
            "-V",
            "web"
        )
        let request = try command.request(for: opened(project("web", "db"), targets: ["web"]))
        #expect(request.targets == ["web"])
        #expect(request.waits && request.removesOrphans)
        #expect(request.renewsAnonymousVolumes)
        #expect(request.recreate == .always && request.recreateDependencies == .always)
        #expect(request.build == .always && request.pullPolicy == "missing" && request.stopTimeout == 3)
        #expect(!command.isAttached)
    }

    @Test func `no recreation counts for dependencies too`() throws {
        let request = try up("--no-recreate", "--no-start", "--no-build").request(for: opened(project("web")))
        #expect(request.recreate == .never && request.recreateDependencies == .never)
        #expect(!request.starts && request.build == .never)
    }

    @Test func `orphans are removed or ignored as the project's environment says`() throws {
        var wanted = project("web")
        wanted.environment = ["COMPOSE_REMOVE_ORPHANS": "true"]
        #expect(try up().request(for: opened(wanted)).removesOrphans)
        wanted.environment = ["COMPOSE_IGNORE_ORPHANS": "y"]
        #expect(try up().request(for: opened(wanted)).ignoresOrphans)
        #expect(throws: CommandFailure.self) { try up("--remove-orphans").request(for: opened(wanted)) }
    }

    @Test func `a limit counts only for waiting`() throws {
        #expect(try up("--wait", "--wait-timeout", "10").workOptions.deadline == 10)
        #expect(try up("--wait-timeout", "10").workOptions.deadline == nil)
        #expect(try up("--wait", "--wait-timeout", "0").workOptions.deadline == nil)
    }

    @Test(arguments: [("web=3", "web", 3), ("a=0", "a", 0)])
    func `a scale names a service and a number`(text: String, service: String, count: Int) throws {
        let argument = try ScaleArgument(text)
        #expect(argument.service == service && argument.count == count)
    }

    @Test(arguments: ["web", "web=", "=3", "web=-1", "web=two"])
    func `other scales are refused`(text: String) {
        #expect(throws: CommandFailure("invalid --scale option \"\(text)\". Should be SERVICE=NUM")) {
            try ScaleArgument(text)
        }
    }

    @Test func `scaling sets the number of containers`() throws {
        var open = try opened(project("web"))
        try open.scale([ScaleArgument("web=3")])
        #expect(open.project.services["web"]?.replicas == 3)
        #expect(throws: CommandFailure("no such service: wbe", hint: "did you mean 'web'?")) {
            try open.scale([ScaleArgument("wbe=1")])
        }
    }

    @Test func `containers that share a name cannot be several`() throws {
        var named = project("web")
        named.services["web"]?.containerName = "front"
        var open = try opened(named)
        try open.scale([ScaleArgument("web=1")])
        #expect(throws: CommandFailure.self) { try open.scale([ScaleArgument("web=2")]) }
    }

    @Test func `output is shown of the chosen services unless they opt out`() throws {
        var wanted = project("web", "db", "quiet")
        wanted.services["quiet"]?.attach = false
        let all = try opened(wanted)
        let web = try opened(wanted, targets: ["web"])
        #expect(try up().attachment.attachedServices(of: all, chosen: []) == ["web", "db"])
        #expect(try up("web").attachment.attachedServices(of: web, chosen: ["web"]) == ["web"])
        #expect(try up("--attach-dependencies").attachment.attachedServices(of: web, chosen: ["web"]) == ["web", "db"])
        #expect(try up("--no-attach", "db").attachment.attachedServices(of: all, chosen: []) == ["web"])
        #expect(try up("--attach", "quiet").attachment.attachedServices(of: all, chosen: []) == ["quiet"])
        #expect(throws: CommandFailure("cannot attach to services not included in up: db")) {
            try up("--attach", "db").attachment.attachedServices(of: web, chosen: ["web"])
        }
        #expect(throws: CommandFailure.self) {
            try up("--exit-code-from", "nobody").attachment.attachedServices(of: all, chosen: [])
        }
    }

    @Test func `images are built dependencies first and only where there is something to build`() throws {
        var wanted = project("web", "base", "db")
        for name in ["web", "base"] { wanted.services[name]?.build = Build() }
        wanted.services["web"]?.dependencies["base"] = Dependency()
        let plan = BuildCommand.plan(for: wanted, ProjectNames(project: "shop"))
        #expect(plan.description == "#1 build image shop-base (requested)\n#2 build image shop-web (requested)")
        #expect(BuildCommand.plan(for: project("db"), ProjectNames(project: "shop")).isEmpty)
    }

    @Test func `build arguments without a value are left to the environment`() throws {
        let command = try BuildCommand.parse(["--build-arg", "A=1=2", "--build-arg", "B", "-m", "64m", "--no-cache"])
        let options = try command.buildOptions([:])
        let expected: [String: String?] = ["A": "1=2", "B": nil]
        #expect(options.arguments == expected)
        #expect(options.memory == 64 << 20)
        #expect(options.skipsCache && !options.pullsBaseImages)
    }

    @Test func `down takes dependents along and leaves the rest`() throws {
        var wanted = project("db", "web", "cache")
        wanted.services["web"]?.dependencies["db"] = Dependency()
        wanted.narrow(toDependentsOf: ["db"])
        #expect(Array(wanted.services.keys) == ["db", "web"])
        #expect(Array(wanted.disabledServices.keys) == ["cache"])

        let command = try DownCommand.parse(["-v", "--rmi", "local", "-t", "5", "db"])
        let request = try command.request(environment: ["COMPOSE_REMOVE_ORPHANS": "1"], opened(wanted))
        #expect(request.targets == ["db", "web"] && request.removesVolumes && request.removesOrphans)
        #expect(request.images == .local && request.timeout == 5 && !request.isNameOnly)
    }
}
