"""A minimal client of the Engine API over its unix socket, and what the benchmark asks of the engine for itself."""

import http.client
import json
import socket
import urllib.parse

PATIENCE = 180  # seconds of silence after which the engine is given up
PROJECT_LABEL = "com.docker.compose.project"


class EngineRefusal(Exception):
    """The engine answered with an error status."""


def prepare(method, path, body=None, **query):
    """The bytes of one request, ready to be sent."""
    if query:
        path += "?" + urllib.parse.urlencode(query)
    payload = b"" if body is None else json.dumps(body).encode()
    head = f"{method} {path} HTTP/1.1\r\nHost: engine\r\nContent-Length: {len(payload)}\r\n"
    if payload:
        head += "Content-Type: application/json\r\n"
    return head.encode() + b"\r\n" + payload


def project_filter(project, **more):
    return json.dumps({"label": [f"{PROJECT_LABEL}={project}"], **more})


class Connection:
    """One keep-alive connection; not to be shared between threads at the same time."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(PATIENCE)
        self.socket.connect(path)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def call(self, request):
        """Sends a prepared request, returns the body of the answer."""
        response = self.open(request)
        body = response.read()
        if response.status >= 400:
            raise EngineRefusal(f"{request.split(b' HTTP')[0].decode()}: {response.status} {body.decode().strip()}")
        return body

    def open(self, request):
        """Sends a prepared request, returns the answer as soon as its headers are there."""
        self.socket.sendall(request)
        response = http.client.HTTPResponse(self.socket)
        response.begin()
        return response


def events(connection, request):
    """Subscribes at once; returns an iterator over the events."""
    response = connection.open(request)
    return (json.loads(line) for line in iter(response.readline, b"") if line.strip())


def health_events(project):
    return prepare("GET", "/events", filters=project_filter(project, event=["health_status"]))


def containers(path, project):
    """The project's containers, in any state, as the list call gives them."""
    with Connection(path) as engine:
        return json.loads(engine.call(prepare("GET", "/containers/json", all=1, filters=project_filter(project))))


def networks(path, project):
    with Connection(path) as engine:
        return json.loads(engine.call(prepare("GET", "/networks", filters=project_filter(project))))


def version(path):
    with Connection(path) as engine:
        return json.loads(engine.call(prepare("GET", "/version")))


def has_image(path, image):
    with Connection(path) as engine:
        return engine.open(prepare("GET", f"/images/{image}/json")).status == 200


def remove_projects(path, prefix):
    """Removes every container and network of the projects whose name begins with the prefix."""
    label = json.dumps({"label": [PROJECT_LABEL]})

    def of_ours(item):
        return item["Labels"][PROJECT_LABEL].startswith(prefix)

    with Connection(path) as engine:
        for item in filter(of_ours, json.loads(engine.call(prepare("GET", "/containers/json", all=1, filters=label)))):
            engine.call(prepare("DELETE", f"/containers/{item['Id']}", force=1, v=1))
        for item in filter(of_ours, json.loads(engine.call(prepare("GET", "/networks", filters=label)))):
            engine.call(prepare("DELETE", f"/networks/{item['Id']}"))
