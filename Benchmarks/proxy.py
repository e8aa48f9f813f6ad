"""A unix-socket proxy before the engine that passes everything on unchanged and notes each request."""

import os
import re
import socket
import threading
import time
from dataclasses import dataclass

REQUEST_LINE = re.compile(rb"([A-Z]+) (\S+) HTTP/1\.[01]")


@dataclass(frozen=True)
class Request:
    """One request, with the wall-clock time in nanoseconds at which its first line was complete."""

    time: int
    method: str
    path: str


class RequestParser:
    """Finds the requests in what one client sends on one keep-alive connection.

    After an upgrade, or after anything that is not HTTP/1 (a hijacked stream), it looks no further.
    """

    def __init__(self, note):
        self.note = note
        self.pending = b""
        self.step = self.read_head
        self.remaining = 0
        self.seen_line = False

    def feed(self, data):
        if self.step is None:
            return
        self.pending += data
        while self.step is not None and self.step():
            pass

    def read_head(self):
        line, line_end, _ = self.pending.partition(b"\r\n")
        if not line_end:
            return False
        if not self.seen_line:
            match = REQUEST_LINE.fullmatch(line)
            if match is None:
                self.step = None
                return False
            self.seen_line = True
            self.note(Request(time.time_ns(), match[1].decode(), match[2].decode()))
        head, head_end, rest = self.pending.partition(b"\r\n\r\n")
        if not head_end:
            return False
        self.pending, self.seen_line = rest, False
        headers = dict(re.findall(rb"\r\n([^:]+):[ \t]*([^\r]*)", head.lower()))
        if b"upgrade" in headers:
            self.step = None
        elif b"chunked" in headers.get(b"transfer-encoding", b""):
            self.step = self.read_chunk_size
        else:
            self.remaining = int(headers.get(b"content-length", 0))
            self.step = self.read_body
        return True

    def read_body(self):
        return self.skip(then=self.read_head)

    def read_chunk_size(self):
        line, end, rest = self.pending.partition(b"\r\n")
        if not end:
            return False
        size = int(line.split(b";")[0], 16)
        self.pending, self.remaining = rest, size + 2  # the chunk's own line end
        self.step = self.read_chunk if size else self.read_last_chunk
        return True

    def read_chunk(self):
        return self.skip(then=self.read_chunk_size)

    def read_last_chunk(self):
        return self.skip(then=self.read_head)

    def skip(self, then):
        passed = min(self.remaining, len(self.pending))
        self.pending, self.remaining = self.pending[passed:], self.remaining - passed
        if self.remaining:
            return False
        self.step = then
        return True


class Proxy:
    """Listens at `path` for as long as the with-block lasts."""

    def __init__(self, path, engine_path):
        self.path, self.engine_path = path, engine_path
        self.requests = []

    def __enter__(self):
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(self.path)
        self.listener.listen(128)
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        os.unlink(self.path)

    def take(self):
        """The requests since the last call of this, in the order of their arrival."""
        taken, self.requests = self.requests, []
        return sorted(taken, key=lambda request: request.time)

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return  # closed by __exit__
            engine = socket.socket(socket.AF_UNIX)
            engine.connect(self.engine_path)
            parser = RequestParser(lambda request: self.requests.append(request))
            threading.Thread(target=pump, args=(client, engine, parser.feed), daemon=True).start()
            threading.Thread(target=pump, args=(engine, client, lambda _: None), daemon=True).start()


def pump(source, target, look):
    """Passes on one direction of a connection, the end of it too."""
    try:
        while data := source.recv(65536):
            look(data)
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        # One side is gone without a farewell; the other must not wait for more.
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
