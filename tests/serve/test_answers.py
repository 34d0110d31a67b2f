"""What the server tells: the runs of a directory and their generations, live, by their files alone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from quale.checkpoint.directory.logs import RunLogs
from quale.checkpoint.directory.population_log import read_population
from quale.checkpoint.directory.resume import newest
from quale.checkpoint.directory.run_directory import LOGS
from quale.checkpoint.directory.store import file_name
from quale.evolution.spread import Spread
from tests.cli.command import objects, quale, write_program
from tests.domains.gymnasium.made import module, program
from tests.faults.small import go, planned
from tests.serve.served import Served, Told, served, until


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run, one that was interrupted, repeats, a damaged one, a copy without logs, and what is no run."""
    root = tmp_path_factory.mktemp("served") / "runs"
    go(root / "elsewhere", planned(6, keep=3))
    (root / "elsewhere" / "small").rename(root / "done")
    for name in ("cut", "twice/repeat1", "twice/repeat2", "damaged", "copy"):
        shutil.copytree(root / "done", root / name)
    for path in (root / "cut").glob("*.quale-ckpt"):
        if path.name != file_name(5):
            path.unlink()
    for path in (root / "damaged").glob("*.quale-ckpt"):
        path.write_bytes(path.read_bytes()[:100])
    for path in (root / "copy").iterdir():
        if path.name != file_name(6):
            path.unlink()
    (root / "elsewhere").rmdir()
    (root / "empty").mkdir()
    (root / "notes.txt").write_text("no run")
    (root / "loop").symlink_to(root / "loop")
    return root


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[Served]:
    with served(root) as running:
        yield running


def settled(events: Iterator[Told]) -> dict[str, dict[str, object]]:
    """Return the list of runs when all of them are examined."""
    runs: dict[str, dict[str, object]] = {}
    for event in events:
        runs |= {run["name"]: run for run in event.data["runs"]}
        if all(run["state"] for run in runs.values()):
            break
    return runs


def test_the_list_has_every_run_with_its_state(server: Served, root: Path) -> None:
    with server.events("/events") as events:
        runs = settled(events)
    assert {name: run["state"] for name, run in runs.items()} == {
        "copy": "finished",
        "cut": "interrupted",
        "damaged": "damaged",
        "done": "finished",
        "twice/repeat1": "finished",
        "twice/repeat2": "finished",
    }
    done, found = runs["done"], newest(root / "done")
    history = found.snapshot.state.history
    assert (done["generation"], done["generations"], done["best"]) == (6, 6, found.header.best_fitness)
    assert done["curve"] == history.best.tolist()
    assert done["why"] == "6 generations are done"
    assert done["files"] == [6, 5, 4]
    assert "damaged" in str(runs["damaged"]["why"])


@pytest.mark.parametrize("name", ["done", "copy", "cut", "twice/repeat2"])
def test_a_run_is_told_generation_by_generation(server: Served, root: Path, name: str) -> None:
    with server.events(f"/events?run={name}") as events:
        told = [next(events) for _ in range(4)]
    assert [event.name for event in told] == ["run", "reset", "population", "rows"]
    rows = told[3].data
    history = newest(root / "done").snapshot.state.history
    table = [dict(zip(rows["names"], row, strict=True)) for row in rows["rows"]]
    assert [row["generation"] for row in table] == [1, 2, 3, 4, 5, 6]
    assert [row["best"] for row in table] == pytest.approx(history.best.tolist(), rel=1e-5)
    assert [row["metric.closeness"] for row in table] == pytest.approx(history.metrics[:, 0].tolist(), rel=1e-5)
    spreads = {spread.generation: spread for spread in read_population(root / "done")}
    wanted = spreads.values() if name != "copy" else [spreads[6]]
    assert [one[0] for one in told[2].data] == [spread.generation for spread in wanted]
    assert [one[3] for one in told[2].data] == [{str(key): n for key, n in one.species} for one in wanted]


def test_who_comes_back_gets_what_is_new_and_who_is_wrong_everything(server: Served) -> None:
    with server.events("/events?run=done") as events:
        mark = until(events, "rows").mark
    with server.events("/events?run=done", mark) as events:
        assert [next(events).name for _ in range(2)] == ["run", "population"]
    for wrong in ("6-00000000", "99-" + mark[2:], "0-", "-1-0", "x", "6", "²-0", "9" * 50):
        with server.events("/events?run=done", wrong) as events:
            assert [next(events).name for _ in range(4)] == ["run", "reset", "population", "rows"]


def test_generations_are_told_as_they_are_written(tmp_path: Path) -> None:
    go(tmp_path, planned(6))
    history = newest(tmp_path / "small").snapshot.state.history
    logs = RunLogs(tmp_path / "small", ("closeness",))
    spreads = read_population(tmp_path / "small")

    def shown(count: int) -> None:
        part = type(history)(**{name: getattr(history, name)[:count] for name in history.__dataclass_fields__})
        logs.append(part, spread=spreads[count - 1])

    for log in (*LOGS, "population.jsonl"):
        (tmp_path / "small" / log).unlink()
    shown(1)
    shown(2)
    with served(tmp_path) as server, server.events("/events?run=small") as events:
        first = until(events, "rows")
        assert [row[0] for row in first.data["rows"]] == [1, 2]
        shown(3)
        assert [one[0] for one in until(events, "population").data] == [3]
        third = until(events, "rows")
        assert [row[0] for row in third.data["rows"]] == [3]
        assert third.mark.startswith("3-")
        shown(4)
        assert [row[0] for row in until(events, "rows").data["rows"]] == [4]
        with server.events("/events?run=small", third.mark) as again:  # a line that broke after the third
            assert [row[0] for row in until(again, "rows").data["rows"]] == [4]
        logs.rewrite(history, spread=Spread(6, 0.0, 1.0, ()))  # a run that is resumed writes its logs anew
        assert until(events, "reset").data == {}
        assert [row[0] for row in until(events, "rows").data["rows"]] == [1, 2, 3, 4, 5, 6]


