"""What stands in `python(…)`, read into a task; what is wrong with it is told."""

from dataclasses import dataclass, field
from keyword import iskeyword

from quale.domains.python.task import PythonTask
from quale.model.domain import Argument, Arguments, Constant, Ports, Report, Word
from quale.model.limits import MOST_METRICS, MOST_PORTS

EXAMPLE = 'as in `python("cart:evaluate", inputs: 4, outputs: 1)`'
ON_ERROR = "on_error"


@dataclass(slots=True)
class _Reading:
    report: Report
    sound: bool = True
    given: dict[str, Argument] = field(default_factory=dict)

    def wrong(self, argument: Argument, message: str, label: str) -> None:
        self.report.error(argument.span, message, label)
        self.sound = False

    def names(self, what: str, most: int) -> tuple[str, ...]:
        """Return a list of different names; nothing where none is given."""
        argument = self.given.get(what)
        if argument is None:
            return ()
        items = argument.value if isinstance(argument.value, tuple) else (argument.value,)
        found = tuple(item.text if isinstance(item, Word) else item for item in items)
        texts = tuple(item for item in found if isinstance(item, str) and item)
        if not texts or len(texts) != len(found):
            self.wrong(argument, f"`{what}` is a list of names", "expected the like of `[left, right]`")
        elif len(set(texts)) < len(texts):
            self.wrong(argument, f"a name stands twice in `{what}`", "each is given once")
        elif len(texts) > most:
            self.wrong(argument, f"`{what}` has {len(texts):,} names", f"at most {most:,} are possible")
        return texts

    def ends(self, what: str) -> tuple[str, ...]:
        """Return the names of inputs or outputs, which may be given as their number."""
        argument = self.given.get(what)
        if argument is None or not isinstance(argument.value, float):
            return self.names(what, MOST_PORTS)
        number = argument.value
        if number % 1 or not 1 <= number <= MOST_PORTS:
            self.wrong(argument, f"`{what}` is a number or a list of names", f"expected 1 to {MOST_PORTS:,}")
            return ()
        return tuple(f"{what.removesuffix('s')}_{place}" for place in range(int(number)))


def read(arguments: Arguments, report: Report) -> PythonTask | None:
    """Return the task that the arguments describe; None where one is wrong or missing."""
    first = arguments.given[0] if arguments.given else None
    if first is None or first.name or not isinstance(first.value, str):
        report.error(arguments.span, "`python` needs a function", 'expected "module:function"', EXAMPLE)
        return None
    module, _, function = first.value.partition(":")
    parts = (*module.split("."), function)
    if not all(part.isidentifier() and not iskeyword(part) for part in parts):
        report.error(first.span, f'"{first.value}" names no function', 'expected "module:function"', EXAMPLE)
        return None
    reading, keywords = _Reading(report), list[tuple[str, Constant]]()
    for argument in arguments.given[1:]:
        name = argument.name
        if not name:
            reading.wrong(argument, "one function is enough", "expected `name: value`")
        elif name in reading.given:
            reading.wrong(argument, f"`{name}` is given twice", "once is enough")
        else:
            reading.given[name] = argument
            if name not in {"inputs", "outputs", "metrics", ON_ERROR}:
                keywords.append((name, argument.value))
    ports = arguments.body or Ports(reading.ends("inputs"), reading.ends("outputs"))
    for what, names in (("inputs", ports.inputs), ("outputs", ports.outputs)):
        if arguments.body is None and what not in reading.given:
            report.error(arguments.span, f"`python` needs `{what}`", "their number or their names", EXAMPLE)
            reading.sound = False
        elif arguments.body is not None and what in reading.given:
            label = f"the body has {len(names)} of them"
            reading.wrong(reading.given[what], f"the body says what the {what} are", label)
    stops = _stops(reading)
    metrics = reading.names("metrics", MOST_METRICS)
    folder = str(arguments.folder.absolute()) if arguments.folder is not None else None
    return PythonTask(first.value, ports, metrics, tuple(keywords), stops, folder) if reading.sound else None


def _stops(reading: _Reading) -> bool:
    argument = reading.given.get(ON_ERROR)
    if argument is None:
        return False
    if argument.value not in {Word("stop"), Word("go_on")}:
        reading.wrong(argument, f"`{ON_ERROR}` cannot be this", "expected `stop` or `go_on`")
    return argument.value == Word("stop")
