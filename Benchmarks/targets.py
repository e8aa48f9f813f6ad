"""What swiftcompose is meant to reach."""

from dataclasses import dataclass

from contenders import AUTOHEAL, FLOOR, OURS, PEER


@dataclass(frozen=True)
class Target:
    """A bound on one metric of one scenario: on the value itself, or on its ratio to another contender's."""

    scenario: str
    metric: str
    text: str
    most: float
    beside: str | None = None

    def verdict(self, ledger):
        """'ok', 'MISSED', or None where it takes a number that was not measured."""
        value = ledger.value(self.scenario, self.metric, OURS)
        measure = ledger.value(self.scenario, self.metric, self.beside) if self.beside else 1
        if value is None or not measure:
            return None
        return "ok" if value / measure <= self.most else "MISSED"


TARGETS = [
    Target("gate-1s", "median", "< 5 ms", 5),
    Target("gate-5s", "median", "< 5 ms", 5),
    Target("chain-10 up", "seconds", "<= 1.05 of floor", 1.05, FLOOR),
    Target("chain-10 no-op up", "seconds", "<= 1/20 of docker compose", 1 / 20, PEER),
    Target("chain-10 no-op up", "calls", "<= 5", 5),
    Target("independent-100 no-op up", "calls", "<= 5", 5),
    Target("independent-100 no-op up", "seconds", "<= 1/5 of docker compose", 1 / 5, PEER),
    Target("recreate-5 up", "seconds", "<= 1/3 of docker compose", 1 / 3, PEER),
    Target("recreate-5 outage", "median", "<= 1/2 of docker compose", 1 / 2, PEER),
    Target("independent-50 down", "seconds", "<= docker compose", 1, PEER),
    Target("independent-50 up", "seconds", "<= 1.15 of floor", 1.15, FLOOR),
    Target("independent-50 up", "seconds", "<= docker compose", 1, PEER),
    Target("config -q, 1000 services", "seconds", "<= 0.5 of docker compose", 0.5, PEER),
    Target("version", "seconds", "< 0.25 of docker compose", 0.25, PEER),
    Target("daemon reaction", "figure", "< 10 ms", 10),
    Target("daemon dependents", "figure", "< 10 ms", 10),
    Target("daemon unhealthy", "figure", "<= 1/10 of autoheal's way", 1 / 10, AUTOHEAL),
    Target("daemon idle, CPU", "figure", "< 0.1 %", 0.1),
    Target("daemon idle, memory", "figure", "< 64 MiB", 64),
    Target("daemon idle, calls a minute", "figure", "<= 6: a slow re-list", 6),
    *(
        Target(f"{stack} up", "peak_bytes", "<= 1/2 of docker compose", 1 / 2, PEER)
        for stack in ("chain-10", "independent-20", "independent-50")
    ),
]
