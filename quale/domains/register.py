"""The register of domains: a new one is a line here."""

from dataclasses import dataclass

from quale.domains.dataset.declaration import DatasetDeclaration
from quale.domains.gymnasium.declaration import GymnasiumDeclaration
from quale.domains.python.declaration import PythonDeclaration
from quale.domains.world import WorldDeclaration
from quale.model.domain import Arguments, Declaration, Report, Task


@dataclass(frozen=True, slots=True)
class Announced:
    """A domain that a later version brings."""

    name: str
    blocks: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    def check(self, arguments: Arguments, report: Report) -> Task | None:
        """Say that it is not there yet."""
        report.error(arguments.span, f"domain `{self.name}` is not supported yet", "planned for a later version")
        return None

    def metrics(self, _task: Task) -> tuple[str, ...]:
        """Return nothing: there is no task."""
        return ()

    def differences(self, _old: Task, _new: Task) -> tuple[str, ...]:
        """Return nothing: there is no task."""
        return ()


DOMAINS: tuple[Declaration, ...] = (
    WorldDeclaration(),
    GymnasiumDeclaration(),
    DatasetDeclaration(),
    PythonDeclaration(),
)
"""Every domain that the language knows by name."""


def declaration_of(name: str) -> Declaration:
    """Return the declaration of a domain that a Model names."""
    return next(domain for domain in DOMAINS if domain.name == name)
