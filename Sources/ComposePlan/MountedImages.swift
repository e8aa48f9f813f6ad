package import ComposeModel
internal import OrderedCollections

/// The images that a service mounts, as a label of its containers tells them.
package enum MountedImages {
    /// `target=digest`, sorted and separated by commas; empty where the service mounts none that is known.
    ///
    /// `digest` gives that of the image behind a mount, nil for one that the engine does not have.
    package static func label(of service: Service, digest: (Mount) -> String?) -> String {
        service.mounts.filter { $0.kind == .image }
            .compactMap { mount in digest(mount).map { "\(mount.target)=\($0)" } }
            .sorted().joined(separator: ",")
    }
}

extension ConvergencePlanner {
    /// Why a container must be replaced whose mounted images are other ones now; nil when they are the same.
    ///
    /// A container without the label is of a time before it and stays.
    func mountedImageChange(of container: ObservedContainer, _ service: Service) -> Cause? {
        guard let old = container.labels[ComposeLabel.imageMounts] else { return nil }
        let new = MountedImages.label(of: service) { mount in
            names.mountedImage(mount, in: project).flatMap { observed.images[$0]?.digest }
        }
        return old == new ? nil : .resourceChanged("mounted image")
    }
}
