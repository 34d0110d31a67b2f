"""What a run goes on with: which seed, which program, whether scores are comparable, and what is told of it."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from quale.checkpoint.directory.resume import Resumed, newest
from quale.diagnostics import CheckpointError, ProgramError, UsageError
from quale.model.model import Model, ProgramText
from quale.run.overrides import Overrides, overrides_of
from quale.run.plan import LARGEST_DRAWN, changed_fields, fresh, going_on, order_after, require_overrides, stored
from tests.cli.command import BLOCKS, evolve_block
from tests.faults.small import Heard, go
from tests.test_run import modelled

SCORES = "so scores are not comparable with those in the checkpoint"
FIXED = "resample: never"


@pytest.fixture(name="found", scope="module")
def _found(tmp_path_factory: pytest.TempPathFactory) -> Resumed:
    """A run of three generations, whose scenarios are drawn anew in each."""
    place = tmp_path_factory.mktemp("found")
    go(place, modelled(evolve_block(generations=3)))
    return newest(place / "walk")


@pytest.fixture(name="fixed", scope="module")
def _fixed(tmp_path_factory: pytest.TempPathFactory) -> Resumed:
    """The same with scenarios that stay."""
    place = tmp_path_factory.mktemp("fixed")
    go(place, modelled(evolve_block(generations=3, more=FIXED)))
    return newest(place / "walk")


def resumed(
    found: Resumed, program: str | None = None, seed: int | None = None, generations: int | None = None
) -> tuple[Model, bool, list[str]]:
    heard = Heard()
    model = modelled(program) if program else None
    going, changed = going_on(found, model, seed, generations, heard.note)
    return going, changed, heard.notes


@pytest.mark.parametrize("value", [0, 1, 2**64 - 1])
def test_a_seed_is_a_whole_number_that_a_file_can_hold(value: int) -> None:
    require_overrides(value, None)


@pytest.mark.parametrize("value", [0, 1, 10**9])
def test_so_is_a_number_of_generations(value: int) -> None:
    require_overrides(None, value)


@pytest.mark.parametrize(
    ("seed", "generations", "words"),
    [
        (-1, None, f"seed: wanted a whole number from 0 to {2**64 - 1}, not -1"),
        (2**64, None, f"seed: wanted a whole number from 0 to {2**64 - 1}, not {2**64}"),
        (0.5, None, f"seed: wanted a whole number from 0 to {2**64 - 1}, not 0.5"),
        ("7", None, f"seed: wanted a whole number from 0 to {2**64 - 1}, not 7"),
        (None, -1, f"generations: wanted a whole number from 0 to {10**9}, not -1"),
        (None, 10**9 + 1, f"generations: wanted a whole number from 0 to {10**9}, not {10**9 + 1}"),
        (1, 2.0, f"generations: wanted a whole number from 0 to {10**9}, not 2.0"),
    ],
)
def test_anything_else_is_refused(seed: object, generations: object, words: str, found: Resumed) -> None:
    asked = (seed, generations)
    for refuse in (
        require_overrides,
        partial(fresh, modelled()),
        lambda one, other: going_on(found, None, one, other, Heard().note),
    ):
        with pytest.raises(UsageError) as caught:
            refuse(*asked)  # type: ignore[arg-type]
        assert str(caught.value) == words


def test_a_fresh_run_has_the_seed_that_is_asked_for_or_draws_one(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []

    def below(most: int) -> int:
        drawn.append(most)
        return most - 1

    monkeypatch.setattr("quale.run.plan.secrets.randbelow", below)
    plain = modelled()
    for model, seed, generations, going, text in (
        (plain, None, None, 5, "5"),
        (plain, 8, 9, 8, "8"),
        (plain, 0, None, LARGEST_DRAWN - 1, "0"),
        (modelled(evolve_block(seed=0)), None, 4, LARGEST_DRAWN - 1, "0"),
    ):
        made = fresh(model, seed, generations)
        assert (made.evolution.seed, overrides_of(made.configuration).seed) == (going, text)
        assert made.evolution.generations == (generations or 6)
    assert drawn == [LARGEST_DRAWN - 1] * 2  # 0 means that a seed is drawn, so that it is none


def test_without_a_program_the_stored_one_goes_on(found: Resumed) -> None:
    going, changed, told = resumed(found)
    assert (going, changed, told) == (stored(found), False, [])
    assert (going.evolution.seed, going.evolution.generations) == (5, 3)
    going, changed, told = resumed(found, None, None, 7)
    assert (going.evolution.generations, changed, told) == (
        7,
        False,
        ["changed since the checkpoint: generations: 3 -> 7"],
    )


def test_the_same_program_changes_nothing(found: Resumed) -> None:
    assert resumed(found, evolve_block(generations=3))[1:] == (False, [])


@pytest.mark.parametrize(
    ("seed", "text", "going"),
    [
        (None, 5, 5),  # neither
        (None, 9, 9),  # the program's text changed
        (8, 5, 8),  # asked for
        (8, 9, 8),
        (0, 5, 5),  # 0 draws a seed for a fresh run, and asks for nothing here
        (5, 9, 5),
    ],
)
def test_which_seed_a_run_goes_on_with(seed: int | None, text: int, going: int, found: Resumed) -> None:
    model, changed, told = resumed(found, evolve_block(generations=3, seed=text), seed)
    assert model.evolution.seed == going
    assert overrides_of(model.configuration) == Overrides(str(going), 3)
    assert changed is False  # scenarios are drawn anew in each generation anyway
    assert ("changed since the checkpoint: seed: 5 -> 9" in told) == (going == 9)


def test_another_seed_draws_other_scenarios_where_they_stay(fixed: Resumed) -> None:
    block = evolve_block(generations=3, more=FIXED)
    assert resumed(fixed, block)[1:] == (False, [])
    _, changed, told = resumed(fixed, block, 8)
    assert changed
    assert told[-1] == f"changed since the checkpoint: the seed of the scenarios, {SCORES}"
    _, changed, told = resumed(fixed, None, 8)
    assert changed
    assert told == [
        "changed since the checkpoint: seed: 5 -> 8",
        f"changed since the checkpoint: the seed of the scenarios, {SCORES}",
    ]


def test_a_run_that_draws_its_scenarios_has_no_other_ones_with_another_seed(found: Resumed) -> None:
    _, changed, told = resumed(found, None, 8)
    assert (changed, told) == (False, ["changed since the checkpoint: seed: 5 -> 8"])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("ticks: 20", "ticks: 19"), "ticks"),
        (("scenarios: 3", "scenarios: 4"), "scenarios"),
        (("seed: 5", f"seed: 5  {FIXED}"), "resample"),
        (("seed: 5", "seed: 5  aggregate: min"), "aggregate"),
        (("population: 20", "population: 21"), ""),
        (("seed: 5", "seed: 5  checkpoint { every: 2 generations }"), ""),
    ],
)
def test_what_decides_a_score_is_told_to_be_no_longer_comparable(
    change: tuple[str, str], reason: str, found: Resumed
) -> None:
    block = evolve_block(generations=3).replace(*change)
    _, changed, told = resumed(found, block)
    assert changed == bool(reason)
    last = f"changed since the checkpoint: {reason}, {SCORES}"
    assert (last in told) == bool(reason)
    assert told
    heard = Heard()
    going_on(found, modelled(block), None, None, heard.note, heard.warn)
    assert heard.warnings == ([last] if reason else [])
    assert last not in heard.notes


def test_founders_have_no_scores_to_compare(tmp_path: Path) -> None:
    go(tmp_path, modelled(evolve_block(generations=1, more="checkpoint { every: 1 generations  keep: 9 }")))
    (tmp_path / "walk/checkpoint_gen1.quale-ckpt").unlink()
    _, changed, told = resumed(newest(tmp_path / "walk"), evolve_block(generations=1, ticks=19))
    assert changed
    assert not [words for words in told if SCORES in words]


def text_of(*blocks: str, given: str = "") -> ProgramText:
    files = (("walk.quale", BLOCKS + "".join(blocks)),)
    return ProgramText((*files, ("--set", given)) if given else files, ())


def with_text(found: Resumed, text: ProgramText, **more: object) -> Resumed:
    return replace(found, snapshot=replace(found.snapshot, text=text, **more))  # type: ignore[arg-type]


def test_a_stored_program_without_its_run_or_that_is_none_is_told(found: Resumed) -> None:
    other = with_text(found, text_of(evolve_block("Other", generations=3)))
    with pytest.raises(CheckpointError, match="its program has no evolve block `Walk`"):
        stored(other)
    broken = with_text(found, ProgramText((("walk.quale", "evolve {"),), ()))
    with pytest.raises(ProgramError):
        stored(broken)
    for lost in (other, broken):  # and with a program at hand it goes on
        _, changed, told = resumed(lost, evolve_block(generations=3))
        assert changed
        assert told[-1] == f"the program in the checkpoint cannot be read, {SCORES}"
        assert resumed(lost, evolve_block(generations=3, seed=9))[0].evolution.seed == 5  # no text to compare with


def test_a_stored_program_with_several_runs_is_that_of_the_run(found: Resumed) -> None:
    two = with_text(found, text_of(evolve_block("Talk"), evolve_block(generations=3)))
    assert stored(two).name == "Walk"


def test_a_configuration_that_contradicts_its_program_is_refused_but_of_another_version(found: Resumed) -> None:
    wrong = [("ticks", "21"), ("population", "9"), ("scenarios", "4")]
    texts = dict(found.snapshot.configuration)
    assert {name for name, _ in wrong} <= texts.keys()
    configuration = tuple((texts | dict(wrong)).items())
    hurt = replace(found, snapshot=replace(found.snapshot, configuration=configuration))
    with pytest.raises(CheckpointError) as caught:
        stored(hurt)
    assert (caught.value.section, caught.value.field) == ("program", "configuration")
    assert "ticks is 21, in the program 20" in caught.value.reason
    assert "population is 9, in the program 20" in caught.value.reason
    newer = tuple((name, "9.9" if name == "quale-lang" else version) for name, version in hurt.header.versions)
    assert stored(replace(hurt, header=replace(hurt.header, versions=newer))).evolution.population == 20
    others = tuple((name, version if name == "quale-lang" else "9.9") for name, version in hurt.header.versions)
    with pytest.raises(CheckpointError):
        stored(replace(hurt, header=replace(hurt.header, versions=others)))


def test_fields_that_are_set_stand_in_the_stored_program(found: Resumed) -> None:
    heard = Heard()
    model, changed = going_on(found, None, None, None, heard.note, None, ("ticks=19",))
    assert changed
    assert dict(model.configuration)["ticks"] == "19"
    assert model.evolution.generations == 3
    assert model.text.set == "ticks=19"
    model, changed = going_on(found, None, None, None, heard.note, None, ("generations=8",))
    assert (model.evolution.generations, changed) == (8, False)
    model, _ = going_on(found, None, 4, 9, heard.note, None, ("population=8",))
    assert (model.evolution.seed, model.evolution.generations, model.evolution.population) == (4, 9, 8)


def test_a_number_of_generations_that_was_asked_for_stays_when_other_fields_are_set(tmp_path: Path) -> None:
    go(tmp_path, fresh(modelled(evolve_block(generations=3)), None, 2))
    found = newest(tmp_path / "walk")
    model, _ = going_on(found, None, None, None, Heard().note, None, ("population=8",))
    assert model.evolution.generations == stored(found).evolution.generations


def test_an_order_goes_on_where_the_checkpoint_lies(found: Resumed) -> None:
    model = stored(found)
    order = order_after(found, model, True, 3)
    assert (order.directory, order.checkpoints) == (found.path.parent, found.path.parent.parent)
    assert (order.after, order.model, order.changed, order.workers) == (found, model, True, 3)
    assert order_after(found, model, False).changed is False


def test_another_domain_is_one_difference() -> None:
    one = modelled()
    other = replace(one, domain="dataset", scenarios=one.scenarios + 1)
    assert changed_fields(one, other) == ("domain",)
    assert changed_fields(one, one) == ()
    assert changed_fields(one, modelled(blocks=BLOCKS.replace("0.1 *", "0.2 *"))) == ("action",)
