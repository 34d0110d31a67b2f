"""Constants and functions of a project: declared once each, and sound in themselves."""

from typing import TypeVar

from quale.diagnostics import Note
from quale.language.definitions.constants import settle
from quale.language.definitions.functions import check_bodies, refuse_endless
from quale.language.expressions.call import BUILT_IN_FUNCTIONS
from quale.language.expressions.value import CONSTANTS
from quale.language.scope.context import PREFIXES
from quale.language.scope.declarations import Definitions
from quale.language.scope.diagnostic_log import DiagnosticLog
from quale.language.syntax import tree as syntax

Definition = TypeVar("Definition", syntax.Constant, syntax.Function)


def define(
    constants: tuple[syntax.Constant, ...],
    functions: tuple[syntax.Function, ...],
    log: DiagnosticLog,
) -> Definitions:
    """Return the constants and functions of a project."""
    definitions = Definitions(functions=_declared(functions, "function", BUILT_IN_FUNCTIONS, log))
    for function in definitions.functions.values():
        _parameters(function, log)
    refuse_endless(definitions, log)
    settle(_declared(constants, "constant", (*PREFIXES, *CONSTANTS), log), definitions, log)
    return definitions


def check_definitions(definitions: Definitions, motions: tuple[syntax.Statements, ...], log: DiagnosticLog) -> None:
    """Add the motions, and report what is wrong with functions and motions in themselves."""
    definitions.motions = {motion.name.text: motion for motion in motions}
    used = set(definitions.used)
    check_bodies(definitions, log)
    definitions.used = used  # what is mentioned in a function that nothing uses is used by nothing


def _declared(
    found: tuple[Definition, ...], what: str, taken: tuple[str, ...], log: DiagnosticLog
) -> dict[str, Definition]:
    declared: dict[str, Definition] = {}
    for definition in found:
        name = definition.name
        if name.text in taken:
            log.error(name.span, f"`{name.text}` has a meaning already", "choose another name")
        elif name.text in declared:
            first = Note("first declared here", declared[name.text].name.span)
            log.error(name.span, f"{what} `{name.text}` is declared twice", notes=(first,))
        else:
            declared[name.text] = definition
    return declared


def _parameters(function: syntax.Function, log: DiagnosticLog) -> None:
    known: set[str] = set()
    for name in function.parameters:
        if name.text in PREFIXES:
            log.error(name.span, f"`{name.text}` has a meaning already", "choose another name")
        elif name.text in known:
            log.error(name.span, f"two parameters are called `{name.text}`", "choose another name")
        known.add(name.text)
