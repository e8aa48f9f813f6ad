#!/usr/bin/env python3
"""Measures swiftcompose beside docker compose and beside the engine's bare floor; see README.md."""

import argparse
import json
import os
import platform
import shutil
import signal
import sys
import tempfile
import time
from datetime import datetime, timezone
from pathlib import Path

import engine
import gate
import recreate
import report
from contenders import OURS, PEER, BareFloor, Place, Program, find_peer
from corpus import largest_case
from daemon import DaemonBenchmark
from ledger import Ledger
from measure import RunFailed
from proxy import Proxy
from scenarios import GATES, IMAGE, RECREATIONS, STACKS, large_file
from targets import TARGETS

ROOT = Path(__file__).resolve().parent.parent
# Our own projects, and no others, are removed at the end.
PREFIX = f"scbench-{os.getpid()}-"


def arguments():
    parser = argparse.ArgumentParser(description="Measures swiftcompose beside docker compose and the engine's floor.")
    parser.add_argument("--program", default=str(ROOT / ".build/release/swiftcompose"), metavar="PATH")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="runs of each scenario (cold ones: at most 3)")
    parser.add_argument("--gate-runs", type=int, metavar="N", help="runs of each gate (default: twice --runs)")
    parser.add_argument("--quick", action="store_true", help="one run of each")
    parser.add_argument("--only", action="append", default=[], metavar="WORD", help="only what has this in its name")
    parser.add_argument("--json", default=str(ROOT / "Benchmarks/results/latest.json"), metavar="FILE")
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.runs, chosen.gate_runs = 1, 1
    if chosen.runs < 1:
        parser.error("--runs must be 1 or more")
    chosen.gate_runs = chosen.gate_runs or 2 * chosen.runs
    return chosen


def engine_socket():
    host = os.environ.get("DOCKER_HOST", "")
    if not host.startswith("unix://"):
        sys.exit(f"DOCKER_HOST is '{host}', not a unix:// socket; use scripts/bench, which starts an engine of its own")
    path = host.removeprefix("unix://")
    if not engine.has_image(path, IMAGE):
        sys.exit(f"the engine has no {IMAGE}; run scripts/base-images busybox")
    return path


def find_programs(program):
    programs = []
    if found := shutil.which(program):
        programs.append(Program(OURS, [os.path.abspath(found)]))
    if peer := find_peer():
        programs.append(Program(PEER, peer))
    for name, hint in ((OURS, f"no program at {program}"), (PEER, "set SWIFTCOMPOSE_PEER to a docker-compose")):
        if all(found.name != name for found in programs):
            say(f"{name} not found and left out: {hint}")
    return programs


