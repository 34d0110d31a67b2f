"""`domain: gymnasium("ID", …)`: any environment with Gymnasium's interface is what brains are evaluated on."""

from dataclasses import dataclass, fields, replace

from quale.domains.foreign import Contained
from quale.domains.gymnasium.arguments import read
from quale.domains.gymnasium.library import INSTALL, Opening, complaints, missing, opening, pooled, registered
from quale.domains.gymnasium.spaces import Space, UnusableError, describe, ports, unbounded
from quale.domains.gymnasium.task import METRICS, GymnasiumTask
from quale.model.domain import Arguments, Ports, Report, Task


@dataclass(frozen=True, slots=True)
class GymnasiumDeclaration:
    """An environment is opened once when the program is checked: its spaces are the ends of the brain."""

    name: str = "gymnasium"
    blocks: tuple[str, ...] = ()
    fields: tuple[str, ...] = ("normalize",)
    scenarios: bool = True
    foreign: bool = True

    def check(self, arguments: Arguments, report: Report) -> Task | None:
        """Return the task; None where something is wrong, which is told then.

        Nothing is opened or imported for a program out of a checkpoint: the checkpoint knows the ends of its brains.
        """
        task = read(arguments, report)
        if task is None:
            return None
        if arguments.known is not None:
            return replace(task, ports=arguments.known)
        if arguments.folder is None and task.modules:
            report.error(arguments.span, f"a checkpoint imports no module: {task.modules[0]}", "name the program, too")
            return None
        for library in ("gymnasium", *(("envpool",) if task.backend == "envpool" else ())):
            if missing(library):
                install = INSTALL.replace("gymnasium", library)
                report.error(arguments.span, f"this needs {library}, which is not installed", "", install)
                return None
        found = _opened(task, arguments, report)
        return replace(task, ports=found) if found is not None else None

    def metrics(self, _task: Task) -> tuple[str, ...]:
        """Return the names of what an episode tells: the same for all environments."""
        return METRICS

    def differences(self, old: Task, new: Task) -> tuple[str, ...]:
        """Return which arguments are others; where the program lies makes no difference."""
        names = [each.name for each in fields(GymnasiumTask) if each.name not in {"ports", "folder"}]
        return tuple(name for name in names if getattr(old, name) != getattr(new, name))


def _opened(task: GymnasiumTask, arguments: Arguments, report: Report) -> Ports | None:
    """Open the environment and look at it; return the ends of its brains, None where it cannot be used."""
    span = arguments.given[0].span
    with Contained() as contained:
        how = opening(task)
        env = how.make()
    if contained.error is not None:
        report.error(span, f'cannot open "{task.environment}"', contained.reason, _advice(task, contained.error))
        return None
    with Contained() as closing:
        found = _spaces(env, task, arguments, report)
        if found is not None:
            _tell(how, env, arguments, report)
        env.close()
    if closing.error is not None:
        report.warning(span, "the environment fails when it is tried", closing.reason)
    return found


def _spaces(env: object, task: GymnasiumTask, arguments: Arguments, report: Report) -> Ports | None:
    span = arguments.given[0].span
    described: list[Space] = []
    for what, end in (("observation", "input"), ("action", "output")):
        try:
            described.append(describe(getattr(env, f"{what}_space", None)))
        except UnusableError as error:
            hint = 'a wrapper that changes it helps: `wrappers: ["module:function"]`'
            report.error(span, f"the {what} space cannot be the {end}s of a brain", f"it has {error}", hint)
            return None
    if unbounded(described[1]):
        hint = (
            'a wrapper gives it bounds: `wrappers: ["module:function"]` with '
            "`def function(env): return gymnasium.wrappers.RescaleAction(env, -1, 1)` or the like"
        )
        report.error(span, "an action of the environment has no bounds", "outputs are scaled to bounds", hint)
        return None
    if task.backend == "vector" and getattr(getattr(env, "spec", None), "vector_entry_point", None) is None:
        report.error(span, "the environment has no vector entry point", "leave `backend` out")
        return None
    if task.backend == "envpool" and task.environment not in pooled():
        report.error(span, f"envpool has no `{task.environment}`", "leave `backend` out")
        return None
    return _ends(ports(*described), arguments, report)


def _ends(found: Ports, arguments: Arguments, report: Report) -> Ports | None:
    """Return the names of a body in place of the environment's, if one is named."""
    body = arguments.body
    if body is None:
        return found
    sound = True
    for side, own, given in (
        ("sensors", found.inputs, body.inputs),
        ("actuators", found.outputs, body.outputs),
    ):
        if len(own) != len(given):
            report.error(
                arguments.body_span or arguments.span,
                f"the body has {len(given)} {side}, the environment {len(own)}",
                "they are named in order, one by one",
                f"the body's: {_listed(given)}\nthe environment's: {_listed(own)}",
            )
            sound = False
    return body if sound else None


def _listed(names: tuple[str, ...]) -> str:
    most = 40
    more = f", … ({len(names) - most} more)" if len(names) > most else ""
    return ", ".join(names[:most]) + more if names else "none"


def _tell(how: Opening, env: object, arguments: Arguments, report: Report) -> None:
    """Warn about what the environment's checker complains of, and say what nobody said."""
    span = arguments.given[0].span
    for complaint in complaints(env):
        report.warning(span, f"Gymnasium's checker: {complaint}", "what it says here may spoil repeatability")
    if not how.limited:
        report.note(span, f"episodes are ended after {how.limit} steps", "say `max_steps: N` for another number")


def _advice(task: GymnasiumTask, error: BaseException) -> str:
    if ":" in task.environment:
        return 'the module is looked for beside the program first; "module:Class" names a class in it'
    kind = type(error).__name__
    if kind in {"NameNotFound", "VersionNotFound", "NamespaceNotFound", "DeprecatedEnv"}:
        near = [name for name in registered() if _stem(name) == _stem(task.environment)]
        return f"there are {', '.join(near)}" if near else 'an environment of your own is "module:Class"'
    if kind in {"DependencyNotInstalled", "ModuleNotFoundError", "ImportError"}:
        return INSTALL
    return ""


def _stem(name: str) -> str:
    return name.rpartition("-v")[0].lower().replace("-", "").replace("_", "") or name.lower()
