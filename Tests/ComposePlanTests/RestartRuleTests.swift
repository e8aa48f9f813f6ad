import ComposeModel
import Testing

@testable import ComposePlan

/// When the engine starts a container again by itself.
@Suite struct RestartRuleTests {
    private func rule(_ restart: String?) -> RestartRule {
        RestartRule(of: Shop.service("web") { $0.restart = restart })
    }

    @Test func `the short key has all rules`() {
        #expect(rule(nil) == .never)
        #expect(rule("no") == .never)
        #expect(rule("always") == .always)
        #expect(rule("unless-stopped") == .always)
        #expect(rule("on-failure") == .onFailure(limit: nil))
        #expect(rule("on-failure:3") == .onFailure(limit: 3))
        #expect(rule("on-failure:0") == .onFailure(limit: nil))
    }

    @Test func `the deploy section's policy wins`() {
        func rule(_ condition: String?, attempts: Int? = nil) -> RestartRule {
            RestartRule(
                of: Shop.service("web") { service in
                    service.restart = "no"
                    var policy = Deploy.RestartPolicy()
                    policy.condition = condition
                    policy.maxAttempts = attempts
                    var deploy = Deploy()
                    deploy.restartPolicy = policy
                    service.deploy = deploy
                }
            )
        }
        #expect(rule(nil) == .always)
        #expect(rule("any") == .always)
        #expect(rule("none") == .never)
        #expect(rule("on-failure", attempts: 2) == .onFailure(limit: 2))
    }

    @Test func `the engine restarts as often as it is allowed to`() {
        #expect(!RestartRule.never.restarts(after: 1, deaths: 1))
        #expect(RestartRule.always.restarts(after: 0, deaths: 100))
        #expect(!RestartRule.onFailure(limit: nil).restarts(after: 0, deaths: 1))
        #expect(RestartRule.onFailure(limit: nil).restarts(after: 1, deaths: 100))
        #expect(RestartRule.onFailure(limit: 2).restarts(after: 1, deaths: 2))
        #expect(!RestartRule.onFailure(limit: 2).restarts(after: 1, deaths: 3))
    }
}
