/// Tells which files of which projects have changed, once they have been left alone for a moment.
actor SourceWatch {
    /// Some files of one project.
    struct Change: Sendable, Equatable {
        var project: String
        /// Those of the paths that were to be watched, as they were given.
        var paths: Set<String>
    }

    private struct Watched {
        /// What decides what each path leads to.
        var places: [String: Set<WatchedPlace>] = [:]
        var changed: Set<String> = []
        /// Counts changes, so that only the last of them ends the wait.
        var generation = 0
    }

    /// A project whose files are at rest unless its generation has gone on.
    private struct Pause: Sendable {
        var project: String
        var generation: Int
    }

    /// In the order in which they came to rest; to be read by one task.
    nonisolated let changes: AsyncStream<Change>
    private let changed: AsyncStream<Change>.Continuation
    private let pauses: AsyncStream<Pause>
    private let pausing: AsyncStream<Pause>.Continuation
    private let events: DirectoryEvents
    private let debounce: Duration
    private let trouble: @Sendable (String) -> Void
    private var projects: [String: Watched] = [:]
    private var numbers: [String: Int32] = [:]
    private var directories: [Int32: String] = [:]

    /// - Parameters:
    ///   - debounce: how long files must have been left alone.
    ///   - trouble: told in a sentence of what cannot be watched.
    /// - Throws: ``WatchError`` when the kernel has no watch left for this user.
    init(debounce: Duration = .milliseconds(300), trouble: @escaping @Sendable (String) -> Void) throws {
        events = try DirectoryEvents()
        self.debounce = debounce
        self.trouble = trouble
        (changes, changed) = AsyncStream.makeStream(of: Change.self)
        (pauses, pausing) = AsyncStream.makeStream(of: Pause.self)
    }

    /// Watches until the task is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.listen() }
            for await pause in pauses {
                group.addTask { await self.settle(pause) }
            }
            group.cancelAll()
        }
        changed.finish()
    }

    /// Watches these files of a project from now on, in place of those before; missing ones are waited for.
    ///
    /// - Parameters:
    ///   - paths: absolute; of a directory, what is directly in it counts.
    ///   - project: whose they are.
    func watch(_ paths: Set<String>, of project: String) {
        var watched = projects[project] ?? Watched()
        watched.places = [:]
        for path in paths { watched.places[path] = WatchedPlace.all(of: path) }
        watched.changed.formIntersection(paths)
        projects[project] = watched
        watchDirectories()
    }

    func forget(_ project: String) {
        projects[project] = nil
        watchDirectories()
    }

    // MARK: - What the kernel tells

    private func listen() async {
        do {
            while let found = try await events.next() {
                for project in note(found) {
                    pausing.yield(Pause(project: project, generation: projects[project]?.generation ?? 0))
                }
            }
        } catch is CancellationError {
            // The daemon ends.
        } catch {
            trouble("files are watched no longer: \(error)")
        }
        pausing.finish()
    }

    /// The projects of which something has changed.
    private func note(_ found: [DirectoryEvents.Change]) -> Set<String> {
        var touched: Set<String> = []
        for change in found {
            // Too many came at once, and some of them are not told: everything may have changed.
            let directory = change.directory >= 0 ? directories[change.directory] : nil
            if change.directory >= 0, directory == nil { continue }
            for (project, watched) in projects {
                for (path, places) in watched.places where Self.hits(places, directory, change.name) {
                    projects[project]?.changed.insert(path)
                    touched.insert(project)
                }
            }
            if let directory, change.name == nil {
                // One that was moved is still watched, under a name that it does not have any more.
                events.forget(change.directory)
                lose(directory)
            }
        }
        for project in touched {
            projects[project]?.generation += 1
            // What a path leads to may be somewhere else by now.
            for path in projects[project]?.changed ?? [] {
                projects[project]?.places[path] = WatchedPlace.all(of: path)
            }
        }
        if !touched.isEmpty { watchDirectories() }
        return touched
    }

    private static func hits(_ places: Set<WatchedPlace>, _ directory: String?, _ name: String?) -> Bool {
        guard let directory else { return true }
        guard let name else { return places.contains { $0.directory == directory } }
        return places.contains(WatchedPlace(directory: directory, name: name))
            || places.contains(WatchedPlace(directory: directory, name: nil))
    }

    private func settle(_ pause: Pause) async {
        do {
            try await Task.sleep(for: debounce)
        } catch {
            // The daemon ends.
            return
        }
        guard let watched = projects[pause.project], watched.generation == pause.generation, !watched.changed.isEmpty
        else { return }
        projects[pause.project]?.changed = []
        changed.yield(Change(project: pause.project, paths: watched.changed))
    }

    // MARK: - Directories

    /// Watches every directory that matters now, and no other.
    private func watchDirectories() {
        var wanted: Set<String> = []
        for watched in projects.values {
            for places in watched.places.values { wanted.formUnion(places.map(\.directory)) }
        }
        for (directory, number) in numbers where !wanted.contains(directory) {
            events.forget(number)
            lose(directory)
        }
        for directory in wanted where numbers[directory] == nil {
            do throws(WatchError) {
                let number = try events.watch(directory)
                numbers[directory] = number
                directories[number] = directory
            } catch {
                trouble(error.description)
            }
        }
    }

    private func lose(_ directory: String) {
        if let number = numbers.removeValue(forKey: directory) { directories[number] = nil }
    }
}
