"""State machines. docs/semantics.md, Machines."""

from quale.compiler.interpret.expression import worth
from quale.compiler.interpret.scenario import NOWHERE, Scenario
from quale.compiler.interpret.statement import run


def start_machine(number: int, scenario: Scenario) -> None:
    """Put a machine into its initial state."""
    machine = scenario.machines[number]
    scenario.machine_state[number] = machine.initial
    run(machine.states[machine.initial].on_enter, scenario, NOWHERE)


def run_machine(number: int, scenario: Scenario) -> None:
    """Take a machine's turn: on_tick, then the first transition whose condition holds, if any."""
    machine = scenario.machines[number]
    state = machine.states[scenario.machine_state[number]]
    run(state.on_tick, scenario, NOWHERE)
    for goto in state.gotos:
        if worth(goto.when, scenario, NOWHERE):
            run(state.on_exit, scenario, NOWHERE)
            scenario.machine_state[number] = goto.target
            scenario.machine_ticks[number] = 0
            run(machine.states[goto.target].on_enter, scenario, NOWHERE)
            return
