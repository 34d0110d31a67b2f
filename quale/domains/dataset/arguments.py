"""What stands in `dataset(…)`, read; what is wrong with it is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from quale.diagnostics import Span
from quale.domains.dataset.task import LOSSES
from quale.model.domain import Argument, Arguments, Constant, Report, Word

NAMES = ("inputs", "targets", "loss", "split", "category", "standardize", "batch")
OTHERS = "others"
EXAMPLE = 'as in `dataset("iris.csv", inputs: others, targets: [species], loss: accuracy, split: 0.8)`'
MANY = 10**9


@dataclass(frozen=True, slots=True)
class Options:
    """What the program says about a dataset."""

    file: str
    inputs: tuple[str, ...]  # empty: all columns that are no targets
    targets: tuple[str, ...]
    loss: str
    split: float
    category: tuple[str, ...]
    standardize: bool
    batch: int  # 0 for all rows
    spans: Mapping[str, Span]  # of what was given; "" is the file's

    def span(self, name: str) -> Span:
        """Return the place of an argument, that of the file where it was not given."""
        return self.spans.get(name, self.spans[""])


def guess(name: str, known: tuple[str, ...]) -> str:
    """Return "did you mean `x`?" for the nearest of the known names, or nothing."""
    near = get_close_matches(name, known, 1)
    return f"did you mean `{near[0]}`?" if near else ""


@dataclass(slots=True)
class _Reading:
    given: Mapping[str, Argument]
    report: Report
    sound: bool = True
    spans: dict[str, Span] = field(default_factory=dict)

    def wrong(self, argument: Argument, message: str, label: str, hint: str = "") -> None:
        self.report.error(argument.span, message, label, hint)
        self.sound = False

    def names(self, name: str, *, others: bool = False) -> tuple[str, ...]:
        """Return a list of columns, which may be one name alone; empty where none is given."""
        argument = self.given.get(name)
        if argument is None or (others and argument.value == Word(OTHERS)):
            return ()
        items = argument.value if isinstance(argument.value, tuple) else (argument.value,)
        found = tuple(text for text in map(_name, items) if text)
        if not found or len(found) != len(items):
            example = f'`{OTHERS}` or a list, as in `[width, "petal length"]`' if others else "a list, as in `[y]`"
            self.wrong(argument, f"`{name}` names columns", f"expected {example}")
        elif len(set(found)) < len(found):
            self.wrong(argument, "a column stands twice in this list", "once is enough")
        return found

    def truth(self, name: str) -> bool:
        argument = self.given.get(name)
        if argument is not None and not isinstance(argument.value, bool):
            self.wrong(argument, f"`{name}` is true or false", "expected `true` or `false`")
        return argument is not None and argument.value is True

    def number(self, name: str, default: float, low: float, high: float, wanted: str) -> float:
        argument = self.given.get(name)
        if argument is None:
            return default
        value = argument.value
        whole = isinstance(default, int)
        if isinstance(value, bool) or not isinstance(value, float) or not low <= value <= high or (whole and value % 1):
            self.wrong(argument, f"`{name}` is {wanted}", "this is not")
            return default
        return value


def _name(value: Constant) -> str:
    return value.text if isinstance(value, Word) else value if isinstance(value, str) else ""


def read_options(arguments: Arguments, report: Report) -> Options | None:
    """Return what the arguments say; None where one is wrong or missing."""
    first = arguments.given[0] if arguments.given else None
    if first is None or first.name or not isinstance(first.value, str) or not first.value:
        report.error(arguments.span, "`dataset` needs a file", "expected its name", EXAMPLE)
        return None
    given: dict[str, Argument] = {}
    reading = _Reading(given, report)
    for argument in arguments.given[1:]:
        if argument.name not in NAMES:
            what = f"unknown argument `{argument.name}`" if argument.name else "this argument has no name"
            reading.wrong(argument, what, f"expected one of {', '.join(NAMES)}", guess(argument.name, NAMES))
        elif argument.name in given:
            reading.wrong(argument, f"`{argument.name}` is given twice", "once is enough")
        given.setdefault(argument.name, argument)
    missing = [name for name in ("targets", "loss") if name not in given]
    if missing:
        names = " and ".join(f"`{name}`" for name in missing)
        report.error(arguments.span, f"`dataset` needs {names}", "what outputs are held to, and how", EXAMPLE)
        reading.sound = False
    loss = given.get("loss")
    word = _name(loss.value) if loss is not None else ""
    if loss is not None and word not in LOSSES:
        reading.wrong(loss, "there is no such loss", f"expected one of {', '.join(LOSSES)}", guess(word, LOSSES))
    options = Options(
        first.value,
        reading.names("inputs", others=True),
        reading.names("targets"),
        word,
        reading.number("split", 0.8, 1e-9, 1.0, "a part of the rows, above 0 and at most 1"),
        reading.names("category"),
        reading.truth("standardize"),
        int(reading.number("batch", 0, 1, MANY, "a number of rows, a whole one from 1 on")),
        {"": first.span, **{name: argument.span for name, argument in given.items()}},
    )
    return options if reading.sound else None
