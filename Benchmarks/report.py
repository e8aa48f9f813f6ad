"""The tables a person reads."""

from contenders import FLOOR, OURS, PEER
from targets import TARGETS

NOTHING = "-"


def duration(seconds):
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


TABLES = [
    ("Wall time, median", "seconds", duration),
    ("CPU time of the program, user and system, median", "cpu_seconds", duration),
    ("Peak memory", "peak_bytes", lambda size: f"{size / 2**20:.1f} MiB"),
    ("Calls to the engine", "calls", lambda count: f"{count:.0f}"),
]
GATE_TABLES = [("median", "median"), ("95th percentile", "p95")]


def show(ledger):
    for title, metric, unit in TABLES:
        print_table(title, metric, unit, ledger.scenarios(), ledger)
    for title, metric in GATE_TABLES:
        heading = f"Gate: from the healthy event to the dependent's start request, proxy included, {title}"
        print_table(heading, metric, lambda value: f"{value:.1f} ms", ledger.gate_names(), ledger)
    if ledger.failures:
        print("\nFailed")
        for failure in ledger.failures:
            print(f"  {failure}")


def print_table(title, metric, unit, scenarios, ledger):
    rows = [row(scenario, metric, unit, ledger) for scenario in scenarios]
    rows = [cells for cells in rows if any(cell != NOTHING for cell in cells[1:4])]
    if not rows:
        return
    headings = ["", OURS, PEER, FLOOR, "/ compose", "/ floor", "target", ""]
    widths = [max(len(cells[column]) for cells in [headings, *rows]) for column in range(len(headings))]
    print(f"\n{title}")
    for cells in [headings, *rows]:
        padded = [
            cell.rjust(width) if 1 <= column <= 5 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(cells, widths))
        ]
        print("  " + "  ".join(padded).rstrip())


def row(scenario, metric, unit, ledger):
    ours, peer, floor = (ledger.value(scenario, metric, contender) for contender in (OURS, PEER, FLOOR))
    targets = [target for target in TARGETS if (target.scenario, target.metric) == (scenario, metric)]
    return [
        scenario,
        *(NOTHING if value is None else unit(value) for value in (ours, peer, floor)),
        ratio(ours, peer),
        ratio(ours, floor),
        "; ".join(target.text for target in targets),
        "; ".join(target.verdict(ledger) or NOTHING for target in targets),
    ]


def ratio(value, measure):
    return NOTHING if value is None or not measure else f"{value / measure:.3f}"
