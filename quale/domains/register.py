"""The register of domains: a new one is a line here. Installed packages may bring more."""

from quale.domains.dataset.declaration import DatasetDeclaration
from quale.domains.gymnasium.declaration import GymnasiumDeclaration
from quale.domains.installed import declaration_of_installed
from quale.domains.python.declaration import PythonDeclaration
from quale.domains.world import WorldDeclaration
from quale.model.domain import Declaration, Domains


class Known(Domains):
    """Our own domains, and those that installed packages bring."""

    __slots__ = ()

    def named(self, name: str) -> Declaration | None:
        """Return the declaration of a name; packages are looked through for one that is not ours."""
        return super().named(name) or declaration_of_installed(name)


DOMAINS: tuple[Declaration, ...] = Known(
    (
        WorldDeclaration(),
        GymnasiumDeclaration(),
        DatasetDeclaration(),
        PythonDeclaration(),
    )
)
"""Every domain that the language knows by name."""


def declaration_of(name: str) -> Declaration:
    """Return the declaration of a domain that a Model names.

    Raises:
        LookupError: there is no such domain.
    """
    found = Known(DOMAINS).named(name)
    if found is None:
        raise LookupError(name)
    return found
