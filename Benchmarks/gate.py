"""How long a dependent waits after the service it depends on has become healthy.

From the engine's own time of the healthy event to the wall-clock time at which the proxy has read the first line of
the dependent's start request. What the proxy itself adds is part of the number; nothing is taken off.
"""

import threading

import engine
from measure import RunFailed


class HealthWatch:
    """Notes, beside a run, when the engine first called each service of a project healthy."""

    def __init__(self, path, project):
        self.connection = engine.Connection(path)
        self.stream = engine.events(self.connection, engine.health_events(project))
        self.healthy = {}  # service: nanoseconds since the epoch
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        try:
            for event in self.stream:
                if event["Action"] == "health_status: healthy":
                    service = event["Actor"]["Attributes"]["com.docker.compose.service"]
                    self.healthy.setdefault(service, event["timeNano"])
        except (OSError, ValueError, AttributeError):
            pass  # the connection was closed under the read, which is how the watch ends

    def close(self):
        self.connection.socket.shutdown(2)
        self.connection.socket.close()


def latency(contender, place, engine_path, stack, project):
    """Brings a stack of two up and down; returns milliseconds."""
    actor = contender.on(place, stack, project)
    watch = HealthWatch(engine_path, project)
    try:
        actor.up()
        starts = [request.time for request in place.requests if is_start(request)]
        actor.down()
    finally:
        watch.close()
        actor.close()
    if len(starts) != 2 or stack.services[0] not in watch.healthy:
        raise RunFailed(f"{len(starts)} start requests were seen, and these were healthy: {[*watch.healthy]}")
    return (starts[1] - watch.healthy[stack.services[0]]) / 1e6


def is_start(request):
    path = request.path.partition("?")[0]
    return request.method == "POST" and "/containers/" in path and path.endswith("/start")