def test_runs_appear_change_and_go_by_themselves(tmp_path: Path) -> None:
    root = tmp_path / "runs"
    with served(root) as server, server.events("/events") as events:
        assert next(events).data == {"runs": []}
        go(root, planned(2))
        for event in events:
            if any((run["name"], run["state"]) == ("small", "finished") for run in event.data["runs"]):
                break
        with server.events("/events", event.mark) as again:  # what is known is not told again
            shutil.rmtree(root / "small")
            first = next(again)
        assert (first.name, first.data) == ("changed", {"runs": [], "gone": ["small"]})
        assert next(events) == first


def test_a_run_that_went_and_comes_again_is_told_to_who_stayed(tmp_path: Path) -> None:
    go(tmp_path, planned(2))
    with served(tmp_path) as server, server.events("/events?run=small") as events:
        assert len(until(events, "rows").data["rows"]) == 2
        shutil.rmtree(tmp_path / "small")
        assert until(events, "gone").data == {}
        go(tmp_path / "new", planned(3))
        (tmp_path / "new" / "small").rename(tmp_path / "small")
        assert len(until(events, "rows").data["rows"]) == 3
        go(tmp_path / "new", planned(4))
        (tmp_path / "new" / "small").rename(tmp_path / "late")
        with server.events("/events?run=late") as late:  # nobody has looked at the list since
            assert len(until(late, "rows").data["rows"]) == 4


def test_a_champion_is_what_inspect_says(server: Served, root: Path) -> None:
    told = server.ask("/champion?run=done&generation=5").data
    (said,) = objects(quale("inspect", root / "done" / file_name(5), "--json", cwd=root).stdout)
    assert (told["who"], told["fitness"], told["caution"]) == tuple(
        said["genome"][name] for name in ("who", "fitness", "caution")
    )
    assert told["metrics"] == said["genome"]["metrics"]
    assert told["species"] == said["species"]
    ways = {(way["sensor"], way["actuator"]): way["influence"] for way in said["pathways"]}
    assert {(way["from"], way["to"]): way["influence"] for way in told["pathways"]} == ways
    assert told["drawing"].startswith("<svg")
    assert told["winner"] is False
    assert "no genome has ended this run" in server.ask("/champion?run=done&genome=winner").data["error"]


@pytest.mark.parametrize(
    ("asked", "options"), [("", ()), ("&genome=3&scenario=0&seed=9", ("--genome", "3", "--seed", "9"))]
)
def test_a_replay_is_the_page_of_quale_replay(
    server: Served, root: Path, tmp_path: Path, asked: str, options: tuple[str, ...]
) -> None:
    quale("replay", root / "done" / file_name(6), *options, "--html", tmp_path / "page.html", cwd=tmp_path)
    assert server.ask(f"/replay?run=done&generation=6{asked}").content == (tmp_path / "page.html").read_bytes()


def test_a_comparison_is_what_quale_compare_says(server: Served, root: Path) -> None:
    told = server.ask("/compare?run=done&run=cut&by=closeness").data
    (said,) = objects(quale("compare", root / "done", root / "cut", "--by", "closeness", "--json", cwd=root).stdout)
    for group in (*told["groups"], *said["groups"]):
        for run in group["runs"]:
            run["place"] = Path(run["place"]).name
    assert (told["groups"], told["tests"], told["by"]) == (said["groups"], said["tests"], said["by"])
    assert told["picture"].startswith("<svg")
    assert "closeness" in told["quantities"]


def test_damage_is_told_in_words(server: Served) -> None:
    for target in ("/champion?run=damaged", "/replay?run=damaged", "/compare?run=damaged"):
        answer = server.ask(target)
        assert answer.status == 404
        assert answer.data["error"]
        assert "runs/damaged/" not in answer.data["error"], "whoever looks on need not know where files lie"


def test_a_run_can_be_served_alone(tmp_path: Path) -> None:
    program = write_program(tmp_path)
    quale("evolve", program, "--quiet", cwd=tmp_path)
    with served(tmp_path / "checkpoints" / "walk") as server, server.events("/events") as events:
        (run,) = next(events).data["runs"]
        assert run["name"] == "walk"
        assert server.ask("/champion?run=walk").data["replay"] is True


def test_an_environments_episode_is_played_and_no_module_is_imported(tmp_path: Path) -> None:
    pole = tmp_path / "pole.quale"
    pole.write_text('evolve Pole { domain: gymnasium("CartPole-v1")  population: 10  generations: 1  seed: 1 }')
    quale("evolve", pole, "--quiet", cwd=tmp_path)
    own = program(tmp_path, f'"{module(tmp_path)}:Point"')
    quale("evolve", own, "--quiet", cwd=tmp_path)
    with served(tmp_path / "checkpoints") as server:
        page = server.ask("/replay?run=pole")
        assert page.status == 200
        assert b"episode 0 of generation 1" in page.content
        refused = server.ask("/replay?run=run")
        assert refused.status == 400
        assert "a checkpoint never says what is imported" in refused.data["error"]
