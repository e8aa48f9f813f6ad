"""Who is measured: a program with docker compose's command line, or the floor; and how each is asked."""

import os
import shutil
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import measure
from floor import Floor
from measure import Sample

OURS, PEER, FLOOR = "swiftcompose", "docker compose", "floor"
# Beside the daemon only.
AUTOHEAL = "autoheal's way"


def find_peer():
    """docker compose as the start of a command line, or None."""
    if chosen := os.environ.get("SWIFTCOMPOSE_PEER"):
        return [shutil.which(chosen) or chosen]
    if found := shutil.which("docker-compose"):
        return [found]
    docker = shutil.which("docker")
    if docker and subprocess.run([docker, "compose", "version"], capture_output=True).returncode == 0:
        return [docker, "compose"]
    cached = Path.home() / ".cache/compose-peers/bin/docker-compose"
    return [str(cached)] if cached.exists() else None


class Place:
    """Where a run takes place: the socket to use, a folder for files, and the proxy when its calls are counted."""

    def __init__(self, socket, folder, proxy=None):
        self.socket = proxy.path if proxy else socket
        self.folder, self.proxy = folder, proxy
        self.requests = []

    def environment(self):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("COMPOSE_")}
        kept.pop("DOCKER_CONTEXT", None)
        return {**kept, "DOCKER_HOST": f"unix://{self.socket}"}

    def run(self, command):
        """Runs a command: on the clock, or through the proxy and with an eye on its memory."""
        log = str(self.folder / "output.log")
        if self.proxy is None:
            return measure.timed(command, self.environment(), log)
        return self.counting(lambda: measure.observed(command, self.environment(), log))

    def run_floor(self, work):
        if self.proxy is None:
            began = time.perf_counter()
            work()
            return Sample(seconds=time.perf_counter() - began)
        return self.counting(lambda: work() or Sample())

    def counting(self, run):
        """Does the run and adds its calls; they stay in `requests` until the next."""
        self.proxy.take()
        sample = run()
        self.requests = self.proxy.take()
        return replace(sample, calls=len(self.requests))


class Program:
    """swiftcompose or docker compose."""

    def __init__(self, name, command):
        self.name, self.command = name, command

    def version(self):
        done = subprocess.run([*self.command, "version"], capture_output=True, text=True)
        return done.stdout.strip().partition("\n")[0] or f"exit code {done.returncode}"

    def on(self, place, stack, project):
        return ProgramOnStack(self.command, place, stack, project)


class ProgramOnStack:
    def __init__(self, command, place, stack, project):
        self.place = place
        file = place.folder / f"{stack.name}.yaml"
        file.write_text(stack.compose_file())
        self.command = [*command, "-f", str(file), "-p", project]

    def up(self):
        return self.place.run([*self.command, "up", "-d"])

    no_op = up

    def down(self):
        return self.place.run([*self.command, "down"])

    def close(self):
        pass


class BareFloor:
    """The floor as a contender."""

    name = FLOOR

    def on(self, place, stack, project):
        return FloorOnStack(place, stack, project)


class FloorOnStack:
    def __init__(self, place, stack, project):
        self.place = place
        self.floor = Floor(place.socket, stack, project)

    def up(self):
        return self.place.run_floor(self.floor.up)

    def no_op(self):
        return self.place.run_floor(self.floor.no_op)

    def down(self):
        return self.place.run_floor(self.floor.down)

    def close(self):
        self.floor.close()
