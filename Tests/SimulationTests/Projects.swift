import TestSupport

/// The projects that the simulations run.
enum Projects {
    /// A database that must be healthy, a job that must end well, and an application on two networks that waits for both.
    ///
    /// `EDITION` in the environment changes the database and the application.
    static let shop = """
        services:
          db:
            image: busybox:stable
            environment: {EDITION: "${EDITION:-1}"}
            healthcheck: {test: ["CMD", "true"]}
            networks: [back]
            volumes: ["data:/data"]
          job:
            image: busybox:stable
            networks: [back]
          app:
            image: busybox:stable
            environment: {EDITION: "${EDITION:-1}"}
            networks: [back, front]
            depends_on:
              db: {condition: service_healthy}
              job: {condition: service_completed_successfully}
        networks:
          back:
          front:
        volumes:
          data:
        """

    /// One service of which there are several containers.
    static let crew = """
        services:
          web:
            image: busybox:stable
        """

    /// An engine that has nothing but an image, on which the shop's job ends and its database becomes healthy.
    ///
    /// - `healthyAfter`: from the database's start.
    static func emptyEngine(healthyAfter: Duration = .milliseconds(20)) -> SimulatedState {
        var script = SimulationScript()
        var job = ServiceBehaviour()
        job.exitsAfter = .milliseconds(20)
        script.services["job"] = job
        var db = ServiceBehaviour()
        db.healthyAfter = healthyAfter
        script.services["db"] = db
        return SimulatedState(script: script)
    }
}
