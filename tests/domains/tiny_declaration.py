"""A domain of the tests alone, its declaration: a brain is to repeat, a step later, what it was shown.

With `tiny_evaluator.py` and a line in each register it is all that a domain needs.
"""

from dataclasses import dataclass

from quale.model.domain import Arguments, Ports, Report, Task

ENDS = Ports(("shown",), ("repeated",))


@dataclass(frozen=True, slots=True)
class EchoTask:
    """Numbers to be shown, and the ends of a brain that repeats them."""

    steps: int
    ports: Ports = ENDS


@dataclass(frozen=True, slots=True)
class EchoDeclaration:
    """`domain: echo(steps: N)`."""

    name: str = "echo"
    blocks: tuple[str, ...] = ()
    fields: tuple[str, ...] = ("patience",)
    scenarios: bool = True
    foreign: bool = True

    def check(self, arguments: Arguments, report: Report) -> Task | None:
        """Return the task that the arguments describe."""
        steps = 5
        for argument in arguments.given:
            if argument.name == "steps" and isinstance(argument.value, float) and argument.value >= 1:
                steps = int(argument.value)
            elif argument.name != "patience":
                report.error(argument.span, "`echo` takes `steps`, a number", "expected `steps: N`")
                return None
        return EchoTask(steps, arguments.body or ENDS)

    def metrics(self, _task: Task) -> tuple[str, ...]:
        """Return the one metric there is."""
        return ("error",)

    def differences(self, old: Task, new: Task) -> tuple[str, ...]:
        """Return what differs: there is one thing that can."""
        return ("steps",) if old != new else ()
