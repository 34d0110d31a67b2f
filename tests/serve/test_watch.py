"""Those who watch: nobody waits for a slow one, and there are never too many."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path

import pytest

from quale.checkpoint.directory.rearrange import tag
from quale.serve.catalogue import Catalogue, examine
from quale.serve.watch import MOST_WATCHERS, Watch
from tests.faults.small import go, planned


def run(steps: Coroutine[None, None, None]) -> None:
    asyncio.run(steps)


def test_a_client_that_takes_nothing_is_let_go_and_holds_up_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quale.serve.watch.MOST_WAITING", 5)
    go(tmp_path, planned(2))

    async def steps() -> None:
        watch = Watch(tmp_path)
        slow = await watch.watched(None, "")
        assert [event.name for event in slow.first] == ["runs"]
        turns = 0
        while watch.watchers and turns < 50:
            turns += 1
            tag(tmp_path / "small", f"tag {turns}")
            await watch.turn()
        assert turns == 6, "five wait, and there is no room for the sixth"
        told = [event async for event in slow.events()]
        assert len(told) == 1, "nothing behind what it began with, so that the browser comes back at once"

    run(steps())


def test_too_many_are_refused_and_who_leaves_makes_room(tmp_path: Path) -> None:
    async def steps() -> None:
        watch = Watch(tmp_path)
        watchers = [await watch.watched(None, "") for _ in range(MOST_WATCHERS)]
        with pytest.raises(BlockingIOError):
            await watch.watched(None, "")
        watch.leave(watchers.pop())
        await watch.watched(None, "")

    run(steps())


def test_a_name_that_is_none_is_told_before_anything_is_sent(tmp_path: Path) -> None:
    async def steps() -> None:
        watch = Watch(tmp_path)
        with pytest.raises(KeyError):
            await watch.watched("nobody", "")
        assert watch.watchers == 0

    run(steps())


def test_a_look_reads_nothing_of_what_did_not_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go(tmp_path, planned(2))
    catalogue = Catalogue(tmp_path)
    assert catalogue.look()
    assert not catalogue.examine_some()
    read: list[Path] = []
    monkeypatch.setattr("quale.serve.catalogue.load_header", read.append)
    monkeypatch.setattr("quale.serve.catalogue.examine", read.append)
    assert not catalogue.look()
    assert not catalogue.examine_some()
    assert read == []


def test_a_run_that_goes_on_is_examined_when_it_begins_and_when_it_is_over(tmp_path: Path) -> None:
    go(tmp_path, planned(2))
    catalogue = Catalogue(tmp_path)
    catalogue.look()
    first = catalogue.runs["small"]
    assert (first.state, examine(first).why) == ("", "2 generations are done")
    catalogue.examine_some()
    assert catalogue.runs["small"].state == "finished"
    go(tmp_path, planned(5))
    catalogue.look()
    assert catalogue.runs["small"].state == ""
    catalogue.examine_some()
    assert (catalogue.runs["small"].state, catalogue.runs["small"].header.generation) == ("finished", 5)  # type: ignore[union-attr]
