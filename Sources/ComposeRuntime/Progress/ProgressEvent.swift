package import ComposePlan

/// Something that happens to a thing of the engine while a plan is carried out.
///
/// The terminal, the plain lines, JSON and the daemon all show these same values.
package struct ProgressEvent: Sendable, Hashable {
    package enum Resource: Sendable, Hashable {
        case container(String)
        case network(String)
        case volume(String)
        case image(String)
        /// A service that a program beside the engine provides.
        case service(String)
        /// A part of an image under way, by its short id.
        case layer(String, image: String)
    }

    package enum Status: String, Sendable, Hashable {
        case working, done, warning, error
    }

    package var resource: Resource
    /// One word in the reference's vocabulary: `Creating`, `Started`, `Healthy`.
    package var text: String
    package var status: Status
    /// What a person would ask next (the cause, the probe's answer, the error); empty when there is nothing to add.
    package var details: String
    /// Why the step is done; nil for what is only observed.
    package var cause: Cause?
    /// Bytes done and bytes in all, for transfers; nil where they mean nothing.
    package var current: Int?
    package var total: Int?

    package init(
        _ resource: Resource,
        _ text: String,
        _ status: Status,
        details: String = "",
        cause: Cause? = nil,
        current: Int? = nil,
        total: Int? = nil
    ) {
        self.resource = resource
        self.text = text
        self.status = status
        self.details = details
        self.cause = cause
        self.current = current
        self.total = total
    }
}

extension ProgressEvent.Resource: CustomStringConvertible {
    /// The line's identity in output: `Container shop-web-1`.
    package var description: String {
        switch self {
        case .container(let name): "Container \(name)"
        case .network(let name): "Network \(name)"
        case .volume(let name): "Volume \(name)"
        case .image(let reference): "Image \(reference)"
        case .service(let name): name
        case .layer(let id, _): id
        }
    }
}

/// Where progress goes; called from any task, in the order in which things happen to one resource.
package typealias ProgressSink = @Sendable (ProgressEvent) -> Void
