"""machine: its states, what it does in them, and its transitions."""

from quale.diagnostics import Note
from quale.language.blocks.fields import Fields, word_of
from quale.language.expressions.declared_value import duplicate
from quale.language.expressions.expression import resolve
from quale.language.expressions.require import require_condition
from quale.language.expressions.statement import resolve_block
from quale.language.scope.context import Context
from quale.language.scope.declarations import UNKNOWN, MachineName
from quale.language.scope.permissions import AGENT_MACHINE_PLACE, WORLD_MACHINE
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax
from quale.language.syntax.number_text import shown
from quale.language.syntax.units import SECONDS, short
from quale.model.expression import Expression, MachineTicks, Number, Operation
from quale.model.kinds import MachineScope
from quale.model.statement import Statement
from quale.model.world import Goto, Machine, MachineState

_HOOKS = ("on_enter", "on_tick", "on_exit")


def machine_names(machines: tuple[syntax.Machine, ...], scope: MachineScope, context: Context) -> None:
    """Gather the machines of the world or the body; their names are unique in the whole experiment."""
    known = context.names.machines
    for machine in machines:
        if machine.name.text in known:
            duplicate(machine.name, "machine", known[machine.name.text].span, context)
            continue
        states: dict[str, syntax.Name] = {}
        for state in machine.states:
            if state.name.text in states:
                duplicate(state.name, "state", states[state.name.text].span, context)
            states.setdefault(state.name.text, state.name)
        name = machine.name
        known[name.text] = MachineName(name.text, name.span, len(known), scope, tuple(states.values()))


def check_machine(machine: syntax.Machine, context: Context) -> Machine | None:
    """Resolve a machine; None for one whose name belongs to another."""
    name = context.names.machines[machine.name.text]
    if name.span != machine.name.span:
        return None
    owner = f"machine `{name.name}`"
    fields = Fields(owner, machine.fields, ("scope", "initial"), context)
    _scope(fields, name, context)
    states = [state.text for state in name.states]
    initial = 0
    if not states:
        context.log.absent(machine.name.span, f"{owner} has no state", "expected `state NAME { }`")
    elif "initial" not in fields:
        context.log.absent(machine.name.span, f"{owner} needs `initial`", f"expected `initial: {states[0]}`")
    else:
        value = fields.get("initial")
        word = word_of(value) if value is not None else ""
        if value is not None and word not in states:
            context.log.absent(
                value.span, f"unknown state `{value.span.text}`", f"not a state of {owner}", hint(word, states)
            )
        initial = states.index(word) if word in states else 0
    resolved: dict[str, MachineState] = {}
    places = {state.text: number for number, state in reversed(list(enumerate(name.states)))}  # the first of a name
    for state in machine.states:
        done = _state(state, name, places, context)
        resolved.setdefault(state.name.text, done)
    return Machine(name.name, name.scope, initial, tuple(resolved.values()))


def _scope(fields: Fields, name: MachineName, context: Context) -> None:
    value = fields.get("scope")
    if value is None:
        return
    word = fields.word("scope", name.scope, ("agent", "world"))
    if word != name.scope:
        where = "body" if name.scope is MachineScope.AGENT else "world"
        context.log.error(
            value.span,
            f"a machine in a {where} has scope `{name.scope}`",
            f"`{word}` contradicts its place",
            f"write `scope: {name.scope}`",
        )


def _state(state: syntax.MachineState, machine: MachineName, places: dict[str, int], context: Context) -> MachineState:
    place = AGENT_MACHINE_PLACE if machine.scope is MachineScope.AGENT else WORLD_MACHINE
    hooks: dict[str, tuple[Statement, ...]] = {}
    first: dict[str, syntax.Name] = {}
    for hook, body in state.hooks:
        if hook.text not in _HOOKS:
            context.log.error(
                hook.span, f"unknown event `{hook.text}`", "no event of a machine", hint(hook.text, _HOOKS)
            )
            continue
        if hook.text in first:
            context.log.error(
                hook.span, f"`{hook.text}` is given twice", "", notes=(Note("first given here", first[hook.text].span),)
            )
        first.setdefault(hook.text, hook)
        hooks[hook.text] = resolve_block(body, Context(context.names, place))
    gotos = [_goto(goto, machine, places, Context(context.names, place)) for goto in state.gotos]
    return MachineState(
        state.name.text,
        hooks.get("on_enter", ()),
        hooks.get("on_tick", ()),
        hooks.get("on_exit", ()),
        tuple(goto for goto in gotos if goto is not None),
    )


def _goto(goto: syntax.Goto, machine: MachineName, places: dict[str, int], context: Context) -> Goto | None:
    when: Expression | None = None
    if goto.when is not None:
        condition = resolve(goto.when, context)
        if condition.type != UNKNOWN:
            condition = require_condition(condition, goto.when.span, context, "`when`")
        when = None if condition.type == UNKNOWN else condition.value
    elif goto.after is not None:
        when = _after(goto.after, machine, context)
    if goto.target.text not in places:
        context.log.absent(
            goto.target.span,
            f"unknown state `{goto.target.text}`",
            f"not a state of machine `{machine.name}`",
            hint(goto.target.text, [state.text for state in machine.states]),
        )
        return None
    return Goto(places[goto.target.text], when) if when is not None else None


def _after(after: syntax.NumberLiteral, machine: MachineName, context: Context) -> Expression | None:
    """Write out `after v u`: ticks counted, or ticks x world.tick in the unit of the tick."""
    ticks = MachineTicks(machine.index)
    if after.unit == "ticks":
        return Operation(">=", (ticks, Number(after.value)), truth=True)
    world = context.names.world
    if world is None:
        return None
    if after.unit and short(after.unit) == short(world.tick_unit):
        passed = Operation("*", (ticks, Number(world.number("tick", 1.0))), truth=False)
        return Operation(">=", (passed, Number(after.value)), truth=True)
    if world.fields.get("tick", (1.0, "")) is None:
        return None
    value, ours, theirs = after.value, SECONDS.get(short(world.tick_unit)), SECONDS.get(short(after.unit))
    if ours is not None and theirs is not None:
        value *= theirs / ours
    label = f"the tick is given in `{world.tick_unit}`" if world.tick_unit else "`world.tick` has no unit"
    context.log.error(
        after.span,
        "`after` needs the unit of `world.tick`, or `ticks`",
        label,
        f"write `after {shown(value)} {world.tick_unit or 'ticks'}`",
    )
    return None
