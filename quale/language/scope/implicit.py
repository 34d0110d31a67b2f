"""States that the author need not declare: the checker adds them and says so."""

from quale.language.scope.declarations import BodyNames, ValueName
from quale.language.scope.diagnostic_log import DiagnosticLog
from quale.model.kinds import TypeKind
from quale.model.world import Type


def declare(body: BodyNames, name: str, type_: Type, log: DiagnosticLog) -> ValueName:
    """Return the state of this name, declared implicitly if the body does not have it."""
    if name not in body.states:
        body.states[name] = ValueName(name, body.span, len(body.states), type_, implicit=True)
        shown = {"bool": "bool = true", "int": "int"}.get(type_.kind, f"{type_.unit or 'float'} = 0")
        log.note(body.span, f"state `{name}` is declared implicitly", f"as if it had `state {name}: {shown}`")
    return body.states[name]


def alive(body: BodyNames, log: DiagnosticLog) -> ValueName:
    """Return the state `alive`."""
    return declare(body, "alive", Type(TypeKind.BOOL), log)
