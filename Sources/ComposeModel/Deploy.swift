package import OrderedCollections

/// The `deploy` section (Compose Deploy Specification).
package struct Deploy: Sendable {
    package struct UpdatePolicy: Sendable, Equatable {
        package var parallelism: Int?
        package var delay: Duration?
        package var failureAction: String?
        package var monitor: Duration?
        package var maxFailureRatio: Double?
        package var order: String?
        package var extensions: Extensions = [:]

        package init() {}
    }

    package struct Resources: Sendable, Equatable {
        /// A number of processors; compares as the 32-bit float that it is hashed as.
        package var cpus: Float?
        package var memory: ByteSize?
        package var pids: Int?
        package var devices: [DeviceRequest] = []
        package var genericResources: [GenericResource] = []
        package var extensions: Extensions = [:]

        package init() {}
    }

    package struct GenericResource: Sendable, Equatable {
        package var kind: String
        package var value: Int

        package init(kind: String, value: Int) {
            self.kind = kind
            self.value = value
        }
    }

    package struct RestartPolicy: Sendable, Equatable {
        package var condition: String?
        package var delay: Duration?
        package var maxAttempts: Int?
        package var window: Duration?
        package var extensions: Extensions = [:]

        package init() {}
    }

    package struct Placement: Sendable, Equatable {
        package var constraints: [String] = []
        /// The `spread` of each preference.
        package var preferences: [String] = []
        package var maxReplicasPerNode: Int?
        package var extensions: Extensions = [:]

        package init() {}
    }

    package var mode: String?
    package var replicas: Int?
    package var labels: OrderedDictionary<String, String> = [:]
    package var updatePolicy: UpdatePolicy?
    package var rollbackPolicy: UpdatePolicy?
    package var limits: Resources?
    package var reservations: Resources?
    package var restartPolicy: RestartPolicy?
    package var placement = Placement()
    package var endpointMode: String?
    package var extensions: Extensions = [:]

    package init() {}
}
