import ComposePlan
import FoundationEssentials
import Testing

@testable import ComposeRuntime

/// What the kernel tells of the machine, as text.
@Suite struct KernelTablesTests {
    private static let tcp = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4711 1 00000000 100 0 0
           1: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 632 1 00000000 100 0 0
           2: 0100007F:C350 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1000        0 4712 1 00000000 20 4 0

        """

    private static let tcp6 = """
          sl  local_address                         remote_address                        st tx_queue rx_queue tr inode
           0: 00000000000000000000000000000000:0BB8 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 15 1 0
           1: 00000000000000000000000001000000:0BB9 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 16 1 0
           2: 0000000000000000FFFF00000100007F:0BBA 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 17 1 0

        """

    private func sockets(_ text: String, _ file: String) throws -> [ListeningSocket] {
        let table = try #require(ListeningSocket.tables.first { $0.file == file })
        return ListeningSocket.all(inTable: text, of: table)
    }

    @Test func `sockets that wait are read, and no others`() throws {
        let found = try sockets(Self.tcp, "tcp")
        #expect(found.map(\.port.description) == ["127.0.0.1:8080", "0.0.0.0:22"])
        #expect(found.map(\.inode) == [4711, 632])
    }

    @Test func `a socket for every IPv6 address takes IPv4 too`() throws {
        let found = try sockets(Self.tcp6, "tcp6")
        #expect(found.map(\.port.description) == ["3000", "[::1]:3001", "127.0.0.1:3002"])
    }

    @Test func `a socket of UDP waits in another state`() throws {
        let text = "heading\n 0: 00000000:0035 00000000:0000 07 0:0 00:0 0 0 0 9 2 0 0\n"
        #expect(try sockets(text, "udp").map(\.port.description) == ["0.0.0.0:53/udp"])
        #expect(try sockets(text, "tcp").isEmpty)
    }

    @Test func `what cannot be read is passed over`() throws {
        #expect(try sockets("", "tcp").isEmpty)
        #expect(try sockets("heading\nnonsense\n 0: XYZ:1 0:0 0A a b c d e f\n", "tcp").isEmpty)
    }

    @Test func `routes without a gateway are networks of the machine`() {
        let text = """
            Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT
            eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
            tun0\t0000000A\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0
            eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
            eth0\t0000FFAC\t010200C0\t0003\t0\t0\t0\t0000FFFF\t0\t0\t0
            """
        #expect(RoutingTable.directRoutes(in: text).map(\.description) == ["10.0.0.0/8", "192.0.2.0/24"])
    }

    @Test func `a socket among open files has its number`() {
        #expect(HostMachine.socketInode("socket:[4711]") == 4711)
        #expect(HostMachine.socketInode("pipe:[4711]") == nil)
        #expect(HostMachine.socketInode("/dev/null") == nil)
    }

    @Test func `the container of a process is in its control groups`() {
        let id = String(repeating: "0123abcd", count: 8)
        #expect(HostMachine.containerID(in: "0::/system.slice/docker-\(id).scope\n") == id)
        #expect(HostMachine.containerID(in: "12:cpu:/docker/\(id)\n") == id)
        #expect(HostMachine.containerID(in: "0::/user.slice/user-1000.slice\n") == nil)
    }

    // MARK: - A machine of files

    /// A folder in the form of `/proc`, removed when the test is done with it.
    private func withMachine(_ body: (HostMachine, String) throws -> Void) throws {
        let folder = "/tmp/swiftcompose-kernel-\(UInt32.random(in: 0...UInt32.max))"
        try FileManager.default.createDirectory(atPath: folder + "/net", withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: folder + "/42/fd", withIntermediateDirectories: true)
        // What is left behind only takes room in the temporary directory.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var machine = HostMachine()
        machine.kernelFiles = folder
        try body(machine, folder)
    }

    private func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    @Test func `the process behind a socket is found`() throws {
        try withMachine { machine, folder in
            try write(Self.tcp, to: "\(folder)/net/tcp")
            try write("node\n", to: "\(folder)/42/comm")
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder)/42/fd/7",
                withDestinationPath: "socket:[4711]"
            )
            #expect(machine.listeningSockets().count == 2)
            let owners = machine.owners(ofSockets: [4711, 632])
            #expect(owners == [4711: PreflightWorld.Process(id: 42, command: "node")])
        }
    }

    @Test func `a path is missing only when it is certain`() throws {
        try withMachine { machine, folder in
            try write("", to: "\(folder)/file")
            #expect(!machine.isMissing("\(folder)/file"))
            #expect(!machine.isMissing(folder))
            #expect(machine.isMissing("\(folder)/absent"))
            #expect(machine.isMissing("\(folder)/file/below"))
        }
    }

    @Test func `a machine that tells nothing has nothing`() {
        var machine = HostMachine()
        machine.kernelFiles = "/nonexistent"
        #expect(machine.listeningSockets().isEmpty)
        #expect(machine.directRoutes().isEmpty)
        #expect(machine.owners(ofSockets: [1]).isEmpty)
        #expect(machine.command(of: 1) == nil)
    }
}
