"""How things grow: compiling with what a program has, going on with generations, drawing with nodes; no cache."""

import resource
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.checkpoints import ORIGIN
from benchmarks.compare.many_things import MANY
from benchmarks.compare.measurement import Effort, Row, interleaved, seconds_text
from benchmarks.compare.peers import Peer
from benchmarks.compare.reproduction_rows import growth
from quale.checkpoint.directory.resume import newest
from quale.checkpoint.directory.store import save
from quale.checkpoint.format.snapshot import Snapshot
from quale.compiler.emit.emit import emit
from quale.compiler.lower.lower import lower
from quale.domains.register import DOMAINS
from quale.evolution.records.state import History
from quale.genome.gather import take
from quale.genome.genome import HIDDEN, NO_REGION
from quale.language.load import load_text
from quale.model.model import ProgramText
from quale.native.link import assemble, host
from quale.report.follow import follow
from quale.report.graph import HIDDEN as HIDDEN_NODE
from quale.report.graph import INPUT, OUTPUT, Graph, Link, Node

LANES = 8
FEW = ("entity kinds", "entity kinds on a route", "machines")
"""Of these there are 10 to 300, of the others 100 to 5,000."""

SLOPE, SECONDS = 1.2, 10.0
"""What the project sets itself: the log-log slope, and CPU seconds for 300 entity kinds."""


GENERATIONS = (100, 60_000)
LATER = 2.0
"""Seconds that going on after the more may take longer than after the fewer."""

NODES, DRAWN = 20_000, 10.0
"""Hidden nodes of a network, and the seconds in which `quale inspect --graph` is to draw it."""

CONNECTIONS, FOLLOWED = 1_000, 1.0
"""Connections of a champion, and the seconds in which its pathways are to be found."""

PROGRAM = Path(__file__).parents[2] / "examples/xor.quale"


