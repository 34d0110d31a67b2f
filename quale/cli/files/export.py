"""`quale export`: the network of a genome as a file that other programs run."""

import sys
from dataclasses import replace
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from quale.checkpoint.directory.resume import Resumed
from quale.cli.failure import failures
from quale.cli.files.whole import write_whole
from quale.cli.opened import Opened, open_checkpoint
from quale.diagnostics import EvaluationError, UsageError
from quale.export.express import network_of
from quale.export.network import Input, Network, Output
from quale.export.register import FORMATS, Format
from quale.export.verify import Verified, native, random_inputs, verify
from quale.genome.express import express
from quale.genome.genome import Networks
from quale.model.domain import TaskState, scaling_of
from quale.model.model import Model
from quale.model.world import WorldTask
from quale.report.choose import Chosen

Name = StrEnum("Name", {name: name for name in FORMATS})  # type: ignore[misc]
"""What `--to` takes."""

OTHER_SUFFIXES = {".js": "javascript", ".gv": "dot"}


def command(
    checkpoint: Annotated[
        str, typer.Argument(metavar="CKPT|DIR|NAME", help="A checkpoint, a run's directory, or an evolve block's name.")
    ],
    to: Annotated[
        Name | None, typer.Option("--to", help="The format; by default what the name of --out ends in.")
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write this file, not standard output.")] = None,
    genome: Annotated[str, typer.Option(metavar="best|winner|ID", help="Which genome.")] = "best",
    single: Annotated[bool, typer.Option("--float", help="Single precision, for c and onnx.")] = False,
    check: Annotated[
        bool, typer.Option("--verify", help="Run it first, and compare it with the native kernel.")
    ] = False,
    checkpoints: Annotated[Path, typer.Option(metavar="DIR", help="Where runs lie by name.")] = Path("checkpoints"),
) -> None:
    """Write the champion's network as a program, a model or data for use elsewhere.

    Example: quale export Phase1 --to c --out brain.h --verify
    """
    with failures(as_json=False):
        form = _format(to, out, single)
        opened = open_checkpoint(checkpoint, checkpoints, genome)
        interface, brain = opened.found.snapshot.state.interface, opened.model.evolution.brain
        networks = express(opened.chosen.genome, interface, brain.recurrent)
        network = _network(opened, networks)
        content = form.write(network, single=single)
        told = [_size(form, network, content)]
        if check:
            told.append(_verified(form, network, networks, content, single))
        if out is None:
            for words in told[1:]:
                print(words, file=sys.stderr)
            print(content.decode(), end="")
            return
        write_whole(out, content, "--out")
        stream = sys.stdout if out.is_file() else sys.stderr  # a device may be where the network is read from
        print("\n".join([f"{out}: {told[0]}", *told[1:]]), file=stream)


def _format(to: str | None, out: Path | None, single: bool) -> Format:
    """Return the format that is asked for.

    Raises:
        UsageError: there is none, or it cannot be had as it is asked for.
    """
    suffixes = {form.suffix: name for name, form in FORMATS.items()} | OTHER_SUFFIXES
    name = to if to is not None else suffixes.get(out.suffix.lower()) if out is not None else None
    if name is None:
        ends = f"--out {out}: its name does not say the format; " if out is not None else ""
        raise UsageError(f"{ends}say it with --to: {', '.join(FORMATS)}")
    form = FORMATS[name]
    if single and not form.single:
        others = " and ".join(name for name, each in FORMATS.items() if each.single)
        raise UsageError(f"--float: {form.what} has double precision alone; {others} have both")
    if form.binary and out is None:
        raise UsageError(f"{form.what} is no text: name a file with --out brain{form.suffix}")
    return form


def _network(opened: Opened, networks: Networks) -> Network:
    found, updates = opened.found, opened.model.evolution.brain.steps
    ends, limit = _ends(found, opened.model, opened.chosen.given)
    ids, about = opened.chosen.genome.node_id, _about(found, opened.chosen)
    return network_of(networks, 0, ids, ends, found.snapshot.run, updates, limit, about)


def _ends(
    found: Resumed, model: Model, given: TaskState
) -> tuple[tuple[tuple[Input, ...], tuple[Output, ...]], float | None]:
    """Return the inputs and outputs with what the task knows of them, and the limit of scaled inputs."""
    interface = found.snapshot.state.interface
    bounds: dict[int, tuple[float, float]] = {}
    threshold: dict[int, float] = {}
    if isinstance(model.task, WorldTask) and model.ports.inputs == interface.inputs:
        for sensor in model.task.body.sensors:
            span = (0.0, 1.0) if sensor.directions else (sensor.low, sensor.high)
            bounds |= dict.fromkeys(range(sensor.first, sensor.first + sensor.width), span)
    if isinstance(model.task, WorldTask) and model.ports.outputs == interface.outputs:
        for actuator in model.task.body.actuators:
            threshold |= dict.fromkeys(range(actuator.first, actuator.first + actuator.width), actuator.threshold)
    scaling = scaling_of(given)
    inputs = tuple(Input(name, *bounds.get(place, (None, None))) for place, name in enumerate(interface.inputs))
    if scaling is not None:
        moments = zip(inputs, scaling.mean.tolist(), scaling.deviation.tolist(), strict=True)
        inputs = tuple(replace(one, mean=mean, deviation=deviation) for one, mean, deviation in moments)
    limit = None if scaling is None else scaling.limit
    outputs = tuple(Output(name, threshold.get(place)) for place, name in enumerate(interface.outputs))
    return (inputs, outputs), limit


def _about(found: Resumed, chosen: Chosen) -> tuple[tuple[str, str], ...]:
    header, snapshot = found.header, found.snapshot
    caution = f" ({chosen.caution})" if chosen.caution else ""
    versions = ", ".join(f"{name} {number}" for name, number in header.versions)
    return (
        ("run", f"{snapshot.run} ({header.run_id}), generation {snapshot.state.generation}, seed {header.seed}"),
        ("genome", chosen.who),
        ("fitness", "never evaluated" if chosen.fitness is None else f"{chosen.fitness!r}{caution}"),
        ("program", header.program),
        ("versions", f"written by quale {version('quale-lang')}; evolved with {versions}"),
    )


def _size(form: Format, network: Network, content: bytes) -> str:
    hidden = len(network.hidden)
    return f"{form.what}, {hidden} hidden nodes, {network.links} connections, {len(content):,} bytes"


def _verified(form: Format, network: Network, networks: Networks, content: bytes, single: bool) -> str:
    """Run the export; return in words how far it is from the native kernel.

    Raises:
        EvaluationError: it differs, though the format promises equal bits.
    """
    inputs = random_inputs(network, single=single)
    found = verify(form, network, content, native(network, networks, 0, inputs), inputs, single=single)
    words = _told(found)
    if form.exact and not single and not found.exact:
        raise EvaluationError(f"the export is not what was evolved: {words}; nothing was written")
    return words


def _told(found: Verified) -> str:
    what = f"verified with {found.by} on {found.rows} rows of random inputs"
    if found.exact:
        return f"{what}: every output has the native kernel's bits (largest difference 0)"
    return (
        f"{what}: largest difference {found.difference:.3g} ({found.ulp:.3g} ulp of max(1, |output|)), "
        f"{found.equal} of {found.outputs} outputs bit-equal"
    )
