package import ComposeModel
internal import OrderedCollections

extension Project {
    /// The enabled services, each after those it depends on; file order among equals.
    package var servicesInDependencyOrder: [Service] {
        ServiceOrder(project: self).names.compactMap { services[$0] }
    }
}
