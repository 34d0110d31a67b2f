"""An export run against the native kernel, on the same random inputs."""

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quale.diagnostics import EvaluationError, UsageError
from quale.export.network import Network
from quale.export.register import Format
from quale.export.trial import INPUTS, OUTPUTS, Trial
from quale.genome.genome import Networks
from quale.step.brains import Brains

ROWS = 256
PATIENCE = 300
"""Seconds that a tool may take."""

STEP = 2.0**-52


@dataclass(frozen=True, slots=True)
class Verified:
    """How far an export is from the native kernel, over T rows."""

    rows: int
    equal: int  # outputs with the same bits, NaN or not
    outputs: int  # in all
    difference: float  # the largest, inf where only one of the two is a number
    ulp: float  # the largest, in units of 2^-52 · max(1, |result|)
    by: str  # what ran it

    @property
    def exact(self) -> bool:
        """Return whether every output has the same bits."""
        return self.equal == self.outputs


def random_inputs(network: Network, rows: int = ROWS, seed: int = 1, *, single: bool = False) -> NDArray[np.float64]:
    """Return inputs [T, I]: over what the world senses, and far beyond it in every fourth row; `single`: floats."""
    random = np.random.default_rng(seed)
    low = np.array([-1.0 if one.low is None or abs(one.low) == np.inf else one.low for one in network.inputs])
    high = np.array([1.0 if one.high is None or abs(one.high) == np.inf else one.high for one in network.inputs])
    mean = np.array([one.mean for one in network.inputs])
    deviation = np.array([one.deviation for one in network.inputs])
    within = random.uniform(low, high, (rows, len(low)))
    beyond = random.normal(size=(rows, len(low))) * 10.0 ** random.integers(-3, 4, (rows, len(low)))
    chosen = np.where((np.arange(rows) % 4 == 3)[:, np.newaxis], beyond, within)
    inputs = chosen * deviation + mean if network.limit is not None else chosen
    return inputs.astype(np.float32 if single else np.float64).astype(np.float64)


def native(network: Network, networks: Networks, index: int, inputs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what the native kernel makes of inputs [T, I]: outputs [T, O], row after row where it remembers."""
    given = scaled(network, inputs)
    brains = Brains(networks, network.updates, index, index + 1)
    if not network.recurrent:
        outputs: NDArray[np.float64] = brains.activate(given[np.newaxis])[0]
        return outputs
    return np.concatenate([brains.activate(row[np.newaxis, np.newaxis])[0] for row in given])


def scaled(network: Network, inputs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return inputs [T, I] as the brain is given them."""
    if network.limit is None:
        return inputs
    mean, deviation = (np.array([getattr(one, name) for one in network.inputs]) for name in ("mean", "deviation"))
    given: NDArray[np.float64] = np.clip((inputs - mean) / deviation, -network.limit, network.limit)
    return given


def verify(
    form: Format,
    network: Network,
    content: bytes,
    wanted: NDArray[np.float64],
    inputs: NDArray[np.float64],
    *,
    single: bool = False,
) -> Verified:
    """Run a file's content on inputs [T, I] and compare with what is wanted [T, O].

    Raises:
        UsageError: the format cannot be run, or what runs it is not installed.
        EvaluationError: what runs it fails.
    """
    if form.execute is not None:
        found, by = form.execute(network, content, inputs), form.what
    elif form.trial is not None:
        tools = [_tool(names, form) for names in form.trial.tools]
        found, by = _run(form.trial, network, content, inputs, tools, single), Path(tools[-1]).name
    else:
        raise UsageError(f"--verify: {form.what} is a drawing: there is nothing to run")
    equal = (found.view(np.int64) == wanted.view(np.int64)) | (np.isnan(found) & np.isnan(wanted))
    with np.errstate(invalid="ignore"):
        gap = np.where(equal, 0.0, np.abs(found - wanted))
        gap = np.where(np.isnan(gap), np.inf, gap)
        far = np.where(equal, 0.0, gap / np.maximum(1.0, np.abs(wanted)) / STEP)
        far = np.where(np.isnan(far), np.inf, far)
    return Verified(len(inputs), int(equal.sum()), equal.size, float(gap.max(initial=0)), float(far.max(initial=0)), by)


def missing(form: Format) -> str:
    """Return what has to be installed for a format to be run, nothing where all is there."""
    found = all(any(shutil.which(name) for name in names) for names in form.trial.tools) if form.trial else True
    return "" if found or form.trial is None else form.trial.wanted


def _tool(names: tuple[str, ...], form: Format) -> str:
    for name in names:
        found = shutil.which(name)
        if found is not None:
            return found
    wanted = form.trial.wanted if form.trial is not None else ""
    raise UsageError(
        f"--verify: to run {form.what} wants {wanted}, and there is none on the PATH: install it, or leave out --verify"
    )


def _run(
    trial: Trial, network: Network, content: bytes, inputs: NDArray[np.float64], tools: list[str], single: bool
) -> NDArray[np.float64]:
    with tempfile.TemporaryDirectory(prefix="quale-") as name:
        folder = Path(name)
        (folder / trial.source).write_bytes(content)
        for file, text in trial.driver(network, single).items():
            (folder / file).write_text(text, encoding="utf-8")
        (folder / INPUTS).write_bytes(inputs.astype("<f8").tobytes())
        said = ""
        for command in trial.commands:
            said = _command([word.format(*tools) for word in command], folder)
        output = folder / OUTPUTS
        data = output.read_bytes() if output.exists() else b""
    if len(data) != 8 * len(inputs) * len(network.outputs):
        raise EvaluationError(f"{tools[-1]} did not run the export to its end: {said}")
    return np.frombuffer(data, dtype="<f8").astype(np.float64).reshape(len(inputs), len(network.outputs))


def _command(words: list[str], folder: Path) -> str:
    """Run a tool in a folder that is its home, too; return the end of what it says."""
    around = os.environ | {"HOME": str(folder)}
    try:
        ended = subprocess.run(  # noqa: S603  # our own words, and a tool of the user's PATH
            words, cwd=folder, env=around, capture_output=True, check=False, timeout=PATIENCE, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise EvaluationError(f"{words[0]} cannot be run: {error}") from error
    said = (ended.stderr + ended.stdout).decode("utf-8", "replace").strip()[-800:]
    if ended.returncode:
        raise EvaluationError(f"{words[0]} failed ({ended.returncode}): {said}")
    return said
