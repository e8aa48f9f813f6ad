internal import Supervisor

@main
enum SwiftComposed {
    static func main() async {
        await Daemon.main()
    }
}
