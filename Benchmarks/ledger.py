"""Everything that was measured, and the numbers made of it."""

import dataclasses
import math
import statistics

METRICS = ("seconds", "cpu_seconds", "peak_bytes", "calls")


def percentile(values, part):
    """The nearest rank: a value that was measured, never one in between."""
    return sorted(values)[max(0, math.ceil(part * len(values)) - 1)]


class Ledger:
    def __init__(self):
        self.samples = {}  # (scenario, contender): samples, in the order of measuring
        self.gates = {}  # (gate, contender): milliseconds
        self.figures = {}  # (name, contender): what the daemon was measured by
        self.units = {}  # name of a figure: its unit
        self.failures = []

    def add(self, scenario, contender, sample):
        self.samples.setdefault((scenario, contender), []).append(sample)

    def add_gate(self, gate, contender, milliseconds):
        self.gates.setdefault((gate, contender), []).append(milliseconds)

    def add_figure(self, name, contender, value, unit):
        self.figures.setdefault((name, contender), []).append(value)
        self.units[name] = unit

    def fail(self, what, contender, reason):
        self.failures.append(f"{contender}, {what}: {reason}")

    def scenarios(self):
        return list(dict.fromkeys(scenario for scenario, _ in self.samples))

    def gate_names(self):
        return list(dict.fromkeys(gate for gate, _ in self.gates))

    def value(self, scenario, metric, contender):
        """The median; for a gate `median` and `p95` of its milliseconds, for the daemon its `figure`.

        None where nothing was measured.
        """
        if metric in ("median", "p95"):
            values = self.gates.get((scenario, contender), [])
        elif metric == "figure":
            values = self.figures.get((scenario, contender), [])
        else:
            samples = self.samples.get((scenario, contender), [])
            values = [value for sample in samples if (value := getattr(sample, metric)) is not None]
        if not values:
            return None
        return percentile(values, 0.95) if metric == "p95" else statistics.median(values)

    def as_json(self):
        return {
            "scenarios": [
                {
                    "scenario": scenario,
                    "contender": contender,
                    "median": {metric: self.value(scenario, metric, contender) for metric in METRICS},
                    "samples": [dataclasses.asdict(sample) for sample in samples],
                }
                for (scenario, contender), samples in self.samples.items()
            ],
            "gates": [
                {
                    "gate": gate,
                    "contender": contender,
                    "median_ms": self.value(gate, "median", contender),
                    "p95_ms": self.value(gate, "p95", contender),
                    "samples_ms": samples,
                }
                for (gate, contender), samples in self.gates.items()
            ],
            "daemon": [
                {
                    "figure": name,
                    "contender": contender,
                    "unit": self.units[name],
                    "median": statistics.median(values),
                    "samples": values,
                }
                for (name, contender), values in self.figures.items()
            ],
            "failures": self.failures,
        }
