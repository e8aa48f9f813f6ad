package import ComposeModel
internal import Crypto
internal import FoundationEssentials
internal import OrderedCollections

/// The value of the label `com.docker.compose.config-hash`, which tells whether a container, network or volume was made
/// from the definition that the files hold now.
///
/// It is the reference's hash, so that either program recognises what the other one made: the SHA-256, in lower-case
/// hexadecimal, of the definition in compact canonical JSON.
package enum ConfigHash {
    /// Of a service with its environment resolved.
    ///
    /// References to other services' containers (`PartnerReferences.resolve`) are hashed as they stand.
    package static func of(_ service: Service, edition: CanonicalForm.Edition = .current) -> String {
        digest(of: coveredText(of: service, edition: edition))
    }

    package static func of(_ network: Network, edition: CanonicalForm.Edition = .current) -> String {
        digest(of: network.canonical(in: CanonicalForm(.json, edition: edition)).compactJSON)
    }

    package static func of(_ volume: Volume) -> String {
        var volume = volume
        if volume.driver?.isEmpty ?? true { volume.driver = "local" }
        return digest(of: volume.canonical.compactJSON)
    }

    /// Under which hashes the editions of the reference know a service: a container with any of them is up to date.
    package static func all(of service: Service) -> Set<String> {
        Set(CanonicalForm.Edition.allCases.map { of(service, edition: $0) })
    }

    /// Under which hashes the editions of the reference know a network.
    package static func all(of network: Network) -> Set<String> {
        Set(CanonicalForm.Edition.allCases.map { of(network, edition: $0) })
    }

    /// The JSON that is hashed: without how the image comes about, how many containers there are, and what they wait for.
    static func coveredText(of service: Service, edition: CanonicalForm.Edition) -> String {
        var service = service
        service.build = nil
        service.pullPolicy = nil
        service.scale = nil
        service.deploy?.replicas = nil
        service.dependencies = [:]
        service.profiles = []
        return service.canonical(in: CanonicalForm(.json, edition: edition)).compactJSON
    }

    private static func digest(of text: String) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var hexadecimal: [UInt8] = []
        for byte in SHA256.hash(data: Data(text.utf8)) {
            hexadecimal.append(digits[Int(byte >> 4)])
            hexadecimal.append(digits[Int(byte & 0xF)])
        }
        return String(decoding: hexadecimal, as: UTF8.self)
    }
}
