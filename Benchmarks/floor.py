"""The engine's bare floor: the calls that must be made, in the best order, by a client that does nothing else."""

import json
import os
import queue
from concurrent.futures import ThreadPoolExecutor

from engine import PROJECT_LABEL, Connection, events, health_events, prepare, project_filter

# More calls at once than this only make the engine slower.
WIDTH = max(8, 2 * (os.cpu_count() or 1))


class Floor:
    """One stack's calls. Requests, connections and threads are made here, before any clock starts."""

    def __init__(self, path, stack, project):
        self.path, self.stack = path, stack
        self.pool = ThreadPoolExecutor(WIDTH)
        self.idle = queue.SimpleQueue()
        for _ in range(WIDTH + 1):  # one for the caller's own thread
            self.idle.put(Connection(path))
        names = {service: f"{project}-{service}-1" for service in stack.services}
        self.service_of = {name: service for service, name in names.items()}
        self.create = {
            service: prepare("POST", "/containers/create", stack.container(project, service), name=name)
            for service, name in names.items()
        }
        self.start = {service: prepare("POST", f"/containers/{name}/start") for service, name in names.items()}
        self.stop = {service: prepare("POST", f"/containers/{name}/stop", t=10) for service, name in names.items()}
        self.remove = {service: prepare("DELETE", f"/containers/{name}") for service, name in names.items()}
        network = {"Name": f"{project}_default", "Driver": "bridge", "Labels": {PROJECT_LABEL: project}}
        self.create_network = prepare("POST", "/networks/create", network)
        self.remove_network = prepare("DELETE", f"/networks/{project}_default")
        self.list_containers = prepare("GET", "/containers/json", all=1, filters=project_filter(project))
        self.list_networks = prepare("GET", "/networks", filters=project_filter(project))
        self.health = health_events(project)

    def close(self):
        self.pool.shutdown(cancel_futures=True)
        while not self.idle.empty():
            self.idle.get().socket.close()

    def call(self, request):
        connection = self.idle.get()
        try:
            return connection.call(request)
        finally:
            self.idle.put(connection)

    def each(self, work, services):
        """Does the work for all services side by side, and returns when the last is done."""
        list(self.pool.map(work, services))

    def up(self):
        self.call(self.create_network)
        if self.stack.chained:
            self.up_chain()
        else:
            self.each(self.create_and_start, self.stack.services)

    def create_and_start(self, service):
        self.call(self.create[service])
        self.call(self.start[service])

    def up_chain(self):
        """Creates all at once, and starts each the moment the one before it is reported healthy."""
        services = self.stack.services
        after = dict(zip(services, services[1:]))
        with Connection(self.path) as listening:
            stream = events(listening, self.health)
            first = self.pool.submit(self.create_and_start, services[0])
            created = {service: self.pool.submit(self.call, self.create[service]) for service in services[1:]}
            first.result()
            for event in stream:
                service = self.service_of[event["Actor"]["Attributes"]["name"]]
                if event["Action"] != "health_status: healthy" or service not in after:
                    continue
                created[after[service]].result()
                self.call(self.start[after[service]])
                if after[service] == services[-1]:
                    return

    def no_op(self):
        """What must be read to know that nothing is to be done."""
        json.loads(self.call(self.list_containers))
        json.loads(self.call(self.list_networks))

    def down(self):
        if self.stack.chained:
            self.down_chain()
        else:
            self.each(self.stop_and_remove, self.stack.services)
        self.call(self.remove_network)

    def stop_and_remove(self, service):
        self.call(self.stop[service])
        self.call(self.remove[service])

    def down_chain(self):
        """Stops the last of the chain first; removal of one goes on beside the stop of the next."""
        removals = []
        for service in reversed(self.stack.services):
            self.call(self.stop[service])
            removals.append(self.pool.submit(self.call, self.remove[service]))
        for removal in removals:
            removal.result()
