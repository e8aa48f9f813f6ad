import Testing

@testable import ComposeCommands
@testable import ComposeRuntime

@Suite struct GitHubActionsTests {
    private let shop = BrokenShop()

    private func actions(_ more: [String: String] = [:]) throws -> GitHubActions {
        var environment = ["GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": "/home/runner/work/shop/"]
        environment.merge(more) { _, other in other }
        return try #require(GitHubActions(environment))
    }

    @Test func `it is only there where the runner says so`() throws {
        #expect(GitHubActions([:]) == nil)
        #expect(GitHubActions(["GITHUB_ACTIONS": "false"]) == nil)
        #expect(try actions().workspace == "/home/runner/work/shop")
        #expect(try actions().summaryPath == nil)
    }

    @Test func `files are named from the checkout`() throws {
        let actions = try actions()
        let directory = "/home/runner/work/shop/deploy"
        #expect(actions.path(of: "compose.yaml", directory) == "deploy/compose.yaml")
        #expect(actions.path(of: "../base/./compose.yaml", directory) == "base/compose.yaml")
        #expect(actions.path(of: "/home/runner/work/shop/a.yaml", directory) == "a.yaml")
        #expect(actions.path(of: "/home/runner/work/shopping/a.yaml", directory) == nil)
    }

    @Test func `an annotation points at the place of the culprit`() throws {
        let culprit = BrokenShop.culprit { culprit in
            culprit.isRunning = true
            culprit.healthcheck = Culprit.Healthcheck(test: ["CMD", "true"])
            culprit.probes = [Culprit.Probe(exitCode: 1, output: ["100% no"])]
        }
        let story = shop.story(shop.report(culprit: culprit, advice: ["wait, or look"]))
        let lines = try actions().annotations(of: story, currentDirectory: "/home/runner/work/shop/deploy")
        #expect(
            lines == [
                "::error file=deploy/compose.yaml,line=15,col=5,title=db is unhealthy::dependency failed to start: "
                    + "container shop-db-1 is unhealthy%0Aafter 12.3s%0Alast probe: exit 1, 100%25 no%0A"
                    + "hint: wait, or look"
            ]
        )
    }

    @Test func `properties are escaped more than messages`() {
        let command = WorkflowCommand(name: "error", properties: [("title", "a:b,c%\nd")], message: "a:b,c%\r\nd")
        #expect(command.text == "::error title=a%3Ab%2Cc%25%0Ad::a:b,c%25%0D%0Ad")
        #expect(WorkflowCommand(name: "endgroup", message: "").text == "::endgroup::")
    }

    @Test func `a log is folded, and nothing in it is taken for a command`() {
        let culprit = BrokenShop.culprit { culprit in
            culprit.log = ["::set-output name=a::b"]
            culprit.probes = [Culprit.Probe(exitCode: 1, output: ["##[error]no"])]
        }
        let story = shop.story(shop.report(culprit: culprit))
        let text = FailureText(story: story, group: WorkflowGroup(token: "t0k3n")).text
        #expect(
            text.contains(
                """
                  last probe: exit 1, ## [error]no
                ::group::last lines of shop-db-1
                ::stop-commands::t0k3n
                  shop-db-1 | ::set-output name=a::b
                ::t0k3n::
                ::endgroup::
                skipped: web, worker (db is unhealthy)
                """
            ),
            "\(text)"
        )
        #expect(WorkflowGroup.random() != WorkflowGroup.random())
    }

    @Test func `the page of the step gets an account in markdown`() {
        let culprit = BrokenShop.culprit { culprit in
            culprit.probes = [Culprit.Probe(exitCode: 1, output: ["no `table`"])]
            culprit.log = ["``` not the end"]
        }
        let story = shop.story(shop.report(culprit: culprit, advice: ["wait_for it"]))
        #expect(
            FailureMarkdown(story: story, title: "swiftcompose: shop").text == """
                ### swiftcompose: shop failed

                **dependency failed to start: container shop-db-1 is unhealthy**

                - `after 12.3s`
                - `` last probe: exit 1, no `table` ``
                - hint: wait\\_for it

                <details><summary>Last lines of shop-db-1</summary>

                ````text
                shop-db-1 | ``` not the end
                ````

                </details>

                - skipped: `web`, `worker` (db is unhealthy)


                """
        )
    }
}
