internal import OrderedCollections

extension Network {
    /// The network as JSON output and the config hash have it.
    package var canonical: CanonicalObject { canonical(in: .json) }

    package func canonical(in form: CanonicalForm) -> CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("name", name)
        object.add("driver", driver)
        object.add("driver_opts", driverOptions)
        object.add("ipam", embedded: ipam.canonical(in: form), in: form)
        object.add("external", isExternal)
        object.add("internal", isInternal)
        object.add("attachable", isAttachable)
        object.add("labels", labels)
        object.add("enable_ipv4", evenFalse: enablesIPv4)
        object.add("enable_ipv6", evenFalse: enablesIPv6)
        return object
    }
}

extension Network.IPAM {
    fileprivate func canonical(in form: CanonicalForm) -> CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("driver", driver)
        object.add("config", parts: pools.map { $0.canonical })
        if form.edition != .compose2 { object.add("options", options) }
        return object
    }
}

extension Network.IPAM.Pool {
    fileprivate var canonical: CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("subnet", subnet)
        object.add("gateway", gateway)
        object.add("ip_range", addressRange)
        object.add("aux_addresses", auxiliaryAddresses)
        return object
    }
}

extension ServiceNetwork {
    var canonical: CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("aliases", aliases)
        object.add("driver_opts", driverOptions)
        object.add("gw_priority", gatewayPriority)
        object.add("interface_name", interfaceName)
        object.add("ipv4_address", ipv4Address)
        object.add("ipv6_address", ipv6Address)
        object.add("link_local_ips", linkLocalAddresses)
        object.add("mac_address", macAddress)
        object.add("priority", priority)
        return object
    }
}
