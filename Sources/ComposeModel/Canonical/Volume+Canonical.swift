internal import OrderedCollections

extension Volume {
    /// The same in every form.
    package var canonical: CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("name", name)
        object.add("driver", driver)
        object.add("driver_opts", driverOptions)
        object.add("external", isExternal)
        object.add("labels", labels)
        return object
    }
}
