"""Those who watch, and the one task that looks at the files for all of them while there is anybody."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

from quale.serve.catalogue import Catalogue, Listed, thin
from quale.serve.live_run import Event, LiveRun

EVERY, SOON = 1.0, 0.05
"""Seconds between two looks, and where runs are still to be examined."""

MOST_WATCHERS = 500

MOST_WAITING = 200
"""Events that wait for a client; one that is slower is let go, and comes back with its mark."""


@dataclass(eq=False, slots=True)
class Watcher:
    """One who watches: a run, or the list of all where `name` is None; `first` is what brings it up to now."""

    name: str | None
    first: list[Event] = field(default_factory=list)
    waiting: asyncio.Queue[bytes | None] = field(default_factory=lambda: asyncio.Queue(MOST_WAITING))

    async def events(self) -> AsyncIterator[bytes]:
        """Yield the events as they are sent, until the watcher is let go."""
        for event in self.first:
            yield event.encoded()
        while (told := await self.waiting.get()) is not None:
            yield told


class Watch:
    """Looks at the runs of a directory while somebody watches, and tells everybody what is new."""

    def __init__(self, root: Path, every: float = EVERY) -> None:
        self.catalogue = Catalogue(root)
        self._every = every
        self._watchers: set[Watcher] = set()
        self._lives: dict[str, LiveRun] = {}  # of runs that are watched or under way
        self._told: dict[str, tuple[Listed, str]] = {}  # what was last told of each run, as JSON, and what it was of
        self._files = asyncio.Lock()  # whoever holds it may look at files, in another thread
        self._somebody = asyncio.Event()

    async def go_on(self) -> None:
        """Look again and again, for as long as this task is let."""
        while True:
            await self._somebody.wait()
            more = await self.turn()
            await asyncio.sleep(SOON if more else self._every)
            if not self._watchers:
                self._somebody.clear()

    async def turn(self) -> bool:
        """Look once, and tell everybody what is new; return whether there is more to be examined."""
        async with self._files:
            more = await asyncio.to_thread(self.catalogue.examine_some, self._wanted())
            self._tell(await asyncio.to_thread(self._news, self._wanted()))
        return more

    async def look(self) -> None:
        """Bring the catalogue up to date for a request of somebody who does not watch."""
        async with self._files:
            await asyncio.to_thread(self.catalogue.look)

    @property
    def watchers(self) -> int:
        """How many watch."""
        return len(self._watchers)

    async def watched(self, name: str | None, mark: str) -> Watcher:
        """Return one more who watches a run, or the list, from what a mark stands for on; `leave` has to follow.

        Raises:
            KeyError: there is no such run.
            BlockingIOError: too many watch already.
        """
        if len(self._watchers) >= MOST_WATCHERS:
            raise BlockingIOError
        watcher = Watcher(name)
        async with self._files:
            if name is None or name not in self.catalogue.runs or not self._watchers:  # it may be new
                self._tell(await asyncio.to_thread(self._news, None))
            watcher.first += await asyncio.to_thread(self._beginning, name, mark)
            self._watchers.add(watcher)
            self._somebody.set()
        return watcher

    def leave(self, watcher: Watcher) -> None:
        """Tell one no more."""
        self._watchers.discard(watcher)

    def _wanted(self) -> frozenset[str] | None:
        """Return the runs that are watched, None for all: where nobody looks at the list, the others may rest."""
        names = {watcher.name for watcher in self._watchers}
        return None if None in names else frozenset(name for name in names if name is not None)

    def _beginning(self, name: str | None, mark: str) -> list[Event]:
        if name is None:
            everything = self._listing()
            return [] if mark == everything.mark else [everything]
        listed = self.catalogue.runs[name]
        if name not in self._lives:
            self._lives[name] = LiveRun(listed.path)
            self._lives[name].look()
        return [Event("run", _json(self._data(name))), *self._lives[name].since(mark)]

    def _news(self, wanted: frozenset[str] | None) -> dict[str | None, list[Event]]:
        """Look at some runs, or all; return what is new for who watches a run, and for who watches the list (None)."""
        if wanted is None or wanted - self.catalogue.runs.keys():  # one that went may come again
            self.catalogue.look()
        else:
            self.catalogue.look_at(wanted)
        runs = self.catalogue.runs
        watched = {watcher.name for watcher in self._watchers}
        alive = [name for name, listed in runs.items() if name in watched or (wanted is None and listed.running)]
        self._lives = {name: self._lives.get(name) or LiveRun(runs[name].path) for name in alive}
        news: dict[str | None, list[Event]] = {name: list(live.look()) for name, live in self._lives.items()}
        asked = [name for name in (runs if wanted is None else wanted & runs.keys()) if self._may_differ(name)]
        texts = {name: _json(self._data(name)) for name in asked}
        changed = {name: text for name, text in texts.items() if name not in self._told or self._told[name][1] != text}
        gone = sorted(self._told.keys() - runs.keys())
        for name, text in changed.items():
            news.setdefault(name, []).append(Event("run", text))
        for name in gone:
            news.setdefault(name, []).append(Event("gone", "{}"))
            del self._told[name]
        self._told |= {name: (runs[name], text) for name, text in texts.items()}
        if wanted is None and (changed or gone):
            now = f'{{"runs":[{",".join(changed.values())}],"gone":{_json(gone)}}}'
            news[None] = [Event("changed", now, self._listing().mark)]
        return news

    def _may_differ(self, name: str) -> bool:
        """Return whether a run may have to be told anew: it was looked into since, or is under way."""
        listed = self.catalogue.runs[name]
        return listed.running or name not in self._told or self._told[name][0] is not listed

    def _listing(self) -> Event:
        """Return all runs as one event, whose mark stands for just this list."""
        texts = [self._told[name][1] for name in sorted(self._told)]
        mark = 0
        for text in texts:
            mark = crc32(text.encode(), mark)
        return Event("runs", f'{{"runs":[{",".join(texts)}]}}', f"{mark:08x}")

    def _data(self, name: str) -> dict[str, Any]:
        """Return what is told of a run; of one under way its logs know more than its checkpoints."""
        data = self.catalogue.runs[name].data()
        data["why"] = self.catalogue.words(data["why"])
        live = self._lives.get(name)
        if live is not None and data["state"] == "running" and live.generation >= (data["generation"] or 0):
            best = live.best()
            data |= {"generation": live.generation, "best": max(best, default=None), "curve": list(thin(list(best)))}
        return data

    def _tell(self, news: dict[str | None, list[Event]]) -> None:
        """Hand events to those who watch what they are about; each is encoded once."""
        encoded = {name: b"".join(event.encoded() for event in events) for name, events in news.items() if events}
        for watcher in list(self._watchers):
            if watcher.name not in encoded:
                continue
            try:
                watcher.waiting.put_nowait(encoded[watcher.name])
            except asyncio.QueueFull:
                self._let_go(watcher)

    def _let_go(self, watcher: Watcher) -> None:
        self._watchers.discard(watcher)
        while not watcher.waiting.empty():
            watcher.waiting.get_nowait()
        watcher.waiting.put_nowait(None)


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
