"""`quale serve`: a live page over the runs of a directory."""

import json
import os
import re
import secrets
import socket
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from quale.cli.failure import failures
from quale.diagnostics import UsageError

TOKEN = "QUALE_SERVE_TOKEN"  # noqa: S105  # the name of a variable
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  # addresses that others are let in by, where somebody asks for it
LEAST_TOKEN = 16
"""Characters of a token that somebody chose."""


def command(
    directory: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="Where runs lie; one run's directory will do.")
    ] = None,
    port: Annotated[
        int, typer.Option(metavar="N", min=0, max=65535, help="Where to listen; 0 takes a free one.")
    ] = 8094,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Whom to let in: 0.0.0.0 all machines, with the token.")
    ] = "127.0.0.1",
    name: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Another name that browsers call this machine by.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Say where in one JSON object.")] = False,
) -> None:
    """Show the runs of a directory on a live page: curves, species, networks, replays, comparisons. It only reads.

    Example: quale serve checkpoints
    """
    with failures(as_json):
        if directory is not None and not directory.is_dir():
            raise UsageError(f"{directory} is no directory: name one that holds runs, or one that a run lies in")
        for library in ("starlette", "uvicorn", "sse_starlette"):
            if find_spec(library) is None:
                raise UsageError(f"`quale serve` needs {library}: pip install 'quale-lang[serve]'")
        _serve(directory or Path("checkpoints"), host, port, tuple(name or ()), as_json=as_json)


def _serve(root: Path, host: str, port: int, names: tuple[str, ...], *, as_json: bool) -> None:
    from quale.serve.server import Place, bound, is_local, server  # noqa: PLC0415  # the extra may not be installed

    token = "" if is_local(host) else _token()
    place = Place(root, host, port, names, token)
    listening = bound(place)
    try:
        known = socket.gethostname() if host in EVERYWHERE else host  # an address that stands for all leads nowhere
        shown = f"[{known}]" if ":" in known else known
        address = f"http://{shown}:{listening.getsockname()[1]}/{f'?token={token}' if token else ''}"
        if as_json:
            print(json.dumps({"event": "serving", "directory": str(root), "address": address}), flush=True)
        else:
            print(f"{address}  shows the runs in {root}; Ctrl-C ends it", flush=True)
            if token:
                print("whoever has the whole address may look, and nobody else; it travels unencrypted", flush=True)
        server(place).run(sockets=[listening])
    finally:
        listening.close()


def _token() -> str:
    """Return the token of the environment, else one of chance.

    Raises:
        UsageError: it is too short to keep anybody out.
    """
    given = os.environ.get(TOKEN, "")
    if given and (len(given) < LEAST_TOKEN or not re.fullmatch(r"[A-Za-z0-9_-]+", given)):
        raise UsageError(f"{TOKEN}: wanted at least {LEAST_TOKEN} letters, digits, - and _")
    return given or secrets.token_urlsafe(24)
