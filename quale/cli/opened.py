"""A checkpoint as commands that run its brains need it: file, experiment and the genome that is meant."""

import sys
from dataclasses import dataclass
from pathlib import Path

from quale.checkpoint.directory.resume import Resumed, find
from quale.diagnostics import UsageError
from quale.domains.register import DOMAINS
from quale.language.load import load
from quale.model.model import Model
from quale.report.choose import Chosen, choose_genome
from quale.run.plan import going_on, stored


@dataclass(frozen=True, slots=True)
class Opened:
    """A checkpoint with the experiment that it holds and one of its genomes."""

    found: Resumed
    model: Model
    chosen: Chosen


def open_checkpoint(checkpoint: str, checkpoints: Path, genome: str, program: Path | None = None) -> Opened:
    """Open a file, a run directory's newest checkpoint or a run by name; what there is to tell goes to stderr.

    With a program it is that one's experiment of the same name: modules of the user's own are found beside it, and are
    never imported without.

    Raises:
        CheckpointError: there is none, or none that is valid.
        ProgramError: this version of the language does not accept the program in it.
        UsageError: it has no such genome, or the program no such experiment.
    """
    found = find(checkpoint, checkpoints)
    for words in found.messages:
        print(f"warning: {words}", file=sys.stderr)
    chosen = choose_genome(found.snapshot, genome)
    if program is None:
        return Opened(found, stored(found), chosen)
    return Opened(found, _of_program(found, program), chosen)


def _of_program(found: Resumed, program: Path) -> Model:
    run, models = found.snapshot.run, load(program, DOMAINS).project.models
    named = [model for model in models if model.name == run]
    if not named:
        names = ", ".join(model.name for model in models)
        raise UsageError(f"{found.path} is a run of `{run}`; {program} has {names}")
    return going_on(found, named[0], None, None, lambda words: print(words, file=sys.stderr))[0]
