/// Complaints about what a container meets outside itself.
extension EngineTrouble {
    static func networks(_ words: String) -> EngineTrouble? {
        if words.contains("has active endpoints") {
            return EngineTrouble(
                "containers are still attached to the network",
                hint: "see which with 'docker network inspect', and stop them or disconnect them"
            )
        }
        if words.contains("pool overlaps with other one") || words.contains("conflicts with network") {
            return EngineTrouble(
                "another network has the subnet already",
                hint: "choose another subnet under 'ipam', or remove networks that nobody uses: 'docker network prune'"
            )
        }
        if words.contains("available, non-overlapping") || words.contains("predefined address pools") {
            return EngineTrouble(
                "the engine has no range of addresses left for another network",
                hint: "remove networks that nobody uses with 'docker network prune', or name a subnet under 'ipam'"
            )
        }
        if words.contains("cannot join network of a non running container")
            || words.contains("cannot join network namespace")
        {
            return EngineTrouble(
                "the container whose network it shares does not run",
                hint: "look at the logs of the service named in 'network_mode'"
            )
        }
        if words.contains("endpoint with name"), words.contains("already exists") {
            return EngineTrouble(
                "the network still holds a container of that name that is gone",
                hint: "take it off with 'docker network disconnect --force NETWORK CONTAINER'"
            )
        }
        let isAboutImage = words.contains("manifest") || words.contains("reference")
        if words.contains("network "), words.hasSuffix(" not found"), !isAboutImage {
            return EngineTrouble(
                "a network that the container is attached to is gone",
                hint: "make the container anew with 'up --force-recreate'"
            )
        }
        return nil
    }

    static func names(_ words: String) -> EngineTrouble? {
        if words.contains("is already in use by container") {
            return EngineTrouble(
                "another container has the name already",
                hint: "remove it with 'docker rm', or change 'container_name'"
            )
        }
        if words.contains("could not select device driver") {
            return EngineTrouble(
                "the engine has no driver for the devices that it asks for",
                hint: "install the vendor's container toolkit, or remove the devices from the service"
            )
        }
        if words.contains("no such container") {
            return EngineTrouble("the container was removed meanwhile", hint: "run the command again")
        }
        return nil
    }

    static func registries(_ words: String) -> EngineTrouble? {
        if words.contains("toomanyrequests") || words.contains("too many requests") {
            return EngineTrouble(
                "the registry allows no more pulls for now",
                hint: "log in with 'docker login', which raises the limit, or wait"
            )
        }
        if words.contains("pull access denied") || words.contains("no basic auth credentials")
            || words.contains("unauthorized") || words.contains("denied: ")
        {
            return EngineTrouble(
                "the registry does not give the image out: it does not exist there, or it takes a login",
                hint: "check the name, and log in with 'docker login' where the image is private"
            )
        }
        if words.contains("no matching manifest for") || words.contains("no match for platform") {
            return EngineTrouble(
                "the registry has the image for other kinds of processors only",
                hint: "set 'platform' to one that it has, or build the image"
            )
        }
        if words.contains("manifest unknown") || words.contains("manifest for") && words.contains("not found") {
            return EngineTrouble("the registry has no such tag", hint: "check the tag of the image")
        }
        if words.contains("no such host") || words.contains("temporary failure in name resolution")
            || words.contains("tls handshake timeout") || words.contains("i/o timeout")
        {
            return EngineTrouble(
                "the engine cannot reach the registry",
                hint: "check the engine's network, its name server and its proxy"
            )
        }
        return nil
    }
}
