"""The daemon: how soon it reacts to what the engine tells, and what it takes while nothing happens.

Reactions count from the engine's own time of an event to the wall-clock time at which the proxy has read the first line
of the daemon's request. What the proxy itself adds is part of the number.
"""

import json
import os
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import engine
from autoheal import Autoheal
from contenders import AUTOHEAL, OURS
from measure import LIMIT, RunFailed
from proxy import Proxy
from scenarios import COMMAND, IMAGE

PATIENCE = 60  # seconds after which what should happen has failed
TICKS = os.sysconf("SC_CLK_TCK")


class Daemon:
    """swiftcomposed for as long as the with-block lasts, with its own state directory and the proxy as its engine."""

    def __init__(self, program, socket, proxy):
        self.program, self.socket, self.proxy = program, socket, proxy

    def __enter__(self):
        self.state = tempfile.TemporaryDirectory(prefix="scbench-state-")
        self.log = open(f"{self.state.name}/output.log", "w+")
        self.process = subprocess.Popen(
            [f"{self.program}d"], env=self.environment(self.proxy.path), stdout=self.log, stderr=self.log
        )
        try:
            wait("the daemon answers", lambda: self.run(["status"]).returncode == 0 or self.check())
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
        self.state.cleanup()

    def check(self):
        if self.process.poll() is None:
            return
        self.log.seek(0)
        raise RunFailed(f"the daemon has ended with {self.process.returncode}: {self.log.read().strip()[-300:]}")

    def environment(self, socket):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("COMPOSE_", "SWIFTCOMPOSE_"))}
        kept.pop("DOCKER_CONTEXT", None)
        return {**kept, "DOCKER_HOST": f"unix://{socket}", "SWIFTCOMPOSE_STATE": self.state.name}

    def run(self, words):
        """Runs the program, which speaks to the engine past the proxy."""
        options = {"env": self.environment(self.socket), "capture_output": True, "text": True, "timeout": LIMIT}
        try:
            return subprocess.run([self.program, *words], **options)
        except subprocess.TimeoutExpired as late:
            raise RunFailed(f"'{' '.join(words)}' did not end within {LIMIT} s") from late

    def supervise(self, project, services):
        """Brings up a project of services, which are written as JSON, and hands it over."""
        file = Path(self.state.name) / f"{project}.json"
        file.write_text(json.dumps({"name": project, "services": services}))
        done = self.run(["-f", str(file), "up", "-d", "--supervise", "--wait"])
        if done.returncode != 0:
            raise RunFailed(f"up --supervise ended with {done.returncode}: {done.stderr.strip()[-300:]}")

    def cpu_seconds(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self):
        """Resident, in bytes."""
        return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


class EventWatch:
    """Notes the events of a project by action and service, with the engine's time."""

    def __init__(self, path, project, kinds):
        self.connection = engine.Connection(path)
        request = engine.prepare("GET", "/events", filters=engine.project_filter(project, event=kinds))
        self.stream = engine.events(self.connection, request)
        self.seen = []  # (nanoseconds since the epoch, action, service)
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        try:
            for event in self.stream:
                service = event["Actor"]["Attributes"]["com.docker.compose.service"]
                self.seen.append((event["timeNano"], event["Action"], service))
        except (OSError, ValueError, AttributeError):
            pass  # the connection was closed under the read, which is how the watch ends

    def times(self, action, service):
        return [moment for moment, what, who in list(self.seen) if (what, who) == (action, service)]

    def close(self):
        self.connection.socket.shutdown(2)
        self.connection.socket.close()


class Watched:
    """A project whose events, and whose changes through the proxy, are noted for as long as the with-block lasts."""

    def __init__(self, socket, proxy, project, kinds):
        self.socket, self.proxy, self.project, self.kinds = socket, proxy, project, kinds
        self.requests = []

    def __enter__(self):
        self.names = {}  # container's id and name: service
        for item in engine.containers(self.socket, self.project):
            service = item["Labels"]["com.docker.compose.service"]
            self.names[item["Id"]] = self.names[item["Names"][0].lstrip("/")] = service
        self.proxy.take()
        self.events = EventWatch(self.socket, self.project, self.kinds)
        return self

    def __exit__(self, *_):
        self.events.close()

    def container(self, service):
        return next(name for name, owner in self.names.items() if owner == service)

    def changes(self, service, after):
        """The moments of what was asked to be done to a service's container, from a moment on."""
        self.requests += self.proxy.take()
        return [
            request.time
            for request in self.requests
            if is_action(request) and request.time >= after and self.names.get(owner(request.path)) == service
        ]

    def reaction(self, action, service, acting, count=1):
        """Milliseconds from the event of its number to the first change of another service, or the same."""

        def found():
            times = self.events.times(action, service)
            return len(times) >= count and self.changes(acting, times[count - 1])

        changes = wait(f"'{acting}' is changed after '{action}' of '{service}'", found)
        return (changes[0] - self.events.times(action, service)[count - 1]) / 1e6


def is_action(request):
    verb = request.path.partition("?")[0].rpartition("/")[2]
    return request.method == "POST" and verb in ("start", "stop", "restart", "kill")


def owner(path):
    """The container in the path of a request."""
    parts = path.partition("?")[0].split("/")
    return parts[parts.index("containers") + 1] if "containers" in parts else None


def wait(what, condition):
    """Asks until there is something, and returns that."""
    end = time.monotonic() + PATIENCE
    while True:
        if found := condition():
            return found
        if time.monotonic() > end:
            raise RunFailed(f"not within {PATIENCE} s: {what}")
        time.sleep(0.01)


