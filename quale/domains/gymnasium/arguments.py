"""What stands in `gymnasium(…)`, read into a task; what is wrong with it is told."""

from dataclasses import dataclass, field, replace

from quale.domains.gymnasium.task import BACKENDS, Backend, GymnasiumTask
from quale.model.domain import Argument, Arguments, Constant, Ports, Report, Word

NO_PORTS = Ports((), ())
MANY = 10**9


@dataclass(slots=True)
class _Reading:
    """The arguments so far, and whether one was wrong."""

    report: Report
    found: GymnasiumTask
    sound: bool = True
    keywords: list[tuple[str, Constant]] = field(default_factory=list)

    def wrong(self, argument: Argument, message: str, label: str) -> None:
        """Tell what is wrong with an argument."""
        self.report.error(argument.span, message, label)
        self.sound = False

    def truth(self, argument: Argument) -> bool:
        """Return a truth value."""
        if not isinstance(argument.value, bool):
            self.wrong(argument, f"`{argument.name}` is true or false", "expected `true` or `false`")
        return argument.value is True


def read(arguments: Arguments, report: Report) -> GymnasiumTask | None:
    """Return the task that the arguments describe, its ports still to come; None where one is wrong."""
    first = arguments.given[0] if arguments.given else None
    if first is None or first.name or not isinstance(first.value, str) or not first.value:
        span = arguments.span if first is None or first.name else first.span
        report.error(span, "`gymnasium` needs an environment", 'expected its id, as in `gymnasium("CartPole-v1")`')
        return None
    folder = str(arguments.folder.absolute()) if arguments.folder is not None else None
    reading = _Reading(report, GymnasiumTask(first.value, NO_PORTS, folder=folder))
    for argument in arguments.given[1:]:
        _read_one(argument, reading)
    found = replace(reading.found, keywords=tuple(reading.keywords))
    if reading.sound and found.backend != "plain" and (found.wrappers or found.reuse is not None or found.modules):
        report.error(
            arguments.span,
            f"backend `{found.backend}` has environments of its own",
            "no wrappers, no `reuse` and no module go with it",
        )
        return None
    return found if reading.sound else None


def _wrappers(argument: Argument, reading: _Reading) -> tuple[str, ...]:
    items = argument.value if isinstance(argument.value, tuple) else ()
    texts = tuple(item for item in items if isinstance(item, str) and ":" in item)
    if not texts or len(texts) != len(items):
        reading.wrong(argument, "`wrappers` is a list of texts", 'expected `["module:function"]`')
    return texts


def _backend(argument: Argument, reading: _Reading) -> Backend:
    found = next((backend for backend in BACKENDS if argument.value == Word(backend)), None)
    if found is None:
        reading.wrong(argument, "there is no such backend", f"expected one of {', '.join(BACKENDS)}")
    return found or "plain"


def _read_one(argument: Argument, reading: _Reading) -> None:
    value = argument.value
    match argument.name:
        case "":
            reading.wrong(argument, "one environment is enough", "expected `keyword: value`")
        case "max_steps":
            if isinstance(value, bool) or not isinstance(value, float) or not 1 <= value <= MANY or value % 1:
                reading.wrong(argument, "`max_steps` is a number of steps", "expected a whole number from 1 on")
            else:
                reading.found = replace(reading.found, max_steps=int(value))
        case "wrappers":
            reading.found = replace(reading.found, wrappers=_wrappers(argument, reading))
        case "backend":
            reading.found = replace(reading.found, backend=_backend(argument, reading))
        case "reuse":
            reading.found = replace(reading.found, reuse=reading.truth(argument))
        case "normalize":
            reading.found = replace(reading.found, normalize=reading.truth(argument))
        case name if name in (earlier for earlier, _ in reading.keywords):
            reading.wrong(argument, f"`{name}` is given twice", "")
        case name:
            reading.keywords.append((name, value))
