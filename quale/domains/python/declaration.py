"""`domain: python("module:function", …)`: a function of the user's own is what brains are evaluated by."""

from dataclasses import dataclass, fields

from quale.domains.python.arguments import ON_ERROR, read
from quale.domains.python.function import UnusableError, function_of
from quale.domains.python.task import PythonTask
from quale.model.domain import Arguments, Report, Task


@dataclass(frozen=True, slots=True)
class PythonDeclaration:
    """The function is imported when the program is checked, to see that it is there and can be called."""

    name: str = "python"
    blocks: tuple[str, ...] = ()
    fields: tuple[str, ...] = (ON_ERROR,)
    scenarios: bool = False
    foreign: bool = True

    def check(self, arguments: Arguments, report: Report) -> Task | None:
        """Return the task; None where something is wrong, which is told then.

        Nothing is imported for a program out of a checkpoint: who resumes it without a program gets no task to run.
        """
        task = read(arguments, report)
        if task is None or task.folder is None:
            return task
        try:
            function_of(task)
        except UnusableError as error:
            report.error(arguments.given[0].span, error.message, error.label, error.hint)
            return None
        return task

    def metrics(self, task: Task) -> tuple[str, ...]:
        """Return the names of the columns behind the fitness."""
        return task.metrics if isinstance(task, PythonTask) else ()

    def differences(self, old: Task, new: Task) -> tuple[str, ...]:
        """Return which arguments are others; where the program lies makes no difference, nor what becomes of errors."""
        names = [each.name for each in fields(PythonTask) if each.name not in {"ports", "folder", "stops"}]
        return tuple(name for name in names if getattr(old, name) != getattr(new, name))