def kill_process(socket, container):
    """Ends a container's process past the engine, as a crash does."""
    with engine.Connection(socket) as connection:
        inspection = json.loads(connection.call(engine.prepare("GET", f"/containers/{container}/json")))
    os.kill(inspection["State"]["Pid"], signal.SIGKILL)


def idle_service(**more):
    return {"image": IMAGE, "command": COMMAND, **more}


def healthcheck(command, seconds=1):
    return {"test": ["CMD-SHELL", command], "interval": f"{seconds}s", "retries": 1}


class DaemonBenchmark:
    """Each measurement by its name; `ledger` takes the figures, `new_project` gives names."""

    def __init__(self, program, socket, folder, ledger, new_project, runs, quick):
        self.program, self.socket, self.folder, self.ledger = program, socket, folder, ledger
        self.new_project, self.runs, self.quick = new_project, runs, quick

    def measurements(self):
        return {
            "daemon reaction": self.reaction,
            "daemon dependents": self.dependents,
            "daemon unhealthy": self.unhealthy,
            "daemon idle": self.idle,
        }

    def proxy(self):
        return Proxy(str(self.folder / "daemon-proxy.sock"), self.socket)

    def reaction(self):
        """Each service dies once, so that no pause between restarts comes in."""
        services = {f"s{number}": idle_service(restart="always") for number in range(2 * self.runs)}
        project = self.new_project("reaction")
        with self.proxy() as proxy, Daemon(self.program, self.socket, proxy) as daemon:
            daemon.supervise(project, services)
            time.sleep(1)  # what the hand-over has set off is over
            with Watched(self.socket, proxy, project, ["die"]) as watched:
                for service in services:
                    kill_process(self.socket, watched.container(service))
                    took = watched.reaction("die", service, service)
                    self.ledger.add_figure("daemon reaction", OURS, took, "ms")
            self.take_down(daemon, project)

    def dependents(self):
        services = {}
        for number in range(self.runs):
            services[f"db{number}"] = idle_service(restart="always", healthcheck=healthcheck("true"))
            needs = {f"db{number}": {"condition": "service_healthy", "restart": True}}
            services[f"app{number}"] = idle_service(depends_on=needs)
        project = self.new_project("dependents")
        with self.proxy() as proxy, Daemon(self.program, self.socket, proxy) as daemon:
            daemon.supervise(project, services)
            time.sleep(1)
            with Watched(self.socket, proxy, project, ["die", "health_status"]) as watched:
                for number in range(self.runs):
                    kill_process(self.socket, watched.container(f"db{number}"))
                    took = watched.reaction("health_status: healthy", f"db{number}", f"app{number}")
                    self.ledger.add_figure("daemon dependents", OURS, took, "ms")
            self.take_down(daemon, project)

    def unhealthy(self):
        """Beside docker-autoheal's way: a look every five seconds at which containers are unhealthy."""
        services = {
            f"s{number}": idle_service(
                healthcheck=healthcheck("test ! -e /sick"),
                **{"x-swiftcompose": {"unhealthy": {"action": "restart", "backoff": "0s", "attempts": 1}}},
            )
            for number in range(self.runs)
        }
        with self.proxy() as proxy:
            project = self.new_project("unhealthy")
            with Daemon(self.program, self.socket, proxy) as daemon:
                daemon.supervise(project, services)
                self.make_sick(proxy, project, OURS)
                self.take_down(daemon, project)
                # The same without care, looked after by polling.
                project = self.new_project("autoheal")
                file = self.folder / "autoheal.json"
                file.write_text(json.dumps({"name": project, "services": services}))
                words = ["-f", str(file), "-p", project]
                if (done := daemon.run([*words, "up", "-d", "--wait"])).returncode != 0:
                    raise RunFailed(f"up ended with {done.returncode}: {done.stderr.strip()[-300:]}")
                with Autoheal(proxy.path, project):
                    self.make_sick(proxy, project, AUTOHEAL)
                daemon.run([*words, "down"])

    def make_sick(self, proxy, project, contender):
        with Watched(self.socket, proxy, project, ["health_status"]) as watched:
            for number in range(self.runs):
                service = f"s{number}"
                touch(self.socket, watched.container(service), "/sick")
                took = watched.reaction("health_status: unhealthy", service, service)
                self.ledger.add_figure("daemon unhealthy", contender, took, "ms")

    def idle(self):
        projects = [self.new_project(f"idle{number}") for number in range(20)]
        services = {f"s{number}": idle_service() for number in range(10)}
        seconds = 15 if self.quick else 60
        with self.proxy() as proxy, Daemon(self.program, self.socket, proxy) as daemon:
            for project in projects:
                daemon.supervise(project, services)
            time.sleep(10)
            proxy.take()
            cpu, began = daemon.cpu_seconds(), time.monotonic()
            time.sleep(seconds)
            took = time.monotonic() - began
            self.ledger.add_figure("daemon idle, CPU", OURS, (daemon.cpu_seconds() - cpu) / took * 100, "%")
            self.ledger.add_figure("daemon idle, memory", OURS, daemon.memory() / 2**20, "MiB")
            self.ledger.add_figure("daemon idle, calls a minute", OURS, len(proxy.take()) * 60 / took, "")
            for project in projects:
                self.take_down(daemon, project)

    def take_down(self, daemon, project):
        """The daemon lets it go first, lest it makes again what is removed."""
        daemon.run(["-p", project, "release"])
        engine.remove_projects(self.socket, project)


def touch(socket, container, path):
    with engine.Connection(socket) as connection:
        body = {"Cmd": ["touch", path]}
        created = json.loads(connection.call(engine.prepare("POST", f"/containers/{container}/exec", body)))
        connection.call(engine.prepare("POST", f"/exec/{created['Id']}/start", {"Detach": True}))
