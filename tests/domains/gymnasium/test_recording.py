"""An episode played again: the one that was scored, with its pictures as a GIF."""

import base64
import io
import itertools
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from quale.diagnostics import EvaluationError, UsageError
from quale.genome.cut import cut
from quale.model.domain import NOTHING, TaskState
from quale.report.graph import INPUT, OUTPUT, Graph, Node
from quale.report.replay.album import MOST_BYTES, MOST_PICTURES, WIDEST, Album
from quale.report.replay.of_episode import film_of_episode
from quale.report.replay.page_data import expand
from quale.report.replay.video import Reel
from quale.runtime.gymnasium.evaluator import GymnasiumEvaluator
from quale.runtime.gymnasium.recording import record_episode
from tests.cli.command import quale, write_program
from tests.domains.gymnasium.made import MODULE, brains, modelled, module, program

DRAWING = (
    MODULE
    + """

class Drawing(Point):
    metadata = {"render_modes": ["rgb_array"], "render_fps": 50}

    def __init__(self, render_mode=None, drawn="picture"):
        super().__init__()
        self.render_mode, self.drawn = render_mode, drawn

    def render(self):
        if self.drawn == "raises":
            raise ValueError("no canvas")
        if self.drawn == "nothing":
            return None
        picture = np.zeros((8, 21, 3), np.uint8)
        picture[:, self.steps] = 255
        return picture
"""
)
NORMALIZED: TaskState = {
    "input_mean": np.array([0.3, 0.1]),
    "input_deviation": np.array([0.7, 2.0]),
    "input_limit": np.array([10.0]),
}


@pytest.mark.parametrize("normalize", [False, True])
@pytest.mark.parametrize("resample", ["every_generation", "never"])
def test_it_is_the_episode_that_was_scored(tmp_path: Path, normalize: bool, resample: str) -> None:
    fields = f"normalize: {str(normalize).lower()}  resample: {resample}"
    model = modelled(tmp_path, f'"{module(tmp_path)}:Point"', fields)
    networks, state = brains(model, 4), NORMALIZED if normalize else NOTHING
    evaluator = GymnasiumEvaluator(model, 77)
    scored = evaluator.evaluate(networks, 6, state).results
    for genome, scenario in itertools.product(range(4), range(3)):
        found = record_episode(model, cut(networks, genome, genome + 1), (77, 6, scenario), state)
        total = 0.0
        for reward in found.rewards.tolist():
            total += reward
        assert total == scored[genome, scenario, 0]
        assert found.ended
        assert found.observations.shape == (21, 2)
        assert found.activations.shape[0] == len(found.rewards) == 20
        assert not found.observations.flags.writeable


def drawn(folder: Path, more: str = "") -> Path:
    """Evolve with an environment that draws; return the program."""
    file = program(folder, f'"{module(folder, DRAWING)}:Drawing", drawn: "picture"')
    quale("evolve", file, "--quiet", cwd=folder)
    if more:
        file.write_text(file.read_text(encoding="utf-8").replace('"picture"', f'"{more}"'), encoding="utf-8")
    return file


def test_the_command_writes_what_is_drawn(tmp_path: Path) -> None:
    file = drawn(tmp_path)
    said = quale("replay", "Run", "--program", file, "--video", "out.gif", cwd=tmp_path)
    assert "over 20 steps; the environment ended it\nout.gif: what the environment draws" in said.stdout
    with Image.open(tmp_path / "out.gif") as picture:
        assert picture.size == (21, 8)
        frames = []
        for frame in range(picture.n_frames):  # type: ignore[attr-defined]
            picture.seek(frame)
            frames.append(np.asarray(picture.convert("L"))[0])
            assert picture.info["duration"] == 40, "50 steps a second, of which every second one is shown"
    assert [int(row.argmax()) for row in frames] == list(range(0, 21, 2))
    assert all(set(row.tolist()) == {0, 255} for row in frames)
    again = quale("replay", "Run", "--program", file, "--seed", "3", "--scenario", "7", "--json", cwd=tmp_path)
    assert '"event": "episode"' in again.stdout


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("nothing", "draws no pictures: its `render` returned nothing"),
        ("raises", "failed after 0 steps: ValueError: no canvas"),
    ],
)
def test_an_environment_that_does_not_draw_is_told_and_leaves_nothing(tmp_path: Path, more: str, message: str) -> None:
    file = drawn(tmp_path, more)
    code = 4 if more == "raises" else 2
    said = quale("replay", "Run", "--program", file, "--video", "out.gif", cwd=tmp_path, code=code)
    assert message in said.stderr
    assert not list(tmp_path.glob("*.gif*"))


def page_data(path: Path) -> Any:
    (text,) = re.findall(r'<script id="data" type="application/json">(.*?)</script>', path.read_text(encoding="utf-8"))
    return json.loads(text)


def test_a_page_has_the_episode_with_its_pictures(tmp_path: Path) -> None:
    file = drawn(tmp_path)
    said = quale("replay", "Run", "--program", file, "--html", "out.html", "--video", "out.gif", cwd=tmp_path)
    assert said.stdout.endswith("out.html: a page to be opened in any browser\n")
    assert (tmp_path / "out.gif").exists()
    told = page_data(tmp_path / "out.html")
    assert (told["ticks"], told["results"]["steps"]) == (20, 20)
    columns = {name: expand(column) for name, column in told["columns"].items()}
    assert columns["return"][-1] == told["results"]["return"] == pytest.approx(sum(columns["reward"]))
    frames = told["frames"]
    assert (frames["every"], frames["width"], frames["height"], frames["type"]) == (1, 21, 8, "image/png")
    for step, text in enumerate(frames["images"]):
        with Image.open(io.BytesIO(base64.b64decode(text))) as picture:
            assert int(np.asarray(picture.convert("L"))[0].argmax()) == step, "a small picture is kept as it was drawn"


