internal import ComposeModel
internal import Diagnostics
internal import OrderedCollections

extension ConvergencePlanner {
    mutating func imagePrelude() -> Plan {
        for service in reconciler.orderedServices() where !observed.replicas(of: service.name).isEmpty {
            planImage(of: service)
        }
        return plan
    }

    /// Adds the step that makes the image of a service present, once for all services that share it.
    mutating func planImage(of service: Service) {
        guard service.provider == nil else { return }
        let reference = names.image(of: service)
        guard !request.freshImages.contains(reference) else { return }
        guard imageSteps[reference] == nil, let (cause, builds) = imageNeed(of: service, reference) else { return }
        let users = project.services.values.filter { names.image(of: $0) == reference }.map(\.name)
        let need = ImageNeed(
            reference: reference,
            service: service.name,
            services: users,
            isBuildable: service.build != nil && request.build != .never
        )
        imageSteps[reference] = plan.append(builds ? .buildImage(need) : .pullImage(need), cause: cause)
    }

    /// Why the image must be pulled or built, and which of the two; nil when it can be used as it is.
    private mutating func imageNeed(of service: Service, _ reference: String) -> (cause: Cause, builds: Bool)? {
        let isPresent = observed.images[reference] != nil
        let policy = request.pullPolicy ?? service.pullPolicy ?? "missing"
        let hasBuild = service.build != nil
        if hasBuild, request.build == .always { return (.policy("--build"), true) }
        if hasBuild, policy == "build", request.build != .never { return (.policy("pull policy 'build'"), true) }
        if policy == "always", service.image != nil { return (.policy("pull policy 'always'"), false) }
        guard !isPresent else { return nil }
        if hasBuild, request.build != .never, service.image == nil || policy == "never" { return (.absent, true) }
        if policy == "never" || policy == "build" || service.image == nil {
            plan.problems.append(absentImage(of: service, reference, policy: policy))
            return nil
        }
        return (.absent, false)
    }

    private func absentImage(of service: Service, _ reference: String, policy: String) -> Diagnostic {
        let why = service.build != nil ? "building is switched off by --no-build" : "its pull policy is '\(policy)'"
        return Diagnostic(
            .error,
            "image '\(reference)' of service '\(service.name)' is not on the engine, and \(why)",
            path: "services.\(service.name).image",
            at: service.locations["image"] ?? service.locations["build"],
            hint: service.build != nil ? "run without --no-build" : "pull or load the image, or change the pull policy"
        )
    }
}
