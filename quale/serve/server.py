"""The server itself: an address to listen on, and uvicorn with the guard before the application."""

import socket
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

import uvicorn

from quale.diagnostics import UsageError
from quale.serve.application import application
from quale.serve.guard import Guard
from quale.serve.watch import Watch

LOCAL = ("127.0.0.1", "localhost", "::1")
MOST_CONNECTIONS = 600
LARGEST_REQUEST = 16384
"""Bytes of a request's head, all of it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to serve what: `token` is empty where no other machine can reach it."""

    root: Path
    host: str
    port: int
    names: tuple[str, ...] = ()  # under which it is called, beside its own
    token: str = ""


def is_local(host: str) -> bool:
    """Return whether only this machine can reach a server that listens there."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class Server(uvicorn.Server):
    """uvicorn without its own signals: the command hears them as all others do, and there is nothing to save."""

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        """Capture none."""
        return nullcontext()


def bound(place: Place) -> socket.socket:
    """Return a socket that listens where it was asked to.

    Raises:
        UsageError: it cannot, since another program does or there is no such address.
    """
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((place.host, place.port))
        listening.listen(128)
    except (OSError, OverflowError) as error:
        listening.close()
        why = getattr(error, "strerror", None) or error
        raise UsageError(
            f"cannot listen on {place.host}, port {place.port}: {why}; `--port 0` takes one that is free"
        ) from error
    listening.setblocking(False)  # the name of the argument is the socket's business
    return listening


def server(place: Place) -> Server:
    """Return the server of a place; `run(sockets=[bound(place)])` serves until the process ends."""
    names = {*LOCAL, place.host.lower(), *(name.lower() for name in place.names)}
    if place.token:
        names.add(socket.gethostname().lower())
    guarded = Guard(application(Watch(place.root)), names, place.token, addresses=bool(place.token))
    return Server(
        uvicorn.Config(
            guarded,
            http="h11",
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=MOST_CONNECTIONS,
            h11_max_incomplete_event_size=LARGEST_REQUEST,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=1,
        )
    )
