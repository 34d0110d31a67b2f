"""Other people's code: what it raises is kept and told, and what is named is looked for beside the program first."""

import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from quale.diagnostics import Source, Span
from quale.domains import installed as module
from quale.domains.foreign import Contained, bring, plain
from quale.domains.installed import Broken, declaration_of_installed, installed
from quale.domains.python.each import Each, each
from quale.model.domain import Arguments, Word


@pytest.fixture
def names() -> Iterator[list[str]]:
    """Modules that a test imports, to be forgotten after it; and the path as it was."""
    path, loaded = list(sys.path), list[str]()
    yield loaded
    sys.path[:] = path
    for name in loaded:
        sys.modules.pop(name, None)


def test_what_foreign_code_raises_is_kept_and_told_with_its_own_frames() -> None:
    def innermost() -> None:
        raise ValueError("no\n  good")

    with Contained() as contained:
        innermost()
    assert contained.reason == "ValueError: no good"
    first, *frames = contained.told.splitlines()
    assert first == "ValueError: no good"
    told = "\n".join(frames)
    assert told.index("innermost()") < told.index("raise ValueError(")
    assert all(line == line.rstrip() for line in contained.told.splitlines())
    assert __file__ in frames[0]
    with Contained() as contained:
        bring("no colon", None)
    assert "quale/domains/foreign.py" not in contained.told


@pytest.mark.parametrize(("error", "reason"), [(KeyError(), "KeyError"), (SystemExit(3), "SystemExit: 3")])
def test_an_end_of_the_process_is_an_error_like_others(error: BaseException, reason: str) -> None:
    with Contained() as contained:
        raise error
    assert (contained.error, contained.reason) == (error, reason)


def test_a_persons_interruption_goes_through_and_nothing_raised_is_nothing_told() -> None:
    contained = Contained()
    with pytest.raises(KeyboardInterrupt), contained:
        raise KeyboardInterrupt
    with contained:
        pass
    assert (contained.error, contained.told) == (None, "")


@pytest.mark.parametrize("text", ["json", "json:", ":loads", "", "a b:c", "a..b:c", "1a:b"])
def test_what_names_nothing_in_a_module_is_told(text: str) -> None:
    with pytest.raises(ImportError) as caught:
        bring(text, None)
    assert str(caught.value) == f'"{text}" names nothing in a module: expected "module:name"'


def test_modules_are_looked_for_beside_the_program(tmp_path: Path, names: list[str]) -> None:
    names += ["beside_one", "beside_two", "beside_two.inner"]
    (tmp_path / "beside_one.py").write_text("value = 3\n")
    (tmp_path / "beside_two").mkdir()
    (tmp_path / "beside_two/__init__.py").write_text("value = 4\n")
    (tmp_path / "beside_two/inner.py").write_text("value = 5\n")
    with pytest.raises(ModuleNotFoundError):
        bring("beside_one:value", None)
    assert [bring(f"{name}:value", tmp_path) for name in names] == [3, 4, 5]
    assert bring("beside_one:other", tmp_path) is None
    assert sys.path.count(str(tmp_path)) == 1
    assert sys.path[0] == str(tmp_path)
    assert bring("json:loads", None) is bring("json:loads", tmp_path)


@pytest.mark.parametrize("place", ["json.py", "json/__init__.py"])
def test_a_module_beside_the_program_that_is_hidden_by_another_is_told(
    tmp_path: Path, names: list[str], place: str
) -> None:
    assert not names  # the path is put back
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_text("loads = 3\n")
    with pytest.raises(ImportError, match="the module json beside the program has the name of one that is loaded: /"):
        bring("json:loads", tmp_path)


def test_constants_are_as_python_has_them() -> None:
    given = (3.0, 2.5, -0.0, True, "text", Word("name"), (1.0, Word("x"), (0.5,)))
    found = [plain(value) for value in given]
    assert found == [3, 2.5, 0, True, "text", "name", [1, "x", [0.5]]]
    assert [type(value) for value in found] == [int, float, int, bool, str, str, list]


def test_a_function_for_one_brain_is_itself_when_it_is_called() -> None:
    def score(brain: int, draw: int, *, more: int = 0) -> int:
        """Score."""
        return brain + 10 * draw + more

    one = each(score)
    assert isinstance(one, Each)
    assert (one.function, vars(one)["__name__"], one.__doc__) == (score, "score", "Score.")
    assert one(1, 2, more=3) == 24


BROUGHT = SimpleNamespace(declaration=SimpleNamespace(name="brought"), evaluator=3)
MODULES = {"whole": BROUGHT, "half": SimpleNamespace(declaration=3), "other": SimpleNamespace(evaluator=3)}


class Entry(EntryPoint):
    """An entry point of a package that is not there."""

    def load(self) -> Any:
        if self.name not in MODULES:
            raise ImportError("no such thing")
        return MODULES[self.name]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("half", "a package brings it as package:half, which has no `declaration` and `evaluator`"),
        ("other", "a package brings it as package:other, which has no `declaration` and `evaluator`"),
        ("gone", "a package brings it as package:gone: ImportError: no such thing"),
    ],
)
def test_a_package_that_brings_no_domain_is_told_when_it_is_named(
    name: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = brought(name, monkeypatch)
    assert found == Broken(name, reason)
    told = list[tuple[object, ...]]()
    report = cast("Any", SimpleNamespace(error=lambda *words: told.append(words)))
    span = Span(Source("p.quale", ""), 0, 0)
    assert found.check(Arguments(span, (), 1), report) is None
    assert told == [(span, f"domain `{name}` cannot be loaded", reason)]
    assert (found.metrics(cast("Any", None)), found.differences(cast("Any", None), cast("Any", None))) == ((), ())
    assert declaration_of_installed(name) is found


def test_a_package_brings_a_declaration_and_an_evaluator(monkeypatch: pytest.MonkeyPatch) -> None:
    assert brought("whole", monkeypatch) is BROUGHT
    assert declaration_of_installed("whole") is BROUGHT.declaration
    assert brought("", monkeypatch) is None
    assert declaration_of_installed("") is None


def brought(name: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what is found under a name where one package brings it."""
    group = module.GROUP

    def entry_points(*, group: str, name: str) -> tuple[Entry, ...]:
        return (Entry(name, f"package:{name}", group),) if name and group == "quale.domains" else ()

    monkeypatch.setattr("importlib.metadata.entry_points", entry_points)
    installed.cache_clear()
    assert group == "quale.domains"
    return installed(name)


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """What was found for a name is forgotten after each test."""
    yield
    installed.cache_clear()
