internal import OrderedCollections

extension Mount {
    func canonical(in form: CanonicalForm) -> CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("type", kind.rawValue)
        object.add("source", source)
        object.add("target", target)
        object.add("read_only", isReadOnly)
        object.add("consistency", consistency)
        object.add("bind", part: bind?.canonical(in: form))
        object.add("volume", part: volume?.canonical)
        object.add("tmpfs", part: tmpfs?.canonical)
        object.add("image", part: image?.canonical)
        return object
    }
}

extension Mount.BindOptions {
    fileprivate func canonical(in form: CanonicalForm) -> CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("selinux", selinux)
        object.add("propagation", propagation)
        // One edition prints only true, the other only false; neither prints what the files leave unsaid.
        if !impliesHostPath, createsHostPath == (form.edition == .compose2) {
            object.add("create_host_path", evenFalse: createsHostPath)
        }
        object.add("recursive", recursive)
        return object
    }
}

extension Mount.VolumeOptions {
    fileprivate var canonical: CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("labels", labels)
        object.add("nocopy", skipsCopy)
        object.add("subpath", subpath)
        return object
    }
}

extension Mount.TmpfsOptions {
    fileprivate var canonical: CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("size", size)
        object.add("mode", mode)
        return object
    }
}

extension Mount.ImageOptions {
    fileprivate var canonical: CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("subpath", subpath)
        return object
    }
}
