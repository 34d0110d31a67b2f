"""`quale evolve --repeat N`: several runs with derived seeds, each a run like any other."""

import shutil
from pathlib import Path

import pytest

from quale.checkpoint.directory.resume import newest
from quale.cli.request import Request
from quale.run.repeat_seeds import repeat_seeds
from tests.cli.command import essence, evolve_block, objects, quale, write_program

NEXT = evolve_block("Next", more="seed_from: Walk")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repeated")
    program = write_program(folder, evolve_block(more="checkpoint { every: 2 generations  keep: 9 }"), NEXT)
    quale("evolve", program, "--run", "all", "--repeat", "3", "--quiet", cwd=folder)
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    """A copy of the repeats, to be changed."""
    shutil.copytree(whole, tmp_path, dirs_exist_ok=True)
    return tmp_path


def seeds(folder: Path, run: str = "walk") -> list[int]:
    places = sorted((folder / "checkpoints" / run).iterdir())
    return [newest(place).snapshot.state.seed for place in places]


def test_a_repeat_is_the_run_with_its_seed(folder: Path) -> None:
    assert seeds(folder) == list(repeat_seeds(5, 3))
    quale(
        *("evolve", "walk.quale", "--run", "Walk", "--seed", str(repeat_seeds(5, 3)[1]), "--checkpoints", "one"),
        *("--quiet",),
        cwd=folder,
    )
    assert essence(folder / "one/walk") == essence(folder / "checkpoints/walk/repeat2")


def test_a_phase_is_seeded_from_the_repeat_of_the_same_number(whole: Path) -> None:
    for place in sorted((whole / "checkpoints/next").iterdir()):
        lineage = newest(place).snapshot.lineage
        assert lineage is not None
        assert Path(lineage.path).parent.as_posix() == f"checkpoints/walk/{place.name}"


def test_repeats_go_on_where_they_were_cut_short(whole: Path, folder: Path) -> None:
    walk = folder / "checkpoints/walk"
    (walk / "repeat2/checkpoint_gen6.quale-ckpt").unlink()
    shutil.rmtree(walk / "repeat3")
    said = quale("evolve", "walk.quale", "--run", "Walk", "--repeat", "3", "--continue", cwd=folder)
    assert "Walk is over after generation 6 (checkpoints/walk/repeat1/" in said.stderr
    assert "Walk goes on after generation 4 of" in said.stderr
    assert "Walk starts: 6 generations" in said.stderr
    for place in ("repeat1", "repeat2", "repeat3"):
        assert essence(walk / place) == essence(whole / "checkpoints/walk" / place)
    quale("evolve", "--resume", "checkpoints/walk/repeat2", "--generations", "8", "--quiet", cwd=folder)
    assert newest(walk / "repeat2").snapshot.state.generation == 8


def test_the_table_has_every_repeat_and_their_quartiles(folder: Path) -> None:
    arguments = ("evolve", "walk.quale", "--run", "Walk", "--repeat", "4", "--continue")
    lines = quale(*arguments, cwd=folder).stdout.splitlines()
    assert lines[0] == "Walk: 4 repeats"
    assert [line.split()[0] for line in lines[2:]] == [
        "repeat1",
        "repeat2",
        "repeat3",
        "repeat4",
        "median",
        "1st",
        "3rd",
    ]
    told = objects(quale(*arguments, "--json", cwd=folder).stdout)[-1]
    assert (told["event"], told["run"], len(told["repeats"])) == ("repeats", "Walk", 4)
    best = sorted(one["best"] for one in told["repeats"])
    assert told["summary"]["best"]["median"] == pytest.approx((best[1] + best[2]) / 2)
    assert lines[2].split()[1] == str(told["repeats"][0]["seed"])
    assert not quale(*arguments, "--quiet", cwd=folder).stdout


def test_seeds_that_were_drawn_stay(tmp_path: Path) -> None:
    program = write_program(tmp_path, evolve_block(seed=0, generations=2))
    said = quale("evolve", program, "--repeat", "2", cwd=tmp_path)
    assert "drawn from the system; the repeats' seeds are derived from it" in said.stderr
    before = seeds(tmp_path)
    assert len(set(before)) == 2
    quale("evolve", program, "--repeat", "2", "--continue", "--generations", "3", "--quiet", cwd=tmp_path)
    assert seeds(tmp_path) == before
    assert [newest(place).header.generation for place in (tmp_path / "checkpoints/walk").iterdir()] == [3, 3]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("evolve", "walk.quale", "--run", "Walk"), 3, "holds 3 repeats of this run; give a single one another place"),
        (("evolve", "--resume", "Walk", "--repeat", "2"), 2, "with several repeats go on by --continue"),
        (("evolve", "walk.quale", "--run", "Walk", "--repeat", "0"), 2, "--repeat"),
        (
            ("inspect", "Walk"),
            3,
            "holds no checkpoint, but 3 repeats of a run: name one, as in",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(arguments: tuple[str, ...], code: int, words: str, whole: Path) -> None:
    said = quale(*arguments, cwd=whole, code=code)
    assert words in " ".join(said.stderr.split())


def test_repeats_and_a_single_run_do_not_share_a_directory(tmp_path: Path) -> None:
    program = write_program(tmp_path, evolve_block(generations=2))
    quale("evolve", program, "--quiet", cwd=tmp_path)
    said = quale("evolve", program, "--repeat", "2", cwd=tmp_path, code=3)
    assert "holds a run that is no repeat" in said.stderr
    quale("evolve", program, "--repeat", "2", "--overwrite", "--quiet", cwd=tmp_path)
    assert len(list((tmp_path / "checkpoints/walk").iterdir())) == 2
    assert newest(tmp_path / "checkpoints/walk.1").header.generation == 2
    said = quale("plot", "Walk", "--out", "x.svg", cwd=tmp_path)
    assert said.stdout.startswith("Walk: 2 runs")


def test_what_goes_on_after_an_interruption_says_so() -> None:
    given = (Path("walk.quale"), "Walk", 9, None, False, None, None, None, True, False, False, False)
    request = Request(*given, repeat=5)
    for saved in (None, Path("checkpoints/walk/repeat2/checkpoint_gen2.quale-ckpt")):
        again = request.again(saved, new=True)
        assert again == ["quale", "evolve", "walk.quale", "--run", "Walk", "--repeat", "5", "--continue", "--seed", "9"]


def test_seeds_do_not_depend_on_how_many_there_are() -> None:
    assert repeat_seeds(7, 10)[:3] == repeat_seeds(7, 3)
    assert len(set(repeat_seeds(7, 1000)) - {0}) == 1000
    assert not set(repeat_seeds(7, 50)) & set(repeat_seeds(8, 50))
