internal import OrderedCollections

extension ResourceLimits.BlockIO {
    func canonical(in form: CanonicalForm) -> CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("weight", weight)
        object.add("weight_device", parts: deviceWeights.map { $0.canonical(in: form) })
        object.add("device_read_bps", parts: readBytes.map { $0.canonical(in: form) })
        object.add("device_read_iops", parts: readOperations.map { $0.canonical(in: form) })
        object.add("device_write_bps", parts: writeBytes.map { $0.canonical(in: form) })
        object.add("device_write_iops", parts: writeOperations.map { $0.canonical(in: form) })
        return object
    }
}

// The reference gives the fields below no names of their own for JSON, so it prints them as it declares them.

extension ResourceLimits.DeviceWeight {
    fileprivate func canonical(in form: CanonicalForm) -> CanonicalObject {
        var object = CanonicalObject()
        object.add(form.syntax == .json ? "Path" : "path", CanonicalValue.string(path))
        object.add(form.syntax == .json ? "Weight" : "weight", evenZero: weight)
        return object
    }
}

extension ResourceLimits.DeviceRate {
    fileprivate func canonical(in form: CanonicalForm) -> CanonicalObject {
        var object = CanonicalObject()
        object.add(form.syntax == .json ? "Path" : "path", CanonicalValue.string(path))
        object.add(form.syntax == .json ? "Rate" : "rate", rate.canonical)
        return object
    }
}
