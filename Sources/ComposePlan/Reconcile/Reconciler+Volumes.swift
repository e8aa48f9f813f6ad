internal import ComposeModel
internal import OrderedCollections

/// A volume whose definition is no longer the one that it was made from.
package struct DivergedVolume: Sendable, Hashable {
    /// As `ConvergeRequest.replacesVolumes` names it.
    package var key: String
    /// On the engine.
    package var name: String

    /// What the user is asked before the volume is replaced.
    package var question: String {
        "Volume \"\(name)\" exists but doesn't match configuration in compose file. Recreate (data will be lost)?"
    }
}

extension Reconciler {
    /// The volumes that can only come to match the files by losing what is in them, so that the user must be asked.
    ///
    /// Those that must stay whatever the answer, because a container uses them that is not to be replaced, are left out.
    package func divergedVolumes(_ request: ConvergeRequest) -> [DivergedVolume] {
        var diverged: [DivergedVolume] = []
        for (key, volume) in project.volumes where !volume.isExternal {
            guard let existing = observed.volume(key: key, name: volume.name), existing.name == volume.name,
                hasDiverged(existing, volume), !mustKeep(existing, request)
            else { continue }
            diverged.append(DivergedVolume(key: key, name: volume.name))
        }
        return diverged
    }
}
