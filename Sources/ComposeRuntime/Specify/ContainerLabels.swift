internal import ComposeModel
internal import ComposePlan
internal import OrderedCollections

/// The labels of a container: the user's, and over them those by which it is found again.
enum ContainerLabels {
    static func of(_ request: ContainerSpecification.Request) -> [String: String] {
        let (service, project) = (request.service, request.project)
        var labels: [String: String] = [:]
        for (name, value) in service.labels { labels[name] = value }
        labels[ComposeLabel.project] = project.name
        labels[ComposeLabel.service] = service.name
        labels[ComposeLabel.version] = ComposeLabel.referenceVersion
        labels[ComposeLabel.configHash] = ConfigHash.of(service)
        labels[ComposeLabel.image] = request.imageDigest
        labels[ComposeLabel.workingDirectory] = project.workingDirectory
        labels[ComposeLabel.configFiles] = project.composeFiles.joined(separator: ",")
        labels[ComposeLabel.dependencies] = service.dependencies.map { name, dependency in
            "\(name):\(dependency.condition.rawValue):\(dependency.restart)"
        }.joined(separator: ",")
        if !project.environmentFiles.isEmpty {
            labels[ComposeLabel.environmentFile] = project.environmentFiles.joined(separator: ",")
        }
        labels[ComposeLabel.oneOff] = request.slug == nil ? "False" : "True"
        if let slug = request.slug { labels[ComposeLabel.slug] = slug }
        if let number = request.number {
            labels[ComposeLabel.containerNumber] = "\(number)"
            // A one-off is never compared with anything, so it needs no record.
            labels[ComposeLabel.record] = ServiceRecord(of: service, in: project).labelText
        }
        if let replaced = request.replaces { labels[ComposeLabel.replace] = replaced }
        return labels
    }
}
