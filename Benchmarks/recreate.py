"""How long it takes to replace the last service of a healthy chain, and how long that service does not answer."""

import socket
import threading
import time

from measure import RunFailed

REQUEST = b"GET /passwd HTTP/1.0\r\n\r\n"


class RequestLoop:
    """Asks the service again and again beside a run; knows the longest time between two answers."""

    def __init__(self, port):
        self.port = port
        self.answers = []
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.ask, daemon=True)

    def __enter__(self):
        self.thread.start()
        self.wait_for_answers()
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            self.wait_for_answers()
        self.ended.set()
        self.thread.join()

    def ask(self):
        while not self.ended.is_set():
            if self.answered():
                self.answers.append(time.perf_counter())
            time.sleep(0.002)

    def answered(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=0.25) as connection:
                connection.settimeout(0.25)
                connection.sendall(REQUEST)
                return b" 200 " in connection.recv(64)
        except OSError:
            return False

    def wait_for_answers(self, count=5):
        """Waits until the service answers now."""
        wanted = len(self.answers) + count
        end = time.perf_counter() + 20
        while len(self.answers) < wanted:
            if time.perf_counter() > end:
                raise RunFailed("the service does not answer")
            time.sleep(0.01)

    def outage(self):
        """Seconds."""
        return max(after - before for before, after in zip(self.answers, self.answers[1:]))


def cycle(command, place, chain, project, runs, ledger, contender):
    """Brings the chain up, and replaces its last service as many times as there are runs."""
    file = place.folder / f"{chain.name}.yaml"
    words = [*command, "-f", str(file), "-p", project]
    file.write_text(chain.compose_file(0))
    place.run([*words, "up", "-d", "--wait"])
    try:
        for version in range(1, runs + 1):
            file.write_text(chain.compose_file(version))
            with RequestLoop(chain.port) as loop:
                sample = place.run([*words, "up", "-d"])
            ledger.add(f"{chain.name} up", contender, sample)
            ledger.add_gate(f"{chain.name} outage", contender, loop.outage() * 1000)
    finally:
        place.run([*words, "down"])
