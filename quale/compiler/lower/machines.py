"""State machines: one turn a tick. Every hook stands once in the tick, whatever the number of transitions."""

from quale.compiler.lower.expression import lower_expression
from quale.compiler.lower.scope import Scope
from quale.compiler.lower.statement import lower_statements
from quale.compiler.program.construct import apply, choose, get, index
from quale.compiler.program.program import Expr, Kind
from quale.model.world import Machine

STAY = index(-1)


def start_machine(number: int, machine: Machine, scope: Scope) -> None:
    """Put a machine into its initial state and run that state's on_enter."""
    state, ticks = scope.places.machines[number]
    scope.block.set(state, index(machine.initial))
    scope.block.set(ticks, index(0))
    lower_statements(machine.states[machine.initial].on_enter, scope)


def run_machine(number: int, machine: Machine, scope: Scope) -> None:
    """Lower a machine's turn: on_tick, the first transition that holds, on_exit, the change, on_enter."""
    state, ticks = scope.places.machines[number]
    block = scope.block
    moves = any(each.gotos for each in machine.states)
    target = scope.storage.slot(f"machine.{machine.name}.target", Kind.INDEX) if moves else ""
    if moves:
        block.set(target, STAY)
    at = block.define("state", get(state))
    for here, each in enumerate(machine.states):
        with block.branch(apply("ieq", at, index(here))) as inner:
            turn = scope.within(inner)
            lower_statements(each.on_tick, turn)
            if not each.gotos:
                continue
            # the last transition first, so that the first one has the last word
            chosen: Expr = STAY
            conditions = [lower_expression(goto.when, turn) for goto in each.gotos]
            for goto, condition in reversed(list(zip(each.gotos, conditions, strict=True))):
                chosen = inner.part(choose(condition, index(goto.target), chosen, Kind.INDEX))
            inner.set(target, chosen)
            if each.on_exit:
                with inner.branch(apply("ile", index(0), get(target))) as leaving:
                    lower_statements(each.on_exit, scope.within(leaving))
    if not moves:
        return
    with block.branch(apply("ile", index(0), get(target))) as changing:
        changing.set(state, get(target))
        changing.set(ticks, index(0))
        targets = {goto.target for source in machine.states for goto in source.gotos}
        for there, each in enumerate(machine.states):
            if there in targets:
                with changing.branch(apply("ieq", get(target), index(there))) as inner:
                    lower_statements(each.on_enter, scope.within(inner))


def age_machines(scope: Scope) -> None:
    """End of a tick: every machine has been in its state for one tick more."""
    for _, ticks in scope.places.machines:
        scope.block.set(ticks, apply("iadd", get(ticks), index(1)))