@pytest.mark.parametrize("more", ["nothing", "raises"])
def test_a_page_without_pictures_says_why(tmp_path: Path, more: str) -> None:
    file = drawn(tmp_path, more)
    said = quale("replay", "Run", "--program", file, "--html", "out.html", cwd=tmp_path)
    assert "a page to be opened in any browser, without pictures: " in said.stdout
    assert page_data(tmp_path / "out.html")["frames"] is None


@pytest.mark.parametrize("normalize", [False, True])
def test_a_film_says_what_the_brain_was_shown_and_did(tmp_path: Path, normalize: bool) -> None:
    model = modelled(tmp_path, f'"{module(tmp_path)}:Point"', f"normalize: {str(normalize).lower()}")
    networks, state = brains(model, 1), NORMALIZED if normalize else NOTHING
    found = record_episode(model, networks, (77, 6, 0), state)
    ends = [*((name, INPUT) for name in model.ports.inputs), *((name, OUTPUT) for name in model.ports.outputs)]
    nodes = tuple(Node(at, name, kind, "", 0.0, 0) for at, (name, kind) in enumerate(ends))
    film = film_of_episode(found, Graph(nodes, (), (), 0), "title")
    columns = dict(zip(film.names, film.rows.T, strict=True))
    for at, (name, kind) in enumerate(ends):
        kept = columns[f"{'sensor' if kind == INPUT else 'actuator'}.{name}"]
        assert kept[1:].tolist() == found.activations[:, at].tolist()
        assert (f"observation.{name}" in columns) == (normalize and kind == INPUT)
        if f"observation.{name}" in columns:
            assert columns[f"observation.{name}"][1:].tolist() == found.observations[:-1, at].tolist()
    assert columns["reward"][1:].tolist() == found.rewards.tolist()


def test_an_album_has_room_for_any_episode() -> None:
    album, draws = Album(), np.random.default_rng(1)
    noise = draws.integers(0, 256, (400, 600, 3)).astype(np.uint8)  # nothing is larger as JPEG
    for step in range(300):
        album(step, noise)
    data = album.data()
    assert data is not None
    assert (data["width"], data["height"], data["type"]) == (WIDEST, 240, "image/jpeg")
    assert sum(len(base64.b64decode(text)) for text in data["images"]) <= MOST_BYTES
    assert len(data["images"]) == 1 + 299 // data["every"]
    assert len(data["images"]) > 10
    few = Album()
    for step in range(4 * MOST_PICTURES):
        few(step, np.zeros((3, 3, 3), np.uint8))
    assert len((few.data() or {})["images"]) == MOST_PICTURES


def test_an_album_without_pillow_stays_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quale.report.replay.album.find_spec", lambda _name: None)
    album = Album()
    album(0, np.zeros((4, 4, 3), np.uint8))
    assert album.data() is None


def test_wrong_options_are_told(tmp_path: Path) -> None:
    file = program(tmp_path, f'"{module(tmp_path)}:Point"')
    quale("evolve", file, "--quiet", cwd=tmp_path)
    for arguments, message in (
        (("--video", "a.gif"), "--program run.quale` for `score` and `replay`"),
        (("--program", file, "--video", "a.mp4"), "give it a name that ends in .gif"),
        (("--program", file, "--video", "a.gif"), "its render modes are none"),
        (("--program", file, "--trace", "a.csv"), "--trace follows scenarios of `domain: world`"),
        (("--program", file, "--scenario", "3"), "no scenario 3"),
    ):
        assert message in quale("replay", "Run", *arguments, cwd=tmp_path, code=2).stderr
    assert "return" in quale("score", "Run", "--scenarios", "3", "--program", file, cwd=tmp_path).stdout
    walk = write_program(tmp_path)
    quale("evolve", walk, "--generations", "1", "--quiet", cwd=tmp_path)
    assert (
        "a world of the program's own draws nothing"
        in quale("replay", "Walk", "--video", "a.gif", cwd=tmp_path, code=2).stderr
    )
    assert "is a run of `Run`; " in quale("replay", "Run", "--program", walk, cwd=tmp_path, code=2).stderr


def test_pictures_that_follow_slowly_are_all_shown() -> None:
    reel = Reel()
    reel.frames_per_second = 10.0
    for step in range(4):
        reel(step, np.full((2, 3, 3), 60 * step, dtype=np.uint8))
    with Image.open(io.BytesIO(reel.gif())) as picture:
        assert picture.n_frames == 4  # type: ignore[attr-defined]
        assert picture.info["duration"] == 100


def test_what_fails_in_mid_episode_is_told(tmp_path: Path) -> None:
    model = modelled(tmp_path, f'"{module(tmp_path)}:Point", fails: "step", push: 5')
    networks = brains(model, 30)

    def play_all() -> None:
        for genome in range(30):
            record_episode(model, cut(networks, genome, genome + 1), (1, 1, 0), NOTHING)

    with pytest.raises(EvaluationError, match=r"failed after \d+ steps: RuntimeError: fell off the line"):
        play_all()


def test_without_pillow_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quale.report.replay.video.find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"pip install 'quale-lang\[gymnasium\]'"):
        Reel()
