"""SIGTERM and SIGINT once and twice, at start-up, during evaluation, save and prune."""

import signal
import time
from pathlib import Path

import pytest

from tests.faults.children import ended, finish, newest_generation, started, wait_for
from tests.faults.small import program

# Calls in which the run is held up: of a save the fsync and the rename, the deletion of a prune, a line of the logs.
MOMENTS = (("fsync", 5), ("rename", 6), ("unlink", 2), ("append", 3))


def write(place: Path, ticks: int = 4) -> Path:
    path = place / "small.quale"
    path.write_text(program(generations=9, keep=1, ticks=ticks))
    return path


@pytest.fixture(name="undisturbed", scope="module")
def _undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[object]]:
    place = tmp_path_factory.mktemp("undisturbed")
    return finish(write(place), place)


@pytest.mark.parametrize(("moment", "times"), [*((moment, 1) for moment in MOMENTS), (MOMENTS[0], 2), (MOMENTS[2], 2)])
def test_at_a_moment_of_a_save(
    tmp_path: Path, moment: tuple[str, int], times: int, undisturbed: tuple[str, list[object]]
) -> None:
    path = write(tmp_path)
    number, code = (signal.SIGTERM, 143) if moment[1] % 2 else (signal.SIGINT, 130)
    with started("evolve", path, cwd=tmp_path, held=(*moment, 0.6)) as process:
        wait_for(process, "held")
        process.send_signal(number)
        if times == 2:
            time.sleep(0.1)  # two of the same at once are one
            process.send_signal(number)
        returned, words, _ = ended(process)
    assert returned == code
    if times == 1:
        assert "resume with: quale evolve --resume checkpoints/small" in words
        assert f"interrupted after generation {newest_generation(tmp_path / 'checkpoints')}, which is saved" in words
    assert newest_generation(tmp_path / "checkpoints") >= 0
    assert finish(path, tmp_path) == undisturbed


@pytest.mark.parametrize("delay", [0.02, 0.3, 0.8])
def test_while_it_starts(tmp_path: Path, delay: float, undisturbed: tuple[str, list[object]]) -> None:
    """Before anything can be lost the system's own ending is right; afterwards it is saved and said."""
    path = write(tmp_path)
    with started("evolve", path, cwd=tmp_path) as process:
        time.sleep(delay)
        process.terminate()
        returned, _, _ = ended(process)
    assert returned in {-signal.SIGTERM, 143, 0}
    assert finish(path, tmp_path) == undisturbed


@pytest.mark.parametrize("times", [1, 2])
def test_inside_a_long_evaluation(tmp_path: Path, times: int) -> None:
    """The native loop itself looks at the flag: a scenario of a billion ticks does not keep anyone waiting."""
    path = write(tmp_path, ticks=1_000_000_000)
    with started("evolve", path, cwd=tmp_path) as process:
        wait_for(process, "saved generation 0")
        time.sleep(0.3)
        for _ in range(times):
            process.terminate()
            time.sleep(0.1)
        returned, words, _ = ended(process)
    # The first may have ended it by now; the second then meets a process that has put its handlers back.
    assert returned == 143 or (times, returned) == (2, -signal.SIGTERM)
    assert times == 2 or "interrupted after generation 0, which is saved" in words
    assert newest_generation(tmp_path / "checkpoints") == 0
