"""`draw`: shapes are what their expressions say, tick by tick, and nothing of the scenario knows that it is watched."""

from pathlib import Path

import pytest

from quale.compiler.interpret import painter as painting
from quale.compiler.interpret.interpret import interpret
from quale.compiler.interpret.painter import Painter
from quale.compiler.trace import Trace, difference
from quale.diagnostics import ProgramError
from quale.domains.register import DOMAINS
from quale.language.load import load, load_text
from quale.model.model import Model, ProgramText, world_task
from quale.model.picture import Drawn, Pictures, ShapeKind
from tests.cli.command import BLOCKS, essence, evolve_block, quale
from tests.compiler.random_networks import random_networks
from tests.compiler.snippet import SEED

PROGRAM = """
constant wide = 0.5
function half(v) = v / 2
body B {{
  state x: float = 1  state left: bool = false
  sensor s: internal(0..1)  actuator a: trigger(threshold: 0)
  machine M {{ initial: slow  state slow {{ goto fast after 3 ticks }}  state fast {{ }} }}
}}
world W {{
  topology: none  state seen: int = 0
  entity wall {{ properties {{ at: float = random(0, 9), solid: bool }} spawn: 3 }}
}}
perception P {{ sensor s = random() }}
action A {{
  agent.x += normal(0, 1)  world.seen += 1  agent.left = agent.x < 1
  for w in wall {{ when w.at < agent.x {{ consume w }} }}
}}
fitness F {{ metric x = agent.x  maximize x: 1 }}
draw D {{ {draw} }}
evolve E {{ body: B world: W perception: P action: A fitness: F draw: D scenarios: 4 ticks: 12 seed: 1 }}
"""


def modelled(draw: str) -> Model:
    (model,) = load_text(ProgramText((("drawn.quale", PROGRAM.format(draw=draw)),), ()), DOMAINS).project.models
    return model


def watched(model: Model) -> tuple[Trace, Pictures]:
    assert model.picture is not None
    painter = Painter(model.picture)
    networks = random_networks(3, 1, (1, 1), recurrent=False)
    trace = interpret(model, networks, 0, seed=SEED, generation=1, scenario=2, painter=painter)
    return trace, painter.pictures()


def rows(trace: Trace) -> list[dict[str, float]]:
    """Return the setup and every tick by name."""
    return [dict(zip(trace.labels, map(float, row), strict=True)) for row in (trace.setup, *trace.values)]


def test_every_shape_is_what_its_expressions_say() -> None:
    trace, pictures = watched(
        modelled("""
          view -1..1, 0..wide
          let reach = half(agent.x)
          line (agent.x - reach, 0) to (agent.x, world.ticks)
            width wide colour (agent.left ? red : M is fast ? sky : blue)
          for w in wall { circle (w.at, 1) radius 0.1 color green }
          for i in 1..2 { rectangle (i, 0) to (i + 1, actuator.a) }
          when agent.x > 1 { polygon (0, 0) (sensor.s, 0) (0, 1) width 0 }
          else { text (0, 0) "x {agent.x}, {agent.left}: {{}}" }
          repeat 2 { trail (agent.x, world.seen) }
        """)
    )
    assert pictures.view is not None
    assert (pictures.view.x, pictures.view.y) == ((-1.0, 1.0), (0.0, 0.5))
    assert (pictures.every, pictures.left_out, len(pictures.frames)) == (1, False, 13)
    kinds = set()
    for number, (values, frame) in enumerate(zip(rows(trace), pictures.frames, strict=True)):
        x, left, fast = values["agent.x"], values["agent.left"], values["machine.M"] == 1
        tick = float(max(number - 1, 0))
        colour = "red" if left else "sky" if fast else "blue"
        wanted = [Drawn(ShapeKind.LINE, 0, (x - x / 2, 0.0, x, tick), colour, 0.5, None, "")]
        live = [values[f"wall.at[{i}]"] for i in range(3) if values[f"wall.live[{i}]"]]
        wanted += [Drawn(ShapeKind.CIRCLE, 1, (at, 1.0), "green", None, 0.1, "") for at in live]
        wanted += [
            Drawn(ShapeKind.RECTANGLE, 2 + i, (1.0 + i, 0.0, 2.0 + i, values["actuator.a"]), "black", None, None, "")
            for i in range(2)
        ]
        if x > 1:
            points = (0.0, 0.0, values["sensor.s"], 0.0, 0.0, 1.0)
            wanted.append(Drawn(ShapeKind.POLYGON, 4, points, "black", 0.0, None, ""))
        else:
            wanted.append(Drawn(ShapeKind.TEXT, 5, (0.0, 0.0), "black", None, None, f"x {x:.4g}, {left:.4g}: {{}}"))
        wanted += [
            Drawn(ShapeKind.TRAIL, number, (x, values["world.seen"]), "black", None, None, "") for number in (6, 7)
        ]
        assert list(frame) == wanted
        kinds |= {shape.kind for shape in frame} | {shape.colour for shape in frame}
    assert kinds == {*ShapeKind, "red", "sky", "blue", "green", "black"}  # both sides of everything were drawn


