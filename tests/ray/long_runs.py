"""Whole runs with `--backend ray`, and what may be killed in them: the command, a Ray worker, a node. The same bits.

`make test-ray` runs it.
"""

import json
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import arguments_of, environment, essence, quale_process

ray: Any = pytest.importorskip("ray")
cluster_utils: Any = pytest.importorskip("ray.cluster_utils")

PROGRAM = """evolve Cart {
  domain: gymnasium("CartPole-v1", max_steps: 150)
  population: 40  generations: 40  scenarios: 3  seed: 5
  normalize: true
  checkpoint { every: 1 generations }
}
"""
ON_RAY = ("--backend", "ray", "--workers", "2")
RUN = Path("checkpoints/cart")


@pytest.fixture(name="environ", autouse=True)
def _environ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    monkeypatch.setenv("PYTHONWARNINGS", "default")


def written(folder: Path) -> Path:
    file = folder / "cart.quale"
    file.write_text(PROGRAM, encoding="utf-8")
    return file


@pytest.fixture(name="whole", scope="module")
def _whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What comes of the run in one process, undisturbed."""
    folder = tmp_path_factory.mktemp("whole")
    quale_process("evolve", written(folder), cwd=folder)
    return essence(folder / RUN)


def disturbed(folder: Path, generation: int, how: Callable[[subprocess.Popen[str]], None]) -> tuple[int, str]:
    """Evolve on Ray and do something once a generation is done; return how the command ended, and its warnings."""
    command = arguments_of("evolve", written(folder), *ON_RAY, "--json")
    with subprocess.Popen(
        command, cwd=folder, env=environment() | {"PYTHONWARNINGS": "default"}, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said, done = [], False
        for line in process.stdout:
            told = json.loads(line)
            if told["event"] == "warning":
                said.append(told["message"])
            if not done and told["event"] == "generation" and told["generation"] >= generation:
                done = True
                how(process)
        assert done
    return process.returncode, " ".join(said)


def below(parent: int) -> Iterator[tuple[int, str]]:
    """Yield the processes that a process has started, and those that these have, with their command lines."""
    found: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                status = (entry / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            found.setdefault(int(status.rpartition(")")[2].split()[1]), []).append(int(entry.name))
    left = [parent]
    while left:
        for child in found.get(left.pop(), []):
            left.append(child)
            try:
                yield child, Path(f"/proc/{child}/cmdline").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue


def test_the_command_is_killed_and_the_run_resumed(tmp_path: Path, whole: dict[str, Any]) -> None:
    code, _ = disturbed(tmp_path, 17, lambda process: process.send_signal(signal.SIGKILL))
    assert code == -signal.SIGKILL
    quale_process("evolve", "--resume", "Cart", *ON_RAY, cwd=tmp_path)
    assert essence(tmp_path / RUN) == whole


def test_a_ray_worker_is_killed(tmp_path: Path, whole: dict[str, Any]) -> None:
    killed: list[int] = []

    def kill(process: subprocess.Popen[str]) -> None:
        workers = [pid for pid, command in below(process.pid) if command.startswith(("ray::evaluate", "ray::IDLE"))]
        assert workers
        os.kill(workers[0], signal.SIGKILL)
        killed.append(workers[0])

    code, _ = disturbed(tmp_path, 5, kill)
    assert code == 0
    assert killed
    assert essence(tmp_path / RUN) == whole


def test_a_node_is_killed(tmp_path: Path, whole: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    cluster = cluster_utils.Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    try:
        second = cluster.add_node(num_cpus=1)
        cluster.wait_for_nodes()
        monkeypatch.setenv("RAY_ADDRESS", cluster.address)
        gone = threading.Event()

        def kill(_process: subprocess.Popen[str]) -> None:
            cluster.remove_node(second, allow_graceful=False)
            gone.set()

        code, _ = disturbed(tmp_path, 5, kill)
        assert code == 0
        assert gone.is_set()
        assert essence(tmp_path / RUN) == whole
    finally:
        cluster.shutdown()
