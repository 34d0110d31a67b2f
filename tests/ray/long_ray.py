"""`--backend ray` on a real local Ray, and on two nodes of which one is killed: the digests of a run without it.

`make test-ray` runs it, with the extra `ray` installed; `make test` does not, since Ray is 200 MB and takes its time.
"""

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from quale.diagnostics import EvaluationError
from quale.runtime.backends.in_process import InProcess
from quale.runtime.evaluator import Evaluation, Resources
from quale.runtime.slices import Maker, SlicedEvaluator, sliced
from quale.runtime.thread_pool import StoppedError
from tests.cli.command import essence, evolve_block, quale_process, write_program
from tests.compiler.random_networks import random_networks
from tests.domains.test_seam import modelled
from tests.domains.unruly_evaluator import FOLDER, Unruly, identity

ray: Any = pytest.importorskip("ray")
cluster_utils: Any = pytest.importorskip("ray.cluster_utils")

NETWORKS = random_networks(7, 60, (1, 1), links=6)
NAMES = identity(NETWORKS)
STATE = {"total": np.array([0.25])}


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    return tmp_path


@pytest.fixture(name="whole")
def _whole(folder: Path) -> Evaluation:
    maker = Maker(Unruly, modelled(), 5)
    with SlicedEvaluator(maker, InProcess(maker, len(NETWORKS))) as evaluator:
        found = evaluator.evaluate(NETWORKS, 3, STATE)
    for file in folder.glob("worker-*"):
        file.unlink()
    return found


def on_ray(limit: float | None = None, workers: int | None = 2) -> SlicedEvaluator:
    return sliced(Unruly, replace(modelled(), time_limit=limit), 5, Resources(workers, backend="ray"))


def same(found: Evaluation, whole: Evaluation, but: tuple[int, ...] = ()) -> bool:
    kept = [genome for genome in range(len(NETWORKS)) if genome not in but]
    return found.scores[kept].tobytes() == whole.scores[kept].tobytes()


def test_a_local_ray_changes_nothing_and_lost_workers_cost_time(folder: Path, whole: Evaluation) -> None:
    with on_ray() as evaluator:
        found = evaluator.evaluate(NETWORKS, 3, STATE)
        assert same(found, whole)
        assert found.state["total"].tobytes() == whole.state["total"].tobytes()
        (folder / f"once-{NAMES[9]}").touch()  # its Ray worker is killed with -9
        assert same(evaluator.evaluate(NETWORKS, 3, STATE), whole)
        assert not (folder / f"once-{NAMES[9]}").exists()
        (folder / f"exit-{NAMES[9]}").touch()
        found = evaluator.evaluate(NETWORKS, 3, STATE)
        assert same(found, whole, (9,))
        assert "genome 9: ended 4 Ray workers" in " ".join(map(str, found.faults))
        (folder / f"refuse-{NAMES[20]}").touch()
        with pytest.raises(EvaluationError, match="this domain has had enough"):
            evaluator.evaluate(NETWORKS, 3, STATE)


def test_a_hung_genome_and_a_stop(folder: Path, whole: Evaluation) -> None:
    (folder / f"hang-{NAMES[4]}").touch()
    with on_ray(0.5) as evaluator:
        found = evaluator.evaluate(NETWORKS, 3, STATE)
        assert same(found, whole, (4,))
        assert "genome 4: took longer than the time limit of 0.5 s" in " ".join(map(str, found.faults))
        threading.Timer(1.0, evaluator.stop).start()
        for name in NAMES:
            (folder / f"hang-{name}").touch()
        with pytest.raises(StoppedError):
            evaluator.evaluate(NETWORKS, 3, STATE)


def test_a_node_that_is_killed_costs_time_alone(
    folder: Path, whole: Evaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = cluster_utils.Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    try:
        second = cluster.add_node(num_cpus=1)
        cluster.wait_for_nodes()
        monkeypatch.setenv("RAY_ADDRESS", cluster.address)
        (folder / "slow").touch()  # 1.2 s of work for one worker
        with on_ray() as evaluator:
            assert same(evaluator.evaluate(NETWORKS, 3, STATE), whole)
            assert len(list(folder.glob("worker-*"))) == 2
            threading.Timer(0.3, cluster.remove_node, (second,), {"allow_graceful": False}).start()
            assert same(evaluator.evaluate(NETWORKS, 3, STATE), whole)
            assert same(evaluator.evaluate(NETWORKS, 3, STATE), whole)
    finally:
        cluster.shutdown()


def test_worlds_run_there_too_from_the_command_line(tmp_path: Path) -> None:
    runs = {}
    for where in ("threads", "processes", "ray"):
        folder = tmp_path / where
        folder.mkdir()
        quale_process("evolve", write_program(folder, evolve_block()), "--backend", where, "--workers", "2", cwd=folder)
        runs[where] = essence(folder / "checkpoints/walk")
    assert runs["threads"] == runs["processes"] == runs["ray"]
