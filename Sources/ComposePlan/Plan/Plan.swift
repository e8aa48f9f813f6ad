package import Diagnostics

/// What will be done, in an order that respects every edge.
///
/// A value: `--dry-run` prints it, the executor carries it out, tests compare its text.
package struct Plan: Sendable {
    package private(set) var steps: [Step] = []
    /// Things the user should know that change nothing: orphans that stay, volumes that differ.
    package var warnings: [Diagnostic] = []
    /// Why the plan cannot be carried out; nothing is changed when there is one.
    package var problems: [Diagnostic] = []

    package init() {}

    mutating func warn(_ message: String, path: String? = nil, at location: SourceLocation? = nil) {
        warnings.append(Diagnostic(.warning, message, path: path, at: location))
    }

    package var isEmpty: Bool { steps.isEmpty }

    /// Adds a step and returns its id, which later steps name as what they come after.
    ///
    /// A step that `rescues` others comes after them too, and is done only when one of them has failed.
    @discardableResult
    package mutating func append(
        _ operation: Operation,
        cause: Cause,
        after dependencies: [Step.ID] = [],
        rescuing rescues: [Step.ID] = []
    ) -> Step.ID {
        let id = Step.ID(number: steps.count + 1)
        var seen: Set<Step.ID> = []
        let unique = (dependencies + rescues).filter { seen.insert($0).inserted }
        steps.append(Step(id: id, operation: operation, dependencies: unique, cause: cause, rescues: rescues))
        return id
    }

    /// The id that the next appended step will have, for references to a container before its creation is appended.
    package var nextID: Step.ID { Step.ID(number: steps.count + 1) }
}

extension Plan: CustomStringConvertible {
    /// One line a step; the golden form of tests and of `--dry-run`.
    package var description: String { steps.map(\.description).joined(separator: "\n") }
}
