"""Which signal means what, with a clock and an end of the process that are told by hand."""

import json
import signal
from pathlib import Path

import pytest

from quale.cli import signals
from quale.cli.signals import ECHO, Interruption, Standing
from quale.cli.standing import LastWords

SAVED = (4, Path("four"))
NEWER = (5, Path("five"))


class EndedError(Exception):
    """In the place of the end of the process."""


class Run:
    """A run under way that does not stop."""

    def __init__(self) -> None:
        self.asked = 0

    def ask(self) -> None:
        self.asked += 1

    def newest(self) -> Standing:
        return SAVED

    def rescue(self) -> Standing:
        return NEWER


class Clock:
    """Seconds since some time, as they are set."""

    now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture(name="clock")
def _clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(signals, "time", clock)
    return clock


@pytest.fixture(name="ends")
def _ends(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, Standing]]:
    """Note how the process would have ended; nobody leaves by another thread."""
    ends: list[tuple[int, Standing]] = []

    def end(_self: Interruption, code: int, standing: Standing) -> None:
        ends.append((code, standing))
        raise EndedError

    monkeypatch.setattr(Interruption, "_end", end)
    monkeypatch.setattr(Interruption, "_leave", lambda _self, _run: None)
    return ends


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_asks_the_run_and_ends_nothing(
    number: int, clock: Clock, ends: list[tuple[int, Standing]]
) -> None:
    heard, run = Interruption(), Run()
    assert not heard
    heard.stop_with(run)
    assert run.asked == 0
    heard.heard(number)
    assert (run.asked, ends, bool(heard), heard.code) == (1, [], True, 128 + number)
    assert clock.now == 100.0


def test_the_same_signal_at_once_is_the_same_event(clock: Clock, ends: list[tuple[int, Standing]]) -> None:
    heard, run = Interruption(), Run()
    heard.stop_with(run)
    heard.heard(signal.SIGINT)
    clock.now += ECHO * 0.9
    heard.heard(signal.SIGINT)
    assert (run.asked, ends) == (1, [])
    clock.now += ECHO * 0.2
    with pytest.raises(EndedError):
        heard.heard(signal.SIGINT)
    assert ends == [(130, SAVED)]


def test_another_signal_ends_at_once_with_its_own_code(clock: Clock, ends: list[tuple[int, Standing]]) -> None:
    heard = Interruption()
    heard.stop_with(Run())
    heard.heard(signal.SIGINT)
    assert clock.now == 100.0
    with pytest.raises(EndedError):
        heard.heard(signal.SIGTERM)
    assert ends == [(143, SAVED)]
    assert heard.code == 130  # of the first


def test_where_nothing_runs_the_first_signal_ends_with_what_was_saved(ends: list[tuple[int, Standing]]) -> None:
    heard = Interruption()
    heard.stop_with(Run())
    heard.stop_with(None)
    with pytest.raises(EndedError):
        heard.heard(signal.SIGTERM)
    assert ends == [(143, SAVED)]


def test_last_words_are_an_object_or_lines() -> None:
    def command(path: Path | None, new: bool) -> list[str]:
        return ["quale", "evolve", str(path), "new" if new else "as it began"]

    words = LastWords(command, as_json=True, beginning=Path("a b"))
    assert json.loads(words((4, Path("c")), True)) == {
        "event": "interrupted",
        "generation": 4,
        "checkpoint": "c",
        "resume": "quale evolve c new",
    }
    nothing = {"event": "interrupted", "generation": None, "checkpoint": None, "resume": "quale evolve None new"}
    assert json.loads(words(None, True)) == nothing
    assert words(None, True).endswith("}\n")
    assert LastWords(command, as_json=False)((4, Path("c")), True) == ""
    assert words((4, Path("a b")), False) == (
        "interrupted after generation 4, which is saved: a b\nresume with: quale evolve 'a b' 'as it began'\n"
    )
    assert words(None, False) == (
        "interrupted before anything was evaluated; start again with: quale evolve None new\n"
    )


def test_a_run_that_begins_after_the_signal_is_asked_at_once() -> None:
    heard, run = Interruption(), Run()
    heard.number = signal.SIGINT
    heard.stop_with(run)
    assert run.asked == 1