def command(*arguments: str, cwd: Path) -> float:
    """Run `quale` in a process of its own and return its CPU seconds, which other programs disturb least."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "quale", *arguments], cwd=cwd, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def evolved(folder: Path) -> Snapshot:
    """Return a run of two generations, made in a folder."""
    folder.mkdir(exist_ok=True)
    command("evolve", str(PROGRAM), "--generations", "2", "--quiet", cwd=folder)
    return newest(folder / "checkpoints/xor").snapshot


def long_run(folder: Path, found: Snapshot, generations: int) -> Path:
    """Save a run as if it had gone on for so many generations, and return its directory."""
    state = found.state
    rows = np.arange(generations) % len(state.history)
    history = History(**{field: getattr(state.history, field)[rows] for field in History.__dataclass_fields__})
    history = replace(history, evaluations=np.arange(1, generations + 1) * len(state.population))
    evaluations = int(history.evaluations[-1])
    directory = folder / f"run{generations}"
    directory.mkdir()
    state = replace(state, generation=generations, history=history, evaluations=evaluations)
    save(directory, replace(found, state=state), ORIGIN)
    return directory


def resume_seconds(directory: Path) -> float:
    """Return the seconds from the command to the end of one further generation."""
    generation = newest(directory).header.generation
    return command("evolve", "--resume", str(directory), "--generations", str(generation + 1), "--quiet", cwd=directory)


def resumed(effort: Effort, folder: Path) -> Row:
    """Compare going on after many generations with going on after few."""
    place = folder / "long"
    found = evolved(place)
    few, many = (long_run(place, found, count) for count in GENERATIONS)
    medians = interleaved(
        {"few": lambda: resume_seconds(few), "many": lambda: resume_seconds(many)}, min(effort.rounds, 3)
    )
    more = medians["many"] - medians["few"]
    told = f"going on after {GENERATIONS[1]:,} generations"
    mine, theirs = seconds_text(medians["many"]), seconds_text(medians["few"])
    return Row("size", told, f"{GENERATIONS[0]} (seconds more)", mine, theirs, more, hold=LATER, most=True)


def large(found: Snapshot) -> Snapshot:
    """Return a run whose best genome has NODES hidden nodes, each between an input and an output."""
    best, tracker, interface = found.state.best, found.state.tracker, found.state.interface
    if best is None:
        raise ValueError("nothing has been evaluated")
    ends = len(interface.inputs) + len(interface.outputs)
    first, known = tracker.next_node_id, tracker.next_innovation
    nodes = np.arange(first, first + NODES, dtype=np.int32)
    inputs = interface.input_ids[np.arange(NODES) % len(interface.input_ids)]
    outputs = np.full(NODES, interface.output_ids[0], np.int32)
    old = take(best.genome, np.array([0]))
    source = np.stack([inputs, nodes], axis=1).ravel()
    target = np.stack([nodes, outputs], axis=1).ravel()
    genome = replace(
        old,
        node_start=np.array([0, ends + NODES]),
        node_id=np.append(old.node_id[:ends], nodes),
        node_kind=np.append(old.node_kind[:ends], np.full(NODES, HIDDEN, np.uint8)),
        bias=np.append(old.bias[:ends], np.zeros(NODES)),
        activation=np.append(old.activation[:ends], np.zeros(NODES, np.uint8)),
        region=np.append(old.region[:ends], np.full(NODES, NO_REGION, np.int16)),
        connection_start=np.array([0, 2 * NODES]),
        innovation=np.arange(known, known + 2 * NODES, dtype=np.int32),
        source=source,
        target=target,
        weight=np.linspace(-1.0, 1.0, 2 * NODES),
        enabled=np.ones(2 * NODES, np.bool_),
    )
    tracker = replace(
        tracker,
        next_node_id=first + NODES,
        source=np.append(tracker.source, source),
        target=np.append(tracker.target, target),
        split_innovation=np.append(tracker.split_innovation, np.zeros(NODES, np.int32)),
        split_node=np.append(tracker.split_node, nodes),
    )
    return replace(found, state=replace(found.state, best=replace(best, genome=genome), tracker=tracker))


def drawn(effort: Effort, folder: Path) -> Row:
    """Draw a large network."""
    place = folder / "drawn"
    found = large(evolved(place))
    directory = place / "large"
    directory.mkdir()
    save(directory, found, ORIGIN)
    draw = {"draw": lambda: command("inspect", str(directory), "--graph", "brain.svg", cwd=place)}
    taken = interleaved(draw, min(effort.rounds, 3))["draw"]
    told = f"inspect --graph, {NODES:,} hidden nodes"
    return Row("size", told, "seconds", seconds_text(taken), "", taken, hold=DRAWN, most=True)


def followed(effort: Effort) -> Row:
    """Find the pathways of a champion: per sensor and actuator the total, and the strongest ways."""
    random = np.random.default_rng(1)
    kinds = [INPUT] * 20 + [HIDDEN_NODE] * 100 + [OUTPUT] * 10  # in their order, so that links run forward
    nodes = tuple(Node(at, f"n{at}", kind, "tanh", 0.0, at) for at, kind in enumerate(kinds))
    pairs = [(a, b) for a in range(120) for b in range(max(20, a + 1), 130)]
    chosen = random.choice(len(pairs), CONNECTIONS, replace=False).tolist()
    links = tuple(
        Link(at, source, target, float(random.normal()), enabled=True, feedback=False)
        for at in chosen
        for source, target in (pairs[at],)
    )
    graph = Graph(nodes, links, tuple(range(130)), 130)

    def seconds() -> float:
        began = time.process_time()
        follow(graph)
        return time.process_time() - began

    taken = interleaved({"follow": seconds}, effort.rounds)["follow"]
    told = f"pathways, {CONNECTIONS:,} connections"
    return Row("size", told, "seconds of CPU", seconds_text(taken), "", taken, hold=FOLLOWED, most=True)


def compile_seconds(what: str, count: int) -> float:
    """Return the CPU seconds from the text of a program with many things of one sort to object code."""
    text = ProgramText((("many.quale", MANY[what](count)),), ())
    began = time.process_time()
    (model,) = load_text(text, DOMAINS).project.models
    assemble(emit(lower(model), LANES), host())
    return time.process_time() - began


def rows(effort: Effort, folder: Path, _neat: Peer | None, _jax: Peer | None) -> list[Row]:
    """Measure the slopes, 300 entity kinds, a long run and a large network."""
    found = [resumed(effort, folder), drawn(effort, folder), followed(effort)]
    for what in MANY:
        wanted = (10, 100, 300) if what in FEW else (100, 1000, 5000)
        sizes = wanted[:2] if effort.quick else wanted
        turns = {str(size): lambda what=what, size=size: compile_seconds(what, size) for size in sizes}
        medians = interleaved(turns, 1 if effort.quick else min(effort.rounds, 3))
        times = [medians[str(size)] for size in sizes]
        mine = ", ".join(f"{size:,}: {seconds_text(seconds)}" for size, seconds in zip(sizes, times, strict=True))
        slope = growth(list(map(float, sizes)), times)
        found.append(
            Row(
                "size", f"compiling {what}", "linear (log-log slope)", mine, "1", slope, hold=SLOPE, goal=1.0, most=True
            )
        )
        if what == "entity kinds" and not effort.quick:
            taken = times[-1]
            told = f"compiling {sizes[-1]} {what}"
            found.append(Row("size", told, "seconds of CPU", seconds_text(taken), "", taken, hold=SECONDS, most=True))
    return found
