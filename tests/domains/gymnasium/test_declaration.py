"""What a program may say about an environment, and what it is told."""

import sys
from pathlib import Path

import pytest

from quale.diagnostics import ProgramError, Severity
from quale.domains.register import DOMAINS
from quale.language.load import load_text
from quale.model.domain import Ports
from quale.model.model import ProgramText
from tests.domains.gymnasium.made import loaded, modelled, module, program

BODY = """body Cart {
  sensor x: internal(-3..3)  sensor v: internal(-9..9)  sensor angle: internal(-1..1)  sensor turn: internal(-9..9)
  actuator left: trigger(threshold: 0)  actuator right: trigger(threshold: 0)
}
"""


def told(folder: Path, arguments: str, fields: str = "", before: str = "") -> str:
    with pytest.raises(ProgramError) as raised:
        loaded(folder, arguments, fields, before)
    found = raised.value.diagnostics[0]
    assert found.span is not None
    return f"{found.message} | {found.label} | {found.hint}"


def test_ends_are_named_after_the_spaces(tmp_path: Path) -> None:
    model = modelled(tmp_path, '"CartPole-v1"')
    assert model.ports == Ports(("obs_0", "obs_1", "obs_2", "obs_3"), ("act_0", "act_1"))
    assert model.metrics == ("return", "length", "success")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("", "needs an environment"),
        ("7", "needs an environment"),
        ("environment: 7", "needs an environment"),
        ('"CartPole-v1", 7', "one environment is enough"),
        ('"CartPole-v1", max_steps: 0', "`max_steps` is a number of steps"),
        ('"CartPole-v1", max_steps: 2.5', "`max_steps` is a number of steps"),
        ('"CartPole-v1", wrappers: "flat"', "`wrappers` is a list of texts"),
        ('"CartPole-v1", wrappers: ["flat"]', "`wrappers` is a list of texts"),
        ('"CartPole-v1", backend: gpu', "there is no such backend | expected one of plain, vector, envpool"),
        ('"CartPole-v1", reuse: 1', "`reuse` is true or false"),
        ('"CartPole-v1", backend: vector, reuse: true', "has environments of its own"),
        ('"CartPole-v1", gravity: 3, gravity: 4', "`gravity` is given twice"),
        ('"CartPole-v1", gravity: 3', "unexpected keyword argument 'gravity'"),
        ('"CartPole-v9"', "there are CartPole-v0, CartPole-v1"),
        ('"Kartpole"', "environment of your own is"),
        ('"FrozenLake-v1", backend: vector', "no vector entry point"),
        ('"nowhere_at_all:Thing"', "No module named 'nowhere_at_all'"),
        ('"no good:Thing"', 'expected "module:name"'),
    ],
)
def test_wrong_arguments_are_told_with_a_place(tmp_path: Path, arguments: str, words: str) -> None:
    assert words in told(tmp_path, arguments)


def test_normalize_is_a_truth_value(tmp_path: Path) -> None:
    assert "`normalize` is true or false" in told(tmp_path, '"CartPole-v1"', "normalize: 3")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Unbounded", "no bounds"),
        ("Wordy", "a space of the kind Text"),
        ("number", "is no class or function"),
        ("Missing", "cannot open"),
    ],
)
def test_environments_that_brains_cannot_live_in_are_told(tmp_path: Path, name: str, words: str) -> None:
    assert words in told(tmp_path, f'"{module(tmp_path)}:{name}"')


def test_a_module_beside_the_program_and_its_wrappers_are_used(tmp_path: Path) -> None:
    name = module(tmp_path)
    model = modelled(tmp_path, f'"{name}:Unbounded", wrappers: ["{name}:bounded"], max_steps: 9')
    assert model.ports.outputs == ("act_0", "act_1", "act_2")
    assert sys.modules[name].closed == sys.modules[name].made


def test_what_a_module_raises_is_told_in_its_place(tmp_path: Path) -> None:
    assert "ZeroDivisionError" in told(tmp_path, f'"{module(tmp_path, "1 / 0")}:Point"')
    assert "SystemExit" in told(tmp_path, f'"{module(tmp_path, "raise SystemExit(3)")}:Point"')


def test_the_checkers_complaints_are_warnings(tmp_path: Path) -> None:
    found = loaded(tmp_path, f'"{module(tmp_path)}:Slack", max_steps: 9').diagnostics
    assert [each.severity for each in found] == [Severity.WARNING] * len(found)
    assert any("not within the observation space" in each.message for each in found)
    assert not loaded(tmp_path, '"CartPole-v1"').diagnostics


def test_where_nobody_ends_episodes_it_is_told_when_they_end(tmp_path: Path) -> None:
    (note,) = loaded(tmp_path, f'"{module(tmp_path)}:Point"').diagnostics
    assert (note.severity, note.message) == (Severity.NOTE, "episodes are ended after 10000 steps")


def test_a_body_names_the_ends_in_order(tmp_path: Path) -> None:
    model = modelled(tmp_path, '"CartPole-v1"', "body: Cart", BODY)
    assert model.ports.inputs == ("x", "v", "angle", "turn")
    assert model.ports.outputs == ("left", "right")


def test_a_body_of_another_size_is_told_with_both_lists(tmp_path: Path) -> None:
    words = told(tmp_path, '"CartPole-v1"', "body: Cart", BODY.replace("sensor turn: internal(-9..9)", ""))
    assert "the body has 3 sensors, the environment 4" in words
    assert "the body's: x, v, angle" in words
    assert "the environment's: obs_0, obs_1, obs_2, obs_3" in words


def test_a_program_out_of_a_checkpoint_opens_nothing(tmp_path: Path) -> None:
    name = module(tmp_path, "raise RuntimeError('imported')")
    text = ProgramText((("run.quale", program(tmp_path, f'"{name}:Point"').read_text(encoding="utf-8")),), ())
    known = Ports(("a", "b"), ("c",))
    assert load_text(text, DOMAINS, known).project.models[0].ports == known
    assert name not in sys.modules
    with pytest.raises(ProgramError) as raised:
        load_text(text, DOMAINS)
    assert "a checkpoint imports no module" in raised.value.diagnostics[0].message
    assert name not in sys.modules


def test_what_decides_a_score_is_a_difference(tmp_path: Path) -> None:
    gymnasium = next(domain for domain in DOMAINS if domain.name == "gymnasium")
    one = modelled(tmp_path, '"CartPole-v1"').task
    (tmp_path / "elsewhere").mkdir()
    assert gymnasium.differences(one, modelled(tmp_path / "elsewhere", '"CartPole-v1"').task) == ()
    other = modelled(tmp_path, '"CartPole-v1", max_steps: 9, sutton_barto_reward: true', "normalize: true").task
    assert gymnasium.differences(one, other) == ("keywords", "max_steps", "normalize")


def test_without_the_library_it_is_told_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quale.domains.gymnasium.declaration.missing", lambda name: name == "gymnasium")
    assert "pip install 'quale-lang[gymnasium]'" in told(tmp_path, '"CartPole-v1"')
