"""Which runs a name means: a file, a run, the repeats of one, a directory of several; all files of a place verified."""

from pathlib import Path

import pytest

from quale.checkpoint.directory.groups import runs_of
from quale.checkpoint.directory.repeats import repeat_directory, repeats_in
from quale.checkpoint.directory.resume import LOOKS
from quale.checkpoint.directory.store import file_name, save
from quale.checkpoint.directory.verify import verify
from quale.diagnostics import CheckpointError
from tests.checkpoint.faulty import Faulty
from tests.checkpoint.made import ORIGIN, snapshot


def run(directory: Path, *generations: int) -> Path:
    directory.mkdir(parents=True)
    for generation in generations or (1,):
        save(directory, snapshot(generation), ORIGIN)
    return directory


def test_a_run_and_a_file_are_groups_of_one(tmp_path: Path) -> None:
    single = run(tmp_path / "walk")
    assert runs_of("Walk", tmp_path) == ((single,),)
    assert runs_of(str(single), tmp_path) == ((single,),)
    assert runs_of(str(single / file_name(1)), tmp_path) == ((single / file_name(1),),)


def test_repeats_are_one_group_by_number(tmp_path: Path) -> None:
    wanted = tuple(run(repeat_directory(tmp_path / "walk", number)) for number in (1, 2, 10))
    (tmp_path / "walk/repeat3").mkdir()
    (tmp_path / "walk/repeat4").write_text("")
    for other in ("repeat0", "repeat01", "repeats", "repeat", "myrepeat5", "repeat12345678"):
        run(tmp_path / "walk" / other)
    assert repeats_in(tmp_path / "walk") == wanted
    assert runs_of("Walk", tmp_path) == (wanted,)
    with pytest.raises(CheckpointError, match="cannot list"):
        repeats_in(tmp_path / "nowhere")


def test_a_directory_of_runs_is_a_group_for_each(tmp_path: Path) -> None:
    walk, talk = run(tmp_path / "walk"), run(tmp_path / "talk")
    repeats = (run(tmp_path / "repeated/repeat1"), run(tmp_path / "repeated/repeat2"))
    run(tmp_path / ".hidden")
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("")
    assert runs_of(str(tmp_path), tmp_path / "elsewhere") == (repeats, (talk,), (walk,))


def test_a_folder_of_the_name_that_holds_no_run_is_not_what_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("walk").mkdir()
    repeats = (run(Path("checkpoints/walk/repeat1")),)
    assert runs_of("walk", Path("checkpoints")) == (repeats,)
    with pytest.raises(CheckpointError, match="walk: holds no checkpoint, nor do the directories in it"):
        runs_of("walk", Path("elsewhere"))


def test_every_file_of_a_place_is_verified_newest_first(tmp_path: Path) -> None:
    directory = run(tmp_path / "walk", 1, 2, 10)
    found = verify("Walk", tmp_path)
    assert [file.path.name for file in found.files] == [file_name(10), file_name(2), file_name(1)]
    assert [file.header.generation for file in found.files if file.header] == [10, 2, 1]
    assert (found.damaged, found.resumed, found.messages) == (0, directory / file_name(10), ())
    path = directory / file_name(10)
    path.write_bytes(path.read_bytes()[:-1])
    hurt = verify(str(directory), tmp_path)
    assert hurt.damaged == 1
    assert [file.error is None for file in hurt.files] == [False, True, True]
    assert [file.header is None for file in hurt.files] == [True, False, False]
    assert hurt.resumed == directory / file_name(2)


def test_a_file_is_verified_by_itself(tmp_path: Path) -> None:
    directory = run(tmp_path / "walk", 1, 2)
    path = directory / file_name(1)
    assert (verify(str(path), tmp_path).resumed, len(verify(str(path), tmp_path).files)) == (path, 1)
    path.write_bytes(b"")
    found = verify(str(path), tmp_path)
    assert (found.resumed, found.damaged) == (None, 1)


def test_where_nothing_is_whole_nothing_is_resumed(tmp_path: Path) -> None:
    directory = run(tmp_path / "walk", 1)
    (directory / file_name(1)).write_bytes(b"x")
    assert (verify("walk", tmp_path).resumed, verify("walk", tmp_path).damaged) == (None, 1)
    (directory / file_name(1)).unlink()
    with pytest.raises(CheckpointError, match="holds no checkpoint"):
        verify("walk", tmp_path)


def test_a_live_run_is_looked_at_again_and_what_it_prunes_is_nobodys_damage(tmp_path: Path) -> None:
    directory = run(tmp_path / "walk", 1)

    class Going(Faulty):
        """A run that saves another file and deletes the last one whenever somebody lists the directory."""

        newest = 1

        def size(self, path: Path) -> int:
            if path.name == file_name(self.newest) and self.newest < 4:
                self.newest += 1
                save(directory, snapshot(self.newest), ORIGIN)
                (directory / file_name(self.newest - 1)).unlink()
            return super().size(path)

    found = verify("walk", tmp_path, Going())
    assert (found.damaged, [file.path.name for file in found.files]) == (0, [file_name(4)])


def test_a_directory_is_not_looked_at_for_ever(tmp_path: Path) -> None:
    run(tmp_path / "walk", 1)
    looks: list[Path] = []

    class Restless(Faulty):
        def stamp(self, path: Path) -> tuple[int, int, int, int]:
            looks.append(path)
            return (len(looks), 0, 0, 0)

    assert verify("walk", tmp_path, Restless()).damaged == 0
    assert LOOKS <= len(looks) <= 3 * LOOKS
