internal import ComposeModel
internal import OrderedCollections

/// `SERVICE=NUM`: how many containers a service is to have.
struct ScaleArgument: Sendable, Equatable {
    var service: String
    var count: Int

    /// - Throws: `CommandFailure` for anything but a name, `=` and a number that is not negative.
    init(_ text: String) throws(CommandFailure) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, let count = Int(parts[1]), count >= 0 else {
            throw CommandFailure("invalid --scale option \"\(text)\". Should be SERVICE=NUM")
        }
        service = String(parts[0])
        self.count = count
    }
}

extension OpenProject {
    /// Sets how many containers services are to have, in place of what their definitions say.
    ///
    /// - Throws: `CommandFailure` for a service that does not exist, and for several containers of one name.
    mutating func scale(_ arguments: [ScaleArgument]) throws(CommandFailure) {
        for argument in arguments {
            guard let service = project.services[argument.service] else { throw unknownService(argument.service) }
            if argument.count > 1, let name = service.containerName {
                throw CommandFailure(
                    "service '\(argument.service)' cannot have \(argument.count) containers that are all named '\(name)'",
                    hint: "remove its container_name"
                )
            }
            project.services[argument.service]?.scale = argument.count
        }
    }
}
