"""The register of evaluators: a new domain's is a line here, beside that of its declaration in `quale/domains/`."""

from types import MappingProxyType

from quale.domains.installed import Broken, installed
from quale.runtime.dataset.evaluator import evaluator_of_dataset
from quale.runtime.evaluator import Evaluators, Factory
from quale.runtime.gymnasium.evaluator import evaluator_of_gymnasium
from quale.runtime.python.evaluator import evaluator_of_python
from quale.runtime.world import evaluator_of_world


class _Known(dict[str, Factory]):
    """Our own evaluators, and those that installed packages bring beside their declarations."""

    def __missing__(self, name: str) -> Factory:
        found = installed(name)
        if found is None or isinstance(found, Broken):
            raise KeyError(name)
        evaluator: Factory = found.evaluator
        return evaluator


EVALUATORS: Evaluators = MappingProxyType(
    _Known(
        world=evaluator_of_world,
        gymnasium=evaluator_of_gymnasium,
        dataset=evaluator_of_dataset,
        python=evaluator_of_python,
    )
)
"""What evaluates brains, by the name of the domain."""
