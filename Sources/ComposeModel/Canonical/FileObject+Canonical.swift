internal import OrderedCollections

extension FileObject {
    package enum Kind: Sendable, Hashable {
        /// Content is never shown.
        case secret
        /// Content is shown where the file has it, not where it came from a variable.
        case config
    }

    /// The same in every form.
    package func canonical(as kind: Kind) -> CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("name", name)
        object.add("file", file)
        object.add("environment", environment)
        if kind == .config, environment?.isEmpty ?? true { object.add("content", content) }
        object.add("external", isExternal)
        object.add("labels", labels)
        object.add("driver", driver)
        object.add("driver_opts", driverOptions)
        object.add("template_driver", templateDriver)
        return object
    }
}

extension FileReference {
    var canonical: CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("source", source)
        object.add("target", target)
        object.add("uid", uid)
        object.add("gid", gid)
        object.add("mode", mode.map { "0" + String($0, radix: 8) })
        return object
    }
}
