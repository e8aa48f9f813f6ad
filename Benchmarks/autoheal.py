"""The baseline for healing: docker-autoheal's way, which is to ask every five seconds what is unhealthy."""

import json
import threading

import engine

INTERVAL = 5  # seconds, which is docker-autoheal's own


class Autoheal:
    """Looks after one project for as long as the with-block lasts."""

    def __init__(self, socket, project):
        self.socket, self.project = socket, project
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()

    def watch(self):
        filters = engine.project_filter(self.project, health=["unhealthy"])
        while not self.ended.wait(INTERVAL):
            with engine.Connection(self.socket) as connection:
                sick = json.loads(connection.call(engine.prepare("GET", "/containers/json", filters=filters)))
                for item in sick:
                    connection.call(engine.prepare("POST", f"/containers/{item['Id']}/restart", t=10))
