import Testing

@testable import ComposeRuntime

@Suite struct EngineTroubleTests {
    struct Complaint: Sendable {
        var message: String
        var sentence: String
        var hint: String

        init(_ message: String, _ sentence: String, _ hint: String) {
            self.message = message
            self.sentence = sentence
            self.hint = hint
        }
    }

    private static let host: [Complaint] = [
        Complaint("mkdir /x: no space left on device", "the disk of the engine is full", "docker system prune"),
        Complaint(
            "Bind for 0.0.0.0:8080 failed: port is already allocated",
            "a port of the host that it publishes is taken",
            "'ports'"
        ),
        Complaint(
            "invalid mount config for type \"bind\": bind source path does not exist: /srv/nothing",
            "a path of the host that it mounts does not exist",
            "create_host_path"
        ),
        Complaint(
            "error mounting \"/srv/x\": Are you trying to mount a directory onto a file (or vice-versa)?",
            "it mounts a directory where the image has a file",
            "check the source"
        ),
        Complaint("remove data: volume is in use - [a1b2]", "containers still use the volume", "--filter volume="),
        Complaint(
            "could not select device driver \"nvidia\" with capabilities: [[gpu]]",
            "the engine has no driver for the devices",
            "toolkit"
        ),
    ]

    private static let programs: [Complaint] = [
        Complaint(
            "OCI runtime create failed: exec: \"serve\": executable file not found in $PATH: unknown",
            "its program 'serve' is not in the image",
            "'command' and 'entrypoint'"
        ),
        Complaint(
            "OCI runtime create failed: exec: \"/entry.sh\": permission denied: unknown",
            "its program may not be executed",
            "chmod +x"
        ),
        Complaint(
            "OCI runtime create failed: exec: \"/entry.sh\": stat /entry.sh: no such file or directory: unknown",
            "its program, or the interpreter that it names, is not in the image",
            "Windows line endings"
        ),
        Complaint("exec /app: exec format error", "its program is made for another kind of processor", "platform"),
    ]

    private static let networks: [Complaint] = [
        Complaint(
            "error while removing network: network shop_default id a1 has active endpoints",
            "containers are still attached to the network",
            "docker network inspect"
        ),
        Complaint(
            "Pool overlaps with other one on this address space",
            "another network has the subnet already",
            "'ipam'"
        ),
        Complaint(
            "could not find an available, non-overlapping IPv4 address pool among the defaults",
            "the engine has no range of addresses left",
            "docker network prune"
        ),
        Complaint(
            "network a1b2c3 not found",
            "a network that the container is attached to is gone",
            "--force-recreate"
        ),
        Complaint(
            "Conflict. The container name \"/db\" is already in use by container \"a1\".",
            "another container has the name already",
            "container_name"
        ),
    ]

    private static let registries: [Complaint] = [
        Complaint("toomanyrequests: no more", "the registry allows no more pulls for now", "docker login"),
        Complaint(
            "pull access denied for nobody/nothing, repository does not exist",
            "the registry does not give the image out",
            "docker login"
        ),
        Complaint("manifest for redis:99 not found: manifest unknown", "the registry has no such tag", "tag"),
        Complaint(
            "no matching manifest for linux/riscv64 in the manifest list entries",
            "the registry has the image for other kinds of processors only",
            "'platform'"
        ),
        Complaint(
            "dial tcp: lookup registry.example.com: no such host",
            "the engine cannot reach the registry",
            "proxy"
        ),
    ]

    @Test(arguments: host + programs + networks + registries)
    func `a complaint is put so that it says what to do`(_ complaint: Complaint) {
        let trouble = EngineTrouble.explain(complaint.message)
        #expect(trouble?.sentence.hasPrefix(complaint.sentence) == true, "\(String(describing: trouble))")
        #expect(trouble?.hint.contains(complaint.hint) == true, "\(String(describing: trouble))")
    }

    @Test func `other complaints are left in the engine's words`() {
        #expect(EngineTrouble.explain("invalid reference format") == nil)
        #expect(EngineTrouble.explain("") == nil)
        #expect(EngineTrouble.explain("failed to resolve reference \"network tools\": not found") == nil)
    }
}
