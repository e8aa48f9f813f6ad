/// Who has a port of the host.
package enum PortHolder: Sendable, Hashable {
    /// A container of the engine; `project` is nil when it belongs to none.
    case container(name: String, project: String?)
    /// A process of this machine; `container` is the name of the container that it runs in.
    case process(id: Int, command: String, container: String? = nil)
    /// A program that cannot be named from here.
    case outside

    /// What is wrong, in one line.
    package func complaint(port: String, service: String) -> String {
        "port \(port), which service '\(service)' publishes, is taken by \(self)"
    }
}

extension PortHolder: CustomStringConvertible {
    package var description: String {
        switch self {
        case .container(let name, let project?): "container \(name) of project '\(project)'"
        case .container(let name, nil): "container \(name)"
        case .process(let id, "docker-proxy", _): "a container of another engine (process \(id), docker-proxy)"
        case .process(let id, let command, nil): "process \(id) (\(command))"
        case .process(let id, let command, let container?): "process \(id) (\(command)) in container \(container)"
        case .outside: "a program outside the engine"
        }
    }
}
