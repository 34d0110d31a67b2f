"""The server in a process of its own, and the protocol spoken by hand: no library of ours or theirs is on this side."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

from tests.cli.command import environment


class Client:
    """An editor. Messages that are no answers are kept; `wait` returns the next one of a method."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "quale", "lsp"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment()
        )
        self.folder = folder
        self.number = 0
        self.heard: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        self.ask("initialize", processId=None, rootUri=self.folder.as_uri(), capabilities={})
        self.tell("initialized")
        return self

    def __exit__(self, *_: object) -> None:
        self.ask("shutdown")
        self.tell("exit")
        assert self.process.wait(20) == 0
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            stream.close()

    def tell(self, method: str, **params: Any) -> None:
        """Send a notification."""
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, **params: Any) -> Any:
        """Send a request and return its answer, or the error."""
        self.number += 1
        self._send({"jsonrpc": "2.0", "id": self.number, "method": method, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == self.number and "method" not in message:
                return message["error"] if "error" in message else message["result"]
            self.heard.append(message)

    def wait(self, method: str, uri: str) -> Any:
        """Return what is told next by a method about a document."""
        while True:
            for message in self.heard:
                if message.get("method") == method and message["params"].get("uri") == uri:
                    self.heard.remove(message)
                    return message["params"]
            self.heard.append(self._receive())

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps(message).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        self.process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        stream = self.process.stdout
        assert stream is not None
        length = 0
        while line := stream.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server has gone"
        message: dict[str, Any] = json.loads(stream.read(length))
        return message
