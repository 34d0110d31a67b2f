"""What needs Box2D, MuJoCo or envpool, and what takes longer: `make test-gymnasium`."""

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from quale.domains.gymnasium.library import FORGETS, missing, opening
from quale.domains.gymnasium.spaces import describe
from quale.domains.gymnasium.task import GymnasiumTask
from quale.genome.cut import cut
from quale.model.domain import NOTHING, Ports
from quale.runtime.gymnasium.evaluator import GymnasiumEvaluator
from quale.runtime.gymnasium.observe import choose
from tests.domains.gymnasium.made import brains, modelled, program
from tests.domains.gymnasium.test_run import bytes_of, quale_command

EXAMPLES = Path(__file__).parents[3] / "examples" / "gymnasium"
NEEDED = ("Box2D", "mujoco", "envpool", "pygame")
pytestmark = pytest.mark.skipif(
    any(missing(name) for name in NEEDED), reason=f"needs {', '.join(NEEDED)}: make test-gymnasium"
)

FORGETTING = (
    *("CartPole-v1", "Acrobot-v1", "MountainCar-v0", "Pendulum-v1", "FrozenLake-v1", "Blackjack-v1", "CliffWalking-v1"),
    *("LunarLander-v3", "HalfCheetah-v5", "Hopper-v5", "Ant-v5", "InvertedPendulum-v5", "Reacher-v5"),
)


def episode(env: object, seed: int) -> bytes:
    """Return all that an episode of random actions shows, to the bit."""
    random = np.random.default_rng(seed)
    act = choose(describe(env.action_space))  # type: ignore[attr-defined]
    seen, _ = env.reset(seed=seed)  # type: ignore[attr-defined]
    found = [np.asarray(seen).tobytes()]
    for _ in range(150):
        outputs = random.normal(size=(1, describe(env.action_space).size))  # type: ignore[attr-defined]
        seen, reward, terminated, truncated, _ = env.step(act(outputs)[0])  # type: ignore[attr-defined]
        found.append(np.asarray(seen).tobytes() + np.float64(reward).tobytes())
        if terminated or truncated:
            break
    return b"".join(found)


@pytest.mark.parametrize("name", FORGETTING)
def test_environments_that_are_used_again_forget(name: str) -> None:
    how = opening(GymnasiumTask(name, Ports((), ())))
    assert how.reuse
    assert any(how.spec.entry_point.startswith(known) for known in FORGETS)
    used, fresh = how.make(), how.make()
    wanted = episode(fresh, 7)
    for seed in range(100, 106):
        episode(used, seed)
        assert episode(used, 7) == wanted
    used.close()
    fresh.close()


def test_bipedal_walker_does_not_forget_and_is_made_anew(tmp_path: Path) -> None:
    how = opening(GymnasiumTask("BipedalWalker-v3", Ports((), ())))
    assert not how.reuse
    used, fresh = how.make(), how.make()
    wanted = episode(fresh, 7)
    assert any(episode(used, seed) and episode(used, 7) != wanted for seed in range(100, 110))
    used.close()
    fresh.close()
    model = modelled(tmp_path, '"BipedalWalker-v3", max_steps: 100')
    networks = brains(model, 4)
    evaluator = GymnasiumEvaluator(model, 7)
    one = evaluator.evaluate(networks, 1, NOTHING).results
    evaluator.evaluate(networks, 2, NOTHING)
    assert np.array_equal(evaluator.evaluate(networks, 1, NOTHING).results, one)


@pytest.mark.parametrize("name", ["CartPole-v1", "LunarLander-v3", "HalfCheetah-v5"])
def test_envpool_gives_rows_seeds_of_their_own_whatever_the_cut(tmp_path: Path, name: str) -> None:
    model = modelled(tmp_path, f'"{name}", backend: envpool, max_steps: 60')
    networks = brains(model, 7)
    evaluator = GymnasiumEvaluator(model, 7)
    whole = evaluator.evaluate(networks, 1, NOTHING).results
    pieces = [evaluator.evaluate(cut(networks, at, min(at + 3, 7)), 1, NOTHING).results for at in range(0, 7, 3)]
    assert np.array_equal(np.concatenate(pieces), whole)
    assert len(np.unique(whole[:, :, 1])) > 3
    assert not np.array_equal(evaluator.evaluate(networks, 2, NOTHING).results, whole)


