"""The tables a person reads."""

from contenders import AUTOHEAL, FLOOR, OURS, PEER
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
    print_figures(ledger)
    if ledger.failures:
        print("\nFailed")
        for failure in ledger.failures:
            print(f"  {failure}")


def print_table(title, metric, unit, scenarios, ledger):
    rows = [row(scenario, metric, unit, ledger) for scenario in scenarios]
    rows = [cells for cells in rows if any(cell != NOTHING for cell in cells[1:4])]
    if rows:
        print_rows(title, ["", OURS, PEER, FLOOR, "/ compose", "/ floor", "target", ""], rows, numbers=5)


def print_figures(ledger):
    """What the daemon was measured by; reactions from the engine's event to the request, proxy included."""

    def cell(name, contender):
        value = ledger.value(name, "figure", contender)
        return NOTHING if value is None else f"{value:.2f} {ledger.units[name]}".rstrip()

    rows = [
        [name, cell(name, OURS), cell(name, AUTOHEAL), *aims(name, "figure", ledger)] for name in ledger.units
    ]
    if rows:
        print_rows("The daemon, median", ["", OURS, AUTOHEAL, "target", ""], rows, numbers=2)


def print_rows(title, headings, rows, numbers):
    """A table whose first columns behind the name are numbers."""
    widths = [max(len(cells[column]) for cells in [headings, *rows]) for column in range(len(headings))]
    print(f"\n{title}")
    for cells in [headings, *rows]:
        padded = [
            cell.rjust(width) if 1 <= column <= numbers else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(cells, widths))
        ]
        print("  " + "  ".join(padded).rstrip())


def aims(scenario, metric, ledger):
    """What is to be reached, and whether it was."""
    targets = [target for target in TARGETS if (target.scenario, target.metric) == (scenario, metric)]
    verdicts = [target.verdict(ledger) or NOTHING for target in targets]
    return ["; ".join(target.text for target in targets), "; ".join(verdicts)]


def row(scenario, metric, unit, ledger):
    ours, peer, floor = (ledger.value(scenario, metric, contender) for contender in (OURS, PEER, FLOOR))
    return [
        scenario,
        *(NOTHING if value is None else unit(value) for value in (ours, peer, floor)),
        ratio(ours, peer),
        ratio(ours, floor),
        *aims(scenario, metric, ledger),
    ]


def ratio(value, measure):
    return NOTHING if value is None or not measure else f"{value / measure:.3f}"
