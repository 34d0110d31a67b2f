"""Which backend evaluates slices: what the command asked for, and what suits the domain."""

from quale.diagnostics import UsageError
from quale.runtime.backend import Backend, Maker
from quale.runtime.backends.in_process import InProcess
from quale.runtime.backends.processes import Processes
from quale.runtime.backends.ray import Ray
from quale.runtime.evaluator import Resources
from quale.runtime.thread_pool import processors


def choose_backend(maker: Maker, resources: Resources) -> Backend:
    """Return where a model's slices are evaluated: processes where workers or a time limit are asked for, else here.

    Raises:
        UsageError: threads are asked for, which run no Python at the same time; or Ray, which is not installed.
        EvaluationError: there is no Ray cluster where RAY_ADDRESS says.
    """
    model, wanted = maker.model, resources.backend
    if wanted == "ray":
        return Ray(maker, resources.workers)
    if wanted == "threads":
        raise UsageError(
            f"{model.name}: threads are for worlds; domain `{model.domain}` runs in this process, "
            f"or with `--workers N` in processes"
        )
    if wanted is None and resources.workers is None and model.time_limit is None:
        return InProcess(maker)
    return Processes(maker, resources.workers or processors())
