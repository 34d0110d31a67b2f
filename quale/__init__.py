"""Quale: a language, compiler and engine for neuroevolution.

`load` reads a program, `Experiment.evolve` runs it, `Checkpoint.load` opens what came of it. Everything is imported
when it is first used, so that `import quale` is quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quale.api.champion import Champion as Champion
    from quale.api.checkpoint import Checkpoint as Checkpoint
    from quale.api.experiment import Experiment as Experiment
    from quale.api.experiment import load as load
    from quale.api.generation import Generation as Generation
    from quale.api.run import Run as Run
    from quale.brain import Brain as Brain
    from quale.diagnostics import CheckpointError as CheckpointError
    from quale.diagnostics import Diagnostic as Diagnostic
    from quale.diagnostics import EvaluationError as EvaluationError
    from quale.diagnostics import Note as Note
    from quale.diagnostics import ProgramError as ProgramError
    from quale.diagnostics import QualeError as QualeError
    from quale.diagnostics import Severity as Severity
    from quale.diagnostics import Span as Span
    from quale.diagnostics import UsageError as UsageError
    from quale.domains.python.each import each as each
    from quale.runtime.python.draw import Draw as Draw
    from quale.step.brains import Brains as Brains

PUBLIC = {
    "Brain": "quale.brain",
    "Brains": "quale.step.brains",
    "Champion": "quale.api.champion",
    "Checkpoint": "quale.api.checkpoint",
    "CheckpointError": "quale.diagnostics",
    "Diagnostic": "quale.diagnostics",
    "Draw": "quale.runtime.python.draw",
    "EvaluationError": "quale.diagnostics",
    "Experiment": "quale.api.experiment",
    "Generation": "quale.api.generation",
    "Note": "quale.diagnostics",
    "ProgramError": "quale.diagnostics",
    "QualeError": "quale.diagnostics",
    "Run": "quale.api.run",
    "Severity": "quale.diagnostics",
    "Span": "quale.diagnostics",
    "UsageError": "quale.diagnostics",
    "each": "quale.domains.python.each",
    "load": "quale.api.experiment",
}
"""The public names and the files that have them."""

__all__ = [
    "Brain",
    "Brains",
    "Champion",
    "Checkpoint",
    "CheckpointError",
    "Diagnostic",
    "Draw",
    "EvaluationError",
    "Experiment",
    "Generation",
    "Note",
    "ProgramError",
    "QualeError",
    "Run",
    "Severity",
    "Span",
    "UsageError",
    "each",
    "load",
]


if not TYPE_CHECKING:  # a type checker sees the imports above, and nothing else

    def __getattr__(name: str) -> object:
        """Import a public name (PEP 562)."""
        if name not in PUBLIC:
            raise AttributeError(f"module 'quale' has no attribute {name!r}")
        return getattr(import_module(PUBLIC[name]), name)


def __dir__() -> list[str]:
    return sorted(PUBLIC)
