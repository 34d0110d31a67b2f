"""A real server in a thread, and requests as they go over the wire."""

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("uvicorn")

from quale.serve.server import Place, bound, server

PATIENCE = 60  # seconds that a machine may be busy


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]  # names in lower case
    content: bytes

    @property
    def data(self) -> Any:
        return json.loads(self.content)


@dataclass(frozen=True, slots=True)
class Told:
    """A server-sent event."""

    name: str
    data: Any
    mark: str = ""


@dataclass(slots=True)
class Served:
    """A server that runs."""

    port: int
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def ask(self, target: str, headers: Mapping[str, str] | None = None, method: str = "GET") -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            line.request(method, target, headers=self.headers | dict(headers or {}))
            found = line.getresponse()
            return Answer(found.status, {name.lower(): value for name, value in found.getheaders()}, found.read())
        finally:
            line.close()

    def raw(self, request: bytes) -> bytes:
        """Return the first line of the answer to bytes that no library would send."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        line.connect()
        try:
            line.sock.sendall(request)
            return line.sock.recv(4096).split(b"\r\n")[0]
        finally:
            line.close()

    @contextmanager
    def events(self, target: str, mark: str = "") -> Iterator[Iterator[Told]]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Last-Event-ID": mark} if mark else {}
        line.request("GET", target, headers=self.headers | headers)
        found = line.getresponse()
        assert found.status == 200
        assert (found.getheader("content-type") or "").startswith("text/event-stream")
        try:
            yield _events(found)
        finally:
            found.close()
            line.close()


def _events(found: http.client.HTTPResponse) -> Iterator[Told]:
    fields: dict[str, str] = {}
    silent = 0
    for line in found:
        silent = silent + 1 if line.startswith(b": ping") else 0 if line.strip() else silent
        assert silent < 3, "the server has nothing to tell any more"
        name, _, value = line.decode().rstrip("\r\n").partition(": ")
        if name:
            fields[name] = value
        elif fields:
            if "event" in fields:
                yield Told(fields["event"], json.loads(fields["data"]), fields.get("id", ""))
            fields = {}


def until(events: Iterator[Told], name: str) -> Told:
    return next(event for event in events if event.name == name)


@contextmanager
def served(root: Path, **place: Any) -> Iterator[Served]:
    """Serve a directory until the end of the block."""
    where = Place(root, "127.0.0.1", 0, **place)
    listening, running = bound(where), server(where)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield Served(listening.getsockname()[1])
    finally:
        running.should_exit = True
        thread.join(PATIENCE)
        listening.close()
    assert not thread.is_alive()
