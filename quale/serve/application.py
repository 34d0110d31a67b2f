"""The addresses of the server, and what answers each: the page and its parts, events, and what is asked of a run."""

import asyncio
import base64
import hashlib
import re
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Any

from sse_starlette.sse import EventSourceResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from quale.diagnostics import CheckpointError, EvaluationError, ProgramError, UsageError
from quale.serve.answers import MOST_COMPARED, Answers
from quale.serve.catalogue import Listed
from quale.serve.watch import Watch, Watcher

PARTS = {
    "index.html": "text/html; charset=utf-8",
    "page.css": "text/css; charset=utf-8",
    **dict.fromkeys(
        ("main.js", "list.js", "run.js", "charts.js", "compare.js", "parts.js"), "text/javascript; charset=utf-8"
    ),
}
"""The files of the page, each with its type: these are all that are ever read of the package."""

PING = 20
"""Seconds after which a line without meaning goes to who watches, so that nothing between takes the line for dead."""

Endpoint = Callable[[Request], Coroutine[Any, Any, Response]]


def application(watch: Watch) -> Starlette:
    """Return the application that shows what a watch sees."""
    pages, asked = _Pages(), _Asked(watch)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        looking = asyncio.create_task(watch.go_on())
        yield
        looking.cancel()

    routes = [
        Route("/", pages.index),
        Route("/parts/{name}", pages.part),
        Route("/events", asked.events),
        Route("/champion", asked.told(asked.champion)),
        Route("/replay", asked.told(asked.replay)),
        Route("/compare", asked.told(asked.compare)),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


class _Pages:
    """The page and its parts, read once."""

    def __init__(self) -> None:
        folder = files("quale.serve").joinpath("assets")
        self._parts = {name: folder.joinpath(name).read_bytes() for name in PARTS}

    async def index(self, _: Request) -> Response:
        return self._answer("index.html")

    async def part(self, request: Request) -> Response:
        name = request.path_params["name"]
        return self._answer(name) if name in PARTS else PlainTextResponse("there is nothing here", 404)

    def _answer(self, name: str) -> Response:
        return Response(self._parts[name], media_type=PARTS[name])


class _Events(EventSourceResponse):
    """The events of one who watches, for as long as it listens."""

    def __init__(self, watcher: Watcher, watch: Watch) -> None:
        super().__init__(watcher.events(), ping=PING)
        self._watcher, self._watch = watcher, watch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send them."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._watch.leave(self._watcher)


class _Asked:
    """What is asked about runs, each under its name in the catalogue: no request names a file."""

    def __init__(self, watch: Watch) -> None:
        self._watch, self._answers = watch, Answers()
        self._one = asyncio.Semaphore(1)  # what takes time is done one after the other

    async def events(self, request: Request) -> Response:
        """Send the events of the list of runs, or of one of them, for as long as somebody listens."""
        if request.method == "HEAD":
            return Response(media_type="text/event-stream")
        mark = request.headers.get("last-event-id", request.query_params.get("after", ""))
        try:
            watcher = await self._watch.watched(request.query_params.get("run"), mark)
        except KeyError:
            return JSONResponse({"error": "there is no such run"}, 404)
        except BlockingIOError:
            return JSONResponse({"error": "too many are watching"}, 503, {"retry-after": "10"})
        return _Events(watcher, self._watch)

    async def champion(self, request: Request) -> Response:
        """Answer what evolved, at a checkpoint of a run."""
        path = self._file(await self._listed(request.query_params.get("run", "")), request)
        genome = request.query_params.get("genome", "best")
        async with self._one:
            told = await asyncio.to_thread(self._answers.champion, path, genome)
        return Response(told, media_type="application/json")

    async def replay(self, request: Request) -> Response:
        """Answer the page that plays a scenario of a checkpoint of a run; it may run its own script alone."""
        path = self._file(await self._listed(request.query_params.get("run", "")), request)
        genome = request.query_params.get("genome", "best")
        scenario, seed = _number(request, "scenario") or 0, _number(request, "seed")
        async with self._one:
            page = await asyncio.to_thread(self._answers.replay_page, path, genome, scenario, seed)
        policy = (
            f"default-src 'none'; style-src 'unsafe-inline'; script-src {' '.join(_hashes(page))}; img-src data:; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
        )
        return Response(page, media_type="text/html", headers={"content-security-policy": policy})

    async def compare(self, request: Request) -> Response:
        """Answer what several runs come to beside one another."""
        names = list(dict.fromkeys(request.query_params.getlist("run")))
        if not 0 < len(names) <= MOST_COMPARED:
            raise UsageError(f"name 1 to {MOST_COMPARED} runs")
        found = [await self._listed(name) for name in names]
        places = tuple((listed.name, listed.path, listed.key) for listed in found)
        async with self._one:
            by = request.query_params.get("by", "best")
            told = await asyncio.to_thread(self._answers.comparison, places, by)
        return Response(told, media_type="application/json")

    def told(self, endpoint: Endpoint) -> Endpoint:
        """Return an endpoint that answers in words what the one inside cannot do."""
        words = self._watch.catalogue.words

        async def answered(request: Request) -> Response:
            try:
                return await endpoint(request)
            except UsageError as error:
                return JSONResponse({"error": words(str(error))}, 400)
            except CheckpointError as error:
                return JSONResponse({"error": words(error.reason)}, 404)
            except (ProgramError, EvaluationError) as error:
                return JSONResponse({"error": words(str(error))}, 422)

        return answered

    async def _listed(self, name: str) -> Listed:
        if name not in self._watch.catalogue.runs:
            await self._watch.look()
        try:
            return self._watch.catalogue.runs[name]
        except KeyError:
            raise UsageError("there is no such run") from None

    def _file(self, listed: Listed, request: Request) -> Any:
        """Return a checkpoint of a run by its generation, the newest without one."""
        files = dict(listed.files)
        generation = _number(request, "generation")
        if generation is None:
            generation = max(files, default=-1)
        if generation not in files:
            raise UsageError(f"the run has no checkpoint of generation {generation}")
        return listed.path / files[generation]


def _number(request: Request, name: str) -> int | None:
    text = request.query_params.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 20):
        raise UsageError(f"{name}: wanted a number from 0, not {text[:40]!r}")
    return int(text)


def _hashes(page: str) -> list[str]:
    """Return what allows the scripts of a page and no others."""
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts]
