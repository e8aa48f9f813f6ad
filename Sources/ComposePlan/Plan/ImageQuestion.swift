/// An image that is fetched or made before it can be told whether containers that use it stay.
package struct ImageQuestion: Sendable, Hashable {
    package var reference: String
    /// Whether it is built; otherwise it is pulled.
    package var isBuilt: Bool
    /// Services with a container that is kept as far as can be told, and replaced if the image turns out another one.
    package var services: [String]

    package init(_ reference: String, isBuilt: Bool, services: [String]) {
        self.reference = reference
        self.isBuilt = isBuilt
        self.services = services
    }
}

extension ImageQuestion: CustomStringConvertible {
    package var description: String {
        "image \(reference) is \(isBuilt ? "built" : "pulled") first; "
            + "whether \(services.joined(separator: ", ")) \(services.count == 1 ? "is" : "are") recreated "
            + "can be told only then"
    }
}

extension Reconciler {
    /// What a plan leaves open because its images are not known before they are there.
    ///
    /// - `plan`: the one for the same intent, which goes by the images that are there now.
    package func imageQuestions(_ intent: Intent, in plan: Plan) -> [ImageQuestion] {
        guard case .converge(let request) = intent else { return [] }
        let removed: Set<String> = Set(plan.steps.compactMap(\.operation.removedContainer))
        return imagePrelude(request).steps.compactMap { step -> ImageQuestion? in
            guard let (need, isBuilt) = step.operation.image else { return nil }
            let services = need.services.filter { name in
                request.recreatePolicy(for: name) != .never
                    && observed.replicas(of: name).contains { !removed.contains($0.id) }
            }
            return services.isEmpty ? nil : ImageQuestion(need.reference, isBuilt: isBuilt, services: services)
        }
    }
}

extension Operation {
    fileprivate var image: (need: ImageNeed, isBuilt: Bool)? {
        switch self {
        case .pullImage(let need): return (need, false)
        case .buildImage(let need): return (need, true)
        default: return nil
        }
    }

    /// The id of the container that exists now and is removed.
    fileprivate var removedContainer: String? {
        guard case .removeContainer(let container, _) = self, case .existing(let id) = container.reference else {
            return nil
        }
        return id
    }
}
