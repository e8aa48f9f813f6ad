/// The labels by which a container, network, volume or image belongs to a project.
///
/// They are the reference's own, so that both tools see and take over each other's projects; the one that is ours alone
/// has a prefix of its own, and the reference passes it over.
package enum ComposeLabel {
    package static let project = "com.docker.compose.project"
    package static let service = "com.docker.compose.service"
    package static let containerNumber = "com.docker.compose.container-number"
    package static let configHash = "com.docker.compose.config-hash"
    /// `True` or `False`, with a capital letter.
    package static let oneOff = "com.docker.compose.oneoff"
    /// A random identifier of a one-off.
    package static let slug = "com.docker.compose.slug"
    /// The digest of the image that a container was created from.
    package static let image = "com.docker.compose.image"
    /// `target=digest` of every image that is mounted, sorted and separated by commas; absent where none is.
    package static let imageMounts = "com.docker.compose.image-volume-digest"
    /// `service:condition:restart`, separated by commas.
    package static let dependencies = "com.docker.compose.depends_on"
    package static let version = "com.docker.compose.version"
    package static let workingDirectory = "com.docker.compose.project.working_dir"
    package static let configFiles = "com.docker.compose.project.config_files"
    package static let environmentFile = "com.docker.compose.project.environment_file"
    /// The name that a recreated container takes over.
    package static let replace = "com.docker.compose.replace"
    package static let network = "com.docker.compose.network"
    package static let volume = "com.docker.compose.volume"
    package static let imageBuilder = "com.docker.compose.image.builder"
    package static let hook = "com.docker.compose.hook"
    /// What a container was made from, so that a later plan can say what has changed: the text of a ``ServiceRecord``.
    ///
    /// Ours alone. Without it, and without the program that reads it, nothing is lost but the explanation.
    package static let record = "io.github.swiftcompose.service"
    /// The release of the reference whose labels and hashes these are, written as the `version` label.
    package static let referenceVersion = "2.40.3"
}
