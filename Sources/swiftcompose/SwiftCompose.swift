internal import ComposeCommands

@main
enum SwiftCompose {
    static func main() async {
        await ComposeProgram.main()
    }
}