def test_an_environment_that_envpool_lacks_is_told(tmp_path: Path) -> None:
    program(tmp_path, '"HumanoidStandup-v2", backend: envpool')
    told = quale_command(tmp_path, "check", "run.quale")
    assert told.returncode == 1
    program(tmp_path, '"phys2d/CartPole-v1", backend: envpool')
    assert quale_command(tmp_path, "check", "run.quale").returncode == 1


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.quale")), ids=lambda path: path.stem)
def test_examples_evolve(tmp_path: Path, example: Path) -> None:
    text = re.sub(r"population: \d+", "population: 6", example.read_text(encoding="utf-8"))
    text = re.sub(r"max_steps: \d+|v3\"\)|v1\"\)", lambda m: m.group() if "v" in m.group() else "max_steps: 40", text)
    (tmp_path / "small.quale").write_text(text.replace("scenarios: 100", "scenarios: 3"), encoding="utf-8")
    assert quale_command(tmp_path, "check", str(example)).stdout.endswith("OK (1 evolve)\n")
    done = quale_command(tmp_path, "evolve", "small.quale", "--generations", "2")
    assert done.returncode == 0, done.stderr
    assert "return" in done.stdout
    assert not list(tmp_path.glob("MUJOCO_LOG*"))


@pytest.mark.parametrize(("name", "size"), [("CartPole-v1", (600, 400)), ("HalfCheetah-v5", (480, 480))])
def test_what_gymnasium_draws_becomes_a_gif(tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    program(tmp_path, f'"{name}", max_steps: 20')
    assert quale_command(tmp_path, "evolve", "run.quale", "--generations", "1").returncode == 0
    done = quale_command(tmp_path, "replay", "Run", "--video", "out.gif")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    with Image.open(tmp_path / "out.gif") as picture:
        assert picture.size == size
        assert picture.n_frames > 3  # type: ignore[attr-defined]


def reached(folder: Path) -> int:
    """Return the generation of the newest checkpoint, 0 where there is none."""
    names = [path.stem.removeprefix("checkpoint_gen") for path in folder.glob("checkpoint_gen*.quale-ckpt")]
    return max(map(int, names), default=0)


@pytest.mark.parametrize("workers", [(), ("--workers", "1"), ("--workers", "2")])
def test_killed_after_17_generations_and_resumed_to_40_is_the_run_that_would_have_happened(
    tmp_path: Path, workers: tuple[str, ...]
) -> None:
    """In this process and in worker processes; `tests/ray/long_runs.py` has it on Ray."""
    folders = [tmp_path / name for name in ("whole", "killed")]
    fields = "normalize: true\n  checkpoint { every: 1 generations }\n"
    for folder in folders:
        folder.mkdir()
        text = program(folder, '"CartPole-v1", max_steps: 200', fields).read_text(encoding="utf-8")
        (folder / "run.quale").write_text(text.replace("generations: 6", "generations: 40"), encoding="utf-8")
    assert quale_command(folders[0], "evolve", "run.quale").returncode == 0
    command = [sys.executable, "-m", "quale", "evolve", "run.quale", *workers]
    with subprocess.Popen(command, cwd=folders[1], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as child:
        while reached(folders[1] / "checkpoints" / "run") < 17:
            assert child.poll() is None
            time.sleep(0.005)
        child.send_signal(signal.SIGKILL)
    assert child.returncode == -signal.SIGKILL
    assert 17 <= reached(folders[1] / "checkpoints" / "run") < 40
    again = quale_command(folders[1], "evolve", "--resume", "checkpoints/run", *workers)
    assert again.returncode == 0, again.stderr
    assert bytes_of(folders[0]) == bytes_of(folders[1])
