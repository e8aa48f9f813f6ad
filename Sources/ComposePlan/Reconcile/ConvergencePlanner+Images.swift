internal import ComposeModel
internal import Diagnostics
internal import OrderedCollections

extension ConvergencePlanner {
    mutating func imagePrelude() -> Plan {
        for service in reconciler.orderedServices() where !observed.replicas(of: service.name).isEmpty {
            planImage(of: service)
        }
        for service in reconciler.orderedServices() where !observed.replicas(of: service.name).isEmpty {
            planFurtherImages(of: service)
        }
        return plan
    }

    /// Adds the step that makes the image of a service present, once for all services that share it.
    mutating func planImage(of service: Service) {
        guard service.provider == nil else { return }
        let reference = names.image(of: service)
        guard !request.freshImages.contains(reference) else { return }
        // Where several services share an image, the one that can build it knows best how to come by it.
        let builder = service.build == nil ? builders[reference].flatMap { project.services[$0] } ?? service : service
        guard imageSteps[reference] == nil, let (cause, builds) = imageNeed(of: service, reference, builtBy: builder)
        else { return }
        let users = project.services.values.filter { names.image(of: $0) == reference }.map(\.name)
        let need = ImageNeed(
            reference: reference,
            service: builder.name,
            services: users,
            isBuildable: builder.build != nil && request.build != .never
        )
        imageSteps[reference] = plan.append(builds ? .buildImage(need) : .pullImage(need), cause: cause)
    }

    /// Fetches what a service mounts and what its hooks run from, where no service has it as its own image.
    mutating func planFurtherImages(of service: Service) {
        guard service.provider == nil else { return }
        for reference in names.furtherImages(of: service, in: project) {
            guard observed.images[reference] == nil, !request.freshImages.contains(reference),
                imageSteps[reference] == nil, !isImageOfService(reference)
            else { continue }
            guard request.pullPolicy != "never" else {
                plan.problems.append(absentImage(of: service, reference, policy: "never"))
                continue
            }
            let users = project.services.values.filter { names.furtherImages(of: $0, in: project).contains(reference) }
            let need = ImageNeed(
                reference: reference,
                service: service.name,
                services: users.map(\.name),
                isBuildable: false
            )
            imageSteps[reference] = plan.append(.pullImage(need), cause: .absent)
        }
    }

    private func isImageOfService(_ reference: String) -> Bool {
        project.services.values.contains { $0.provider == nil && names.image(of: $0) == reference }
    }

    private mutating func imageNeed(
        of service: Service,
        _ reference: String,
        builtBy builder: Service
    ) -> (cause: Cause, builds: Bool)? {
        if builder.name != service.name, let need = imageNeed(of: builder, reference) { return need }
        return imageNeed(of: service, reference)
    }

    /// Why the image must be pulled or built, and which of the two; nil when it can be used as it is.
    private mutating func imageNeed(of service: Service, _ reference: String) -> (cause: Cause, builds: Bool)? {
        let isPresent = observed.images[reference]?.suits(platform: service.platform) ?? false
        let policy = request.pullPolicy ?? service.pullPolicy ?? "missing"
        let hasBuild = service.build != nil
        if hasBuild, request.build == .always { return (.policy("--build"), true) }
        if hasBuild, policy == "build", request.build != .never { return (.policy("pull policy 'build'"), true) }
        if policy == "always", service.image != nil { return (.policy("pull policy 'always'"), false) }
        if service.image != nil, let window = PullWindow.seconds(of: policy), isDue(reference, window) {
            return (.policy("pull policy '\(policy)'"), false)
        }
        guard !isPresent else { return nil }
        if hasBuild, request.build != .never, service.image == nil || policy == "never" { return (.absent, true) }
        if policy == "never" || policy == "build" || service.image == nil {
            let problem = absentImage(of: service, reference, policy: policy)
            // Each of the services that share the image comes by here.
            if !plan.problems.contains(problem) { plan.problems.append(problem) }
            return nil
        }
        return (.absent, false)
    }

    /// Whether an image that is there was pulled longer ago than its policy allows, or nobody knows when.
    private func isDue(_ reference: String, _ window: Int) -> Bool {
        guard let image = observed.images[reference] else { return false }
        guard let last = image.lastTagged else { return true }
        return observed.moment - last > window
    }

    private func absentImage(of service: Service, _ reference: String, policy: String) -> Diagnostic {
        let why = service.build != nil ? "building is switched off by --no-build" : "its pull policy is '\(policy)'"
        let platform = observed.images[reference]?.platform
        let presence = platform.map { "is on the engine for \($0) only" } ?? "is not on the engine"
        return Diagnostic(
            .error,
            "image '\(reference)' of service '\(service.name)' \(presence), and \(why)",
            path: "services.\(service.name).image",
            at: service.locations["image"] ?? service.locations["build"],
            hint: service.build != nil ? "run without --no-build" : "pull or load the image, or change the pull policy"
        )
    }
}