def say(words):
    print(f"{time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


def turns(contenders, number):
    """Another begins in each round, so that none always follows the same one's teardown."""
    begin = number % max(1, len(contenders))
    return contenders[begin:] + contenders[:begin]


class Benchmark:
    def __init__(self, chosen, socket, folder):
        self.chosen, self.socket, self.folder = chosen, socket, folder
        self.programs = find_programs(chosen.program)
        self.contenders = [*self.programs, BareFloor()]
        self.ledger = Ledger()
        self.cycles = 0

    def run(self):
        for scenario, words in self.small_commands().items():
            if self.wanted(scenario):
                self.measure_command(scenario, words)
        for stack in STACKS:
            if self.wanted(stack.name):
                self.measure_stack(stack)
        for chain in RECREATIONS:
            if self.wanted(chain.name):
                self.measure_recreation(chain)
        for stack in GATES:
            if self.wanted(stack.name):
                self.measure_gate(stack)
        self.measure_daemon()

    def wanted(self, name):
        return not self.chosen.only or any(word in name for word in self.chosen.only)

    def proxy(self):
        return Proxy(str(self.folder / "proxy.sock"), self.socket)

    def small_commands(self):
        file = self.folder / "large.yaml"
        file.write_text(large_file())
        commands = {"version": ["version"], "config -q, 1000 services": ["-f", str(file), "config", "-q"]}
        words = largest_case()
        if words:
            commands["config -q, largest real project"] = words
        return commands

    def measure_command(self, scenario, words):
        say(scenario)
        with self.proxy() as proxy:
            direct, counted = Place(self.socket, self.folder), Place(self.socket, self.folder, proxy)
            for number, place in enumerate([direct] * self.chosen.runs + [counted]):
                for program in turns(self.programs, number):
                    with self.noting_failure(scenario, program):
                        self.ledger.add(scenario, program.name, place.run([*program.command, *words]))

    def measure_stack(self, stack):
        cold_runs = min(self.chosen.runs, stack.cold_runs)
        no_ops = -(-self.chosen.runs // cold_runs)
        for number in range(1, cold_runs + 1):
            for contender in turns(self.contenders, number - 1):
                say(f"{stack.name}, run {number} of {cold_runs}, {contender.name}")
                self.cycle(contender, Place(self.socket, self.folder), stack, no_ops)
        with self.proxy() as proxy:
            for contender in self.contenders:
                say(f"{stack.name}, counting, {contender.name}")
                self.cycle(contender, Place(self.socket, self.folder, proxy), stack, no_ops=1)

    def cycle(self, contender, place, stack, no_ops):
        """Cold up, up again with nothing to do, down; and a look after each whether it did what it says."""
        project = self.new_project(stack)
        with self.noting_failure(stack.name, contender):
            actor = contender.on(place, stack, project)
            try:
                self.ledger.add(f"{stack.name} up", contender.name, actor.up())
                made = self.expect_running(stack, project)
                for _ in range(no_ops):
                    self.ledger.add(f"{stack.name} no-op up", contender.name, actor.no_op())
                if self.expect_running(stack, project) != made:
                    raise RunFailed("up made containers anew when nothing had changed")
                self.ledger.add(f"{stack.name} down", contender.name, actor.down())
                if engine.containers(self.socket, project) or engine.networks(self.socket, project):
                    raise RunFailed("down left something behind")
            finally:
                actor.close()

    def expect_running(self, stack, project):
        running = {item["Id"] for item in engine.containers(self.socket, project) if item["State"] == "running"}
        if len(running) != stack.size:
            raise RunFailed(f"{len(running)} containers of {stack.size} run after up")
        return running

    def measure_gate(self, stack):
        with self.proxy() as proxy:
            for number in range(1, self.chosen.gate_runs + 1):
                say(f"{stack.name}, run {number} of {self.chosen.gate_runs}")
                for contender in turns(self.contenders, number - 1):
                    place = Place(self.socket, self.folder, proxy)
                    with self.noting_failure(stack.name, contender):
                        took = gate.latency(contender, place, self.socket, stack, self.new_project(stack))
                        self.ledger.add_gate(stack.name, contender.name, took)

    def measure_recreation(self, chain):
        for program in self.programs:
            say(f"{chain.name}, {program.name}")
            place = Place(self.socket, self.folder)
            with self.noting_failure(chain.name, program):
                project = self.new_project(chain)
                recreate.cycle(program.command, place, chain, project, self.chosen.runs, self.ledger, program.name)

    def measure_daemon(self):
        program = os.path.abspath(self.chosen.program)
        if not os.access(f"{program}d", os.X_OK):
            say(f"the daemon is left out: no program at {program}d")
            return
        runs, quick = self.chosen.runs, self.chosen.quick
        daemon = DaemonBenchmark(program, self.socket, self.folder, self.ledger, self.new_name, runs, quick)
        for name, measure in daemon.measurements().items():
            if self.wanted(name):
                say(name)
                with self.noting_failure(name, OURS):
                    measure()

    def new_project(self, stack):
        return self.new_name(stack.name)

    def new_name(self, what):
        self.cycles += 1
        return f"{PREFIX}{self.cycles}-{what}"

    def noting_failure(self, what, contender):
        return NotingFailure(self, what, getattr(contender, "name", contender))

    def as_json(self):
        told = engine.version(self.socket)
        return {
            "time": datetime.now(timezone.utc).isoformat(timespec="seconds"),
            "machine": {"cores": os.cpu_count(), "system": platform.platform()},
            "engine": {"version": told["Version"], "api": told["ApiVersion"]},
            "programs": {program.name: program.version() for program in self.programs},
            **self.ledger.as_json(),
            "targets": [
                {"scenario": it.scenario, "metric": it.metric, "target": it.text, "verdict": it.verdict(self.ledger)}
                for it in TARGETS
            ],
        }


class NotingFailure:
    """Lets the benchmark go on after a contender failed: notes it, and clears away what it left."""

    def __init__(self, benchmark, what, contender):
        self.benchmark, self.what, self.contender = benchmark, what, contender

    def __enter__(self):
        return self

    def __exit__(self, kind, failure, _):
        if kind is None or not issubclass(kind, (RunFailed, engine.EngineRefusal, OSError)):
            return False
        say(f"failed: {self.contender}, {self.what}: {failure}")
        self.benchmark.ledger.fail(self.what, self.contender, str(failure))
        engine.remove_projects(self.benchmark.socket, PREFIX)
        return True


def main():
    chosen = arguments()
    socket = engine_socket()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="scbench-") as folder:
        benchmark = Benchmark(chosen, socket, Path(folder))
        interrupted = False
        try:
            benchmark.run()
        except KeyboardInterrupt:
            interrupted = True
            say("interrupted; removing what was started")
        finally:
            engine.remove_projects(socket, PREFIX)
        results = benchmark.as_json()
    print(f"engine {results['engine']['version']}, {results['machine']['cores']} cores, {chosen.runs} runs")
    for name, version in results["programs"].items():
        print(f"{name}: {version}")
    report.show(benchmark.ledger)
    if interrupted:
        sys.exit(130)
    Path(chosen.json).parent.mkdir(parents=True, exist_ok=True)
    Path(chosen.json).write_text(json.dumps(results, indent=2) + "\n")
    print(f"\nwritten to {chosen.json}")


if __name__ == "__main__":
    main()
