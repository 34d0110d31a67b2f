"""Worker processes: the same results for any number of them, whatever becomes of them."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from quale.diagnostics import EvaluationError, UsageError
from quale.domains.register import DOMAINS
from quale.genome.cut import cut
from quale.language.load import load
from quale.model.domain import NOTHING
from quale.model.model import Model
from quale.runtime.backends.in_process import InProcess
from quale.runtime.backends.processes import Processes
from quale.runtime.evaluator import Evaluation, Resources
from quale.runtime.slices import Maker, SlicedEvaluator, sliced
from quale.runtime.thread_pool import StoppedError
from quale.runtime.world import evaluator_of_world
from tests.cli.command import write_program
from tests.compiler.random_networks import random_networks
from tests.domains.test_seam import modelled
from tests.domains.unruly_evaluator import FOLDER, Unruly, identity

NETWORKS = random_networks(7, 23, (1, 1), links=6)
NAMES = identity(NETWORKS)
LIMIT = 1.5
STATE = {"total": np.array([0.25])}


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    return tmp_path


def model(limit: float | None = None) -> Model:
    return replace(modelled(), time_limit=limit)


@pytest.fixture(name="whole")
def _whole(folder: Path) -> Iterator[Evaluation]:
    """What the population scores in this process, uncut, and with nothing amiss."""
    assert folder.is_dir()
    maker = Maker(Unruly, model(), 5)
    with SlicedEvaluator(maker, InProcess(maker, len(NETWORKS))) as evaluator:
        yield evaluator.evaluate(NETWORKS, 3, STATE)


def same(found: Evaluation, whole: Evaluation, but: tuple[int, ...] = ()) -> bool:
    kept = [genome for genome in range(len(NETWORKS)) if genome not in but]
    return found.scores[kept].tobytes() == whole.scores[kept].tobytes()


def in_workers(workers: int, limit: float | None = None) -> SlicedEvaluator:
    return sliced(Unruly, model(limit), 5, Resources(workers))


def gone(process: int) -> bool:
    """Return whether a process is no more, or not any more in a moment."""
    for _ in range(200):
        status = Path(f"/proc/{process}/status")
        if not status.exists() or "State:\tZ" in status.read_text(encoding="ascii"):
            return True
        time.sleep(0.02)
    return False


def workers_of(folder: Path) -> list[int]:
    return [int(file.name.removeprefix("worker-")) for file in folder.glob("worker-*") if "worker-" in file.name]


@pytest.mark.parametrize("workers", [1, 3])
def test_workers_change_nothing(folder: Path, whole: Evaluation, workers: int) -> None:
    (folder / f"worker-{os.getpid()}").unlink()
    with in_workers(workers) as evaluator:
        for _ in range(3):  # the pace that is measured meanwhile decides the slices
            found = evaluator.evaluate(NETWORKS, 3, STATE)
            assert same(found, whole)
            assert found.state["total"].tobytes() == whole.state["total"].tobytes()
            assert found.faults == ()
        started = workers_of(folder)
        assert len(started) <= workers
        assert os.getpid() not in started
    assert all(gone(process) for process in started)


@pytest.mark.parametrize(
    ("how", "genome"), [("once", 0), ("kill", 22), ("exit", 7), ("hang", 0), ("hang", 22), ("fail", 7)]
)
def test_what_a_genome_does_to_its_worker_is_its_own_loss(
    folder: Path, whole: Evaluation, how: str, genome: int
) -> None:
    (folder / f"{how}-{NAMES[genome]}").touch()
    with in_workers(2, LIMIT if how == "hang" else None) as evaluator:
        found = evaluator.evaluate(NETWORKS, 3, STATE)
    lost = () if how == "once" else (genome,)
    assert same(found, whole, lost)
    assert np.isnan(found.scores[:, 0]).nonzero()[0].tolist() == list(lost)
    words = {
        "once": "a worker process ended (signal 9, Killed) and was replaced",
        "kill": f"genome {genome}: ended 3 worker processes (signal 9, Killed)",
        "exit": f"genome {genome}: ended 3 worker processes (exit code 3)",
        "hang": f"genome {genome}: took longer than the time limit of 1.5 s",
        "fail": f"genome {genome}: on purpose",
    }[how]
    assert any(words in str(fault) for fault in found.faults), [str(fault) for fault in found.faults]
    if how in ("once", "fail"):
        assert found.state["total"].tobytes() == whole.state["total"].tobytes()


def test_a_hung_genome_is_found_among_workers_that_go_on(folder: Path, whole: Evaluation) -> None:
    with in_workers(2, LIMIT) as evaluator:
        assert same(evaluator.evaluate(NETWORKS, 3, STATE), whole)
        (folder / f"hang-{NAMES[4]}").touch()
        assert same(evaluator.evaluate(NETWORKS, 3, STATE), whole, (4,))
        (folder / f"hang-{NAMES[4]}").unlink()
        assert same(evaluator.evaluate(NETWORKS, 3, STATE), whole)


def test_a_slow_slice_is_no_hung_genome(folder: Path, whole: Evaluation) -> None:
    (folder / "slow").touch()  # 16 genomes take 0.32 s together: more than the limit, which is for each of them
    with in_workers(1, 0.25) as evaluator:
        assert same(evaluator.evaluate(NETWORKS, 3, STATE), whole)


def test_where_every_genome_hangs_the_run_ends(folder: Path) -> None:
    for name in NAMES[:3]:
        (folder / f"hang-{name}").touch()
    with in_workers(2, 0.1) as evaluator, pytest.raises(EvaluationError, match="every genome failed; the first"):
        evaluator.evaluate(cut(NETWORKS, 0, 3), 3, STATE)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("refuse-start", "this domain has had enough"),
        (f"refuse-{NAMES[9]}", "this domain has had enough"),
        (f"wrong-{NAMES[9]}", "ended by an error in the code of the domain; its traceback stands above"),
    ],
)
def test_what_ends_a_run_in_this_process_ends_it_in_workers(folder: Path, file: str, words: str) -> None:
    with in_workers(2) as evaluator:
        (folder / file).touch()
        with pytest.raises(EvaluationError, match=words):
            evaluator.evaluate(NETWORKS, 3, NOTHING)
    assert all(gone(process) for process in workers_of(folder))


def test_workers_that_end_as_they_start_end_the_run(folder: Path) -> None:
    with in_workers(2) as evaluator:
        (folder / "end-start").touch()
        with pytest.raises(EvaluationError, match="exit code 7"):
            evaluator.evaluate(NETWORKS, 3, NOTHING)


def test_a_stop_ends_workers_in_whatever_they_are(folder: Path) -> None:
    for name in NAMES:
        (folder / f"hang-{name}").touch()
    with in_workers(2) as evaluator:
        threading.Thread(target=_stop_once, args=(folder, evaluator.stop)).start()
        with pytest.raises(StoppedError):
            evaluator.evaluate(NETWORKS, 3, NOTHING)
    assert all(gone(process) for process in workers_of(folder))


def _stop_once(folder: Path, stop: Callable[[], None]) -> None:
    while not list(folder.glob("hung-*")):
        time.sleep(0.01)
    stop()


OWNER = """
import sys
from quale.runtime.evaluator import Resources
from tests.domains.test_workers import NETWORKS, in_workers
in_workers(2).evaluate(NETWORKS, 3)
"""


def test_workers_end_with_their_owner(folder: Path) -> None:
    """Killed with -9 itself, it ends none of them; they hang, and see to their end nevertheless."""
    for name in NAMES:
        (folder / f"hang-{name}").touch()
    owner = subprocess.Popen([sys.executable, "-c", OWNER], cwd=Path(__file__).parents[2])
    while len(list(folder.glob("hung-*"))) < 2:
        time.sleep(0.02)
    owner.kill()
    owner.wait()
    assert all(gone(process) for process in workers_of(folder))


def test_threads_are_for_worlds(folder: Path) -> None:
    assert folder.is_dir()
    with pytest.raises(UsageError, match="threads are for worlds"):
        sliced(Unruly, model(), 5, Resources(2, backend="threads"))


def test_there_are_three_backends() -> None:
    with pytest.raises(UsageError, match="wanted one of threads, processes, ray, not 'cloud'"):
        Resources(backend="cloud")


def test_worlds_run_in_processes_too(tmp_path: Path) -> None:
    model = load(write_program(tmp_path), DOMAINS).project.models[0]
    networks = random_networks(3, 9, (len(model.ports.inputs), len(model.ports.outputs)))
    with evaluator_of_world(model, 5, Resources(1)) as threads:
        wanted = threads.evaluate(networks, 2)
    with evaluator_of_world(model, 5, Resources(2, backend="processes")) as processes:
        found = processes.evaluate(networks, 2)
    assert found.scores.tobytes() == wanted.scores.tobytes()


def test_without_workers_and_limit_there_are_no_processes(folder: Path) -> None:
    with sliced(Unruly, model(), 5, Resources()) as evaluator:
        evaluator.evaluate(NETWORKS, 3, STATE)
    assert workers_of(folder) == [os.getpid()]


def test_processes_are_started_when_there_is_work_for_them(folder: Path) -> None:
    maker = Maker(Unruly, model(), 5)
    backend = Processes(maker, 4)
    backend.close()
    assert workers_of(folder) == []
