internal import ComposeModel
internal import ComposePlan
internal import OrderedCollections

/// The labels of an image that is built for a service.
enum ImageLabels {
    static func of(_ build: Build, _ service: Service, _ project: Project) -> [String: String] {
        var labels: [String: String] = [:]
        for (name, value) in build.labels { labels[name] = value }
        labels[ComposeLabel.project] = project.name
        labels[ComposeLabel.service] = service.name
        labels[ComposeLabel.version] = ComposeLabel.referenceVersion
        labels[ComposeLabel.imageBuilder] = "classic"
        return labels
    }
}
