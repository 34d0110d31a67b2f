"""Blocks that no experiment names are checked, too; a program is pleasant to write block by block."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quale.diagnostics import ProgramError, Severity
from quale.domains.register import DOMAINS
from quale.language.load import load_text
from quale.model.model import DataFile, ProgramText
from tests.language.checking import diagnostics, program, told

EXAMPLES = Path(__file__).parents[2] / "examples"
DATA = tuple(DataFile(path.name, path.read_bytes()) for path in sorted(EXAMPLES.glob("*.csv")))
NO_EVOLVE = "the program has no `evolve` block"
DEFINITIONS = ("motion", "function", "constant")
"""What has to be there before anything that mentions it."""

OLDER = {"older_forager"}
"""Programs of the older form, whose blocks mean something together only."""

BLOCKS = {
    path.stem: re.split(r"\n(?=\w+ \w+ \{|function |constant )", path.read_text(encoding="utf-8"))
    for path in sorted(EXAMPLES.glob("*.quale"))
    if path.stem not in OLDER
}
MISTAKES = {
    "body": "state odd: 1..0",
    "world": "machine M { initial: a  state a { goto b when true } }",
    "perception": "let odd = agent.odd + agent.energy",
    "action": "agent.odd = 1",
    "dynamics": "per_tick { odd = 1 }",
    "fitness": "metric odd = agent.odd",
}


def errors(text: str) -> list[str]:
    try:
        load_text(ProgramText((("program.quale", text),), DATA), DOMAINS)
    except ProgramError as error:
        return [found.message for found in error.diagnostics if found.severity is Severity.ERROR]
    return []


def without_evolve(text: str) -> str:
    return re.sub(r"evolve Run \{.*?\}", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("block", MISTAKES)
def test_without_an_experiment_all_other_errors_are_told(block: str) -> None:
    mistaken = program(**{block: MISTAKES[block]})
    (message,) = told(mistaken)
    assert told(without_evolve(mistaken)) == [message, NO_EVOLVE]


def test_without_an_experiment_its_block_is_written_out() -> None:
    (found,) = (found for found in diagnostics(without_evolve(program())) if found.severity is Severity.ERROR)
    assert (
        found.hint
        == "add `evolve Run { body: Walker  world: Void  perception: Senses  action: Acts  fitness: Lasting }`"
    )


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_a_part_of_a_program_lacks_nothing_but_an_experiment(data: st.DataObject) -> None:
    """Whatever was not written yet is no mistake of what was."""
    blocks = BLOCKS[data.draw(st.sampled_from(sorted(BLOCKS)))]
    defined = [block for block in blocks if block.startswith(DEFINITIONS)]
    written = [block for block in blocks if not block.startswith(("evolve", *DEFINITIONS))]
    some = data.draw(st.lists(st.sampled_from(written), unique=True, min_size=1))
    assert errors("\n".join(defined + some)) == [NO_EVOLVE]


@pytest.mark.parametrize("block", MISTAKES)
def test_a_block_that_no_experiment_names_is_checked(block: str) -> None:
    parts = program(**{block: MISTAKES[block]}).split("evolve Run")[0]
    other = re.search(rf"^{block} .*?^\}}|^{block} .*?$", parts + "dynamics Body { }", re.DOTALL | re.MULTILINE)
    if block == "dynamics":
        extra = "dynamics Other { per_tick { odd = 1 } }"
    else:
        assert other
        extra = other.group().replace(f"{block} ", f"{block} Other", 1)
    (message,) = told(program(**{block: MISTAKES[block]}))
    assert told(program() + extra) == [message]


SECOND = """
body Fish { state fins: int = 2  sensor depth: internal(0..1)  actuator swim: trigger(threshold: 0.5) }
world Sea { topology: route  length: 5  entity weed { properties { position: float }  spawn: 1 } }
perception Feel { sensor depth = agent.fins / 2 }
action Swim { agent.position += agent.fins * actuator.swim  for w in weed { agent.fins -= 1 } }
dynamics Life { per_tick { fins -= 1 } }
fitness Far { maximize position: 1 }
"""


def test_a_block_is_held_to_those_that_it_fits() -> None:
    assert not told(program() + SECOND)
    assert told(program() + SECOND.replace("agent.fins / 2", "agent.fims / 2")) == ["unknown state `fims`"]
    assert told(program() + SECOND.replace("w in weed", "w in wed")) == ["unknown entity `wed`"]


def test_what_is_told_of_an_unused_block_is_told_once() -> None:
    mistaken = SECOND.replace("fins: int = 2", "fins: intt = 2")
    assert told(program() + mistaken) == ["unknown type `intt`"]
    notes = told(program() + SECOND, Severity.NOTE)
    assert notes.count("no evolve block uses action `Swim`") == 1


def test_a_run_goes_on_whatever_stands_in_blocks_that_it_does_not_use() -> None:
    text = ProgramText((("program.quale", program() + SECOND.replace("fims", "fins").replace("1 }", "wrong }")),), ())
    with pytest.raises(ProgramError):
        load_text(text, DOMAINS)
    (model,) = load_text(text, DOMAINS, unused=False).project.models
    assert model.name == "Run"