def test_who_is_watched_does_the_same() -> None:
    model = modelled('let n = count(w for w in wall)  for w in wall { text (w.at, n) "{agent.x}" }')
    networks = random_networks(3, 1, (1, 1), recurrent=False)
    alone = interpret(model, networks, 0, seed=SEED, generation=1, scenario=2)
    assert difference(alone, watched(model)[0]) is None


def test_a_picture_adds_nothing_to_the_model() -> None:
    drawn = modelled("circle (agent.x, half(wide)) radius 1")
    text = PROGRAM.format(draw="").replace("draw D {  }", "").replace("draw: D", "")
    (plain,) = load_text(ProgramText((("drawn.quale", text),), ()), DOMAINS).project.models
    assert drawn.task == plain.task
    assert (drawn.configuration, drawn.evolution) == (plain.configuration, plain.evolution)
    assert (plain.picture, drawn.picture is None) == (None, False)


@pytest.mark.parametrize("word", ["alive", "position", "speed"])
def test_a_picture_declares_no_state(word: str) -> None:
    with pytest.raises(ProgramError, match=f"unknown state `{word}`"):
        modelled(f"circle (agent.{word} == 1 ? 1 : 0, 0) radius 1")


def test_too_many_shapes_are_left_out_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    model = modelled("for i in 1..20 { trail (i, agent.x) }")
    monkeypatch.setattr(painting, "MOST_SHAPES", 7)
    _, pictures = watched(model)
    assert pictures.left_out
    assert [len(frame) for frame in pictures.frames] == [7] * 13


def test_of_long_scenarios_every_second_picture_is_kept_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    model = modelled("for i in 1..20 { trail (i, agent.x) }")
    _, whole = watched(model)
    monkeypatch.setattr(painting, "MOST_DRAWN", 100)
    _, pictures = watched(model)
    assert pictures.every == 4
    assert pictures.frames == whole.frames[::4]
    assert not pictures.left_out


def test_a_run_saves_the_same_with_and_without(tmp_path: Path) -> None:
    """Every section of the checkpoint has the same digest but the one that holds the program's text."""
    shapes = 'circle (agent.place, 0) radius 0.1 colour red  text (0, 0) "{agent.pushes} {Feeling is good}"'
    kept = []
    for name, draw, field in (("plain", "", ""), ("drawn", f"draw Place {{ {shapes} }}", "draw: Place")):
        folder = tmp_path / name
        folder.mkdir()
        machine = BLOCKS.replace("actuator push", "machine Feeling { initial: good state good { } } actuator push")
        (folder / "walk.quale").write_text(machine + draw + evolve_block(more=field), encoding="utf-8")
        quale("evolve", "walk.quale", cwd=folder)
        kept.append(essence(folder / "checkpoints" / "walk"))
    plain, drawn = (found["parts"].pop("program") for found in kept)
    assert plain != drawn
    assert len(kept[0]["parts"]) >= 3
    assert kept[0] == kept[1]


def test_a_domain_without_a_world_has_no_picture(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\n" + "1,2\n3,4\n" * 8, encoding="utf-8")
    domain = 'domain: dataset("t.csv", inputs: [a], targets: [b], loss: mse)'
    program = tmp_path / "t.quale"
    program.write_text(f"draw D {{ circle (0, 0) radius 1 }}\nevolve E {{ {domain}  draw: D }}", encoding="utf-8")
    with pytest.raises(ProgramError, match="`draw` has no meaning with domain `dataset`"):
        load(program, DOMAINS)


def test_a_block_made_from_another_has_its_shapes_and_its_own_view() -> None:
    base = "view 0..1, 0..1  circle (agent.x, 0) radius 1 } draw Other from D { view 0..2, 0..2  trail (agent.x, 0)"
    text = PROGRAM.format(draw=base).replace("draw: D", "draw: Other")
    (model,) = load_text(ProgramText((("drawn.quale", text),), ()), DOMAINS).project.models
    assert model.picture is not None
    assert model.picture.view is not None
    assert model.picture.view.x == (0.0, 2.0)
    assert len(model.picture.statements) == 2
    assert world_task(model).ticks == 12
