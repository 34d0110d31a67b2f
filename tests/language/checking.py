"""Small programs, and what the checker makes of them."""

import re

from quale.diagnostics import Diagnostic, ProgramError, Severity
from quale.domains.register import DOMAINS
from quale.language.load import load_text
from quale.model.model import DataFile, Model, ProgramText, Project

BODY = """body Walker {
  state energy: 0..1 = 0.5
  state score: int = 0
  state happy: bool = true
  state speed: float = 0
  sensor energy: internal(0..1)
  actuator go: trigger(threshold: 0.5)
  actuator step: directional(threshold: 0.25, directions: 4)
  BODY
}
"""
REST = """
world Void { topology: none  WORLD }
perception Senses { sensor energy = agent.energy  PERCEPTION }
action Acts { ACTION }
fitness Lasting { maximize energy: 1  FITNESS }
evolve Run { body: Walker  world: Void  perception: Senses  action: Acts  fitness: Lasting  EVOLVE }
"""


def program(
    *,
    body: str = "",
    world: str = "",
    perception: str = "",
    action: str = "",
    fitness: str = "",
    evolve: str = "",
    dynamics: str = "",
) -> str:
    """Return a program with more in its blocks; `world` replaces its topology if it has one of its own."""
    rest = REST.replace("topology: none  WORLD" if "topology:" in world else "WORLD", world)
    if dynamics:
        rest = rest.replace("EVOLVE", "dynamics: Body  EVOLVE") + f"dynamics Body {{ {dynamics} }}"
    for slot, text in (("PERCEPTION", perception), ("ACTION", action), ("FITNESS", fitness), ("EVOLVE", evolve)):
        rest = rest.replace(slot, text)
    return BODY.replace("BODY", body) + rest


def project(text: str, **files: bytes) -> Project:
    """Return the project of a program that has no errors; data files by name, `_` for the point."""
    return load_text(_text(text, files), DOMAINS).project


def model(text: str, **files: bytes) -> Model:
    """Return the only Model of a program that has no errors."""
    (only,) = project(text, **files).models
    return only


def diagnostics(text: str, **files: bytes) -> tuple[Diagnostic, ...]:
    """Return all that is told about a program."""
    try:
        return load_text(_text(text, files), DOMAINS).diagnostics
    except ProgramError as error:
        return error.diagnostics


def told(text: str, severity: Severity = Severity.ERROR, **files: bytes) -> list[str]:
    """Return the messages of one severity."""
    return [found.message for found in diagnostics(text, **files) if found.severity is severity]


LONG_LIST = re.compile(r"(`[^`]*`, ){3,}`[^`]*` or `[^`]*`|(\w[\w/%]*, ){3,}\w+|units are .*")


def shortened(words: str) -> str:
    """Return words of a diagnostic without long lists, which grow with the language."""
    return LONG_LIST.sub("…", words)


def _text(text: str, files: dict[str, bytes]) -> ProgramText:
    data = tuple(DataFile(name.replace("_", "."), content) for name, content in files.items())
    return ProgramText((("program.quale", text),), data)
