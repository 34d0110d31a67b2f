"""Families of runs: sources by file or, where that was pruned, by run; relatives; nothing that is gone stops a look."""

import shutil
from pathlib import Path

import pytest

from quale.checkpoint.directory.family import family
from quale.checkpoint.directory.resume import find
from quale.report.family_tree import family_tree
from tests.cli.command import evolve_block, quale, write_program


@pytest.fixture(scope="module")
def evolved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("family")
    keep = "checkpoint { every: 1 keep: 9 }"
    blocks = [
        evolve_block("One", 2, more=keep),
        evolve_block("Two", 2, seed=6, more=f"seed_from: One {keep}"),
        evolve_block("Three", 2, seed=7, more=f"seed_from: Two {keep}"),
        evolve_block("Aside", 2, seed=8, more=f"seed_from: One {keep}"),
        evolve_block("Stranger", 2, seed=9, more=keep),
    ]
    quale("evolve", write_program(folder, *blocks), "--run", "all", cwd=folder)
    return folder


@pytest.fixture
def folder(evolved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(evolved / "checkpoints", tmp_path / "checkpoints")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "checkpoints"


def tree(name: str) -> list[str]:
    found = find(name, Path("checkpoints"))
    return [line.partition(":")[0] for line in family_tree(family(found, Path("checkpoints")), found.header.run_id)]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["Two", "Three", "One", "Aside"])
def test_sources_and_relatives_are_a_tree(name: str) -> None:
    kin = family(find(name, Path("checkpoints")), Path("checkpoints"))
    assert {each.run for each in kin} == {"One", "Two", "Three", "Aside"}
    assert not any(each.gone for each in kin)
    assert sorted(tree(name)) == sorted(tree("One"))
    assert tree("Three")[0] == "One"


@pytest.mark.usefixtures("folder")
def test_branches_hang_from_their_source() -> None:
    assert tree("One") == [
        "One",
        "├─ Aside, from generation 2",
        "└─ Two, from generation 2",
        "   └─ Three, from generation 2",
    ]


@pytest.mark.usefixtures("folder")
def test_a_run_without_relatives_is_alone() -> None:
    assert [each.run for each in family(find("Stranger", Path("checkpoints")), Path("checkpoints"))] == ["Stranger"]


def test_a_pruned_file_is_found_by_its_run(folder: Path) -> None:
    (folder / "two" / "checkpoint_gen2.quale-ckpt").unlink()
    kin = {each.run: each for each in family(find("Three", folder), folder)}
    assert (kin["Two"].generation, kin["Two"].gone) == (1, False)
    assert kin["Three"].seeded_at == 2
    assert "One" in kin


def test_a_source_is_shown_as_it_was_when_it_was_seeded_from(folder: Path) -> None:
    quale("evolve", "--resume", "two", "--generations", "3", "--quiet", cwd=folder.parent)
    kin = {each.run: each for each in family(find("Three", folder), folder)}
    path = folder / "two/checkpoint_gen2.quale-ckpt"
    best = find(str(path), folder).header.best_fitness
    assert (kin["Two"].generation, kin["Two"].best, kin["Two"].seeded_at) == (2, best, 2)
    assert Path(kin["Two"].path).samefile(path)
    kin = {each.run: each for each in family(find("One", folder), folder)}
    assert kin["Two"].generation == 3  # a relative by its newest file


def test_a_run_that_is_gone_is_named_and_ends_the_line(folder: Path) -> None:
    shutil.rmtree(folder / "two")
    kin = family(find("Three", folder), folder)
    assert [(each.run, each.gone) for each in kin][:2] == [("Two", True), ("Three", False)]
    assert "no file of it left" in family_tree(kin, kin[1].run_id)[0]
    assert "← this run" in family_tree(kin, kin[1].run_id)[1]


def test_another_run_in_the_same_place_is_not_taken_for_the_source(folder: Path) -> None:
    shutil.rmtree(folder / "two")
    shutil.copytree(folder / "stranger", folder / "two")
    kin = family(find("Three", folder), folder)
    assert [(each.run, each.gone) for each in kin][:2] == [("Two", True), ("Three", False)]


def test_damaged_relatives_are_passed_over(folder: Path) -> None:
    for path in (folder / "aside").glob("*.quale-ckpt"):
        path.write_bytes(path.read_bytes()[:-1])
    (folder / "junk").write_text("no directory")
    assert {each.run for each in family(find("One", folder), folder)} == {"One", "Two", "Three"}
